//! `ArgUnused`: an argument that nothing uses.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Kind};

declare_rule! {
    /// An argument is never used.
    ///
    /// ## Why it matters
    /// It suggests a choice that changes nothing.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// ARG UNUSED=1
    /// CMD ["sh"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// CMD ["sh"]
    /// ```
    ArgUnused {
        category: "correctness",
        severity: Hint,
        equivalents: [],
    }
}

use super::arg_not_redeclared::shell_uses;
use super::bases::{PLATFORM_ARGS, whole_lines};

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Arg(arguments) = &it.kind else { continue };
        for argument in arguments {
            let name = argument.key.text.as_str();
            if is_read_by_others(name) || is_used(ctx, it, name) {
                continue;
            }
            let fix =
                (arguments.len() == 1).then(|| Fix::safe(format!("Delete {name}"), whole_lines(ctx, it), ""));
            let why = match ctx.stage_of(it.index) {
                Some(_) => "no instruction below in this stage uses it, and no command runs that could",
                None => "no FROM uses it, and no stage declares it again",
            };
            let message = format!("{name} is never used");
            ctx.report(Finding::new(&META, it.index, argument.key.span, message, why).fixed_by(fix));
        }
    }
}

/// Whether a name means something to `BuildKit` itself.
pub(super) fn is_read_by_others(name: &str) -> bool {
    let is_proxy = |at: usize| name.get(at..).is_some_and(|end| end.eq_ignore_ascii_case("_PROXY"));
    PLATFORM_ARGS.contains(&name)
        || name.starts_with("BUILDKIT_")
        || name == "SOURCE_DATE_EPOCH"
        || name.len().checked_sub("_PROXY".len()).is_some_and(is_proxy)
}

/// Whether an instruction uses an argument, or may.
fn is_used(ctx: &RuleContext<'_>, arg: &Instruction, name: &str) -> bool {
    let uses = |it: &Instruction| match &it.kind {
        Kind::OnBuild(_) => true,
        _ => {
            shell_uses(&it.original, name) || it.heredocs.iter().any(|heredoc| heredoc.content.contains(name))
        }
    };
    let Some(stage) = ctx.stage_of(arg.index) else {
        return ctx.file.instructions.iter().filter(|it| it.index != arg.index).any(|it| match &it.kind {
            Kind::Arg(arguments) => uses(it) || arguments.iter().any(|argument| argument.key.text == name),
            Kind::From(_) => uses(it),
            _ => false,
        });
    };
    // Each command sees the arguments as variables.
    let may_use = |it: &Instruction| matches!(it.kind, Kind::Run(_)) || uses(it);
    let mut own = ctx.instructions_of(stage).filter(|it| it.index > arg.index);
    own.any(may_use)
        || ctx.descendants_of(stage).into_iter().any(|stage| ctx.instructions_of(stage).any(may_use))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn in_a_stage_and_above() {
        check(
            &RULE,
            "
ARG GLOBAL=1
    ^^^^^^ GLOBAL is never used
FROM a:1
ARG V=1
    ^ V is never used
CMD [\"a\"]
",
        );
    }

    #[test]
    fn used_or_seen_by_a_command() {
        check_none(&RULE, "ARG V=1\nFROM a:$V\nARG DIR\nWORKDIR $DIR\nARG A\nRUN make\n");
        check_none(&RULE, "ARG V=1\nFROM a:1\nARG V\nLABEL v=$V\nARG TARGETARCH HTTP_PROXY\n");
        check_none(&RULE, "FROM a:1 AS b\nARG V\nFROM b\nENV X=${V}\n");
        check_none(&RULE, "FROM a:1\nARG V\nONBUILD RUN echo $V\n");
    }

    #[test]
    fn the_fix_deletes_it() {
        check_fix(&RULE, "FROM a:1\nARG V=1\nCMD [\"a\"]\n", "FROM a:1\nCMD [\"a\"]\n");
    }
}
