//! The course: its chapters and lessons, and how much of them is solved.

use yew::{Callback, Html, MouseEvent, Properties, component, html};

use super::disclosure::Disclosure;
use super::icon;
use crate::course::{Course, Study};
use crate::lessons::{CHAPTERS, Lesson};
use crate::store::Command;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct LearnMenuProps {
    /// The course.
    pub course: Course,
    /// What reaches outside the store.
    pub run: Callback<Command>,
}

/// The menu.
#[component]
pub fn LearnMenu(props: &LearnMenuProps) -> Html {
    let LearnMenuProps { course, run } = props;
    let is_loaded = !course.lessons.is_empty();
    let opened = if is_loaded { Callback::noop() } else { run.reform(|()| Command::LoadLessons) };
    html! {
        <Disclosure label="Learn" sign={icon::book()} {opened}>
            if is_loaded {
                <div class="examples">{ for (0..CHAPTERS.len()).map(|chapter| section(chapter, course, run)) }</div>
                <div class="progress">
                    <span class="mute">{ format!("{} of {} solved", solved(course, |_| true), course.lessons.len()) }</span>
                    <button class="button" type="button" onclick={run.reform(|_| Command::SaveProgress)}>{ "Save progress" }</button>
                    <button class="button" type="button" onclick={run.reform(|_| Command::ReadProgress)}>{ "Load progress" }</button>
                </div>
            } else if let Some(problem) = &course.problem {
                <div class="question">
                    <p>{ problem }</p>
                    <button class="button" type="button" onclick={run.reform(|_| Command::LoadLessons)}>{ "Try again" }</button>
                </div>
            } else {
                <p class="hint">{ "Loading…" }</p>
            }
        </Disclosure>
    }
}

fn solved(course: &Course, counts: impl Fn(&Lesson) -> bool) -> usize {
    course.lessons.iter().filter(|it| counts(it) && course.is_solved(it)).count()
}

fn section(chapter: usize, course: &Course, run: &Callback<Command>) -> Html {
    let own = || course.lessons.iter().enumerate().filter(move |(_, it)| it.chapter == chapter);
    let title = CHAPTERS.get(chapter).copied().unwrap_or_default();
    html! {
        <section>
            <h2>{ format!("{}. {title} · {} of {}", chapter + 1, solved(course, |it| it.chapter == chapter), own().count()) }</h2>
            <ul>{ for own().map(|(index, lesson)| entry(index, lesson, course, run)) }</ul>
        </section>
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
            <a class="choice lesson-choice" href={format!("#lesson={}", lesson.id)} data-close="" aria-current={current} onclick={open}>
                <b>{ &lesson.title }</b>
                <span class="mute">{ lesson.kind.name() }</span>
                if course.is_solved(lesson) {
                    <span class="done">{ icon::check() }<span class="hidden">{ "solved" }</span></span>
                }
            </a>
        </li>
    }
}
