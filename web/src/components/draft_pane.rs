//! The making of a lesson: a form above the editor, whose text gives the start and the solution.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::{AttrValue, Callback, Html, InputEvent, Properties, TargetCast, component, html};

use super::icon;
use crate::course::{LessonsFrom, Study};
use crate::drafting::{Desk, Drafting};
use crate::lessons::{Draft, Field};
use crate::messages::say;
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
        <section class="lesson draft" aria-label={say::lesson_in_making()} tabindex="0">
            <div class="lesson-head">
                <h2>{ say::make_lesson() }</h2>
                <button class="button round" type="button" aria-label={say::put_draft_aside()} onclick={drafting(Drafting::Closed)}>{ icon::cross() }</button>
            </div>
            <p class="mute">
                { match &draft.solution {
                    None => say::draft_starts(lines(&draft.start.dockerfile)),
                    Some(solution) => say::draft_is_solved(lines(&draft.start.dockerfile), lines(&solution.dockerfile)),
                } }
            </p>
            <div class="acts">
                <button class="button" type="button" onclick={drafting(Drafting::TookStart)}>{ say::take_as_start() }</button>
                <button class="button" type="button" onclick={drafting(Drafting::TookSolution)}>{ say::take_as_solution() }</button>
            </div>
            { field(draft, Field::Title, say::lesson_title(), 1, act) }
            { field(draft, Field::Task, say::lesson_task(), 4, act) }
            { field(draft, Field::Goals, say::lesson_goals(), 4, act) }
            if !proposals(desk, draft).is_empty() {
                <ul class="proposals" aria-label={say::goals_that_hold()}>
                    { for proposals(desk, draft).into_iter().map(|it| html! {
                        <li><button class="button small" type="button" onclick={drafting(Drafting::Chose(it.clone()))}>{ format!("+ {it}") }</button></li>
                    }) }
                </ul>
            }
            { field(draft, Field::Hint(0), say::first_hint(), 2, act) }
            { field(draft, Field::Hint(1), say::second_hint(), 2, act) }
            { field(draft, Field::Hint(2), say::third_hint(), 2, act) }
            { field(draft, Field::Reasons, say::lesson_reasons(), 3, act) }
            <div role="status">
                if is_ready {
                    <p class="ready">{ icon::check() }{ say::lesson_is_ready() }</p>
                } else {
                    <ul class="problems" lang="en">{ for desk.problems.iter().map(|it| html! { <li>{ it }</li> }) }</ul>
                }
            </div>
            <div class="acts">
                <button class="button" type="button" disabled={!is_ready} onclick={run.reform(move |_| Command::SaveLesson(saved.clone()))}>{ say::save_as_file() }</button>
                <button class="button" type="button" disabled={!is_ready} onclick={run.reform(move |_| Command::CopyLesson(linked.clone()))}>
                    { match copy { CopyNote::Idle => say::copy_a_link(), CopyNote::Copied => say::copied(), CopyNote::Failed => say::failed() } }
                </button>
                <button class="button" type="button" disabled={!is_ready}
                    onclick={act.reform(move |_| Action::Study(Study::Wanted(LessonsFrom::Text(tried.as_str().into()), None)))}>{ say::try_it() }</button>
            </div>
        </section>
    }
}

fn lines(text: &str) -> String {
    say::n_lines(text.lines().count())
}

/// The goals that the draft does not have yet.
fn proposals(desk: &Desk, draft: &Draft) -> Vec<String> {
    desk.proposals.iter().filter(|it| !draft.goal_lines().any(|line| line == **it)).cloned().collect()
}

fn field(draft: &Draft, field: Field, label: AttrValue, rows: u32, act: &Callback<Action>) -> Html {
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
