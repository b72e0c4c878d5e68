//! `UndefinedVar`: a variable that nothing sets.

use crate::diag::{Finding, Fix, Safety, Warning};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::{Span, TextEdit};

use super::arg_not_redeclared::{declare, starts_with_name};

declare_rule! {
    /// A variable is used that no `ARG` or `ENV` of the stage sets.
    ///
    /// ## Why it matters
    /// It stands for an empty text, and the build goes on: a path or a version loses a piece without a word.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// ARG VERSION=1.2
    /// COPY app-$VERSON.tar /app.tar
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// ARG VERSION=1.2
    /// COPY app-$VERSION.tar /app.tar
    /// ```
    UndefinedVar {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit UndefinedVar"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let it = ctx.instruction_of(warning);
        let globals = &ctx.check.plan.evaluation.globals.args;
        let global = globals.iter().find(|global| Some(global.name.as_str()) == name_of(warning));
        let (why, fix) = match (it, global) {
            // The name is right, and only has to be declared again.
            (Some(it), Some(global)) if !matches!(it.kind, Kind::From(_)) => {
                let why = format!("the ARG in line {} counts only in FROM lines", global.lines.start);
                (why, Some(declare(&global.name, it)))
            }
            _ => ("no ARG or ENV above in this stage sets it, so it is empty".to_owned(), fix(ctx, warning)),
        };
        ctx.report(Finding::of_warning(&META, warning, why, fix.into_iter().collect()));
    }
}

/// The name that a warning is about.
fn name_of(warning: &Warning) -> Option<&str> {
    let (_, rest) = warning.message.split_once("'$")?;
    rest.split_once('\'').map(|(name, _)| name)
}

/// Writes the name that `BuildKit` thinks is meant.
fn fix(ctx: &RuleContext<'_>, warning: &Warning) -> Option<Fix> {
    let name = name_of(warning)?;
    let (_, rest) = warning.message.split_once("(did you mean ")?;
    let (meant, _) = rest.trim_start_matches('$').split_once('?')?;
    let start = warning.span.start as usize;
    let text = warning.span.of(ctx.source);
    let mut edits = Vec::new();
    for (at, _) in text.match_indices('$') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let (opening, rest) = rest.strip_prefix('{').map_or((1, rest), |rest| (2, rest));
        if starts_with_name(rest, name) {
            let from = start + at + opening;
            edits.push(TextEdit { span: Span::new(from, from + name.len()), new_text: meant.to_owned() });
        }
    }
    let title = format!("Write ${meant}");
    (!edits.is_empty()).then_some(Fix { title, safety: Safety::NeedsReview, edits })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_no_fix, check_none, check_why};

    #[test]
    fn not_set() {
        check(
            &RULE,
            "
FROM a:1
WORKDIR /$DIR
        ^^^^^ Usage of undefined variable '$DIR'
",
        );
        check_no_fix(&RULE, "FROM a:1\nWORKDIR /$DIR\n");
    }

    #[test]
    fn set_or_the_shells_own() {
        check_none(&RULE, "FROM a:1\nARG DIR\nWORKDIR /$DIR\n");
        check_none(&RULE, "FROM a:1\nRUN echo $DIR\n");
    }

    #[test]
    fn an_argument_from_above() {
        let before = "ARG DIR=/a\nFROM a:1\nWORKDIR $DIR\n";
        check_fix(&RULE, before, "ARG DIR=/a\nFROM a:1\nARG DIR\nWORKDIR $DIR\n");
        check_why(&RULE, before, "the ARG in line 1 counts only in FROM lines");
    }

    #[test]
    fn the_fix_writes_what_is_meant() {
        check_fix(
            &RULE,
            "FROM a:1\nENV VERSION=1\nWORKDIR /${VERSON}/$VERSON\n",
            "FROM a:1\nENV VERSION=1\nWORKDIR /${VERSION}/$VERSION\n",
        );
    }
}
