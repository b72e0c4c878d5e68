//! `ArgEmptyUnlessPassed`: a build argument that is used and has no value.

use crate::diag::Finding;
use crate::plan::names_a_secret;
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Kind};

declare_rule! {
    /// A build argument is used, and has neither a default nor a value.
    ///
    /// ## Why it matters
    /// It is an empty text until somebody gives it with `--build-arg`, and the build goes on: a file without its version, a
    /// path that ends too early. An argument passes nothing from stage to stage either.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// ARG BUILD_VERSION
    /// RUN echo "$BUILD_VERSION" > /version.txt
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// ARG BUILD_VERSION=dev
    /// RUN echo "$BUILD_VERSION" > /version.txt
    /// ```
    ///
    /// ## When to ignore it
    /// When every build gives it. `${BUILD_VERSION:?}` in its place makes the one stop that does not.
    ArgEmptyUnlessPassed {
        category: "correctness",
        severity: Hint,
        equivalents: [],
    }
}

use super::arg_not_redeclared::shell_uses;
use super::arg_unused::is_read_by_others;

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let (Kind::Arg(arguments), Some(stage)) = (&it.kind, ctx.stage_of(it.index)) else { continue };
        for argument in arguments.iter().filter(|argument| argument.default.is_none()) {
            let name = argument.key.text.as_str();
            if is_read_by_others(name) || names_a_secret(name) || has_value(ctx, name) {
                continue;
            }
            let mut below = ctx.instructions_of(stage).filter(|other| other.index > it.index);
            let Some(user) = below.find(|other| shell_uses(&other.original, name)) else { continue };
            if is_prepared(user, name) {
                continue;
            }
            let message = format!("{name} is empty unless --build-arg gives it");
            let why = format!("line {} uses it, and it has no default", user.lines.start);
            ctx.report(Finding::new(&META, it.index, argument.key.span, message, why));
        }
    }
}

/// Whether the command line or a default above the first stage gives a value.
fn has_value(ctx: &RuleContext<'_>, name: &str) -> bool {
    let evaluation = &ctx.check.plan.evaluation;
    let mut globals = evaluation.globals.args.iter();
    evaluation.passed(name).is_some() || globals.any(|global| global.name == name)
}

/// Whether an instruction is ready for an empty text: it asks for one, or says what stands for it.
fn is_prepared(it: &Instruction, name: &str) -> bool {
    let asks = ["[ ", "test ", "case "].iter().any(|word| it.original.contains(word));
    let replaces = |modifier: &str| it.original.contains(&format!("{{{name}{modifier}"));
    asks || [":-", "-", ":+", "+", ":?", "?", ":="].into_iter().any(replaces)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn used_with_no_value() {
        check(
            &RULE,
            "
FROM alpine:3.22
ARG VERSION
    ^^^^^^^ VERSION is empty unless --build-arg gives it
COPY app-${VERSION}.tar /
",
        );
        check_why(&RULE, "FROM a:1\nARG V\nUSER x\nRUN echo $V\n", "line 4 uses it, and it has no default");
    }

    #[test]
    fn given_prepared_or_not_used() {
        for source in [
            "FROM a:1\nARG V=1\nRUN echo $V\n",
            "ARG V=1\nFROM a:1\nARG V\nRUN echo $V\n",
            "FROM a:1\nARG TARGETARCH\nARG HTTP_PROXY\nRUN echo $TARGETARCH $HTTP_PROXY\n",
            "FROM a:1\nARG V\nRUN echo ${V:-dev}\n",
            "FROM a:1\nARG V\nRUN if [ -n \"$V\" ]; then make; fi\n",
            "FROM a:1\nARG V\nRUN make\n",
            "FROM a:1\nARG TOKEN\nRUN curl -H \"$TOKEN\" x\n",
            "FROM a:1 AS b\nARG V\nFROM a:1\nRUN echo $V\n",
        ] {
            check_none(&RULE, source);
        }
    }
}
