//! `ArgAfterFrom`: an argument that is declared too late for its `FROM`.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// A `FROM` uses an argument that is declared inside a stage.
    ///
    /// ## Why it matters
    /// `FROM` sees only the arguments above the first `FROM`. Inside a stage an `ARG` counts for that stage alone, so the
    /// name of the image comes out wrong.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22 AS base
    /// ARG NODE_VERSION=24
    /// FROM node:${NODE_VERSION}-slim
    /// CMD ["node"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// ARG NODE_VERSION=24
    /// FROM alpine:3.22 AS base
    /// FROM node:${NODE_VERSION}-slim
    /// CMD ["node"]
    /// ```
    ArgAfterFrom {
        category: "correctness",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings("UndefinedArgInFrom") {
        let name = warning.message.split('\'').nth(1).unwrap_or_default();
        let Some(from) = ctx.instruction_of(warning) else { continue };
        let declared = ctx.file.instructions.iter().take(from.index).find_map(|it| match &it.kind {
            Kind::Arg(arguments) => Some((it, arguments.iter().find(|argument| argument.key.text == name)?)),
            _ => None,
        });
        let first = ctx.file.instructions.iter().find(|it| it.is("FROM"));
        let (Some((it, argument)), Some(first)) = (declared, first) else { continue };
        let default = argument.default.as_ref().map_or(String::new(), |default| format!("={}", default.text));
        let title = format!("Declare {name} above the first FROM");
        let fix = Fix::review(title, first.span.at_start(), format!("ARG {name}{default}\n"));
        let why = format!("the ARG in line {} belongs to its stage alone", it.lines.start);
        let message = format!("{name} is empty in this FROM");
        ctx.report(Finding::new(&META, from.index, warning.span, message, why).fixed_by(Some(fix)));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn inside_a_stage() {
        check(
            &RULE,
            "
FROM a:1
ARG V=2
FROM b:$V
     ^^^^ V is empty in this FROM
",
        );
    }

    #[test]
    fn above_or_nowhere() {
        check_none(&RULE, "ARG V=2\nFROM a:1\nARG V\nFROM b:$V\n");
        check_none(&RULE, "FROM b:$V\nARG V\n");
    }

    #[test]
    fn the_fix_declares_it_above() {
        check_fix(&RULE, "FROM a:1\nARG V=2\nFROM b:$V\n", "ARG V=2\nFROM a:1\nARG V=2\nFROM b:$V\n");
    }
}
