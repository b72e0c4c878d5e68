//! The course as the page shows it: which lesson is open, how far it is, and which are solved. Pure.

use std::ops::Deref;
use std::rc::Rc;

use stagescope::{Catalog, Input, Report, analyze};

use crate::lessons::{Choice, Kind, Lesson, Score, Set, Verdict, judge, name_of, read_set};
use crate::messages::say;

/// A set of lessons, compared by identity.
#[derive(Debug, Clone, Default)]
pub struct Lessons(Rc<Set>);

impl Deref for Lessons {
    type Target = [Lesson];

    fn deref(&self) -> &[Lesson] {
        &self.0.lessons
    }
}

impl PartialEq for Lessons {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Lessons {
    /// What they are called together.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// Titles of their chapters.
    pub fn chapters(&self) -> &[String] {
        &self.0.chapters
    }
}

/// Where the lessons come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LessonsFrom {
    /// They are the course that comes with the page.
    #[default]
    Page,
    /// A teacher’s own, from an address.
    Address(String),
    /// A teacher’s own, as a text from a file or a link.
    Text(Rc<str>),
}

impl LessonsFrom {
    /// From an address or a text, if one of them is given.
    pub fn given(address: Option<String>, text: Option<String>) -> Self {
        match (text, address) {
            (Some(text), _) => Self::Text(text.into()),
            (None, Some(address)) => Self::Address(address),
            (None, None) => Self::Page,
        }
    }
}

/// What somebody does with the course.
#[derive(Debug, Clone)]
pub enum Study {
    /// A link asks for the lesson of this name, or for the first one of these lessons.
    Wanted(LessonsFrom, Option<String>),
    /// The lessons of the page are wanted again.
    Own,
    /// The lessons from there came; or why they did not, in a sentence.
    Loaded(LessonsFrom, Result<Rc<str>, String>),
    /// A lesson was opened, or begun anew.
    Opened(usize),
    /// The lesson was closed.
    Closed,
    /// One more hint.
    Hint,
    /// The solution is to be seen.
    Solution,
    /// A part of the answer was chosen, or not any more.
    Chose(String),
    /// The answer is to be checked.
    Checked,
    /// What is solved was read from a file.
    ProgressRead(String),
}

/// The course.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Course {
    /// Where the lessons come from.
    pub from: LessonsFrom,
    /// The lessons; none before they are loaded.
    pub lessons: Lessons,
    /// Why there are none, once they were asked for.
    pub problem: Option<String>,
    /// Place of the lesson that is open.
    pub open: Option<usize>,
    /// What is to be said of each of its goals.
    pub verdicts: Vec<Verdict>,
    /// How small the image is, in a lesson that asks for that.
    pub score: Option<Score>,
    /// The best score that is known for it: that of its own solution. Worked out once for an open lesson, and anew by
    /// whoever takes it away because more is known of images.
    pub best: Option<Score>,
    /// What can be answered to its question.
    pub choices: Vec<Choice>,
    /// Words of the choices that are made.
    pub chosen: Vec<String>,
    /// Whether the answer was checked as it stands.
    pub checked: bool,
    /// Number of hints that are seen.
    pub hints: usize,
    /// Whether the solution is seen.
    pub is_told: bool,
    /// Names of the lessons that are solved.
    pub solved: Vec<String>,
    own: Option<Rc<Input>>,
    /// The lesson that a link asks for, until it is open or known not to be there.
    wanted: Option<Wanted>,
    /// Where the lessons come from that it is of, while they are not there yet.
    next: Option<LessonsFrom>,
    /// Why they did not come, until it is said.
    refusal: Option<String>,
}

/// A lesson that a link asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    First,
    Named(String),
}

/// What is to be done for a lesson that a link asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pending {
    /// The lessons are to be loaded.
    Load,
    /// The lesson at this place is to be opened.
    Open(usize),
}

impl Course {
    /// A course in which these lessons, a name a line, are solved.
    pub fn with_progress(progress: &str) -> Self {
        let mut course = Self::default();
        course.read_progress(progress);
        course
    }

    /// A link asks for the lesson of this name; without one for the first, unless that would be one of the page’s own.
    pub fn want(&mut self, from: LessonsFrom, name: Option<String>) {
        if name.is_some() || from != LessonsFrom::Page {
            self.next = Some(from).filter(|it| *it != self.from);
            self.wanted = Some(name.map_or(Wanted::First, Wanted::Named));
        }
    }

    /// Where the lessons are loaded from: those that are asked for, or those that are shown.
    pub fn loads(&self) -> &LessonsFrom {
        self.next.as_ref().unwrap_or(&self.from)
    }

    /// The lessons from where they are asked for came, or why not. What is there stays until others are.
    fn loaded(&mut self, from: LessonsFrom, text: Result<Rc<str>, String>) {
        let read = |text: Rc<str>| read_set(&text).map_err(|error| say::line_says(error.line, error.message));
        let is_next = self.next.take().is_some();
        match text.and_then(read) {
            Ok(set) => {
                self.lessons = Lessons(Rc::new(set));
                self.problem = None;
                self.from = from;
                if is_next {
                    self.open = None;
                }
            }
            Err(reason) if is_next => self.refusal = Some(reason),
            Err(reason) => self.problem = Some(reason),
        }
    }

    /// What is solved, a name a line.
    pub fn progress(&self) -> String {
        self.solved.join("\n")
    }

    /// The lesson that is open.
    pub fn lesson(&self) -> Option<&Lesson> {
        self.lessons.get(self.open?)
    }

    /// Whether a lesson is solved.
    pub fn is_solved(&self, lesson: &Lesson) -> bool {
        self.solved.contains(&self.key(lesson))
    }

    /// What the progress calls a lesson: its name, behind that of its set where it is not of the page’s own.
    fn key(&self, lesson: &Lesson) -> String {
        match self.from {
            LessonsFrom::Page => lesson.id.clone(),
            _ => format!("{}--{}", name_of(self.lessons.title()), lesson.id),
        }
    }

    /// What was there before the first lesson was opened.
    pub fn own(&self) -> Option<&Input> {
        self.own.as_deref()
    }

    /// What is to be done next for the lesson that a link asks for.
    pub fn pending(&self) -> Option<Pending> {
        match self.wanted.as_ref()? {
            _ if self.next.is_some() || self.lessons.is_empty() => Some(Pending::Load),
            Wanted::First => Some(Pending::Open(0)),
            Wanted::Named(name) => self.lessons.iter().position(|it| it.id == *name).map(Pending::Open),
        }
    }

    /// Why the lesson that a link asks for cannot be opened, said once.
    pub fn take_refusal(&mut self) -> Option<String> {
        let refusal = self.refusal.take();
        let reason = match (refusal, self.pending()) {
            (Some(reason), _) => reason,
            (None, Some(Pending::Load)) if self.next.is_none() => self.problem.clone()?,
            (None, Some(_)) => return None,
            (None, None) => String::new(),
        };
        Some(match self.wanted.take()? {
            _ if !reason.is_empty() => say::lessons_refused(reason),
            Wanted::Named(name) => say::no_such_lesson(shortened(&name)),
            Wanted::First => say::no_lesson_in_it().to_string(),
        })
    }

    /// Something else is shown now.
    pub fn leave(&mut self) {
        self.open = None;
        self.own = None;
    }

    /// Does it; gives what is to be built now when that is something else.
    pub fn study(&mut self, study: Study, input: &Rc<Input>) -> Option<Input> {
        match study {
            // What is open already is not begun anew.
            Study::Wanted(from, name)
                if self.open.is_some()
                    && from == self.from
                    && name == self.lesson().map(|it| it.id.clone()) => {}
            Study::Wanted(from, name) => self.want(from, name),
            Study::Own => {
                self.from = LessonsFrom::Page;
                self.lessons = Lessons::default();
                (self.next, self.wanted, self.problem) = Default::default();
                return self.close();
            }
            // Others may be asked for meanwhile.
            Study::Loaded(from, text) => {
                if from == *self.loads() {
                    self.loaded(from, text);
                }
            }
            Study::Opened(index) => {
                let lesson = self.lessons.get(index)?;
                let start = lesson.input(&lesson.start);
                self.own.get_or_insert_with(|| Rc::clone(input));
                self.open = Some(index);
                self.wanted = None;
                self.best = None;
                self.chosen.clear();
                self.checked = false;
                self.hints = 0;
                self.is_told = false;
                return Some(start);
            }
            Study::Closed => return self.close(),
            Study::Hint => self.hints += 1,
            Study::Solution => {
                self.is_told = true;
                let lesson = self.lesson()?;
                if lesson.ask.is_none() {
                    return Some(lesson.input(&lesson.solution.setup));
                }
            }
            Study::Chose(words) => {
                self.checked = false;
                if self.chosen.contains(&words) {
                    self.chosen.retain(|it| *it != words);
                } else {
                    self.chosen.push(words);
                }
            }
            Study::Checked => self.checked = true,
            Study::ProgressRead(progress) => self.read_progress(&progress),
        }
        None
    }

    fn close(&mut self) -> Option<Input> {
        let own = self.own.take();
        self.leave();
        own.map(Rc::unwrap_or_clone)
    }

    fn read_progress(&mut self, progress: &str) {
        let is_name =
            |id: &&str| id.len() < 100 && id.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
        for id in progress.lines().map(str::trim).filter(|id| !id.is_empty()).filter(is_name).take(1000) {
            if !self.solved.iter().any(|it| it == id) {
                self.solved.push(id.to_owned());
            }
        }
    }

    /// Whether the answer is right as it stands.
    pub fn is_answered(&self) -> bool {
        !self.choices.is_empty() && self.choices.iter().all(|it| it.right == self.chosen.contains(&it.text))
    }

    /// Judges what is built now; gives what a screen reader is to say when that is something new.
    pub fn judge(&mut self, input: &Input, report: &Report, catalog: &Catalog<'_>) -> Option<String> {
        let lesson = self.lessons.get(self.open?)?;
        let before = std::mem::take(&mut self.verdicts);
        self.verdicts = lesson.goals.iter().map(|it| judge(it, input, report, catalog)).collect();
        self.score = None;
        if lesson.kind == Kind::Shrink {
            self.score = Score::of(report);
            let best = || Score::of(&analyze(&lesson.input(&lesson.solution.setup), catalog));
            self.best = self.best.take().or_else(best);
        }
        self.choices = lesson.ask.as_ref().map(|it| it.choices(lesson, catalog)).unwrap_or_default();
        let is_asked = lesson.ask.is_some();
        let n_met = self.verdicts.iter().filter(|it| it.met).count();
        let is_done = n_met == self.verdicts.len() && (!is_asked || (self.checked && self.is_answered()));
        let id = self.key(lesson);
        if is_done {
            let is_new = before.iter().any(|it| !it.met) || is_asked;
            if !self.solved.contains(&id) {
                self.solved.push(id);
            }
            return is_new.then(|| say::lesson_solved().to_string());
        }
        let was_met = |place: usize| before.get(place).is_none_or(|it| it.met);
        let new = lesson.goals.iter().zip(&self.verdicts).enumerate();
        let mut new = new.filter(|(place, (_, now))| now.met && !was_met(*place)).map(|(_, (goal, _))| goal);
        new.next().map(|goal| say::goal_is_met(&goal.text, n_met, self.verdicts.len()))
    }

    /// Whether everything that the open lesson asks for holds now.
    pub fn is_done(&self) -> bool {
        let is_right =
            self.lesson().is_none_or(|it| it.ask.is_none()) || (self.checked && self.is_answered());
        self.open.is_some() && is_right && self.verdicts.iter().all(|it| it.met)
    }

    /// Whether a question is open whose answer the panels would tell.
    pub fn is_predicting(&self) -> bool {
        self.lesson().is_some_and(|it| it.ask.is_some()) && !self.is_told && !self.is_done()
    }

    /// The text that a step puts into the editor.
    pub fn text_of(&self, study: &Study) -> Option<&str> {
        match study {
            Study::Opened(index) => self.lessons.get(*index).map(|it| it.start.dockerfile.as_str()),
            Study::Closed | Study::Own => self.own.as_ref().map(|it| it.dockerfile.as_str()),
            Study::Solution => {
                self.lesson().filter(|it| it.ask.is_none()).map(|it| it.solution.setup.dockerfile.as_str())
            }
            _ => None,
        }
    }
}

/// The beginning of a name that may be of any length.
fn shortened(name: &str) -> String {
    const MOST: usize = 40;
    let mut text: String = name.chars().take(MOST).collect();
    if name.chars().count() > MOST {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use stagescope::analyze;

    use super::*;

    const LESSON: &str = "=== 1-a/1-first\ntitle: A\nkind: repair\n\nTask.\n\n```dockerfile start\nFROM alpine:3.23\n```\n\
                          ```goals\nbuilds\nstages at least 2\n```\n```hint\na\n```\n```hint\nb\n```\n```hint\nc\n```\n\
                          ```dockerfile solution\nFROM alpine:3.23\nFROM alpine:3.23\n```\n```reasons\nBecause.\n```\n\
                          ```dockerfile wrong\n```\n";
    const QUESTION: &str = "=== 1-a/2-second\ntitle: B\nkind: predict\nask: stages\n\nTask.\n\n```dockerfile start\n\
                            FROM a AS one\nFROM b AS two\n```\n```hint\na\n```\n```hint\nb\n```\n```hint\nc\n```\n\
                            ```answer solution\ntwo\n```\n```reasons\nBecause.\n```\n```answer wrong\none\n```\n";

    fn own() -> Rc<Input> {
        Rc::new(Input { dockerfile: "FROM mine\n".to_owned(), ..Input::default() })
    }

    fn loaded(text: &str) -> Study {
        Study::Loaded(LessonsFrom::Page, Ok(text.into()))
    }

    fn course() -> Course {
        let mut course = Course::default();
        course.study(loaded(&format!("{LESSON}{QUESTION}")), &own());
        assert_eq!(course.lessons.len(), 2, "{:?}", course.problem);
        course
    }

    fn judged(course: &mut Course, input: &Input) -> Option<String> {
        course.judge(input, &analyze(input, &Catalog::first()), &Catalog::first())
    }

    #[test]
    fn a_lesson_is_solved_by_what_is_built() {
        let mut course = course();
        let start = course.study(Study::Opened(0), &own()).unwrap();
        assert_eq!(judged(&mut course, &start), None);
        assert_eq!(course.verdicts.iter().map(|it| it.met).collect::<Vec<_>>(), [true, false]);
        let broken = Input { dockerfile: "FROM\nFROM\n".to_owned(), ..start.clone() };
        judged(&mut course, &broken);
        assert_eq!(judged(&mut course, &start).as_deref(), Some("Goal met: builds. 1 of 2."));
        let solved = course.study(Study::Solution, &own()).unwrap();
        assert_eq!(judged(&mut course, &solved).as_deref(), Some("Lesson solved."));
        assert!(course.is_done() && course.is_solved(&course.lessons[0]));
        assert_eq!(course.progress(), "first");
    }

    #[test]
    fn a_lesson_about_size_has_a_score() {
        let mut course = Course::default();
        let lesson =
            LESSON.replace("kind: repair", "kind: shrink").replace("stages at least 2", "size below 3 MB");
        course.study(
            loaded(&lesson.replace("solution\nFROM alpine:3.23\nFROM alpine:3.23", "solution\nFROM scratch")),
            &own(),
        );
        let start = course.study(Study::Opened(0), &own()).unwrap();
        judged(&mut course, &start);
        let (score, best) = (course.score.clone().unwrap(), course.best.clone().unwrap());
        assert!(best.beats(&score), "{best:?} {score:?}");
        let broken = Input { dockerfile: "FRM".to_owned(), ..start };
        judged(&mut course, &broken);
        assert_eq!((course.score.clone(), course.best.clone()), (None, Some(best)));
        course.study(Study::Opened(0), &own());
        assert_eq!(course.best, None);
    }

    #[test]
    fn what_was_there_comes_back() {
        let mut course = course();
        let first = Rc::new(course.study(Study::Opened(0), &own()).unwrap());
        course.study(Study::Opened(1), &first);
        assert_eq!(course.text_of(&Study::Closed), Some("FROM mine\n"));
        assert_eq!(course.study(Study::Closed, &first), Some(Input::clone(&own())));
        assert_eq!(course.open, None);
    }

    #[test]
    fn an_answer_counts_when_it_is_checked() {
        let mut course = course();
        let start = course.study(Study::Opened(1), &own()).unwrap();
        judged(&mut course, &start);
        assert!(course.is_predicting());
        course.study(Study::Chose("two".to_owned()), &own());
        assert_eq!(judged(&mut course, &start), None);
        course.study(Study::Chose("one".to_owned()), &own());
        course.study(Study::Checked, &own());
        assert_eq!(judged(&mut course, &start), None);
        course.study(Study::Chose("one".to_owned()), &own());
        course.study(Study::Checked, &own());
        assert_eq!(judged(&mut course, &start).as_deref(), Some("Lesson solved."));
        assert!(!course.is_predicting());
    }

    #[test]
    fn a_lesson_that_is_asked_for_waits_for_the_lessons() {
        let mut course = Course::default();
        course.study(Study::Wanted(LessonsFrom::Page, Some("second".to_owned())), &own());
        assert_eq!((course.pending(), course.take_refusal()), (Some(Pending::Load), None));
        course.study(loaded(&format!("{LESSON}{QUESTION}")), &own());
        assert_eq!((course.pending(), course.take_refusal()), (Some(Pending::Open(1)), None));
        course.study(Study::Opened(1), &own());
        assert_eq!(course.pending(), None);
    }

    #[test]
    fn a_lesson_that_is_not_there_is_said_once_to_be_missing() {
        let mut course = course();
        course.study(Study::Wanted(LessonsFrom::Page, Some("x".repeat(99))), &own());
        let said = course.take_refusal().unwrap();
        assert!(said.contains(&format!("“{}…”", "x".repeat(40))), "{said}");
        assert_eq!((course.take_refusal(), course.pending()), (None, None));
        let mut course = Course::default();
        course.study(Study::Wanted(LessonsFrom::Page, Some("first".to_owned())), &own());
        course.study(Study::Loaded(LessonsFrom::Page, Err("They did not arrive.".to_owned())), &own());
        assert!(course.take_refusal().unwrap().contains("did not arrive"));
    }

    #[test]
    fn own_lessons_take_the_place_of_the_course_and_keep_their_progress_apart() {
        let mut course = course();
        course.study(Study::Opened(0), &own());
        let text: Rc<str> = format!("course: My class\n{LESSON}").into();
        let from = LessonsFrom::Text(Rc::clone(&text));
        course.study(Study::Wanted(from.clone(), None), &own());
        assert_eq!((course.open, course.pending(), course.loads()), (Some(0), Some(Pending::Load), &from));
        // What was asked for before comes too late.
        course.study(loaded(QUESTION), &own());
        assert_eq!(course.pending(), Some(Pending::Load));
        course.study(Study::Loaded(from.clone(), Ok(text)), &own());
        assert_eq!((course.pending(), course.lessons.title()), (Some(Pending::Open(0)), "My class"));
        let start = course.study(Study::Opened(0), &Rc::new(Input::default())).unwrap();
        judged(&mut course, &start);
        let solved = course.study(Study::Solution, &own()).unwrap();
        judged(&mut course, &solved);
        assert_eq!(course.progress(), "my-class--first");
        assert_eq!(course.study(Study::Own, &own()), Some(Input::clone(&own())), "what was there first");
        assert_eq!((&course.from, course.pending()), (&LessonsFrom::Page, None));
    }

    #[test]
    fn broken_lessons_are_said_to_be_and_leave_what_is_there() {
        let mut course = course();
        course.study(Study::Opened(0), &own());
        let from = LessonsFrom::Text(LESSON.replace("kind: repair", "kind: mend").into());
        course.study(Study::Wanted(from.clone(), None), &own());
        assert_eq!(course.take_refusal(), None);
        let LessonsFrom::Text(text) = &from else { panic!("it is a text") };
        course.study(Study::Loaded(from.clone(), Ok(Rc::clone(text))), &own());
        let said = course.take_refusal().unwrap();
        assert!(said.contains("Line 3: 1-a/1-first: “mend” is no kind of lesson."), "{said}");
        assert_eq!((course.open, course.lessons.len(), course.pending()), (Some(0), 2, None));
        assert_eq!(course.own(), Some(&Input::clone(&own())));
    }

    #[test]
    fn progress_is_read_as_names_only() {
        let course = Course::with_progress("first\n\n<b>\nfirst\n second \n");
        assert_eq!(course.progress(), "first\nsecond");
    }

    #[test]
    fn lessons_that_do_not_arrive_are_a_problem() {
        let mut course = Course::default();
        course.study(Study::Loaded(LessonsFrom::Page, Err("They did not arrive.".to_owned())), &own());
        assert!(course.problem.is_some());
        course.study(loaded(&LESSON.replace("title", "titel")), &own());
        assert!(course.problem.unwrap().starts_with("Line 2: 1-a/1-first: “titel: A” is no setting"));
    }
}
