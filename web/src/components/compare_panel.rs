//! Two builds side by side: only what differs.

use stagescope::report::{Comparison, Difference, Section, SizeView};
use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, Properties, TargetCast, component, html};

use crate::question::{Asked, Other, Question};
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
            <h3 class="hidden">{ "Compare two builds" }</h3>
            <div class="ask">
                { chooser(props) }
                <button class="button keep" type="button" onclick={props.act.reform(|_| Action::Asked(Question::Keep))}>
                    { "Keep this as baseline" }
                </button>
            </div>
            { match &props.asked.comparison {
                Some(comparison) => answer(comparison),
                None => html! {
                    <p class="empty">
                        { "Choose what to compare this build with. A baseline is kept until the page is closed." }
                    </p>
                },
            } }
        </div>
    }
}

fn chooser(props: &ComparePanelProps) -> Html {
    let asked = &props.asked;
    let mut offers: Vec<(String, Other)> = Vec::new();
    if asked.baseline.is_some() {
        offers.push(("The baseline".to_owned(), Other::Baseline));
    }
    if asked.before_edits.is_some() {
        offers.push(("Before the last edits".to_owned(), Other::BeforeEdits));
    }
    if asked.before_fix.is_some() {
        offers.push(("Before the last fix".to_owned(), Other::BeforeFix));
    }
    let stages = props.report.stages.iter().filter(|stage| stage.named && !stage.target);
    offers.extend(stages.map(|it| (format!("Target {}", it.name), Other::Target(it.name.clone()))));
    if props.report.command.contains(" --build-arg ") {
        offers.push(("Without build arguments".to_owned(), Other::Defaults));
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
    let option = |(words, other): &(String, Other)| {
        html! { <option selected={asked.other.as_ref() == Some(other)}>{ words }</option> }
    };
    html! {
        <label><span>{ "Compare with:" }</span>
            <select class="input" onchange={choose}>
                <option disabled={true} selected={asked.comparison.is_none()}>{ "Choose" }</option>
                { for offers.iter().map(option) }
            </select>
        </label>
    }
}

fn answer(comparison: &Comparison) -> Html {
    let size =
        |size: &Option<SizeView>| size.as_ref().map_or_else(|| "no image".to_owned(), |it| it.text.clone());
    let [before, after] = &comparison.sizes;
    html! {
        <>
            <p class="answer">
                { "There " }<b>{ size(before) }</b>{ ", here " }<b>{ size(after) }</b>
                if !comparison.difference.is_empty() {
                    { ": " }<b>{ &comparison.difference }</b>
                }
                { "." }
            </p>
            if comparison.sections.is_empty() {
                <p class="empty">{ "Nothing else differs." }</p>
            }
            <div class="small">{ sections(&comparison.sections, ["There", "Here"]) }</div>
        </>
    }
}

/// A table for each kind of thing that differs; `sides` are the headings of the two builds.
pub(super) fn sections(sections: &[Section], sides: [&'static str; 2]) -> Html {
    let section = |section: &Section| {
        html! {
            <table key={section.title}>
                <caption>{ section.title }</caption>
                <thead><tr><th scope="col">{ "What" }</th>{ for sides.map(|side| html! { <th scope="col">{ side }</th> }) }</tr></thead>
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
