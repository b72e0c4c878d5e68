//! What a change runs again: the log of the repeated build, with the chain of causes.

use stagescope::report::{ArgumentCost, Fate, FateView};
use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, Properties, TargetCast, classes, component, html};

use super::stage_tag::owner_class;
use crate::highlight::Highlight;
use crate::question::{Asked, Changed, Question};
use crate::store::{Action, ReportRef, count};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WhatIfPanelProps {
    /// The question and its answer.
    pub asked: Asked,
    /// What the engine says of the text as it stands.
    pub report: ReportRef,
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
            <h3 class="hidden">{ "What runs again" }</h3>
            { chooser(props) }
            <p class="answer"><b>{ &what_if.summary }</b></p>
            if let Some(stop) = &what_if.stop {
                <div class="note stop"><p><b>{ "docker build stops then: " }</b><code>{ &stop.message }</code></p></div>
            }
            <ol class="log">{ for what_if.steps.iter().filter(shown).map(|it| step(it, &props.lit)) }</ol>
            { costs(&props.asked.costs) }
            <p class="small mute">
                { "Counted after a build of what stands there now, whose cache is still there. Images, URLs and repositories \
                   are taken to be the same as then." }
            </p>
        </div>
    }
}

/// The changes that are offered, in the order of the list.
fn offers(asked: &Asked, report: &ReportRef) -> Vec<(&'static str, String, Changed)> {
    let mut offers = vec![("", "Nothing".to_owned(), Changed::Nothing)];
    if asked.before_edits.is_some() {
        offers.push(("", "The last edits that you made".to_owned(), Changed::LastEdits));
    }
    let files = asked.choices.files.iter();
    offers.extend(files.map(|path| ("A file changes", path.clone(), Changed::File(path.clone()))));
    if asked.choices.takes_all {
        let path = "any other file";
        offers.push(("A file changes", path.to_owned(), Changed::File(path.to_owned())));
    }
    let arguments = report.arguments.iter().map(|it| &it.name);
    offers.extend(
        arguments
            .map(|name| ("A build argument has a new value", name.clone(), Changed::Argument(name.clone()))),
    );
    for name in &asked.choices.images {
        let short = name.strip_prefix("docker.io/").unwrap_or(name);
        let short = short.strip_prefix("library/").unwrap_or(short).to_owned();
        offers.push(("An image was published again", short, Changed::Image(name.clone())));
    }
    offers
}

fn chooser(props: &WhatIfPanelProps) -> Html {
    let offers = offers(&props.asked, &props.report);
    let changes: Vec<Changed> = offers.iter().map(|offer| offer.2.clone()).collect();
    let choose = props.act.reform(move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        let chosen = usize::try_from(index).ok().and_then(|index| changes.get(index).cloned());
        Action::Asked(Question::WhatIf(chosen.unwrap_or_default()))
    });
    let group = |name: &'static str| {
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
    let mut groups: Vec<&'static str> = offers.iter().map(|offer| offer.0).collect();
    groups.dedup();
    html! {
        <label class="ask"><span>{ "What if this changes:" }</span>
            <select class="input" onchange={choose}>{ for groups.into_iter().map(group) }</select>
        </label>
    }
}

fn step(step: &FateView, lit: &Highlight) -> Html {
    let (word, class) = match step.fate {
        Fate::Always => ("", ""),
        Fate::Cached => ("CACHED", "cached"),
        Fate::Perhaps => ("may be cached", "perhaps"),
        Fate::Runs => ("runs again", "again"),
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
                    <span class="why">{ chain.join(" → ") }</span>
                }
                if step.fate == Fate::Perhaps {
                    <span class="why">{ &step.why }</span>
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
        let again = match cost.steps.len() {
            0 => "runs nothing again".to_owned(),
            steps => format!("runs {} again", count(steps, "step", "steps")),
        };
        let place = if cost.by_place > 0 {
            format!(", {} of them only for its place", cost.by_place)
        } else {
            String::new()
        };
        html! {
            <li>
                <code>{ &cost.name }</code>{ " " }
                <button class="link" type="button" data-subject={format!("line-{}", cost.line)}>{ format!("line {}", cost.line) }</button>
                { format!(": a new value {again}{place}.") }
            </li>
        }
    };
    html! {
        <section class="small costs">
            <h4>{ "What the place of an argument costs" }</h4>
            <ul>{ for costs.iter().map(cost) }</ul>
        </section>
    }
}
