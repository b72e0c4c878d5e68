//! Which stage is built.

use stagescope::report::StageView;
use yew::{Callback, Html, Properties, component, html};

use super::disclosure::Disclosure;
use super::stage_tag::stage_tag;
use crate::messages::say;
use crate::store::{Action, ReportRef};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TargetMenuProps {
    /// What the engine says.
    pub report: ReportRef,
    /// What `--target` says; `None` is the last stage.
    pub wanted: Option<String>,
    /// The store.
    pub act: Callback<Action>,
}

/// The menu.
#[component]
pub fn TargetMenu(props: &TargetMenuProps) -> Html {
    let report = &props.report;
    let target = report.target.and_then(|index| report.stages.get(index));
    let value = match (target, &props.wanted) {
        (Some(stage), _) => stage_tag(stage),
        (None, Some(wanted)) => html! { <span class="bad">{ say::not_here(wanted) }</span> },
        (None, None) => html! { say::none() },
    };
    html! {
        <Disclosure name="target" label={say::target()} {value}>
            // No fieldset: Chromium draws none of one that changed while its menu was closed.
            <div class="choices" role="radiogroup" aria-label={say::stage_to_build()}>
                <p class="choices-title" aria-hidden="true">{ say::stage_to_build() }</p>
                { for report.stages.iter().map(|stage| choice(stage, report.stages.len(), &props.act)) }
                if report.stages.is_empty() {
                    <p class="mute">{ say::no_stage_yet() }</p>
                }
                if target.is_none() && props.wanted.is_some() {
                    <button class="button" type="button" data-close="" onclick={props.act.reform(|_| Action::TargetChosen(None))}>
                        { say::build_last_stage() }
                    </button>
                }
            </div>
        </Disclosure>
    }
}

fn choice(stage: &StageView, n_stages: usize, act: &Callback<Action>) -> Html {
    let is_last = stage.index + 1 == n_stages;
    // The last stage is what is built without `--target`, so it needs none; any other can only be asked for by name.
    let target = (!is_last).then(|| stage.name.clone());
    let choose = act.reform(move |_| Action::TargetChosen(target.clone()));
    let note = match (is_last, stage.named) {
        (true, _) => say::the_last_stage().to_string(),
        (false, true) => say::from(&stage.base),
        (false, false) => say::stage_without_name().to_string(),
    };
    html! {
        <label class="choice" data-close="" data-subject={format!("stage-{}", stage.index)}>
            <input type="radio" name="target" checked={stage.target} disabled={!is_last && !stage.named} onchange={choose} />
            { stage_tag(stage) }
            <span class="mute">{ note }</span>
        </label>
    }
}
