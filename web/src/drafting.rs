//! The making of a lesson, as the page shows it: the draft, what is wrong with it, and which goals it could have. Pure.

use std::rc::Rc;

use stagescope::{Catalog, Input};

use crate::lessons::{Draft, Field, propose};

/// What an author does with a draft.
#[derive(Debug, Clone)]
pub enum Drafting {
    /// A lesson is to be made, or the draft is to be seen again.
    Opened,
    /// The draft is put aside.
    Closed,
    /// A field was written.
    Wrote(Field, String),
    /// A goal was chosen from those that are proposed.
    Chose(String),
    /// What is on the page is what it starts with.
    TookStart,
    /// What is on the page is its solution.
    TookSolution,
}

/// A draft and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Desk {
    /// Whether it is seen.
    pub open: bool,
    /// The draft; `None` before there is one.
    pub draft: Option<Rc<Draft>>,
    /// What is missing or wrong.
    pub problems: Rc<Vec<String>>,
    /// Goals that it could have and has not.
    pub proposals: Rc<Vec<String>>,
}

impl Desk {
    /// Does it. `input` is what is on the page.
    pub fn drafting(&mut self, drafting: Drafting, input: &Input, catalog: &Catalog<'_>) {
        if let Drafting::Closed = drafting {
            self.open = false;
            return;
        }
        let is_new = self.draft.is_none();
        let mut draft = self.draft.as_deref().cloned().unwrap_or_else(|| Draft::new(input));
        self.open = true;
        let is_other = is_new || matches!(drafting, Drafting::TookStart | Drafting::TookSolution);
        match drafting {
            Drafting::Opened | Drafting::Closed => {}
            Drafting::Wrote(field, text) => draft.set(field, text),
            Drafting::Chose(goal) => {
                let goals = draft.goals.trim_end();
                draft.goals = if goals.is_empty() { goal } else { format!("{goals}\n{goal}") };
            }
            Drafting::TookStart => draft.start = input.clone(),
            Drafting::TookSolution => draft.solution = Some(input.clone()),
        }
        if is_other {
            let solution = draft.solution.as_ref().unwrap_or(&draft.start);
            self.proposals = Rc::new(propose(&draft.start, solution, catalog));
        }
        self.problems = Rc::new(draft.problems(catalog));
        self.draft = Some(Rc::new(draft));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(text: &str) -> Input {
        Input { dockerfile: text.to_owned(), ..Input::default() }
    }

    #[test]
    fn a_lesson_is_made_of_what_is_on_the_page() {
        let catalog = Catalog::bundled();
        let mut desk = Desk::default();
        desk.drafting(Drafting::Opened, &input("FROM debian:13-slim\nRUN x\n"), &catalog);
        assert!(desk.open && desk.problems.iter().any(|it| it.contains("no solution yet")));
        let solution = input("FROM debian:13-slim\nUSER me\nRUN x\n");
        desk.drafting(Drafting::TookSolution, &solution, &catalog);
        assert_eq!(desk.proposals.first().map(String::as_str), Some("config User set"));
        desk.drafting(Drafting::Chose("config User set".to_owned()), &solution, &catalog);
        assert_eq!(desk.draft.as_ref().unwrap().goals, "builds\nconfig User set");
        desk.drafting(Drafting::Closed, &solution, &catalog);
        desk.drafting(Drafting::Opened, &input("FROM other\n"), &catalog);
        let draft = desk.draft.as_ref().unwrap();
        assert!(desk.open && draft.start.dockerfile.starts_with("FROM debian"), "it is the same draft");
        desk.drafting(Drafting::TookStart, &input("FROM other\n"), &catalog);
        assert_eq!(desk.draft.as_ref().unwrap().start.dockerfile, "FROM other\n");
    }
}
