//! What the editor asks while somebody writes, and the answers of the engine. Nothing is kept.

use serde::Serialize;
use stagescope::assist::{
    Completions, Hover, Occurrence, Refactor, Rename, Standing, complete, format, hover, occurrences,
    refactors, rename, standing,
};
use stagescope::report::Edit;
use stagescope::{Catalog, Input};

/// A question about a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// What is asked: `complete`, `hover`, `occurrences`, `rename`, `format`, `refactors` or `standing`.
    pub question: String,
    /// The text as the editor has it.
    pub text: String,
    /// UTF-16 offset of the place.
    pub at: u32,
    /// The new name, to rename.
    pub name: String,
}

/// An answer, in the form in which the bridge hands it on.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Nothing is known.
    Nothing,
    /// To `complete`.
    Completions(Completions),
    /// To `hover`.
    Meaning(Hover),
    /// To `occurrences`.
    Occurrences(Vec<Occurrence>),
    /// To `rename`.
    Renaming(Rename),
    /// To `format`.
    Edits(Vec<Edit>),
    /// To `refactors`.
    Refactors(Vec<Refactor>),
    /// To `standing`.
    Standing(Standing),
}

/// Answers a question, with the options and files of an input.
pub fn answer(inquiry: Inquiry, input: &Input, catalog: &Catalog<'_>) -> Answer {
    let Inquiry { question, text, at, name } = inquiry;
    let input = Input { dockerfile: text, ..input.clone() };
    let found = match question.as_str() {
        "complete" => complete(&input, catalog, at).map(Answer::Completions),
        "hover" => hover(&input, catalog, at).map(Answer::Meaning),
        "occurrences" => Some(Answer::Occurrences(occurrences(&input, catalog, at))),
        "rename" => rename(&input, catalog, at, &name).map(Answer::Renaming),
        "format" => Some(Answer::Edits(format(&input.dockerfile))),
        "refactors" => Some(Answer::Refactors(refactors(&input, catalog, at))),
        "standing" => standing(&input, catalog, at).map(Answer::Standing),
        _ => None,
    };
    found.unwrap_or(Answer::Nothing)
}

#[cfg(test)]
mod tests {
    use super::{Answer, Inquiry, answer};
    use stagescope::{Catalog, Input};

    fn asked(question: &str) -> Answer {
        let inquiry = Inquiry {
            question: question.to_owned(),
            text: "from a AS b\nFROM b\n".to_owned(),
            at: 17,
            name: "c".to_owned(),
        };
        answer(inquiry, &Input::default(), &Catalog::first())
    }

    #[test]
    fn each_question_has_its_answer() {
        assert!(
            matches!(asked("complete"), Answer::Completions(it) if it.items.iter().any(|it| it.label == "b"))
        );
        assert!(matches!(asked("hover"), Answer::Meaning(it) if it.topic == "stage"));
        assert!(matches!(asked("occurrences"), Answer::Occurrences(it) if it.len() == 2));
        assert!(matches!(asked("rename"), Answer::Renaming(it) if it.edits.len() == 2));
        assert!(matches!(asked("format"), Answer::Edits(it) if it.len() == 1));
        assert!(matches!(asked("refactors"), Answer::Refactors(it) if it.len() == 1));
        assert!(matches!(asked("standing"), Answer::Standing(it) if it.stage == "stage-1"));
        assert_eq!(asked("sing"), Answer::Nothing);
    }
}
