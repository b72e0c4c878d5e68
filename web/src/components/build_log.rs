//! What `docker build --progress=plain` would print for the target, and what it would leave out.

use stagescope::report::{StageView, StepView};
use yew::{Callback, Html, Properties, classes, component, html};

use super::lanes::{controls, lanes};
use super::stage_tag::{owner_class, stage_tag};
use crate::highlight::Highlight;
use crate::messages::{listed, say};
use crate::player::{Phase, Player, phase, schedule};
use crate::store::{Action, ReportRef};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct BuildLogProps {
    /// What the engine says.
    pub report: ReportRef,
    /// What is lit.
    pub lit: Highlight,
    /// Where the player stands.
    pub player: Player,
    /// The store.
    pub act: Callback<Action>,
}

/// The log.
#[component]
pub fn BuildLog(props: &BuildLogProps) -> Html {
    let (report, lit) = (&props.report, &props.lit);
    let spans = schedule(&report.build.steps, props.player.again);
    let skipped: Vec<&StageView> = report.stages.iter().filter(|it| !it.reached).collect();
    html! {
        <div class="build">
            <h3 class="hidden">{ say::build_steps() }</h3>
            if !report.build.steps.is_empty() {
                { controls(props.player, &props.act) }
                { lanes(report, &spans, props.player.at, lit) }
            }
            <ol class="log">
                { for report.build.steps.iter().zip(&spans).map(|(it, span)| step(it, *span, props)) }
            </ol>
            if report.build.steps.is_empty() && report.stop.is_none() {
                <p class="empty">{ say::no_step_yet() }</p>
            }
            { stop(report) }
            if !skipped.is_empty() {
                <section class="left-out">
                    <h3>{ say::not_built() }</h3>
                    <ul>{ for skipped.into_iter().map(|it| skipped_stage(it, lit)) }</ul>
                </section>
            }
        </div>
    }
}

fn step(step: &StepView, span: (u32, u32), props: &BuildLogProps) -> Html {
    let lit = props.lit.lights(step.instruction).then_some("lit");
    let phase = phase(span, props.player.at);
    let (shown, note) = match phase {
        Phase::Waiting => ("waiting", waits(step)),
        Phase::Running => ("running", say::running().to_string()),
        // What is loaded, sent or exported is never taken from the cache.
        Phase::Done if props.player.again && is_cached(step) => ("cached", "CACHED".to_owned()),
        Phase::Done if props.player.at.is_some() => ("done", say::done().to_string()),
        Phase::Done => ("", waits(step)),
    };
    let class = classes!("row", owner_class(step.stage), lit, shown);
    let inside = html! {
        <>
            <span class="no">{ format!("#{}", step.number) }</span>
            <code class="what">{ &step.name }</code>
            <span class="waits">{ note }</span>
        </>
    };
    match step.instruction {
        Some(index) => html! {
            <li key={step.number}>
                <button {class} type="button" data-subject={format!("instruction-{index}")}>{ inside }</button>
            </li>
        },
        None => html! { <li key={step.number}><div {class}>{ inside }</div></li> },
    }
}

/// Whether the result of a step is kept: that of an instruction, and of an image.
fn is_cached(step: &StepView) -> bool {
    step.instruction.is_some() || step.name.starts_with("FROM ")
}

/// `after #3 and #4`: steps with the same predecessors run side by side.
fn waits(step: &StepView) -> String {
    let numbers: Vec<String> = step.inputs.iter().map(|it| format!("#{it}")).collect();
    if numbers.is_empty() { String::new() } else { say::after(listed(&numbers)) }
}

fn stop(report: &ReportRef) -> Html {
    let Some(stop) = &report.stop else { return Html::default() };
    html! {
        <div class="note stop">
            <p><b>{ say::stops_here() }{ " " }</b><code lang="en">{ &stop.message }</code></p>
            if let Some(line) = stop.line {
                <button class="link" type="button" data-subject={format!("line-{line}")}>{ say::line(line) }</button>
            }
        </div>
    }
}

fn skipped_stage(stage: &StageView, lit: &Highlight) -> Html {
    let class =
        classes!("row", owner_class(Some(stage.index)), lit.lights_stage(stage.index).then_some("lit"));
    html! {
        <li key={stage.index}>
            <button {class} type="button" data-subject={format!("stage-{}", stage.index)}>
                { stage_tag(stage) }
                <span class="why" lang="en">{ &stage.reason }</span>
            </button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::waits;
    use stagescope::report::StepView;

    #[test]
    fn predecessors_are_named() {
        let step = |inputs: &[usize]| StepView {
            number: 9,
            name: String::new(),
            stage: None,
            instruction: None,
            inputs: inputs.to_vec(),
        };
        assert_eq!(waits(&step(&[])), "");
        assert_eq!(waits(&step(&[3])), "after #3");
        assert_eq!(waits(&step(&[3, 4, 7])), "after #3, #4 and #7");
    }
}
