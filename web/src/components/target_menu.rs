//! Which stage is built.

use stagescope::assist::Setting;
use stagescope::report::StageView;
use yew::{Callback, Html, Properties, component, html};

use super::disclosure::Disclosure;
use super::setting_note::setting_note;
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
    /// Whether that was chosen, and not set by the text.
    pub chosen: bool,
    /// What a comment of the text sets.
    pub setting: Option<Setting>,
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
                { for report.stages.iter().map(|stage| choice(stage, props)) }
                if report.stages.is_empty() {
                    <p class="mute">{ say::no_stage_yet() }</p>
                }
                if target.is_none() && props.wanted.is_some() {
                    <button class="button" type="button" data-close="" onclick={props.act.reform(|_| Action::TargetChosen(None))}>
                        { say::build_last_stage() }
                    </button>
                }
            </div>
            { setting_note(props.setting.as_ref(), props.chosen, "# @target NAME", props.act.reform(|_| Action::TargetChosen(None))) }
        </Disclosure>
    }
}

fn choice(stage: &StageView, props: &TargetMenuProps) -> Html {
    let is_last = stage.index + 1 == props.report.stages.len();
    // The last stage is what is built without `--target`, so it needs none; any other can only be asked for by name.
    let is_default = is_last && props.setting.is_none();
    let target = (!is_default).then(|| stage.name.clone());
    let choose = props.act.reform(move |_| Action::TargetChosen(target.clone()));
    let note = match (is_default, stage.named) {
        (false, false) => say::stage_without_name().to_string(),
        _ if is_last => say::the_last_stage().to_string(),
        _ => say::from(&stage.base),
    };
    html! {
        <label class="choice" data-close="" data-subject={format!("stage-{}", stage.index)}>
            <input type="radio" name="target" checked={stage.target} disabled={!is_default && !stage.named} onchange={choose} />
            { stage_tag(stage) }
            <span class="mute">{ note }</span>
        </label>
    }
}
