//! `UndefinedArgInFrom`: a base with a variable that nothing declares.

use crate::diag::{Finding, Safety, Severity};
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;

declare_rule! {
    /// A `FROM` uses a variable that no `ARG` above the first `FROM` declares.
    ///
    /// ## Why it matters
    /// A `FROM` sees only the arguments that stand above all stages. Any other name is empty, and the name of the base
    /// lacks a piece.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:${ALPINE_VERSION}
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// ARG ALPINE_VERSION=3.22
    /// FROM alpine:${ALPINE_VERSION}
    /// ```
    UndefinedArgInFrom {
        category: "buildkit-checks",
        severity: Error,
        equivalents: ["buildkit UndefinedArgInFrom"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let Some(name) = warning.message.split('\'').nth(1) else { continue };
        // With a default the name of the base is whole all the same.
        let text = warning.span.of(ctx.source);
        let has_default = text.contains(&format!("${{{name}:-"));
        let severity = if has_default { Severity::Info } else { META.severity };
        let inside = declared_inside(ctx, name);
        let why = match inside {
            Some(line) => format!("the ARG in line {line} belongs to its stage: FROM does not see it"),
            None => format!("{name} is empty here"),
        };
        let mut finding = Finding::of_warning(&META, warning, why, Vec::new()).at_most(severity);
        let first = ctx.file.instructions.iter().find(|it| matches!(it.kind, Kind::From(_)));
        if let Some(first) = first {
            let edit = TextEdit { span: first.span.at_start(), new_text: format!("ARG {name}\n") };
            finding = finding.with_fix(
                format!("Declare {name} above the first FROM"),
                Safety::NeedsReview,
                vec![edit],
            );
        }
        ctx.report(finding);
    }
}

/// The line of an `ARG` of that name inside a stage.
fn declared_inside(ctx: &RuleContext<'_>, name: &str) -> Option<u32> {
    let names = |it: &&Instruction| matches!(&it.kind, Kind::Arg(args) if args.iter().any(|arg| arg.key.text == name));
    ctx.file.instructions.iter().find(names).map(|it| it.lines.start)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn not_declared() {
        check(
            &RULE,
            "
FROM a:$VERSION
     ^^^^^^^^^^ FROM argument 'VERSION' is not declared
",
        );
        check_why(
            &RULE,
            "FROM a:1\nARG V=1\nFROM a:$V\n",
            "the ARG in line 2 belongs to its stage: FROM does not see it",
        );
        check_fix(&RULE, "FROM a:$V\n", "ARG V\nFROM a:$V\n");
    }

    #[test]
    fn declared_or_predefined() {
        check_none(&RULE, "ARG V=1\nFROM a:$V\n");
        check_none(&RULE, "FROM --platform=$BUILDPLATFORM a:1\n");
    }
}
