//! The lesson that is open: its task, how far it is, and what helps.

use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::icon;
use super::prose::prose;
use crate::course::{Course, Study};
use crate::lessons::{Choice, Lesson};
use crate::messages::say;
use crate::store::{Action, Command, ShareKind, ShareNote};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct LessonPaneProps {
    /// The course.
    pub course: Course,
    /// Whether the page has an address of its own, which can open the lesson.
    pub has_address: bool,
    /// What came of sharing.
    pub share: Option<ShareNote>,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside it.
    pub run: Callback<Command>,
}

/// The pane; nothing while no lesson is open.
#[component]
pub fn LessonPane(props: &LessonPaneProps) -> Html {
    let LessonPaneProps { course, act, run, .. } = props;
    let (Some(index), Some(lesson)) = (course.open, course.lesson()) else { return Html::default() };
    let study = |study: Study| run.reform(move |_| Command::Study(study.clone()));
    let is_done = course.is_done();
    let place = index + 1;
    let last = course.lessons.len();
    html! {
        <section class="lesson" aria-label={say::lesson_named(&lesson.title)} tabindex="0">
            <div class="lesson-head">
                <h2 lang="en">{ &lesson.title }</h2>
                if props.has_address {
                    <button class="button small" type="button" onclick={run.reform(|_| Command::Share(ShareKind::Link, true))}>
                        { link_words(props.share.as_ref()) }
                    </button>
                }
                <button class="button round" type="button" aria-label={say::close_lesson()} onclick={study(Study::Closed)}>{ icon::cross() }</button>
            </div>
            <p class="mute">{ place_words(course, lesson, place) }</p>
            { prose(&lesson.task) }
            { for lesson.other.iter().map(|it| html! {
                <details><summary>{ say::other_dockerfile() }</summary><pre class="other" tabindex="0"><code>{ &it.dockerfile }</code></pre></details>
            }) }
            { question(course, lesson, act) }
            <ul class="goals" aria-label={say::goals()}>
                { for lesson.goals.iter().zip(&course.verdicts).map(|(goal, verdict)| html! {
                    <li class={if verdict.met { "goal met" } else { "goal" }}>
                        <span class="tick">
                            if verdict.met { { icon::check() } }
                            <span class="hidden">{ if verdict.met { say::goal_met() } else { say::goal_open() } }{ " " }</span>
                        </span>
                        <span lang="en">{ &goal.text }</span>
                        <span class="measure" lang="en">{ &verdict.measure }</span>
                    </li>
                }) }
            </ul>
            { score(course) }
            if is_done {
                <div class="solved"><b>{ icon::check() }{ say::solved_now() }</b>{ prose(&lesson.reasons) }</div>
            } else if course.is_told {
                <div class="solved">{ prose(&lesson.reasons) }</div>
            }
            <ol class="hints">{ for lesson.hints.iter().take(course.hints).map(|it| html! { <li>{ prose(&it.text) }</li> }) }</ol>
            <div class="acts">
                if course.hints < lesson.hints.len() && !is_done {
                    <button class="button" type="button" onclick={act.reform(|_| Action::Study(Study::Hint))}>
                        { say::hint_of(course.hints + 1, lesson.hints.len()) }
                    </button>
                }
                if !course.is_told && !is_done {
                    <button class="button" type="button" onclick={study(Study::Solution)}>{ say::solution() }</button>
                }
                <button class="button" type="button" onclick={study(Study::Opened(index))}>{ say::start_again() }</button>
                if let Some(previous) = index.checked_sub(1) {
                    <button class="button previous" type="button" onclick={study(Study::Opened(previous))}>{ say::previous() }</button>
                }
                if place < last {
                    <button class={if is_done { "button next good" } else { "button next" }} type="button" onclick={study(Study::Opened(place))}>{ say::next() }</button>
                }
            </div>
        </section>
    }
}

/// How small the image is beside the best that is known.
fn score(course: &Course) -> Html {
    let Some(best) = &course.best else { return Html::default() };
    let known = say::best_known(&best.size, say::n_instructions(best.instructions));
    let own = course.score.as_ref();
    html! {
        <p class="score">
            if let Some(own) = own {
                { say::your_image(&own.size, say::n_instructions(own.instructions)) }{ " " }
            }
            <span class="mute">{ known }</span>
            if course.is_done() && own.is_some_and(|own| own.beats(best)) {
                { " " }<b>{ say::better_than_known() }</b>
            }
        </p>
    }
}

/// What the button that copies the link says.
fn link_words(share: Option<&ShareNote>) -> AttrValue {
    match share {
        Some(note @ (ShareNote::Done(ShareKind::Link) | ShareNote::Failed(ShareKind::Link))) => note.word(),
        _ => say::copy_link(),
    }
}

/// `Benefits · repair · 4 of 36`
fn place_words(course: &Course, lesson: &Lesson, place: usize) -> String {
    let chapter = course.lessons.chapters().get(lesson.chapter).map(String::as_str).unwrap_or_default();
    let number = say::place_of(place, course.lessons.len());
    let parts = [chapter, lesson.kind.name(), &number];
    parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn question(course: &Course, lesson: &Lesson, act: &Callback<Action>) -> Html {
    let Some(ask) = &lesson.ask else { return Html::default() };
    let missing = course.choices.iter().filter(|it| it.right && !course.chosen.contains(&it.text)).count();
    let extra = course.choices.iter().filter(|it| !it.right && course.chosen.contains(&it.text)).count();
    html! {
        // No fieldset: Chromium draws some of them empty.
        <div class="answers" role="group" aria-labelledby="question">
            <p class="answers-title" id="question" lang="en">{ ask.words() }</p>
            if course.choices.is_empty() {
                <p>{ say::figures_not_loaded() }</p>
            }
            { for course.choices.iter().map(|it| choice(it, course, act)) }
            <div class="acts">
                <button class="button" type="button" onclick={act.reform(|_| Action::Study(Study::Checked))}>{ say::check() }</button>
                if course.checked && missing + extra > 0 {
                    <span role="status">{ say::not_yet(missing, extra) }</span>
                }
            </div>
        </div>
    }
}

fn choice(choice: &Choice, course: &Course, act: &Callback<Action>) -> Html {
    let text = choice.text.clone();
    let chose = act.reform(move |_| Action::Study(Study::Chose(text.clone())));
    let told = course.is_told && choice.right;
    html! {
        <label class="choice" key={choice.text.clone()}>
            <input type="checkbox" checked={course.chosen.contains(&choice.text)} onchange={chose} />
            <code>{ &choice.text }</code>
            if told { <span class="mute">{ say::right() }</span> }
        </label>
    }
}
