//! The course: lessons as data, and the engine as their judge. Pure.
//!
//! A lesson is a text in the form that `docs/course.md` describes. [`read`] turns one into a [`Lesson`], [`judge`] says how
//! far an input is from its goals. Nothing here compares the text of a Dockerfile: what counts is what it builds.

mod draft;
mod goal;
mod judge;
mod parse;
mod propose;
mod question;
#[cfg(test)]
mod schema;
mod score;
#[cfg(test)]
mod tests;

use stagescope::{BuildOptions, Context, Input};

pub use draft::{Draft, Field};
pub use goal::{Check, Goal};
pub use judge::{Verdict, judge};
pub use parse::{FormatError, is_set, name_of, read_set};
pub use propose::propose;
pub use question::{Ask, Choice};
pub use score::Score;

/// The most bytes of a set of lessons.
pub const LARGEST_SET: usize = 1 << 20;
/// The most lessons of a set.
pub const MOST_LESSONS: usize = 200;
/// The most goals of a lesson: each is judged anew while somebody types.
pub const MOST_GOALS: usize = 20;
/// The most characters of a title.
pub const LONGEST_TITLE: usize = 44;

/// Lessons that belong together: the course, or a teacher's own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Set {
    /// What it is called; empty for a lesson that stands alone.
    pub title: String,
    /// Titles of its chapters.
    pub chapters: Vec<String>,
    /// Its lessons, in order.
    pub lessons: Vec<Lesson>,
}

/// What a lesson asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Look at something in the panels.
    Read,
    /// Say beforehand what happens.
    Predict,
    /// Mend what is broken.
    Repair,
    /// Make the image smaller.
    Shrink,
    /// Write from little or nothing.
    Write,
    /// Keep a secret from leaking.
    Leak,
    /// Say which of two is better.
    Compare,
}

impl Kind {
    const ALL: [(&'static str, Self); 7] = [
        ("read", Self::Read),
        ("predict", Self::Predict),
        ("repair", Self::Repair),
        ("shrink", Self::Shrink),
        ("write", Self::Write),
        ("leak", Self::Leak),
        ("compare", Self::Compare),
    ];

    /// As a lesson writes it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

/// What is built: a text and its options.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Setup {
    /// The Dockerfile.
    pub dockerfile: String,
    /// Its `.dockerignore`.
    pub dockerignore: Option<String>,
    /// What `docker build` is told.
    pub options: BuildOptions,
}

/// Something to hand in: a build, or an answer to the question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attempt {
    /// The build; that of the start where only options or the answer differ.
    pub setup: Setup,
    /// Words of the options that are chosen; empty in a lesson with no question.
    pub answer: Vec<String>,
}

/// A hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// What it says, as the lesson writes it.
    pub text: String,
    /// How far the file is when the hint was followed.
    pub example: Option<Setup>,
}

/// A lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Its name in links and in the progress: `which-stage-lands`.
    pub id: String,
    /// Place of its chapter among those of its set.
    pub chapter: usize,
    /// Its title.
    pub title: String,
    /// What it asks for.
    pub kind: Kind,
    /// The task, as prose.
    pub task: String,
    /// The files of the build context.
    pub context: Context,
    /// What it starts with.
    pub start: Setup,
    /// What is asked, if anything.
    pub ask: Option<Ask>,
    /// The Dockerfile to compare with.
    pub other: Option<Setup>,
    /// What has to hold.
    pub goals: Vec<Goal>,
    /// From a nudge to nearly the answer.
    pub hints: Vec<Hint>,
    /// One way to do it.
    pub solution: Attempt,
    /// Why it is done so, as prose.
    pub reasons: String,
    /// What looks right and is not.
    pub wrong: Vec<Attempt>,
}

impl Lesson {
    /// What the engine is asked about a build of this lesson.
    pub fn input(&self, setup: &Setup) -> Input {
        Input {
            dockerfile: setup.dockerfile.clone(),
            dockerignore: setup.dockerignore.clone(),
            context: Some(self.context.clone()),
            options: setup.options.clone(),
        }
    }
}
