//! Two builds side by side: only what differs.

use stagescope::report::{Comparison, Difference, Section, SizeView};
use web_sys::HtmlSelectElement;
use yew::{AttrValue, Callback, Event, Html, Properties, TargetCast, component, html};

use crate::messages::say;
use crate::question::{Asked, Other, Question, other_targets};
use crate::store::{Action, ReportRef};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ComparePanelProps {
    /// The question and its answer.
    pub asked: Asked,
    /// What the engine says of the text as it stands.
    pub report: ReportRef,
    /// The store.
    pub act: Callback<Action>,
}

/// The panel.
#[component]
pub fn ComparePanel(props: &ComparePanelProps) -> Html {
    html! {
        <div class="compare">
            <h3 class="hidden">{ say::compare_builds() }</h3>
            <div class="ask">
                { chooser(props) }
                <button class="button keep" type="button" onclick={props.act.reform(|_| Action::Asked(Question::Keep))}>
                    { say::keep_baseline() }
                </button>
            </div>
            { match &props.asked.comparison {
                Some(comparison) => answer(comparison),
                None => html! {
                    <p class="empty">{ say::compare_hint() }</p>
                },
            } }
        </div>
    }
}

fn chooser(props: &ComparePanelProps) -> Html {
    let asked = &props.asked;
    let mut offers: Vec<(String, Other)> = Vec::new();
    if asked.baseline.is_some() {
        offers.push((say::the_baseline().to_string(), Other::Baseline));
    }
    if asked.before_edits.is_some() {
        offers.push((say::before_edits().to_string(), Other::BeforeEdits));
    }
    if asked.before_fix.is_some() {
        offers.push((say::before_fix().to_string(), Other::BeforeFix));
    }
    offers.extend(other_targets(&props.report).map(|it| (say::target_of(it), Other::Target(it.to_owned()))));
    if props.report.command.contains(" --build-arg ") {
        offers.push((say::without_arguments().to_string(), Other::Defaults));
    }
    let others: Vec<Other> = offers.iter().map(|offer| offer.1.clone()).collect();
    let act = props.act.clone();
    let choose = Callback::from(move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        // The first entry is no choice.
        let place = usize::try_from(index).ok().and_then(|index| index.checked_sub(1));
        if let Some(other) = place.and_then(|place| others.get(place)) {
            act.emit(Action::Asked(Question::Compare(other.clone())));
        }
    });
    let compared = asked.compared(&props.report);
    let option = |(words, other): &(String, Other)| {
        html! { <option selected={compared.as_ref() == Some(other)}>{ words }</option> }
    };
    html! {
        <label><span>{ say::compare_with() }</span>
            <select class="input" onchange={choose}>
                <option disabled={true} selected={asked.comparison.is_none()}>{ say::choose() }</option>
                { for offers.iter().map(option) }
            </select>
        </label>
    }
}

fn answer(comparison: &Comparison) -> Html {
    let size = |size: &Option<SizeView>| {
        size.as_ref().map_or_else(|| say::no_image().to_string(), |it| it.text.clone())
    };
    let [before, after] = &comparison.sizes;
    let [before, after] = [before, after].map(|it| html! { <b>{ size(it) }</b> });
    html! {
        <>
            <p class="answer">
                if comparison.difference.is_empty() {
                    { say::there_and_here(before, after) }
                } else {
                    { say::there_and_here_by(before, after, html! { <b lang="en">{ &comparison.difference }</b> }) }
                }
            </p>
            if comparison.sections.is_empty() {
                <p class="empty">{ say::nothing_else_differs() }</p>
            }
            <div class="small">{ sections(&comparison.sections, &[say::there(), say::here()]) }</div>
        </>
    }
}

/// A table for each kind of thing that differs; `sides` are the headings of the two builds.
pub(super) fn sections(sections: &[Section], sides: &[AttrValue; 2]) -> Html {
    let section = |section: &Section| {
        html! {
            <table key={section.title}>
                <caption lang="en">{ section.title }</caption>
                <thead><tr><th scope="col">{ say::what() }</th>{ for sides.iter().map(|side| html! { <th scope="col">{ side }</th> }) }</tr></thead>
                <tbody>{ for section.rows.iter().map(row) }</tbody>
            </table>
        }
    };
    sections.iter().map(section).collect()
}

fn row(row: &Difference) -> Html {
    let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    html! { <tr><th scope="row"><code>{ &row.what }</code></th><td>{ side(&row.before) }</td><td>{ side(&row.after) }</td></tr> }
}
