//! `EnvSelfReference`: a variable that is used where it is set.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Kind, Pair};
use crate::text::Span;

declare_rule! {
    /// An `ENV` uses a variable that the same `ENV` sets.
    ///
    /// ## Why it matters
    /// All values of one instruction are put in before any of them counts. So the variable is empty, or still has its old
    /// value.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// ENV APP=/app BIN=$APP/bin
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// ENV APP=/app
    /// ENV BIN=$APP/bin
    /// ```
    EnvSelfReference {
        category: "correctness",
        severity: Warning,
        equivalents: ["hadolint DL3044"],
    }
}

use super::arg_not_redeclared::shell_uses;
use super::bases::Base;

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Env(pairs) = &it.kind else { continue };
        for (at, pair) in pairs.iter().enumerate() {
            let before = pairs.get(..at).unwrap_or_default();
            let uses = |other: &&Pair| {
                other.key.text != pair.key.text && shell_uses(&pair.value.text, &other.key.text)
            };
            let Some(other) = before.iter().find(uses) else { continue };
            let name = other.key.text.as_str();
            let (message, severity) = match is_set_before(ctx, it, name) {
                Some(false) => (format!("{name} is still empty here"), META.severity),
                Some(true) => (format!("{name} still has its old value here"), Severity::Info),
                None => (format!("{name} does not have its new value here"), META.severity),
            };
            let why = format!("{name} is set by this ENV, and counts from the next instruction on");
            let gap =
                Span { start: before.last().map_or(0, |it| it.value.span.end), end: pair.key.span.start };
            let is_blank = gap.of(ctx.source).chars().all(|ch| ch.is_whitespace() || ch == '\\');
            let fix = Fix::review(format!("Set {} in an ENV of its own", pair.key.text), gap, "\nENV ");
            let finding = Finding::new(&META, it.index, pair.key.span.to(pair.value.span), message, why);
            ctx.report(finding.at_most(severity).fixed_by((is_blank && !pair.legacy).then_some(fix)));
        }
    }
}

/// Whether a variable has a value before an instruction; `None` where the base image may set it.
fn is_set_before(ctx: &RuleContext<'_>, it: &Instruction, name: &str) -> Option<bool> {
    let stage = ctx.stage_of(it.index)?;
    let sets = |other: &Instruction| match &other.kind {
        Kind::Env(pairs) => pairs.iter().any(|pair| pair.key.text == name),
        Kind::Arg(arguments) => arguments.iter().any(|argument| argument.key.text == name),
        _ => false,
    };
    if ctx.instructions_to(stage).take_while(|other| other.index < it.index).any(sets) {
        return Some(true);
    }
    let root = ctx.root_state(stage)?;
    if root.base_ref == "scratch" {
        return Some(false);
    }
    let known = Base::of(root)?.known?;
    Some(known.config.env.iter().any(|pair| pair.split('=').next() == Some(name)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn in_one_instruction() {
        check(
            &RULE,
            "
FROM alpine:3.22
ENV APP=/app BIN=$APP/bin
             ^^^^^^^^^^^^ APP is still empty here
ENV APP=/b LIB=${APP}/lib
           ^^^^^^^^^^^^^^ APP still has its old value here
",
        );
    }

    #[test]
    fn itself_single_quotes_and_later_pairs() {
        check_none(&RULE, "FROM a:1\nENV PATH=/x:$PATH\nENV A=1 B='$A'\nENV C=$D D=1\nENV E=1 F=$ELSE\n");
        check_none(&RULE, "FROM a:1\nENV A=1\nENV B=$A\n");
    }

    #[test]
    fn the_fix_splits_it() {
        check_fix(&RULE, "FROM a:1\nENV A=1 \\\n    B=$A\n", "FROM a:1\nENV A=1\nENV B=$A\n");
    }
}
