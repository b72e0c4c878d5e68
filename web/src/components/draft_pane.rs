//! The making of a lesson: a form above the editor, whose text gives the start and the solution.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::{Callback, Html, InputEvent, Properties, TargetCast, component, html};

use super::icon;
use crate::course::{LessonsFrom, Study};
use crate::drafting::{Desk, Drafting};
use crate::lessons::{Draft, Field};
use crate::store::{Action, Command, CopyNote};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DraftPaneProps {
    /// The draft.
    pub desk: Desk,
    /// What the button that copies the link says.
    pub copy: CopyNote,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside it.
    pub run: Callback<Command>,
}

/// The pane; nothing while no draft is open.
#[component]
pub fn DraftPane(props: &DraftPaneProps) -> Html {
    let DraftPaneProps { desk, copy, act, run } = props;
    let Some(draft) = desk.draft.as_ref().filter(|_| desk.open) else { return Html::default() };
    let drafting = |step: Drafting| act.reform(move |_| Action::Draft(step.clone()));
    let is_ready = desk.problems.is_empty();
    let own = |text: &Rc<Draft>| text.text();
    let (saved, linked, tried) = (own(draft), own(draft), own(draft));
    html! {
        <section class="lesson draft" aria-label="A lesson in the making" tabindex="0">
            <div class="lesson-head">
                <h2>{ "Make a lesson" }</h2>
                <button class="button round" type="button" aria-label="Put the draft aside" onclick={drafting(Drafting::Closed)}>{ icon::cross() }</button>
            </div>
            <p class="mute">
                { format!("It starts with a Dockerfile of {}", lines(&draft.start.dockerfile)) }
                { draft.solution.as_ref().map_or_else(
                    || ". Write its solution into the editor below, then take it as the solution.".to_owned(),
                    |it| format!(" and is solved by one of {}.", lines(&it.dockerfile)),
                ) }
            </p>
            <div class="acts">
                <button class="button" type="button" onclick={drafting(Drafting::TookStart)}>{ "Start with what is in the editor" }</button>
                <button class="button" type="button" onclick={drafting(Drafting::TookSolution)}>{ "Take it as the solution" }</button>
            </div>
            { field(draft, Field::Title, "Title", 1, act) }
            { field(draft, Field::Task, "Task", 4, act) }
            { field(draft, Field::Goals, "Goals, one a line", 4, act) }
            if !proposals(desk, draft).is_empty() {
                <ul class="proposals" aria-label="Goals that hold of the solution">
                    { for proposals(desk, draft).into_iter().map(|it| html! {
                        <li><button class="button small" type="button" onclick={drafting(Drafting::Chose(it.clone()))}>{ format!("+ {it}") }</button></li>
                    }) }
                </ul>
            }
            { field(draft, Field::Hint(0), "First hint: a nudge", 2, act) }
            { field(draft, Field::Hint(1), "Second hint", 2, act) }
            { field(draft, Field::Hint(2), "Third hint: nearly the answer", 2, act) }
            { field(draft, Field::Reasons, "Why the solution is one", 3, act) }
            <div role="status">
                if is_ready {
                    <p class="ready">{ icon::check() }{ "The solution passes and the start does not." }</p>
                } else {
                    <ul class="problems">{ for desk.problems.iter().map(|it| html! { <li>{ it }</li> }) }</ul>
                }
            </div>
            <div class="acts">
                <button class="button" type="button" disabled={!is_ready} onclick={run.reform(move |_| Command::SaveLesson(saved.clone()))}>{ "Save as a file" }</button>
                <button class="button" type="button" disabled={!is_ready} onclick={run.reform(move |_| Command::CopyLesson(linked.clone()))}>
                    { match copy { CopyNote::Idle => "Copy a link", CopyNote::Copied => "Copied", CopyNote::Failed => "Failed" } }
                </button>
                <button class="button" type="button" disabled={!is_ready}
                    onclick={act.reform(move |_| Action::Study(Study::Wanted(LessonsFrom::Text(tried.as_str().into()), None)))}>{ "Try it" }</button>
            </div>
        </section>
    }
}

fn lines(text: &str) -> String {
    crate::store::count(text.lines().count(), "line", "lines")
}

/// The goals that the draft does not have yet.
fn proposals(desk: &Desk, draft: &Draft) -> Vec<String> {
    desk.proposals.iter().filter(|it| !draft.goal_lines().any(|line| line == **it)).cloned().collect()
}

fn field(draft: &Draft, field: Field, label: &'static str, rows: u32, act: &Callback<Action>) -> Html {
    let write = act.reform(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
        Action::Draft(Drafting::Wrote(field, text))
    });
    html! {
        <label class="draft-field">
            <span>{ label }</span>
            <textarea rows={rows.to_string()} spellcheck="true" value={draft.get(field).to_owned()} oninput={write} />
        </label>
    }
}
