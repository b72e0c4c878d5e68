//! What can be done on the page, for the command palette. A command is one line here; those of the editor are in
//! `web/bridge/src/commands.ts`.

use crate::course::Study;
use crate::drafting::Drafting;
use crate::question::Question;
use crate::remedy::{Remedy, n_safe};
use crate::samples::SAMPLES;
use crate::session::{Home, PLATFORMS, View};
use crate::store::{Action, Command, SourceFile, State};

/// Something that can be done.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it does, as an order.
    pub title: String,
    /// What it is about.
    pub group: &'static str,
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
    all.click("Ask why a stage is needed", "Graph", ".why-button");
    all.click("Show all of the graph", "Graph", "[data-zoom=all]");
    all.act("Keep this build as baseline", "Compare", Action::Asked(Question::Keep));
    all.run("Copy the docker build command", "Share", Command::Copy(state.report.command.clone()));
    if is_own {
        all.click("Share or export…", "Share", ".menu-share > summary");
        if !state.read_only {
            all.run("Open a file…", "File", Command::Choose(false));
            all.run("Open a folder…", "File", Command::Choose(true));
            all.run("Look through the history", "File", Command::ShowHistory);
        }
        for sample in SAMPLES {
            all.run(&format!("Example: {}", sample.title), "Examples", Command::Open(sample));
        }
        all.lessons(state);
    }
    all.0
}

struct Entries(Vec<Entry>);

impl Entries {
    fn add(&mut self, title: &str, group: &'static str, then: Then) {
        self.0.push(Entry { title: title.to_owned(), group, then });
    }

    fn act(&mut self, title: &str, group: &'static str, action: Action) {
        self.add(title, group, Then::Act(action));
    }

    fn run(&mut self, title: &str, group: &'static str, command: Command) {
        self.add(title, group, Then::Run(command));
    }

    fn click(&mut self, title: &str, group: &'static str, selector: &'static str) {
        self.add(title, group, Then::Click(selector));
    }

    fn views(&mut self) {
        let views = [
            ("Explain this Dockerfile in words", View::Words),
            ("Show the editor", View::Editor),
            ("Show the stages", View::Stages),
            ("Show the image", View::Image),
            ("Show the build", View::Build),
            ("Ask what a change runs again", View::WhatIf),
            ("Compare two builds", View::Compare),
            ("Show the suggestions", View::Advice),
        ];
        for (title, view) in views {
            self.act(title, "View", Action::ViewChosen(view));
        }
        for file in SourceFile::ALL {
            self.act(&format!("Edit: {}", file.name()), "View", Action::FileChosen(file));
        }
    }

    fn fixes(&mut self, state: &State) {
        if n_safe(&state.report) > 0 {
            self.run("Fix all that is safe", "Suggestions", Command::FixAll);
            let preview = Action::Asked(Question::Preview(Some(Remedy::All)));
            self.act("Preview all safe fixes", "Suggestions", preview);
        }
    }

    fn builds(&mut self, state: &State) {
        let count = state.report.stages.len();
        for stage in &state.report.stages {
            let is_last = stage.index + 1 == count;
            if is_last || stage.named {
                let target = (!is_last).then(|| stage.name.clone());
                self.act(&format!("Target: {}", stage.name), "Build", Action::TargetChosen(target));
            }
        }
        for (index, platform) in PLATFORMS.into_iter().enumerate() {
            // The first is that of the machine, which needs no option.
            let chosen = Action::PlatformChosen((index > 0).then(|| platform.to_owned()));
            self.act(&format!("Platform: {platform}"), "Build", chosen);
        }
    }

    fn lessons(&mut self, state: &State) {
        if state.course.open.is_some() {
            self.run("Close the lesson", "Lessons", Command::Study(Study::Closed));
        }
        if state.course.lessons.is_empty() {
            self.run("Load the lessons", "Lessons", Command::LoadLessons(state.course.from.clone()));
        }
        self.act("Make a lesson", "Lessons", Action::Draft(Drafting::Opened));
        self.run("Open lessons from a file…", "Lessons", Command::ReadLessons);
        for (index, lesson) in state.course.lessons.iter().enumerate() {
            self.run(&format!("Lesson: {}", lesson.title), "Lessons", Command::Study(Study::Opened(index)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Kept, Session, Settings};

    fn titles(settings: &Settings) -> Vec<String> {
        let state = State::new(Session::new(settings, Kept::default()));
        entries(&state).into_iter().map(|it| it.title).collect()
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
        let fixes = |titles: Vec<String>| titles.iter().filter(|it| it.contains("safe")).count();
        assert_eq!(fixes(titles(&site("FROM alpine:3.22\nCMD [\"sh\"]\n"))), 0);
        let text = "FROM a\nENV A 1\n";
        assert_eq!(fixes(titles(&site(text))), 2);
        assert_eq!(fixes(titles(&Settings { read_only: true, ..site(text) })), 0);
        let widget = titles(&Settings { home: Home::Widget, ..site(text) });
        assert!(!widget.iter().any(|it| it.starts_with("Example") || it.starts_with("Open")), "{widget:?}");
    }
}
