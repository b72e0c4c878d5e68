//! One build from a file that was read: evaluation and plan, and all that the reference says, in its order.

use std::rc::Rc;

use crate::catalog::Catalog;
use crate::diag::{BuildError, Entry, Journal, Warning};
use crate::eval::ignore::IgnoreFile;
use crate::eval::{BuildOptions, evaluate, evaluate_both};
use crate::stage::{Stages, group};
use crate::syntax::Dockerfile;
use crate::text::{Span, order};

use super::dispatch::make_both;
use super::vertex::Op;
use super::{Plan, make};

/// A build of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Build<'a> {
    /// The file.
    pub file: &'a Dockerfile,
    /// Its stages.
    pub stages: Rc<Stages>,
    /// The plan.
    pub plan: Plan<'a>,
    /// All that the reference says, with what it would say behind its first error.
    pub journal: Journal,
    /// That findings are forbidden, and which there are.
    pub violation: Option<BuildError>,
    /// Why the graph of the target cannot be handed to the solver; a check does not find out.
    pub unsolvable: Option<BuildError>,
}

/// Builds a file. With `all`, every stage is carried out and counts as needed, as for `docker build --check` without a
/// target.
pub fn build<'a>(
    file: &'a Dockerfile,
    options: &BuildOptions,
    catalog: &Catalog<'_>,
    ignore: Option<&IgnoreFile>,
    all: bool,
) -> Build<'a> {
    let stages = Rc::new(group(file));
    let evaluation = evaluate(file, &stages, options, catalog, all);
    finish(file, stages, make(file, evaluation, options, ignore, all))
}

/// Builds a file for its target, and with every stage carried out; `None` where the target needs every stage, so that both
/// are the same.
pub fn target_and_check<'a>(
    file: &'a Dockerfile,
    options: &BuildOptions,
    catalog: &Catalog<'_>,
    ignore: Option<&IgnoreFile>,
) -> (Build<'a>, Option<Build<'a>>) {
    let stages = Rc::new(group(file));
    match evaluate_both(file, &stages, options, catalog) {
        (evaluation, None) => (finish(file, stages, make(file, evaluation, options, ignore, false)), None),
        (evaluation, Some(of_all)) => {
            let (target, check) = make_both(file, (evaluation, of_all), options, ignore);
            (finish(file, Rc::clone(&stages), target), Some(finish(file, stages, check)))
        }
    }
}

/// Gathers what the reference says, in its order.
fn finish<'a>(file: &'a Dockerfile, stages: Rc<Stages>, plan: Plan<'a>) -> Build<'a> {
    let mut journal = Journal::default();
    if file.is_empty {
        journal.error("the Dockerfile cannot be empty", Vec::new(), Span::default());
    }
    if let Some(fault) = &file.checks.fault {
        let span = file.check.as_ref().map(|directive| directive.span).unwrap_or_default();
        journal.error(format!("failed to parse check options: {fault}"), Vec::new(), span);
    }
    for part in
        [&file.parse_journal, &file.typed_journal, &stages.journal, &plan.evaluation.journal, &plan.journal]
    {
        journal.append(part.clone());
    }
    let violation = violation(file, &journal);
    let unsolvable = unsolvable(file, &plan);
    Build { file, stages, plan, journal, violation, unsolvable }
}

/// A command without a word cannot be run.
fn unsolvable(file: &Dockerfile, plan: &Plan<'_>) -> Option<BuildError> {
    let has_no_word = |op: &Op| matches!(op, Op::Exec(exec) if exec.args.is_empty());
    // Looking at what the target needs takes time that nearly every file can be spared.
    if !plan.graph.vertices.iter().any(|vertex| has_no_word(&vertex.op)) {
        return None;
    }
    let vertex = plan.vertices().into_iter().find(|vertex| has_no_word(&vertex.op))?;
    let span = vertex.instruction.and_then(|index| file.instructions.get(index)).map(|it| it.line_span);
    let message = "arguments are required".to_owned();
    Some(BuildError { message, locations: Vec::new(), span: span.unwrap_or_default() })
}

/// `check=error=true` makes any finding an error, at the very end.
fn violation(file: &Dockerfile, journal: &Journal) -> Option<BuildError> {
    if !file.checks.error {
        return None;
    }
    let mut rules: Vec<&str> =
        journal.warnings().filter(|warning| file.shows(warning)).map(|warning| warning.check).collect();
    order::sort(&mut rules);
    rules.dedup();
    let message = format!("lint violation found for rules: {}", rules.join(", "));
    let span = file.check.as_ref().map(|directive| directive.span).unwrap_or_default();
    (!rules.is_empty()).then(|| BuildError { message, locations: Vec::new(), span })
}

impl Build<'_> {
    /// Where `docker build` stops.
    pub fn error(&self) -> Option<&BuildError> {
        self.check_error().or(self.unsolvable.as_ref())
    }

    /// Where `docker build --check` stops.
    pub fn check_error(&self) -> Option<&BuildError> {
        self.journal.first_error().or(self.violation.as_ref())
    }

    /// The findings that `BuildKit` shows before it stops, in its order.
    pub fn shown_warnings(&self) -> impl Iterator<Item = &Warning> {
        self.journal.warnings_before_error().filter(|warning| self.file.shows(warning))
    }

    /// All findings that are not silenced, also those behind an error.
    pub fn all_warnings(&self) -> impl Iterator<Item = &Warning> {
        self.journal.entries.iter().filter_map(|entry| match entry {
            Entry::Warning(warning) if self.file.shows(warning) => Some(warning),
            _ => None,
        })
    }
}
