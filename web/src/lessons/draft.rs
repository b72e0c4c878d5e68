//! A lesson in the making: what its author has so far, the text that it makes, and what is missing.

use stagescope::{BuildOptions, Catalog, Context, Input, analyze};

use super::{Goal, LONGEST_TITLE, judge, read_set};

/// A lesson in the making.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// Its title.
    pub title: String,
    /// The task, as prose.
    pub task: String,
    /// Its goals, one a line.
    pub goals: String,
    /// Its three hints.
    pub hints: [String; 3],
    /// Why the solution is one, as prose.
    pub reasons: String,
    /// What it starts with.
    pub start: Input,
    /// What solves it; `None` until the author has it.
    pub solution: Option<Input>,
}

/// A field of a draft that its author writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The title.
    Title,
    /// The task.
    Task,
    /// The goals.
    Goals,
    /// A hint, by its place.
    Hint(usize),
    /// The reasons.
    Reasons,
}

impl Draft {
    /// A draft that starts with this.
    pub fn new(start: &Input) -> Self {
        Self { start: start.clone(), goals: "builds\n".to_owned(), ..Self::default() }
    }

    /// What a field holds.
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Title => &self.title,
            Field::Task => &self.task,
            Field::Goals => &self.goals,
            Field::Hint(place) => self.hints.get(place).map(String::as_str).unwrap_or_default(),
            Field::Reasons => &self.reasons,
        }
    }

    /// Writes a field.
    pub fn set(&mut self, field: Field, text: String) {
        match field {
            Field::Title => self.title = text.replace('\n', " "),
            Field::Task => self.task = text,
            Field::Goals => self.goals = text,
            Field::Hint(place) => {
                if let Some(hint) = self.hints.get_mut(place) {
                    *hint = text;
                }
            }
            Field::Reasons => self.reasons = text,
        }
    }

    /// The goals, without blank lines.
    pub fn goal_lines(&self) -> impl Iterator<Item = &str> {
        self.goals.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// The lesson as a text, in the form of `docs/course.md`. What is left as it starts counts as its wrong answer.
    pub fn text(&self) -> String {
        let solution = self.solution.as_ref().unwrap_or(&self.start);
        let mut text = format!("title: {}\nkind: repair\n\n{}\n\n", self.title.trim(), self.task.trim());
        let mut block = |info: &str, inside: &str| {
            text.push_str("```");
            text.push_str(info.trim_end());
            text.push('\n');
            text.push_str(inside);
            if !inside.is_empty() && !inside.ends_with('\n') {
                text.push('\n');
            }
            text.push_str("```\n");
        };
        block(&format!("dockerfile start {}", options(&self.start.options)), &self.start.dockerfile);
        if let Some(ignore) = &self.start.dockerignore {
            block("dockerignore start", ignore);
        }
        if let Some(context) = &self.start.context {
            block("context", &listing(context));
        }
        block("goals", &self.goal_lines().collect::<Vec<_>>().join("\n"));
        for hint in &self.hints {
            block("hint", hint.trim());
        }
        block(&format!("dockerfile solution {}", options(&solution.options)), &solution.dockerfile);
        if solution.dockerignore != self.start.dockerignore {
            block("dockerignore solution", solution.dockerignore.as_deref().unwrap_or_default());
        }
        block("reasons", self.reasons.trim());
        block("dockerfile wrong", "");
        text
    }

    /// What is missing or wrong, a sentence each; none when the lesson can be given away.
    pub fn problems(&self, catalog: &Catalog<'_>) -> Vec<String> {
        let mut found = Vec::new();
        let mut say = |is_so: bool, words: &str| {
            if is_so {
                found.push(words.to_owned());
            }
        };
        say(self.title.trim().is_empty(), "It has no title.");
        say(self.title.trim().chars().count() > LONGEST_TITLE, "Its title has more than 44 characters.");
        say(self.task.trim().is_empty(), "It has no task.");
        say(self.hints.iter().any(|hint| hint.trim().is_empty()), "It needs three hints.");
        say(self.reasons.trim().is_empty(), "The solution has no reasons.");
        say(
            self.solution.is_none(),
            "It has no solution yet: change the Dockerfile, then take it as the solution.",
        );
        let (goals, wrong): (Vec<_>, Vec<_>) = self.goal_lines().map(Goal::read).partition(Result::is_ok);
        found.extend(wrong.into_iter().filter_map(Result::err).map(|message| format!("{message}.")));
        let goals: Vec<Goal> = goals.into_iter().filter_map(Result::ok).collect();
        if goals.is_empty() {
            found.push("It has no goal.".to_owned());
        }
        let lacking = |input: &Input| {
            let report = analyze(input, catalog);
            let verdicts = goals.iter().map(|goal| (goal, judge(goal, input, &report, catalog)));
            verdicts
                .filter(|(_, verdict)| !verdict.met)
                .map(|(goal, verdict)| format!("{}: {}", goal.text, verdict.measure))
                .collect::<Vec<_>>()
        };
        if let Some(solution) = &self.solution {
            found.extend(
                lacking(solution).into_iter().map(|it| format!("The solution does not meet a goal. {it}.")),
            );
        }
        if !goals.is_empty() && lacking(&self.start).is_empty() {
            found.push("The start meets every goal, so there is nothing to do.".to_owned());
        }
        if found.is_empty()
            && let Err(error) = read_set(&self.text())
        {
            found.push(format!("Line {} of its text: {}.", error.line, error.message));
        }
        found
    }
}

/// `target=dev arg=MODE=debug`
fn options(options: &BuildOptions) -> String {
    let mut words = Vec::new();
    words.extend(options.target.iter().map(|it| format!("target={it}")));
    words.extend(options.platform.iter().map(|it| format!("platform={it}")));
    words.extend(options.build_args.iter().map(|(name, value)| format!("arg={name}={value}")));
    words.join(" ")
}

/// The files of a build context, with the texts of its manifests.
fn listing(context: &Context) -> String {
    let mut text = String::new();
    for file in context.files() {
        text.push_str(&file.path);
        if let Some(size) = file.size {
            text.push(' ');
            text.push_str(&size.to_string());
        }
        text.push('\n');
        for line in file.text.iter().flat_map(|text| text.lines()) {
            text.push_str("  ");
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use stagescope::ContextFile;

    fn input(text: &str) -> Input {
        Input { dockerfile: text.to_owned(), ..Input::default() }
    }

    fn draft() -> Draft {
        let file = |path: &str, size, text: Option<&str>| ContextFile {
            path: path.to_owned(),
            size,
            text: text.map(str::to_owned),
        };
        let context = Context::new(vec![file("a", Some(3), None), file("r.txt", None, Some("x\ny\n"))]);
        let mut draft = Draft::new(&Input {
            context: Some(context),
            dockerignore: Some(".git\n".to_owned()),
            ..input("FROM alpine:3.23\n")
        });
        for (field, text) in [
            (Field::Title, "Two stages"),
            (Field::Task, "Make `two`.\n\nNow."),
            (Field::Goals, "builds\n\nstages at least 2\n"),
            (Field::Hint(0), "a"),
            (Field::Hint(1), "b"),
            (Field::Hint(2), "c"),
            (Field::Reasons, "Because."),
        ] {
            draft.set(field, text.to_owned());
            assert_eq!(draft.get(field), text);
        }
        let mut solution =
            Input { dockerfile: "FROM alpine:3.23 AS a\nFROM alpine:3.23".to_owned(), ..draft.start.clone() };
        solution.options.target = Some("a".to_owned());
        draft.solution = Some(solution);
        draft
    }

    #[test]
    fn its_text_is_read_as_the_lesson_that_it_is() {
        let draft = draft();
        assert_eq!(draft.problems(&Catalog::bundled()), Vec::<String>::new());
        let set = read_set(&draft.text()).unwrap();
        let lesson = &set.lessons[0];
        assert_eq!(
            (lesson.id.as_str(), lesson.task.as_str(), lesson.goals.len()),
            ("two-stages", "Make `two`.\n\nNow.", 2)
        );
        assert_eq!(lesson.context, draft.start.context.clone().unwrap());
        assert_eq!(lesson.start.dockerignore.as_deref(), Some(".git\n"));
        assert_eq!(lesson.solution.setup.options.target.as_deref(), Some("a"));
        assert_eq!(lesson.wrong[0].setup, lesson.start);
    }

    #[test]
    fn what_is_missing_is_said() {
        let said = |change: &dyn Fn(&mut Draft)| {
            let mut draft = draft();
            change(&mut draft);
            draft.problems(&Catalog::bundled()).join(" ")
        };
        assert!(said(&|it| it.title.clear()).contains("no title"));
        assert!(said(&|it| it.title = "x".repeat(45)).contains("44 characters"));
        assert!(said(&|it| it.set(Field::Hint(2), String::new())).contains("three hints"));
        assert!(said(&|it| it.solution = None).contains("no solution yet"));
        assert!(said(&|it| it.goals = "bilds".to_owned()).contains("“bilds” is no goal"));
        assert!(said(&|it| it.goals.clear()).contains("no goal"));
        assert!(said(&|it| it.goals = "builds".to_owned()).contains("nothing to do"));
        assert!(
            said(&|it| it.goals = "stages at least 3".to_owned())
                .contains("does not meet a goal. stages at least 3: there are 2.")
        );
        assert!(said(&|it| it.task = "a\n```\nb".to_owned()).contains("Line "));
    }
}
