//! What a change runs again: the log of the repeated build, with the chain of causes.

use stagescope::report::{ArgumentCost, Fate, FateView};
use web_sys::HtmlSelectElement;
use yew::{AttrValue, Callback, Event, Html, Properties, TargetCast, classes, component, html};

use super::stage_tag::owner_class;
use crate::highlight::Highlight;
use crate::messages::say;
use crate::question::{Asked, Changed, Question, other_targets};
use crate::session::PLATFORMS;
use crate::store::{Action, ReportRef};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WhatIfPanelProps {
    /// The question and its answer.
    pub asked: Asked,
    /// What the engine says of the text as it stands.
    pub report: ReportRef,
    /// `--platform`; `None` is that of the machine.
    pub platform: Option<String>,
    /// What is lit.
    pub lit: Highlight,
    /// The store.
    pub act: Callback<Action>,
}

/// The panel.
#[component]
pub fn WhatIfPanel(props: &WhatIfPanelProps) -> Html {
    let Some(what_if) = &props.asked.what_if else { return Html::default() };
    let shown = |step: &&FateView| step.fate != Fate::Always;
    html! {
        <div class="what-if">
            <h3 class="hidden">{ say::what_runs_again() }</h3>
            { chooser(props) }
            <p class="answer" lang="en"><b>{ &what_if.summary }</b></p>
            if let Some(stop) = &what_if.stop {
                <div class="note stop"><p><b>{ say::stops_then() }{ " " }</b><code lang="en">{ &stop.message }</code></p></div>
            }
            <ol class="log">{ for what_if.steps.iter().filter(shown).map(|it| step(it, &props.lit)) }</ol>
            { costs(&props.asked.costs) }
            <p class="small mute">{ say::what_if_hint() }</p>
        </div>
    }
}

/// The changes that are offered, in the order of the list.
fn offers(asked: &Asked, report: &ReportRef, platform: Option<&str>) -> Vec<(AttrValue, String, Changed)> {
    let mut offers = vec![(AttrValue::default(), say::nothing().to_string(), Changed::Nothing)];
    if asked.before_edits.is_some() {
        offers.push((AttrValue::default(), say::your_last_edits().to_string(), Changed::LastEdits));
    }
    let files = asked.choices.files.iter();
    offers.extend(files.map(|path| (say::file_changes(), path.clone(), Changed::File(path.clone()))));
    if asked.choices.takes_all {
        offers.push((say::file_changes(), say::any_other_file().to_string(), Changed::OtherFile));
    }
    let arguments = report.arguments.iter().map(|it| &it.name);
    offers.extend(
        arguments.map(|name| (say::argument_changes(), name.clone(), Changed::Argument(name.clone()))),
    );
    for name in &asked.choices.images {
        let short = name.strip_prefix("docker.io/").unwrap_or(name);
        let short = short.strip_prefix("library/").unwrap_or(short).to_owned();
        offers.push((say::image_changes(), short, Changed::Image(name.clone())));
    }
    let targets = other_targets(report);
    offers.extend(targets.map(|it| (say::target_changes(), it.to_owned(), Changed::Target(it.to_owned()))));
    let [usual, ..] = PLATFORMS;
    let platforms = PLATFORMS.into_iter().filter(|it| *it != platform.unwrap_or(usual));
    offers.extend(platforms.map(|it| (say::platform_changes(), it.to_owned(), Changed::Platform(it))));
    offers
}

fn chooser(props: &WhatIfPanelProps) -> Html {
    let offers = offers(&props.asked, &props.report, props.platform.as_deref());
    let changes: Vec<Changed> = offers.iter().map(|offer| offer.2.clone()).collect();
    let choose = props.act.reform(move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        let chosen = usize::try_from(index).ok().and_then(|index| changes.get(index).cloned());
        Action::Asked(Question::WhatIf(chosen.unwrap_or_default()))
    });
    let group = |name: AttrValue| {
        let own = offers.iter().filter(|offer| offer.0 == name).map(|(_, words, change)| {
            html! { <option selected={*change == props.asked.changed}>{ words }</option> }
        });
        let options: Html = own.collect();
        if name.is_empty() {
            options
        } else {
            html! { <optgroup label={name}>{ options }</optgroup> }
        }
    };
    let mut groups: Vec<AttrValue> = offers.iter().map(|offer| offer.0.clone()).collect();
    groups.dedup();
    html! {
        <label class="ask"><span>{ say::what_if_ask() }</span>
            <select class="input" onchange={choose}>{ for groups.into_iter().map(group) }</select>
        </label>
    }
}

fn step(step: &FateView, lit: &Highlight) -> Html {
    let (word, class) = match step.fate {
        Fate::Always => (AttrValue::default(), ""),
        Fate::Cached => (AttrValue::Static("CACHED"), "cached"),
        Fate::Perhaps => (say::may_be_cached(), "perhaps"),
        Fate::Runs => (say::runs_again(), "again"),
    };
    let lit = lit.lights(step.instruction).then_some("lit");
    let class = classes!("row", owner_class(step.stage), lit, class);
    let chain: Vec<&str> = step.chain.iter().map(|cause| cause.text.as_str()).collect();
    let inside = html! {
        <>
            <span class="no">{ format!("#{}", step.number) }</span>
            <span class="text">
                <code class="what">{ &step.name }</code>
                if !chain.is_empty() {
                    <span class="why" lang="en">{ chain.join(" → ") }</span>
                }
                if step.fate == Fate::Perhaps {
                    <span class="why" lang="en">{ &step.why }</span>
                }
            </span>
            <span class="waits">{ word }</span>
        </>
    };
    match step.instruction {
        Some(index) => html! {
            <li key={step.number}><button {class} type="button" data-subject={format!("instruction-{index}")}>{ inside }</button></li>
        },
        None => html! { <li key={step.number}><div {class}>{ inside }</div></li> },
    }
}

fn costs(costs: &[ArgumentCost]) -> Html {
    if costs.is_empty() {
        return Html::default();
    }
    let cost = |cost: &ArgumentCost| {
        let again = match (cost.steps.len(), cost.by_place) {
            (0, _) => say::cost_none().to_string(),
            (steps, 0) => say::cost_steps(steps),
            (steps, by_place) => say::cost_steps_by_place(steps, by_place),
        };
        html! {
            <li>
                <code>{ &cost.name }</code>{ " " }
                <button class="link" type="button" data-subject={format!("line-{}", cost.line)}>{ say::line(cost.line) }</button>{ ": " }{ again }
            </li>
        }
    };
    html! {
        <section class="small costs">
            <h4>{ say::costs_of_place() }</h4>
            <ul>{ for costs.iter().map(cost) }</ul>
        </section>
    }
}
