//! What can be done on the page, for the command palette. A command is one line here; those of the editor are in
//! `web/bridge/src/commands.ts`.

use yew::AttrValue;

use crate::course::Study;
use crate::drafting::Drafting;
use crate::exports::ExportKind;
use crate::messages::{LANGUAGES, say};
use crate::question::Question;
use crate::remedy::{Remedy, n_safe};
use crate::samples::SAMPLES;
use crate::session::{Home, PLATFORMS, View};
use crate::store::{Action, Command, ShareKind, SourceFile, State, Way};

/// Something that can be done.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it does, as an order.
    pub title: AttrValue,
    /// What it is about.
    pub group: AttrValue,
    /// How it is done.
    pub then: Then,
}

/// How something is done.
#[derive(Debug, Clone)]
pub enum Then {
    /// By the store.
    Act(Action),
    /// By what reaches outside it.
    Run(Command),
    /// By the control that this selector finds, as if it were clicked.
    Click(&'static str),
}

/// Everything that can be done now, in the order of the list.
pub fn entries(state: &State) -> Vec<Entry> {
    let mut all = Entries(Vec::new());
    let is_own = state.home != Home::Widget;
    all.views();
    if !state.read_only {
        all.fixes(state);
    }
    all.builds(state);
    all.click(say::ask_why(), say::graph(), ".why-button");
    all.click(say::show_all_of_graph(), say::graph(), "[data-zoom=all]");
    all.act(say::keep_build_as_baseline(), say::view_compare(), Action::Asked(Question::Keep));
    all.run(say::copy_build_command(), say::share(), Command::Copy(state.report.command.clone()));
    if is_own {
        for kind in ExportKind::ALL {
            let (name, about) = kind.words();
            let export = Command::Share(ShareKind::Export(kind, Way::Save), false);
            all.run(say::export_named(name, about), say::share(), export);
        }
        all.click(say::share_or_export(), say::share(), ".menu-share > summary");
        if !state.read_only {
            all.run(say::open_a_file(), say::file(), Command::Choose(false));
            all.run(say::open_a_folder(), say::file(), Command::Choose(true));
            all.run(say::look_through_history(), say::file(), Command::ShowHistory);
        }
        for (code, name) in LANGUAGES {
            all.run(say::language_named(name), say::view(), Command::Speak(code));
        }
        for sample in SAMPLES {
            all.run(say::example_named(sample.title), say::examples(), Command::Open(sample));
        }
        all.lessons(state);
    }
    all.0
}

struct Entries(Vec<Entry>);

impl Entries {
    fn add(&mut self, title: impl Into<AttrValue>, group: AttrValue, then: Then) {
        self.0.push(Entry { title: title.into(), group, then });
    }

    fn act(&mut self, title: impl Into<AttrValue>, group: AttrValue, action: Action) {
        self.add(title, group, Then::Act(action));
    }

    fn run(&mut self, title: impl Into<AttrValue>, group: AttrValue, command: Command) {
        self.add(title, group, Then::Run(command));
    }

    fn click(&mut self, title: impl Into<AttrValue>, group: AttrValue, selector: &'static str) {
        self.add(title, group, Then::Click(selector));
    }

    fn views(&mut self) {
        let views = [
            (say::explain_in_words(), View::Words),
            (say::show_editor(), View::Editor),
            (say::show_stages(), View::Stages),
            (say::show_image(), View::Image),
            (say::show_build(), View::Build),
            (say::ask_what_runs_again(), View::WhatIf),
            (say::compare_builds(), View::Compare),
            (say::show_suggestions(), View::Advice),
        ];
        for (title, view) in views {
            self.act(title, say::view(), Action::ViewChosen(view));
        }
        for file in SourceFile::ALL {
            self.act(say::edit_named(file.name()), say::view(), Action::FileChosen(file));
        }
    }

    fn fixes(&mut self, state: &State) {
        if n_safe(&state.report) > 0 {
            self.run(say::fix_all_that_is_safe(), say::view_advice(), Command::FixAll);
            let preview = Action::Asked(Question::Preview(Some(Remedy::All)));
            self.act(say::preview_all_fixes(), say::view_advice(), preview);
        }
    }

    fn builds(&mut self, state: &State) {
        let count = state.report.stages.len();
        for stage in &state.report.stages {
            let is_last = stage.index + 1 == count;
            if is_last || stage.named {
                let target = (!is_last).then(|| stage.name.clone());
                self.act(say::target_named(&stage.name), say::view_build(), Action::TargetChosen(target));
            }
        }
        for (index, platform) in PLATFORMS.into_iter().enumerate() {
            // The first is that of the machine, which needs no option.
            let chosen = Action::PlatformChosen((index > 0).then(|| platform.to_owned()));
            self.act(say::platform_named(platform), say::view_build(), chosen);
        }
    }

    fn lessons(&mut self, state: &State) {
        if state.course.open.is_some() {
            self.run(say::close_lesson(), say::lessons(), Command::Study(Study::Closed));
        }
        if state.course.lessons.is_empty() {
            self.run(say::load_lessons(), say::lessons(), Command::LoadLessons(state.course.from.clone()));
        }
        self.act(say::make_lesson(), say::lessons(), Action::Draft(Drafting::Opened));
        self.run(say::open_lessons_from_file(), say::lessons(), Command::ReadLessons);
        for (index, lesson) in state.course.lessons.iter().enumerate() {
            self.run(say::lesson_named(&lesson.title), say::lessons(), Command::Study(Study::Opened(index)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Kept, Session, Settings};

    fn titles(settings: &Settings) -> Vec<String> {
        let state = State::new(Session::new(settings, Kept::default()));
        entries(&state).into_iter().map(|it| it.title.to_string()).collect()
    }

    fn site(text: &str) -> Settings {
        Settings { dockerfile: Some(text.to_owned()), home: Home::Site, ..Settings::default() }
    }

    #[test]
    fn a_title_is_there_once() {
        let titles = titles(&site("FROM a AS b\nENV A 1\nFROM c\n"));
        for title in &titles {
            assert_eq!(titles.iter().filter(|it| *it == title).count(), 1, "{title}");
        }
        for title in
            ["Target: b", "Target: stage-1", "Fix all that is safe", "Show the image", "Load the lessons"]
        {
            assert!(titles.iter().any(|it| it == title), "{title} in {titles:?}");
        }
    }

    #[test]
    fn only_what_can_be_done_is_there() {
        let fixes = |titles: Vec<String>| {
            titles.iter().filter(|it| it.contains("safe") && !it.starts_with("Export")).count()
        };
        assert_eq!(fixes(titles(&site("FROM alpine:3.22\nCMD [\"sh\"]\n"))), 0);
        let text = "FROM a\nENV A 1\n";
        assert_eq!(fixes(titles(&site(text))), 2);
        assert_eq!(fixes(titles(&Settings { read_only: true, ..site(text) })), 0);
        let widget = titles(&Settings { home: Home::Widget, ..site(text) });
        assert!(!widget.iter().any(|it| it.starts_with("Example") || it.starts_with("Open")), "{widget:?}");
    }
}
