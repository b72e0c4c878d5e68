//! What the page tells the element around it, in plain values.

use serde::Serialize;
use stagescope::report::{Level, Report, Stop};

use crate::course::{Course, LessonsFrom};
use crate::highlight::Highlight;
use crate::store::State;

/// What a link is made of.
#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SharedState<'a> {
    /// The text.
    pub dockerfile: &'a str,
    /// Its `.dockerignore`.
    pub dockerignore: Option<&'a str>,
    /// `--target`.
    pub target: Option<&'a str>,
    /// `--platform`.
    pub platform: Option<&'a str>,
    /// `--build-arg`, name and value.
    pub args: &'a [(String, String)],
    /// What is shown.
    pub view: &'static str,
    /// The equivalent command.
    pub command: &'a str,
    /// Name of the lesson that is open: a link to it holds no more.
    pub lesson: Option<&'a str>,
    /// Address of the lessons that it is of.
    pub lessons: Option<&'a str>,
    /// The lessons that it is of, where they have no address.
    pub course: Option<&'a str>,
}

impl<'a> SharedState<'a> {
    /// That of a page.
    pub fn of(state: &'a State) -> Self {
        let options = &state.chosen;
        let lesson = state.course.lesson();
        let from = lesson.map(|_| &state.course.from);
        Self {
            dockerfile: &state.input.dockerfile,
            dockerignore: state.input.dockerignore.as_deref(),
            target: options.target.as_deref(),
            platform: options.platform.as_deref(),
            args: &options.build_args,
            view: state.view.name(),
            command: &state.report.command,
            lesson: lesson.map(|it| it.id.as_str()),
            lessons: from
                .and_then(|it| if let LessonsFrom::Address(it) = it { Some(it.as_str()) } else { None }),
            course: from.and_then(|it| if let LessonsFrom::Text(it) = it { Some(&**it) } else { None }),
        }
    }
}

/// What a report says in short, for the page around a widget.
#[derive(Debug, PartialEq, Serialize)]
pub struct Summary<'a> {
    /// Where `docker build` stops, when it does.
    pub stop: Option<&'a Stop>,
    /// Name of the stage that is built.
    pub target: Option<&'a str>,
    /// Names of the stages that it needs, itself among them.
    pub reached: Vec<&'a str>,
    /// Names of the others.
    pub skipped: Vec<&'a str>,
    /// How many findings are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
    /// How many are neither.
    pub suggestions: usize,
}

impl<'a> Summary<'a> {
    /// That of a report.
    pub fn of(report: &'a Report) -> Self {
        let names = |reached: bool| {
            report.stages.iter().filter(|it| it.reached == reached).map(|it| &*it.name).collect()
        };
        let count =
            |levels: &[Level]| report.diagnostics.iter().filter(|it| levels.contains(&it.level)).count();
        Self {
            stop: report.stop.as_ref(),
            target: report.target.and_then(|it| report.stages.get(it)).map(|it| &*it.name),
            reached: names(true),
            skipped: names(false),
            errors: count(&[Level::Error]),
            warnings: count(&[Level::Warning]),
            suggestions: count(&[Level::Info, Level::Hint]),
        }
    }
}

/// What is pointed at or selected, for the page around a widget.
#[derive(Debug, PartialEq, Serialize)]
pub struct Selection<'a> {
    /// Name of the first stage that is lit.
    pub stage: Option<&'a str>,
    /// 1-based line of the first instruction that is lit.
    pub line: Option<u32>,
}

impl<'a> Selection<'a> {
    /// What is lit of a report.
    pub fn of(report: &'a Report, highlight: &Highlight) -> Self {
        let stage = highlight.stages.first().and_then(|it| report.stages.get(*it));
        let line = highlight.instructions.first().and_then(|it| report.instructions.get(*it));
        Self { stage: stage.map(|it| &*it.name), line: line.map(|it| it.line) }
    }
}

/// How far a reader is with a lesson, for the page around a widget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LessonProgress {
    /// Name of the lesson that is open; `None` when it was closed.
    pub lesson: Option<String>,
    /// How many of its goals are met.
    pub met: usize,
    /// How many there are.
    pub goals: usize,
    /// Whether it is solved now.
    pub solved: bool,
}

impl LessonProgress {
    /// That of the course as it is now.
    pub fn of(course: &Course) -> Self {
        let lesson = course.lesson();
        let verdicts = if lesson.is_some() { course.verdicts.as_slice() } else { &[] };
        Self {
            lesson: lesson.map(|it| it.id.clone()),
            met: verdicts.iter().filter(|it| it.met).count(),
            goals: verdicts.len(),
            solved: course.is_done(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::highlight::Subject;
    use stagescope::{Catalog, Input, analyze};

    fn report(text: &str) -> Report {
        analyze(&Input { dockerfile: text.to_owned(), ..Input::default() }, &Catalog::empty())
    }

    #[test]
    fn a_summary_names_what_runs_and_what_does_not() {
        let report = report("FROM alpine AS a\nFROM alpine AS b\nMAINTAINER me\n");
        let summary = Summary::of(&report);
        assert_eq!((summary.target, summary.stop), (Some("b"), None));
        assert_eq!((summary.reached, summary.skipped), (vec!["b"], vec!["a"]));
        assert_eq!((summary.errors, summary.warnings > 0), (0, true));
    }

    #[test]
    fn a_summary_says_where_the_build_stops() {
        let report = report("FROM alpine\nRNU x\n");
        assert_eq!(Summary::of(&report).stop.and_then(|it| it.line), Some(2));
    }

    #[test]
    fn a_selection_has_the_stage_and_the_line() {
        let report = report("FROM alpine AS a\nRUN x\n");
        let lit = Highlight::of(&report, Subject::Line(2));
        assert_eq!(Selection::of(&report, &lit), Selection { stage: Some("a"), line: Some(2) });
        assert_eq!(Selection::of(&report, &Highlight::default()), Selection { stage: None, line: None });
    }
}
