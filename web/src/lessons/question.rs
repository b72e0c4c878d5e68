//! Questions whose answer the engine knows.

use stagescope::report::{Change, Fate, what_if};
use stagescope::{Catalog, analyze};

use super::Lesson;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Which steps run again, or may, when this file of the build context changes.
    Again(String),
    /// Which stages run for the target.
    Stages,
    /// Which of the two images is smaller.
    Smaller,
}

/// A possible part of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// `[build 3/4] RUN npm ci`, `builder`.
    pub text: String,
    /// Whether it belongs to the answer.
    pub right: bool,
}

impl Ask {
    pub(super) fn read(words: &str) -> Option<Self> {
        match words {
            "stages" => Some(Self::Stages),
            "smaller" => Some(Self::Smaller),
            _ => words.strip_prefix("again ").map(|file| Self::Again(file.to_owned())),
        }
    }

    /// The question, in words.
    pub fn words(&self) -> String {
        match self {
            Self::Again(file) => format!("Which steps run again, or may run again, when {file} changes?"),
            Self::Stages => "Which stages run?".to_owned(),
            Self::Smaller => "Which image is smaller?".to_owned(),
        }
    }

    /// What can be answered, in the order of the build, for what the lesson starts with. Empty where the engine has no answer.
    pub fn choices(&self, lesson: &Lesson, catalog: &Catalog<'_>) -> Vec<Choice> {
        let input = lesson.input(&lesson.start);
        match self {
            Self::Again(file) => {
                let steps = what_if(&input, &Change::File(file.clone()), catalog).steps;
                let is_own = |name: &str| {
                    name.starts_with('[') && !name.starts_with("[internal]") && !name.contains("] FROM ")
                };
                let own = steps.into_iter().filter(|it| is_own(&it.name));
                own.map(|it| Choice { right: it.fate >= Fate::Perhaps, text: it.name }).collect()
            }
            Self::Stages => {
                let stages = analyze(&input, catalog).stages.into_iter();
                stages.map(|it| Choice { text: it.name, right: it.reached }).collect()
            }
            Self::Smaller => {
                let Some(other) = &lesson.other else { return Vec::new() };
                let size = |input| analyze(&input, catalog).image.map(|image| image.size);
                let (Some(own), Some(other)) = (size(input), size(lesson.input(other))) else {
                    return Vec::new();
                };
                let first = own.high.is_some_and(|high| high < other.low);
                let second = other.high.is_some_and(|high| high < own.low);
                if first == second {
                    return Vec::new();
                }
                let choice = |text: &str, right| Choice { text: text.to_owned(), right };
                vec![choice("The one in the editor", first), choice("The other one", second)]
            }
        }
    }
}
