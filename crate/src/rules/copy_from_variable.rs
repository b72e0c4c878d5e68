//! `CopyFromVariable`: a variable where only a name may stand.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Kind, Word};
use crate::text::TextEdit;

declare_rule! {
    /// `COPY --from` names its stage by a variable.
    ///
    /// ## Why it matters
    /// BuildKit has to know the graph of the stages before it runs any, and takes no variable in `--from`. In `FROM` it
    /// does: a stage of its own can stand for the one that is chosen.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// ARG MODE=prod
    /// FROM alpine:3.22 AS prod
    /// RUN touch /cfg
    /// FROM alpine:3.22
    /// ARG MODE
    /// COPY --from=${MODE} /cfg /cfg
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// ARG MODE=prod
    /// FROM alpine:3.22 AS prod
    /// RUN touch /cfg
    /// FROM ${MODE} AS selected
    /// FROM alpine:3.22
    /// COPY --from=selected /cfg /cfg
    /// ```
    CopyFromVariable {
        category: "multi-stage",
        severity: Error,
        equivalents: [],
    }
}

/// How the build says it.
pub(super) const ERROR: &str = "variable expansion is not supported for --from";

fn check(ctx: &mut RuleContext<'_>) {
    let check = ctx.check;
    // What the build itself refuses, and nothing else.
    for error in check.journal.errors().filter(|error| error.message.starts_with(ERROR)) {
        let found = ctx.file.instructions.iter().find_map(|it| match &it.kind {
            Kind::Copy(copy) if it.span.contains(error.span) => Some((it, copy.from.as_ref()?)),
            _ => None,
        });
        let Some((it, from)) = found else { continue };
        let message = "COPY --from cannot contain a variable";
        let why = format!("{} is not expanded there; the build stops at this line", from.text);
        let finding = Finding::new(&META, it.index, from.span, message, why);
        ctx.report(match edits(ctx, it, from) {
            Some(edits) => finding.with_fix(
                format!("Choose the stage by FROM {}", from.text),
                Safety::NeedsReview,
                edits,
            ),
            None => finding,
        });
    }
}

/// A stage that stands for the chosen one, where the variable is known above the first `FROM`.
fn edits(ctx: &RuleContext<'_>, it: &Instruction, from: &Word) -> Option<Vec<TextEdit>> {
    let stage = ctx.stage_of(it.index)?;
    let (own, _) = ctx.from_of(stage)?;
    let name = from.text.trim_start_matches(['$', '{']).split(['}', ':', '-']).next()?;
    let is_global = |word: &Word| {
        ctx.build.stages.global_args.iter().any(|index| {
            ctx.file.instructions.get(*index).is_some_and(|it| {
                matches!(&it.kind, Kind::Arg(arguments) if arguments.iter().any(|arg| arg.key.text == name && word.text.starts_with('$')))
            })
        })
    };
    let is_free = ctx.stages().iter().all(|stage| stage.name != "selected");
    if !is_global(from) || !is_free {
        return None;
    }
    Some(vec![
        TextEdit { span: own.span.at_start(), new_text: format!("FROM {} AS selected\n", from.text) },
        TextEdit { span: from.span, new_text: "--from=selected".to_owned() },
    ])
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_no_fix, check_none, check_why};

    #[test]
    fn a_variable() {
        check(
            &RULE,
            "
FROM a:1 AS x
FROM a:1
ARG X=x
COPY --from=$X /a /b
     ^^^^^^^^^ COPY --from cannot contain a variable
",
        );
        check_why(
            &RULE,
            "FROM a:1 AS x\nFROM a:1\nCOPY --from=$X /a /b\n",
            "$X is not expanded there; the build stops at this line",
        );
    }

    #[test]
    fn names_and_the_places_that_take_variables() {
        check_none(&RULE, "FROM a:1 AS x\nFROM a:1\nCOPY --from=x $A /b\n");
        check_none(&RULE, "ARG X=x\nFROM a:1 AS x\nFROM $X\nCOPY $A /b\n");
    }

    #[test]
    fn the_fix_needs_the_argument_above_the_first_stage() {
        check_fix(
            &RULE,
            "ARG X=x\nFROM a:1 AS x\nFROM a:1\nCOPY --from=${X} /a /b\n",
            "ARG X=x\nFROM a:1 AS x\nFROM ${X} AS selected\nFROM a:1\nCOPY --from=selected /a /b\n",
        );
        check_no_fix(&RULE, "FROM a:1 AS x\nFROM a:1\nARG X=x\nCOPY --from=${X} /a /b\n");
    }
}
