//! The course: its chapters and lessons, and how much of them is solved.

use yew::{Callback, Html, MouseEvent, Properties, component, html};

use super::disclosure::Disclosure;
use super::icon;
use super::later::later_view;
use crate::course::{Course, LessonsFrom, Study};
use crate::drafting::Drafting;
use crate::lessons::Lesson;
use crate::messages::say;
use crate::store::{Action, Command};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct LearnMenuProps {
    /// The course.
    pub course: Course,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside it.
    pub run: Callback<Command>,
}

/// The menu.
#[component]
pub fn LearnMenu(props: &LearnMenuProps) -> Html {
    let LearnMenuProps { course, run, .. } = props;
    let load = Command::LoadLessons(course.from.clone());
    let opened =
        if course.lessons.is_empty() { run.reform(move |()| load.clone()) } else { Callback::noop() };
    html! {
        <Disclosure name="learn" label={say::learn()} sign={icon::book()} {opened}>{ later_view(|it| (it.lessons)(props)) }</Disclosure>
    }
}

/// What is in it.
pub fn sheet(props: &LearnMenuProps) -> Html {
    let LearnMenuProps { course, act, run } = props;
    let again = Command::LoadLessons(course.from.clone());
    html! {
        <>
            if !course.lessons.is_empty() {
                if course.from != LessonsFrom::Page {
                    <p class="set-title"><b>{ course.lessons.title() }</b>{ back(run) }</p>
                }
                <div class="examples">{ for (0..course.lessons.chapters().len()).map(|chapter| section(chapter, course, run)) }</div>
                <div class="progress">
                    <span class="mute">{ say::solved_of(solved(course, |_| true), course.lessons.len()) }</span>
                    <button class="button" type="button" onclick={run.reform(|_| Command::SaveProgress)}>{ say::save_progress() }</button>
                    <button class="button" type="button" onclick={run.reform(|_| Command::ReadProgress)}>{ say::load_progress() }</button>
                    <button class="button" type="button" onclick={run.reform(|_| Command::ReadLessons)}>{ say::open_lessons() }</button>
                    <button class="button" type="button" data-close="" onclick={act.reform(|_| Action::Draft(Drafting::Opened))}>{ say::make_lesson() }</button>
                </div>
            } else if let Some(problem) = &course.problem {
                <div class="question">
                    <p>{ problem }</p>
                    <button class="button" type="button" onclick={run.reform(move |_| again.clone())}>{ say::try_again() }</button>
                    if course.from != LessonsFrom::Page { { back(run) } }
                </div>
            } else {
                <p class="hint">{ say::loading() }</p>
            }
        </>
    }
}

/// The way back to the course of the page.
fn back(run: &Callback<Command>) -> Html {
    let run = run.clone();
    let onclick = move |_: MouseEvent| {
        run.emit(Command::Study(Study::Own));
        run.emit(Command::LoadLessons(LessonsFrom::Page));
    };
    html! { <button class="button small" type="button" data-close="" {onclick}>{ say::back_to_course() }</button> }
}

fn solved(course: &Course, counts: impl Fn(&Lesson) -> bool) -> usize {
    course.lessons.iter().filter(|it| counts(it) && course.is_solved(it)).count()
}

fn section(chapter: usize, course: &Course, run: &Callback<Command>) -> Html {
    let own = || course.lessons.iter().enumerate().filter(move |(_, it)| it.chapter == chapter);
    if own().count() == 0 {
        return Html::default();
    }
    let title = course.lessons.chapters().get(chapter).map(String::as_str).unwrap_or_default();
    let number = if title.is_empty() { String::new() } else { format!("{}. {title} · ", chapter + 1) };
    html! {
        <section>
            <h2><span lang="en">{ number }</span>{ say::place_of(solved(course, |it| it.chapter == chapter), own().count()) }</h2>
            <ul>{ for own().map(|(index, lesson)| entry(index, lesson, course, run)) }</ul>
        </section>
    }
}

/// The part of a link that opens a lesson. Lessons from a file have no address.
fn address(course: &Course, lesson: &Lesson) -> String {
    match &course.from {
        LessonsFrom::Page => format!("#lesson={}", lesson.id),
        LessonsFrom::Address(address) => format!("#lessons={address}&lesson={}", lesson.id),
        LessonsFrom::Text(_) => "#".to_owned(),
    }
}

fn entry(index: usize, lesson: &Lesson, course: &Course, run: &Callback<Command>) -> Html {
    let current = (course.open == Some(index)).then_some("true");
    let run = run.clone();
    // A link, so that its address can be copied and opened elsewhere; followed here it needs no new page.
    let open = Callback::from(move |event: MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            run.emit(Command::Study(Study::Opened(index)));
        }
    });
    html! {
        <li>
            <a class="choice lesson-choice" href={address(course, lesson)} data-close="" aria-current={current} onclick={open}>
                <b lang="en">{ &lesson.title }</b>
                <span class="mute" lang="en">{ lesson.kind.name() }</span>
                if course.is_solved(lesson) {
                    <span class="done">{ icon::check() }<span class="hidden">{ say::solved() }</span></span>
                }
            </a>
        </li>
    }
}
