//! The state of the page and how it changes. Pure: the one reducer is tested on the host.
//!
//! The editor owns the text and the store has a copy; the report is derived from the copy in one place, so that it can
//! never belong to another text.

use std::ops::Deref;
use std::rc::Rc;

use stagescope::assist::{Paragraph, Settings, settings};
use stagescope::report::{Edit, Level, analyze_with};
use stagescope::{BuildOptions, Catalog, Context, Input, Report};
use yew::{AttrValue, Reducible};

use crate::course::{Course, LessonsFrom, Study};
use crate::drafting::{Desk, Drafting};
use crate::exports::ExportKind;
use crate::highlight::{Highlight, Subject};
use crate::later::later;
use crate::messages::say;
use crate::opened::Opened;
use crate::question::{Asked, Question};
use crate::samples::{SAMPLES, Sample};
use crate::session::{Home, Session, View, sample_input};
use crate::snapshots::{Listed, Snapshot, Source};

/// A report that is compared by identity: a new analysis is a new report.
#[derive(Debug, Clone)]
pub struct ReportRef(Rc<Report>);

impl From<Report> for ReportRef {
    fn from(report: Report) -> Self {
        Self(Rc::new(report))
    }
}

impl Deref for ReportRef {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.0
    }
}

impl PartialEq for ReportRef {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What the Copy button says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CopyNote {
    /// What it does.
    #[default]
    Idle,
    /// It worked.
    Copied,
    /// It did not.
    Failed,
}

/// What the Share menu gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareKind {
    /// The address that opens the same.
    Link,
    /// A Markdown link to it.
    Markdown,
    /// Markdown with the text, the command and the link.
    Code,
    /// The command that builds the same.
    Command,
    /// Another form, copied or saved as a file.
    Export(ExportKind, Way),
    /// The page with all of this in it, as one file.
    Page,
}

/// Where a form goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the clipboard.
    Copy,
    /// Into a file.
    Save,
}

impl ShareKind {
    /// What is copied as it is, in the order of the menu.
    pub const COPIES: [Self; 4] = [Self::Link, Self::Markdown, Self::Code, Self::Command];

    /// As the bridge writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Markdown => "markdown",
            Self::Code => "code",
            Self::Command => "command",
            Self::Export(kind, _) => kind.file(),
            Self::Page => "page",
        }
    }
}

/// What came of sharing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShareNote {
    /// It was copied or saved.
    Done(ShareKind),
    /// The browser refused.
    Failed(ShareKind),
    /// Nothing was copied yet: there is something to know first.
    Asked(ShareKind, String),
}

impl ShareNote {
    /// What came of it, in a word.
    pub fn word(&self) -> AttrValue {
        match self {
            Self::Done(ShareKind::Export(_, Way::Save) | ShareKind::Page) => say::saved(),
            Self::Done(_) => say::copied(),
            Self::Failed(_) => say::failed(),
            Self::Asked(..) => AttrValue::default(),
        }
    }
}

/// A file of the build that the editor pane shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SourceFile {
    /// The Dockerfile.
    #[default]
    Dockerfile,
    /// Its `.dockerignore`.
    Dockerignore,
    /// The files of the build context.
    Files,
}

impl SourceFile {
    /// In the order of their tabs.
    pub const ALL: [Self; 3] = [Self::Dockerfile, Self::Dockerignore, Self::Files];

    /// Its name: on disk, where it is one file.
    pub fn name(self) -> AttrValue {
        match self {
            Self::Dockerfile => "Dockerfile".into(),
            Self::Dockerignore => ".dockerignore".into(),
            Self::Files => say::files(),
        }
    }

    /// Its name in the page.
    pub fn id(self) -> &'static str {
        match self {
            Self::Dockerfile => "dockerfile",
            Self::Dockerignore => "dockerignore",
            Self::Files => "files",
        }
    }
}

/// The page of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePage {
    /// The rule.
    pub id: AttrValue,
    /// The page, as HTML that the build wrote; `None` when it did not arrive.
    pub html: Option<AttrValue>,
}

/// A table that is loaded after the first screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// The images that few files start from.
    MoreImages,
    /// What packages weigh.
    Packages,
    /// The sentences that explain a Dockerfile.
    Sentences,
}

impl Table {
    /// In the order in which they are loaded.
    pub const ALL: [Self; 3] = [Self::MoreImages, Self::Packages, Self::Sentences];

    /// The name of its data file.
    pub fn file(self) -> &'static str {
        match self {
            Self::MoreImages => "more-images.tsv",
            Self::Packages => "packages.tsv",
            Self::Sentences => "sentences.tsv",
        }
    }
}

/// The tables that are there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Tables {
    more_images: Option<Rc<str>>,
    packages: Option<Rc<str>>,
    sentences: Option<Rc<str>>,
}

impl Tables {
    /// What is known with them.
    fn catalog(&self) -> Catalog<'_> {
        let mut catalog = Catalog::first();
        if let Some(rows) = &self.more_images {
            catalog = catalog.with_more_images(rows);
        }
        if let Some(rows) = &self.packages {
            catalog = catalog.with_packages(rows);
        }
        catalog
    }
}

/// A place in the text to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reveal {
    /// UTF-16 offset of the first character.
    pub from: u32,
    /// UTF-16 offset after the last character.
    pub to: u32,
    /// How many were asked for before: the same place can be asked for twice.
    pub count: u32,
}

/// Everything that the page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Where the page is hosted.
    pub home: Home,
    /// Address of the site that a widget can be opened in.
    pub site: Option<String>,
    /// Whether the text cannot be changed.
    pub read_only: bool,
    /// The language of the page, a code.
    pub language: String,
    /// The text and the options that it is built with.
    pub input: Rc<Input>,
    /// The options that were chosen: in menus, by the link, by the page around.
    pub chosen: Rc<BuildOptions>,
    /// Those that comments of the text set; what is chosen counts more.
    pub settings: Rc<Settings>,
    /// The example that was opened last, until its introduction is closed or the text starts otherwise; the rest of the text
    /// may have been changed.
    pub sample: Option<&'static Sample>,
    /// What the engine says of `input`.
    pub report: ReportRef,
    /// What a narrow page shows alone.
    pub view: View,
    /// What the lower pane of a wide page shows: image, build or advice.
    pub tab: View,
    /// The file that the editor pane shows.
    pub file: SourceFile,
    /// The place in the text to be shown, once one was asked for.
    pub reveal: Option<Reveal>,
    /// What the build context was opened as, while there is one.
    pub folder: String,
    /// What the live region says.
    pub announcement: String,
    /// What the Copy button says.
    pub copy: CopyNote,
    /// What the Share menu says.
    pub share: Option<ShareNote>,
    /// What is said above the text, until it is closed.
    pub notice: Option<String>,
    /// The texts that were kept, while they are looked through.
    pub history: Option<Rc<Vec<Listed>>>,
    /// The course.
    pub course: Course,
    /// A lesson in the making.
    pub desk: Desk,
    /// What is asked beyond the report.
    pub asked: Asked,
    /// The Dockerfile in plain sentences, while they are shown and their table is there.
    pub words: Option<Rc<Vec<Paragraph>>>,
    /// The pages of rules that were asked for.
    pub pages: Vec<RulePage>,
    tables: Tables,
    pointed: Option<Highlight>,
    caret: Option<Highlight>,
}

/// Everything that can happen to the state.
#[derive(Debug, Clone)]
pub enum Action {
    /// The editor's text is now this.
    SourceEdited(String),
    /// The text of the `.dockerignore` is now this; empty is none.
    IgnoreEdited(String),
    /// The listing of the build context is now this.
    ListingEdited(Option<Context>),
    /// An example was opened.
    SampleOpened(&'static Sample),
    /// The introduction of the example was closed.
    IntroductionClosed,
    /// Another `--target`; `None` is the last stage.
    TargetChosen(Option<String>),
    /// A stage has another name; the target is the same one.
    StageRenamed(String, String),
    /// Another `--platform`; `None` is that of the machine.
    PlatformChosen(Option<String>),
    /// A `--build-arg`; `None` leaves the default.
    ArgumentSet(String, Option<String>),
    /// Another view.
    ViewChosen(View),
    /// Another file.
    FileChosen(SourceFile),
    /// Pointer or focus came to a thing, or left all things.
    Pointed(Option<Subject>),
    /// The pointer rests on a place in the text, or left it.
    EditorPointed(Option<u32>),
    /// The caret came to a place in the text.
    CaretMoved(u32),
    /// A thing's lines are to be shown.
    RevealAsked(Subject),
    /// The Copy button says something else.
    CopyNoted(CopyNote),
    /// The Share menu says something else.
    ShareNoted(Option<ShareNote>),
    /// Something is to be said above the text.
    Noticed(String),
    /// What is said above the text was closed.
    NoticeClosed,
    /// Something of the reader's computer was opened.
    Opened(Opened),
    /// The files of the build context are to be forgotten.
    ContextClosed,
    /// The texts that were kept are looked through, or not any more.
    HistoryShown(Option<Rc<Vec<Listed>>>),
    /// A text that was kept was restored.
    Restored(Source),
    /// The page of a rule came, or did not.
    PageLoaded(RulePage),
    /// A table of the catalogue came.
    TableLoaded(Table, Rc<str>),
    /// The later part of the page came.
    LaterArrived,
    /// A fix was applied.
    FixApplied(String),
    /// A change is finished: say what came of it.
    Settled,
    /// Something is asked beyond the report.
    Asked(Question),
    /// Something is done with the course.
    Study(Study),
    /// Something is done with a lesson in the making.
    Draft(Drafting),
    /// The page speaks this language now.
    LanguageSpoken(String),
}

/// What components ask for that reaches outside the store.
#[derive(Debug, Clone)]
pub enum Command {
    /// Open an example.
    Open(&'static Sample),
    /// Write another text into the editor.
    Write(String),
    /// Open what is on the page in the site at this address.
    OpenSite(String),
    /// Apply a fix: its title and its edits.
    Fix(String, Vec<Edit>),
    /// Make all safe fixes.
    FixAll,
    /// Load the page of a rule.
    ReadPage(String),
    /// Load the lessons from there.
    LoadLessons(LessonsFrom),
    /// Have a file with lessons chosen and read.
    ReadLessons,
    /// Do something with the course that may put another text into the editor.
    Study(Study),
    /// Save a lesson as a file.
    SaveLesson(String),
    /// Copy a link to a lesson.
    CopyLesson(String),
    /// Speak a language, and keep the choice.
    Speak(&'static str),
    /// Have what is solved saved as a file.
    SaveProgress,
    /// Read what is solved from a file.
    ReadProgress,
    /// Copy a text to the clipboard.
    Copy(String),
    /// Have a file chosen and opened, or with the flag a folder.
    Choose(bool),
    /// Look through the texts that were kept.
    ShowHistory,
    /// Put a text that was kept into the editor.
    Restore(Snapshot),
    /// Forget all texts that were kept.
    ForgetHistory,
    /// Share the state. Without the flag nothing is copied when there is something to know first.
    Share(ShareKind, bool),
}

impl State {
    /// The state that a session starts with.
    pub fn new(mut session: Session) -> Self {
        let (chosen, settings) = resolve(&mut session.input);
        let tab = if is_tab(session.view) { session.view } else { View::Image };
        let state = Self {
            home: session.home,
            site: session.site,
            read_only: session.read_only,
            language: session.language,
            sample: SAMPLES.iter().find(|it| it.dockerfile == session.input.dockerfile),
            report: examine(&session.input, &Tables::default()),
            view: session.view,
            tab,
            file: SourceFile::Dockerfile,
            reveal: session.line.map(|line| line_range(&session.input.dockerfile, line)),
            input: Rc::new(session.input),
            chosen: Rc::new(chosen),
            settings: Rc::new(settings),
            folder: String::new(),
            announcement: session.notice.clone().unwrap_or_default(),
            copy: CopyNote::Idle,
            share: None,
            notice: session.notice,
            history: None,
            course: Course::default(),
            desk: Desk::default(),
            asked: Asked::default(),
            words: None,
            pages: Vec::new(),
            tables: Tables::default(),
            pointed: None,
            caret: None,
        };
        state.answered()
    }

    /// What is lit now: what is pointed at, else what the caret stands in.
    pub fn highlight(&self) -> Highlight {
        self.pointed.as_ref().or(self.caret.as_ref()).cloned().unwrap_or_default()
    }

    /// What is known of images and packages so far.
    pub fn catalog(&self) -> Catalog<'_> {
        self.tables.catalog()
    }

    /// What is on the page with the options that were chosen.
    fn given(&self) -> Input {
        Input { options: BuildOptions::clone(&self.chosen), ..Input::clone(&self.input) }
    }

    // The one place where a report is made. The options are those that are chosen.
    fn with_input(self: &Rc<Self>, mut input: Input) -> Rc<Self> {
        // Another text needs no files of an example. Typing changes either its first line or its last one.
        let (old, new) = (self.input.dockerfile.lines(), input.dockerfile.lines());
        let is_other = old.clone().next() != new.clone().next() && old.last() != new.last();
        if is_other && self.input.context == input.context {
            input.context = input.context.filter(|it| !it.is_example());
        }
        let (chosen, settings) = resolve(&mut input);
        if input == *self.input && chosen == *self.chosen {
            return Rc::clone(self);
        }
        let report = examine(&input, &self.tables);
        let first_line = input.dockerfile.lines().next();
        let sample = self.sample.filter(|it| it.dockerfile.lines().next() == first_line);
        let mut asked = self.asked.clone();
        asked.changed_from(&self.input);
        let state = Self {
            report,
            sample,
            asked,
            input: Rc::new(input),
            chosen: Rc::new(chosen),
            settings: Rc::new(settings),
            pointed: None,
            caret: None,
            ..Self::clone(self)
        };
        Rc::new(state.answered())
    }

    /// The state with the answers that its open panel shows.
    fn answered(mut self) -> Self {
        self.answer_tab();
        let catalog = self.tables.catalog();
        let said = later().and_then(|it| (it.judge)(&mut self.course, &self.input, &self.report, &catalog));
        if let Some(said) = said {
            self.announcement = said;
        }
        self
    }

    /// The state when more is known than before: the text is the same, so what is lit stays lit; what is asked beyond the report
    /// is asked anew.
    fn examined(mut self) -> Self {
        self.report = examine(&self.input, &self.tables);
        self.course.best = None;
        self.answered()
    }

    /// Says something above the text, behind what is said there already.
    fn notice(&mut self, words: String) {
        let before = self.notice.take().map(|it| format!("{it} ")).unwrap_or_default();
        self.notice = Some(before + &words);
        self.announcement = words;
    }

    fn answer_tab(&mut self) {
        let Some(later) = later() else { return };
        let catalog = self.tables.catalog();
        (later.answer)(&mut self.asked, self.tab, &self.input, &self.report, &catalog);
        let table = self.tables.sentences.as_deref().filter(|_| self.tab == View::Words);
        self.words = table.map(|table| Rc::new((later.words)(table, &self.input, &self.report, &catalog)));
    }

    fn asking(self: &Rc<Self>, question: Question) -> Rc<Self> {
        let mut state = Self::clone(self);
        match question {
            Question::WhatIf(changed) => state.asked.changed = changed,
            Question::Tree(asked) => {
                state.asked.tree = asked;
                return Rc::new(state.answered());
            }
            Question::Compare(other) => state.asked.other = Some(other),
            Question::Preview(remedy) => state.asked.remedy = remedy,
            Question::Keep => {
                state.asked.baseline = Some(Rc::clone(&state.input));
                state.announcement = say::kept_to_compare().to_string();
            }
            Question::Play(button) => {
                let steps = &state.report.build.steps;
                let player = state.asked.player.pressed(button, steps);
                if !player.playing {
                    state.announcement = player.words(steps);
                }
                state.asked.player = player;
                return Rc::new(state);
            }
        }
        let mut state = state.answered();
        if let Some(what_if) = &state.asked.what_if {
            state.announcement.clone_from(&what_if.summary);
        }
        if let Some(preview) = &state.asked.preview {
            state.announcement = preview.words();
        }
        Rc::new(state)
    }

    /// The report with what the later part adds to it, which is there when this is asked.
    pub fn whole_report(&self) -> ReportRef {
        examine(&self.input, &self.tables)
    }

    /// What is open in another form; `None` for the one that is not a text of the engine.
    pub fn exported(&self, kind: ExportKind) -> Option<String> {
        (later()?.export)(kind, &self.input, &self.report, &self.tables.catalog())
    }

    /// All safe fixes, with what to call them.
    pub fn all_fixes(&self) -> Option<(String, Vec<Edit>)> {
        Some((later()?.fixes)(&self.input, &self.tables.catalog()))
    }

    fn with(self: &Rc<Self>, change: impl FnOnce(&mut Self)) -> Rc<Self> {
        let mut state = Self::clone(self);
        change(&mut state);
        Rc::new(state)
    }

    fn settled(self: &Rc<Self>) -> Rc<Self> {
        self.with(|it| {
            it.announcement = outcome(&it.report);
            it.asked.settled();
        })
    }

    /// What the reader had before the course, or has now.
    fn own_input(&self) -> Input {
        self.course.own().cloned().unwrap_or_else(|| self.given())
    }

    fn opened(self: &Rc<Self>, opened: Opened) -> Rc<Self> {
        let (is_new, notice) = (opened.dockerfile.is_some(), opened.notice.clone());
        let folder = opened.context.as_ref().map_or_else(|| self.folder.clone(), |_| opened.name.clone());
        let name = opened.name.clone();
        let input = opened.over(&self.own_input());
        self.with(|it| it.course.leave()).with_input(input).settled().with(|it| {
            it.view = View::Editor;
            it.file = SourceFile::Dockerfile;
            it.folder = folder;
            it.notice = Some(notice).filter(|it| !it.is_empty());
            let said = it.notice.as_deref().unwrap_or_default();
            it.announcement = format!("{} {said} {}", say::is_open(&name), it.announcement);
            if is_new {
                it.sample = None;
                it.asked.opened();
            }
        })
    }

    fn restored(self: &Rc<Self>, source: Source) -> Rc<Self> {
        let input = Input {
            dockerfile: source.dockerfile,
            dockerignore: Some(source.dockerignore).filter(|it| !it.is_empty()),
            ..self.own_input()
        };
        self.with(|it| it.course.leave()).with_input(input).settled().with(|it| {
            it.history = None;
            it.view = View::Editor;
            it.file = SourceFile::Dockerfile;
            it.asked.opened();
            it.announcement = format!("{} {}", say::restored(), it.announcement);
        })
    }

    fn studying(self: &Rc<Self>, study: Study) -> Rc<Self> {
        let is_new = matches!(study, Study::Opened(_) | Study::Closed | Study::Own);
        let mut input = None;
        let state = self.with(|it| match (later(), study) {
            (Some(later), study) => input = (later.study)(&mut it.course, study, &Rc::new(self.given())),
            // There are no lessons yet, so nothing else can be done with them.
            (None, Study::Wanted(from, name)) => it.course.want(from, name),
            (None, _) => {}
        });
        let state = input.map_or_else(|| Rc::clone(&state), |input| state.with_input(input));
        state.with(|it| {
            *it = Self::clone(it).answered();
            if is_new {
                it.sample = None;
                it.asked.opened();
                it.view = View::Editor;
                it.file = SourceFile::Dockerfile;
                it.announcement = match it.course.lesson() {
                    Some(lesson) => say::lesson_named(&lesson.title),
                    None => say::lesson_closed().to_string(),
                };
            }
            if let Some(refusal) = it.course.take_refusal() {
                it.notice(refusal);
            }
        })
    }

    fn with_argument(self: &Rc<Self>, name: String, value: Option<String>) -> Rc<Self> {
        let mut input = self.given();
        let args = &mut input.options.build_args;
        match (args.iter_mut().rev().find(|(it, _)| *it == name), value) {
            (Some(arg), Some(value)) => arg.1 = value,
            (None, Some(value)) => args.push((name, value)),
            (_, None) => args.retain(|(it, _)| *it != name),
        }
        self.with_input(input)
    }

    fn revealing(self: &Rc<Self>, subject: Subject) -> Rc<Self> {
        let Some((from, to)) = subject.range(&self.report, &self.input.dockerfile) else {
            return Rc::clone(self);
        };
        let count = self.reveal.map_or(0, |it| it.count + 1);
        self.with(|it| {
            it.reveal = Some(Reveal { from, to, count });
            it.view = View::Editor;
            it.file = SourceFile::Dockerfile;
        })
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let lit = |subject| Some(Highlight::of(&self.report, subject)).filter(|it| !it.is_empty());
        let at = |offset| Some(Highlight::at_offset(&self.report, offset)).filter(|it| !it.is_empty());
        match action {
            Action::SourceEdited(dockerfile) => self.with_input(Input { dockerfile, ..self.given() }),
            Action::IgnoreEdited(text) => {
                let dockerignore = Some(text).filter(|it| !it.is_empty());
                self.with_input(Input { dockerignore, ..self.given() })
            }
            Action::ListingEdited(context) => self.with_input(Input { context, ..self.given() }).settled(),
            Action::SampleOpened(sample) => {
                let opened = self.with(|it| {
                    it.sample = Some(sample);
                    it.course.leave();
                });
                let opened = opened.with_input(sample_input(sample));
                let new = |it: &mut Self| {
                    it.folder.clear();
                    it.asked.opened();
                };
                opened.with(new).settled()
            }
            Action::IntroductionClosed => self.with(|it| it.sample = None),
            Action::TargetChosen(target) => {
                let mut input = self.given();
                input.options.target = target;
                self.with_input(input).settled()
            }
            Action::StageRenamed(from, to) => {
                let mut input = self.given();
                let target = input.options.target.as_mut().filter(|it| it.eq_ignore_ascii_case(&from));
                match target {
                    Some(target) => *target = to,
                    None => return self,
                }
                self.with_input(input).settled()
            }
            Action::PlatformChosen(platform) => {
                let mut input = self.given();
                input.options.platform = platform;
                self.with_input(input).settled()
            }
            Action::ArgumentSet(name, value) => self.with_argument(name, value),
            Action::ViewChosen(view) => self.with(|it| {
                it.view = view;
                if is_tab(view) && it.tab != view {
                    it.tab = view;
                    it.answer_tab();
                }
            }),
            Action::FileChosen(file) => self.with(|it| it.file = file),
            Action::Pointed(subject) => self.with(|it| it.pointed = subject.and_then(lit)),
            Action::EditorPointed(offset) => self.with(|it| it.pointed = offset.and_then(at)),
            Action::CaretMoved(offset) => self.with(|it| it.caret = at(offset)),
            Action::RevealAsked(subject) => self.revealing(subject),
            Action::CopyNoted(note) => self.with(|it| {
                it.copy = note;
                match note {
                    CopyNote::Idle => {}
                    CopyNote::Copied => it.announcement = say::copied().to_string(),
                    CopyNote::Failed => it.announcement = say::copying_failed().to_string(),
                }
            }),
            Action::ShareNoted(note) => self.with(|it| {
                it.announcement = match &note {
                    Some(note @ (ShareNote::Done(_) | ShareNote::Failed(_))) => note.word().to_string(),
                    Some(ShareNote::Asked(_, warning)) => warning.clone(),
                    None => String::new(),
                };
                it.share = note;
            }),
            Action::Noticed(words) => self.with(|it| it.notice(words)),
            Action::Opened(opened) => self.opened(opened),
            Action::ContextClosed => {
                let closed = self.with_input(Input { context: None, ..self.given() });
                closed.with(|it| it.folder.clear()).settled()
            }
            Action::HistoryShown(history) => self.with(|it| it.history = history),
            Action::Restored(source) => self.restored(source),
            Action::NoticeClosed => self.with(|it| it.notice = None),
            Action::PageLoaded(page) => self.with(|it| {
                it.pages.retain(|other| other.id != page.id);
                it.pages.push(page);
            }),
            Action::LaterArrived => Rc::new(Self::clone(&self).examined()),
            Action::TableLoaded(table, rows) => {
                let mut state = Self::clone(&self);
                match table {
                    Table::MoreImages => state.tables.more_images = Some(rows),
                    Table::Packages => state.tables.packages = Some(rows),
                    Table::Sentences => state.tables.sentences = Some(rows),
                }
                Rc::new(state.examined())
            }
            Action::FixApplied(title) => self.with(|it| {
                it.announcement = say::done_with(title);
                it.asked.fixed();
            }),
            Action::Settled => self.settled(),
            Action::Asked(question) => self.asking(question),
            Action::Study(study) => self.studying(study),
            Action::Draft(step) => self.with(|it| {
                let is_opened = matches!(step, Drafting::Opened);
                if let Some(later) = later() {
                    (later.draft)(&mut it.desk, step, &it.input, &it.tables.catalog());
                }
                if is_opened {
                    it.view = View::Editor;
                    it.file = SourceFile::Dockerfile;
                }
            }),
            Action::LanguageSpoken(language) => self.with(|it| it.language = language),
        }
    }
}

/// Where a line stands, from 1; beyond the last line it is the end.
fn line_range(text: &str, line: u32) -> Reveal {
    let (mut from, mut to) = (0, 0);
    for (number, it) in (1..=line).zip(text.split('\n')) {
        from = if number == 1 { 0 } else { to + 1 };
        to = from + u32::try_from(it.encode_utf16().count()).unwrap_or(u32::MAX);
    }
    Reveal { from, to, count: 0 }
}

fn is_tab(view: View) -> bool {
    matches!(view, View::Image | View::Build | View::WhatIf | View::Compare | View::Words | View::Advice)
}

/// Gives an input the options that it is built with, instead of those that are chosen; gives these, and what its comments set.
fn resolve(input: &mut Input) -> (BuildOptions, Settings) {
    let settings = settings(&input.dockerfile);
    let options = settings.under(&input.options);
    (std::mem::replace(&mut input.options, options), settings)
}

fn examine(input: &Input, tables: &Tables) -> ReportRef {
    ReportRef::from(analyze_with(later().map(|it| it.insight), input, &tables.catalog()))
}

/// What a change led to, in a few words for a screen reader.
pub fn outcome(report: &Report) -> String {
    if let Some(stop) = &report.stop {
        return match stop.line {
            Some(line) => say::stops_at(line, &stop.message),
            None => say::stops_with(&stop.message),
        };
    }
    let mut said: Vec<String> = report.fragment.iter().cloned().collect();
    if let Some(target) = report.target.and_then(|index| report.stages.get(index)) {
        let (runs, skipped): (Vec<_>, Vec<_>) = report.stages.iter().partition(|it| it.reached);
        said.push(match skipped.len() {
            0 => say::target_builds(runs.len(), &target.name),
            skipped => say::target_builds_and_skips(runs.len(), &target.name, skipped),
        });
    }
    if let Some(image) = &report.image {
        said.push(say::image_weighs(&image.size.text));
    }
    said.push(match findings(report) {
        (0, 0) => say::no_suggestions().to_string(),
        (0, others) => format!("{}.", say::n_suggestions(others)),
        (errors, others) => format!("{}, {}.", say::n_errors(errors), say::n_suggestions(others)),
    });
    said.join(" ")
}

/// The number of errors, and that of the other findings.
pub fn findings(report: &Report) -> (usize, usize) {
    let errors = report.diagnostics.iter().filter(|it| it.level == Level::Error).count();
    (errors, report.diagnostics.len() - errors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::session::{Kept, Settings};
    use stagescope::report::Stop;

    #[test]
    fn a_line_is_where_the_editor_counts_it() {
        let range = |line| (line_range("a\n😀é\n\nend", line).from, line_range("a\n😀é\n\nend", line).to);
        assert_eq!([1, 2, 3, 4, 9].map(range), [(0, 1), (2, 5), (6, 6), (7, 10), (7, 10)]);
    }

    #[test]
    fn what_sharing_asks_is_said_and_goes_away() {
        let asked = ShareNote::Asked(ShareKind::Link, "a secret".to_owned());
        let state = state("FROM a").reduce(Action::ShareNoted(Some(asked.clone())));
        assert_eq!((state.share.clone(), state.announcement.as_str()), (Some(asked), "a secret"));
        assert_eq!(state.reduce(Action::ShareNoted(None)).share, None);
    }

    #[test]
    fn the_target_follows_a_stage_that_is_renamed() {
        let chosen = state("FROM a AS b\nFROM c").reduce(Action::TargetChosen(Some("b".to_owned())));
        let edited = chosen.reduce(Action::SourceEdited("FROM a AS d\nFROM c".to_owned()));
        let renamed = |from: &str| {
            let action = Action::StageRenamed(from.to_owned(), "d".to_owned());
            edited.clone().reduce(action).input.options.target.clone()
        };
        assert_eq!([renamed("B"), renamed("x")], [Some("d".to_owned()), Some("b".to_owned())]);
    }

    #[test]
    fn a_notice_and_a_line_are_there_from_the_start() {
        let settings = Settings {
            dockerfile: Some("FROM a\nRUN b".to_owned()),
            line: Some(2),
            notice: Some("said".to_owned()),
            ..Settings::default()
        };
        let state = Rc::new(State::new(Session::new(&settings, Kept::default())));
        assert_eq!(state.reveal, Some(Reveal { from: 7, to: 12, count: 0 }));
        assert_eq!(state.notice.as_deref(), Some("said"));
        assert_eq!(state.reduce(Action::NoticeClosed).notice, None);
    }

    #[test]
    fn a_second_notice_is_said_behind_the_first() {
        let state = state("FROM a")
            .reduce(Action::Noticed("One.".to_owned()))
            .reduce(Action::Noticed("Two.".to_owned()));
        assert_eq!((state.notice.as_deref(), state.announcement.as_str()), (Some("One. Two."), "Two."));
    }

    #[test]
    fn a_folder_is_open_until_it_is_closed_or_another_text_comes() {
        let folder = Opened {
            name: "app".to_owned(),
            dockerfile: Some("FROM b\nCOPY . .\n".to_owned()),
            context: Some(Vec::new()),
            notice: "Said.".to_owned(),
            ..Opened::default()
        };
        let state = state("FROM a\n").reduce(Action::FileChosen(SourceFile::Dockerignore));
        let open = state.reduce(Action::Opened(folder));
        assert_eq!((open.folder.as_str(), open.file, &open.sample), ("app", SourceFile::Dockerfile, &None));
        assert!(open.announcement.starts_with("app is open. Said. Target"), "{}", open.announcement);
        assert!(open.report.context.is_some() && open.notice.as_deref() == Some("Said."));
        let closed = Rc::clone(&open).reduce(Action::ContextClosed);
        assert_eq!((&closed.input.context, &closed.input.dockerfile), (&None, &open.input.dockerfile));
        let example = open.reduce(Action::SampleOpened(&SAMPLES[0]));
        assert!(example.folder.is_empty() && example.input.context.as_ref().is_some_and(Context::is_example));
        assert_eq!(example.reduce(Action::SourceEdited("FROM b\n".to_owned())).input.context, None);
    }

    #[test]
    fn what_is_restored_comes_with_its_ignore_file_and_leaves_the_options() {
        let before = state("FROM a AS x\n")
            .reduce(Action::TargetChosen(Some("x".to_owned())))
            .reduce(Action::IgnoreEdited("gone".to_owned()))
            .reduce(Action::ViewChosen(View::Build))
            .reduce(Action::HistoryShown(Some(Rc::default())));
        let source = |dockerignore: &str| Source {
            dockerfile: "FROM b AS x\n".to_owned(),
            dockerignore: dockerignore.to_owned(),
        };
        let after = Rc::clone(&before).reduce(Action::Restored(source("kept")));
        assert_eq!(
            (&*after.input.dockerfile, after.input.dockerignore.as_deref()),
            ("FROM b AS x\n", Some("kept"))
        );
        assert_eq!(
            (after.input.options.target.as_deref(), &after.history, after.view),
            (Some("x"), &None, View::Editor)
        );
        assert!(after.announcement.starts_with("Restored. Target x"), "{}", after.announcement);
        assert_eq!(before.reduce(Action::Restored(source(""))).input.dockerignore, None);
    }

    #[test]
    fn comments_of_the_text_set_the_build_until_something_is_chosen() {
        let text = "# @target web\n# @platform linux/arm64\nFROM a AS web\nFROM a AS last\n";
        let built = |state: &State| state.input.options.target.clone().unwrap_or_default();
        let opened = state(text);
        assert_eq!(built(&opened), "web");
        assert!(opened.report.command.contains("--platform linux/arm64"), "{}", opened.report.command);
        // A link holds the text, and so need not hold what the text says.
        assert_eq!(crate::told::SharedState::of(&opened).target, None);
        let chosen = opened.reduce(Action::TargetChosen(Some("last".to_owned())));
        assert_eq!(built(&chosen), "last");
        let edited = chosen.reduce(Action::SourceEdited(text.replace("@target web", "@target a")));
        assert_eq!(built(&edited), "last");
        let freed = edited.reduce(Action::TargetChosen(None));
        assert_eq!(built(&freed), "a");
        let bare = freed.reduce(Action::SourceEdited("FROM a AS web\nFROM a AS last\n".to_owned()));
        assert_eq!((built(&bare).as_str(), bare.input.options.platform.as_deref()), ("", None));
    }

    fn state(text: &str) -> Rc<State> {
        let settings = Settings { dockerfile: Some(text.to_owned()), ..Settings::default() };
        Rc::new(State::new(Session::new(&settings, Kept::default())))
    }

    /// A state whose report is the one made by hand.
    fn fixed() -> Rc<State> {
        state(fixture::TEXT).with(|it| it.report = fixture::report().into())
    }

    #[test]
    fn an_equal_text_changes_nothing() {
        let before = state("FROM a\n");
        let after = Rc::clone(&before).reduce(Action::SourceEdited("FROM a\n".to_owned()));
        assert!(Rc::ptr_eq(&before, &after));
    }

    #[test]
    fn another_text_has_another_report_and_nothing_lit() {
        let before = fixed().reduce(Action::Pointed(Some(Subject::Stage(0))));
        assert!(!before.highlight().is_empty());
        let after = Rc::clone(&before).reduce(Action::SourceEdited("FROM b\n".to_owned()));
        assert_ne!(before.report, after.report);
        assert!(after.highlight().is_empty());
    }

    #[test]
    fn an_empty_ignore_file_is_none() {
        let state = state("FROM a\n").reduce(Action::IgnoreEdited("a".to_owned()));
        assert_eq!(state.input.dockerignore.as_deref(), Some("a"));
        assert_eq!(state.reduce(Action::IgnoreEdited(String::new())).input.dockerignore, None);
    }

    #[test]
    fn a_listing_makes_sizes_known_and_is_part_of_the_last_edits() {
        let before = state("FROM scratch\nCOPY a /\n");
        let size = |state: &State| state.report.image.as_ref().map(|it| it.size.text.clone());
        assert_eq!(size(&before).as_deref(), Some("unknown"));
        let listed =
            before.reduce(Action::ListingEdited(Some(Context::new(crate::listing::read("a 12 kB\n")))));
        assert_eq!(size(&listed).as_deref(), Some("12 kB"));
        let more = Context::new(crate::listing::read("a 13 kB\n"));
        let edited = listed
            .reduce(Action::Settled)
            .reduce(Action::ViewChosen(View::WhatIf))
            .reduce(Action::Asked(Question::WhatIf(crate::question::Changed::LastEdits)))
            .reduce(Action::ListingEdited(Some(more)));
        let summary = edited.asked.what_if.as_ref().map(|it| it.summary.clone());
        assert_eq!(summary.as_deref(), Some("1 of 1 steps runs again, the first because a changed."));
        assert_eq!(edited.reduce(Action::ListingEdited(None)).input.context, None);
    }

    #[test]
    fn an_argument_is_set_changed_and_reset() {
        let set = |state: Rc<State>, value: Option<&str>| {
            state.reduce(Action::ArgumentSet("A".to_owned(), value.map(str::to_owned)))
        };
        let args = |state: &State| state.input.options.build_args.clone();
        let once = set(state("ARG A\nFROM a\n"), Some("1"));
        let twice = set(Rc::clone(&once), Some("2"));
        assert_eq!((args(&once).len(), args(&twice)), (1, vec![("A".to_owned(), "2".to_owned())]));
        assert!(args(&set(twice, None)).is_empty());
    }

    #[test]
    fn the_pointer_goes_before_the_caret() {
        let state = fixed().reduce(Action::CaretMoved(30));
        assert_eq!(state.highlight().instructions, [1]);
        let state = state.reduce(Action::Pointed(Some(Subject::Instruction(4))));
        assert_eq!(state.highlight().instructions, [4]);
        let state = state.reduce(Action::Pointed(None));
        assert_eq!(state.highlight().instructions, [1]);
    }

    #[test]
    fn revealing_the_same_place_twice_is_two_reveals() {
        let once = fixed()
            .reduce(Action::FileChosen(SourceFile::Dockerignore))
            .reduce(Action::RevealAsked(Subject::Line(2)));
        let twice = Rc::clone(&once).reduce(Action::RevealAsked(Subject::Line(2)));
        assert_eq!((once.view, once.file), (View::Editor, SourceFile::Dockerfile));
        assert_eq!(once.reveal.map(|it| (it.from, it.to)), Some((28, 36)));
        assert_ne!(once.reveal, twice.reveal);
    }

    #[test]
    fn the_tab_stays_when_a_narrow_page_shows_something_else() {
        let state = fixed().reduce(Action::ViewChosen(View::Build)).reduce(Action::ViewChosen(View::Stages));
        assert_eq!((state.view, state.tab), (View::Stages, View::Build));
    }

    #[test]
    fn an_example_brings_its_options() {
        let before = state("FROM a\n").reduce(Action::TargetChosen(Some("gone".to_owned())));
        for sample in SAMPLES {
            let after = Rc::clone(&before).reduce(Action::SampleOpened(sample));
            assert_eq!((&*after.input, after.sample), (&sample_input(sample), Some(sample)));
        }
    }

    #[test]
    fn an_example_is_introduced_until_it_is_another_text() {
        let sample = &SAMPLES[0];
        let opened = state("FROM a\n").reduce(Action::SampleOpened(sample));
        let edited = opened.reduce(Action::SourceEdited(format!("{}RUN more\n", sample.dockerfile)));
        assert_eq!(edited.sample, Some(sample));
        assert_eq!(edited.reduce(Action::SourceEdited("FROM b\n".to_owned())).sample, None);
    }

    #[test]
    fn the_outcome_is_said_in_one_breath() {
        let mut report = fixture::report();
        assert_eq!(outcome(&report), "Target stage-1: 2 stages built. Image ≥ 7.8 MB. 1 suggestion.");
        report.stages[0].reached = false;
        report.diagnostics.clear();
        assert_eq!(
            outcome(&report),
            "Target stage-1: 1 stage built, 1 skipped. Image ≥ 7.8 MB. No suggestions."
        );
        report.stop = Some(Stop { message: "unknown instruction: RUM".to_owned(), line: Some(3) });
        assert_eq!(outcome(&report), "docker build stops at line 3: unknown instruction: RUM");
    }

    #[test]
    fn a_page_that_came_at_last_takes_the_place_of_its_failure() {
        let page = |html: Option<&'static str>| RulePage { id: "A".into(), html: html.map(Into::into) };
        let failed = fixed().reduce(Action::PageLoaded(page(None)));
        assert_eq!(failed.pages, [page(None)]);
        assert_eq!(failed.reduce(Action::PageLoaded(page(Some("<p>")))).pages, [page(Some("<p>"))]);
    }

    #[test]
    fn a_table_that_comes_later_is_used_and_never_called_unknown_before() {
        let size = |state: &State| format!("{:?}", state.report.image.as_ref().map(|it| &it.size));
        let early = state("FROM julia:1.13\n");
        let figures = format!("{:?}", early.report);
        assert!(figures.contains("not loaded yet") && !figures.contains("not in the catalogue"), "{figures}");
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crate/src/catalog/");
        let rows: Rc<str> =
            std::fs::read_to_string(format!("{folder}{}", Table::MoreImages.file())).unwrap().into();
        let late = Rc::clone(&early).reduce(Action::TableLoaded(Table::MoreImages, rows));
        assert_ne!(size(&early), size(&late));
        assert!(!format!("{:?}", late.report).contains("not loaded yet"), "{:?}", late.report);
        // It is kept for the texts that follow.
        let typed = late.reduce(Action::SourceEdited("FROM julia:1.13\nRUN a\n".to_owned()));
        assert!(!format!("{:?}", typed.report).contains("figures for julia:1.13"));
    }

    #[test]
    fn copying_is_announced() {
        let state = fixed().reduce(Action::CopyNoted(CopyNote::Failed));
        assert_eq!(state.announcement, "Copying failed");
        assert_eq!(state.reduce(Action::CopyNoted(CopyNote::Idle)).announcement, "Copying failed");
    }
}
