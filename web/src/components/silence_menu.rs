//! Silences the rule of a finding with the comment that `docker build --check` reads.

use std::rc::Rc;

use stagescope::Input;
use stagescope::report::{EditorDiagnostic, SilentIn, silence};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::disclosure::Disclosure;
use crate::messages::say;
use crate::store::Command;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SilenceMenuProps {
    /// The finding.
    pub finding: EditorDiagnostic,
    /// The text that it was found in.
    pub input: Rc<Input>,
    /// What reaches outside the store.
    pub run: Callback<Command>,
}

/// The menu. What it offers is looked for when it opens.
#[component]
pub fn SilenceMenu(props: &SilenceMenuProps) -> Html {
    let is_open = use_state(|| false);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(true))
    };
    html! {
        <Disclosure name="silence" label={say::silence()} opened={toggle}>
            if *is_open { { choices(props) } }
        </Disclosure>
    }
}

fn choices(props: &SilenceMenuProps) -> Html {
    let SilenceMenuProps { finding, input, run } = props;
    let here =
        finding.instruction.map(SilentIn::Instruction).map(|place| (place, say::for_this_instruction()));
    let places = here.into_iter().chain([(SilentIn::File, say::in_whole_file())]);
    let choice = |(place, title): (SilentIn, AttrValue)| {
        let fix = silence(&input.dockerfile, &finding.rule, place)?;
        let run = run.reform(move |_| Command::Fix(fix.title.clone(), fix.edits.clone()));
        Some(
            html! { <li><button class="choice" type="button" data-close="" onclick={run}>{ title }</button></li> },
        )
    };
    let choices: Vec<Html> = places.filter_map(choice).collect();
    html! {
        <>
            if choices.is_empty() {
                <p class="hint">{ say::no_comment_silences() }</p>
            } else {
                <ul class="choices">{ for choices }</ul>
                <p class="hint">{ say::writes(html! { <code>{ format!("# check=skip={}", finding.rule) }</code> }) }</p>
            }
        </>
    }
}
