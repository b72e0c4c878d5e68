//! `ArgNotRedeclared`: a global argument that a stage uses without declaring it.

use crate::diag::{Finding, Fix, Safety, Warning};
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::syntax::{Instruction, Kind, command};
use crate::text::TextEdit;

use super::bases::PLATFORM_ARGS;

declare_rule! {
    /// A stage uses an argument that is declared before the first `FROM`, without declaring it itself.
    ///
    /// ## Why it matters
    /// An `ARG` above the first `FROM` can be used in `FROM` lines alone. Inside a stage the name stands for nothing, until the
    /// stage declares it again with `ARG NAME`: then it has the value from above.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// ARG APP_VERSION=1.2.3
    /// FROM alpine:3.22
    /// RUN echo "$APP_VERSION" > /version
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// ARG APP_VERSION=1.2.3
    /// FROM alpine:3.22
    /// ARG APP_VERSION
    /// RUN echo "$APP_VERSION" > /version
    /// ```
    ArgNotRedeclared {
        category: "correctness",
        severity: Warning,
        equivalents: ["buildkit UndefinedVar (not in RUN)"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let globals = &ctx.check.plan.evaluation.globals.args;
    let undefined = ctx.warnings("UndefinedVar");
    for stage in ctx.stages() {
        for global in globals {
            let name = global.name.as_str();
            // Those that a platform sets are told elsewhere: see `TargetarchNotDeclared`.
            if PLATFORM_ARGS.contains(&name) {
                continue;
            }
            let Some(it) = first_use(ctx, &undefined, stage, name) else { continue };
            // Elsewhere than in a `RUN` that is what `UndefinedVar` says.
            if !matches!(it.kind, Kind::Run(_)) {
                continue;
            }
            ctx.report(Finding {
                rule: &META,
                span: it.line_span,
                severity: META.severity,
                message: format!("{name} is empty in this stage"),
                why: format!("the ARG in line {} counts only in FROM lines", global.lines.start),
                fixes: vec![declare(name, it)],
                instruction: Some(it.index),
            });
        }
    }
}

/// Declares a name above an instruction.
pub(super) fn declare(name: &str, it: &Instruction) -> Fix {
    Fix {
        title: format!("Declare {name} in this stage"),
        safety: Safety::NeedsReview,
        edits: vec![TextEdit { span: it.span.at_start(), new_text: format!("ARG {name}\n") }],
    }
}

/// The first instruction of a stage that uses a name before the stage or one that it starts from declares it.
pub(super) fn first_use<'a>(
    ctx: &RuleContext<'a>,
    undefined: &[&Warning],
    stage: &'a Stage,
    name: &str,
) -> Option<&'a Instruction> {
    let evaluation = &ctx.check.plan.evaluation;
    let state = evaluation.state(ctx.state_of(stage.index)?)?;
    let base = state.base().and_then(|base| ctx.check.plan.outcome(base));
    if base.is_some_and(|outcome| outcome.env.names().any(|known| known == name)) {
        return None;
    }
    for it in ctx.instructions_of(stage) {
        if uses(ctx, undefined, it, name) {
            return Some(it);
        }
        let declares = match &it.kind {
            Kind::Arg(arguments) => arguments.iter().any(|argument| argument.key.text == name),
            Kind::Env(pairs) => pairs.iter().any(|pair| pair.key.text == name),
            _ => false,
        };
        if declares {
            return None;
        }
    }
    None
}

fn uses(ctx: &RuleContext<'_>, undefined: &[&Warning], it: &Instruction, name: &str) -> bool {
    if !it.span.of(ctx.source).contains(name) {
        return false;
    }
    if !matches!(it.kind, Kind::Run(_)) {
        let message = format!("Usage of undefined variable '${name}'");
        return undefined.iter().any(|warning| {
            warning.instruction == Some(it.index)
                && warning.message.split(" (").next() == Some(message.as_str())
        });
    }
    // Shells other than `sh` and its like write variables in other ways.
    if !ctx.reads_sh(it) {
        return false;
    }
    // A name that the shell sets itself is its own.
    let sets = ctx.commands(it).iter().any(|command| {
        let is_setter =
            matches!(command.name(), "export" | "read" | "local" | "declare") || command.name() == name;
        is_setter && command.words.iter().any(|word| word.text.split('=').next() == Some(name))
    });
    let texts: Vec<&str> =
        std::iter::once(it.line_span).chain(command::script(it)).map(|span| span.of(ctx.source)).collect();
    let sets = sets
        || texts
            .iter()
            .any(|text| text.contains(&format!("{name}=")) || text.contains(&format!("for {name} in")));
    !sets && texts.iter().any(|text| shell_uses(text, name))
}

/// Whether a shell would put the variable into a text: not between single quotes, behind a backslash or in a comment.
pub(super) fn shell_uses(text: &str, name: &str) -> bool {
    let mut chars = text.char_indices().peekable();
    let (mut single, mut double) = (false, false);
    let mut before = ' ';
    while let Some((at, ch)) = chars.next() {
        let starts_word = before.is_whitespace();
        before = ch;
        match ch {
            '#' if starts_word && !single && !double => {
                while chars.next_if(|(_, ch)| *ch != '\n').is_some() {}
            }
            '\\' if !single => {
                chars.next();
            }
            '\'' if !double => single = !single,
            '"' if !single => double = !double,
            '$' if !single => {
                let rest = text.get(at + 1..).unwrap_or_default();
                let rest = rest.strip_prefix('{').unwrap_or(rest);
                if starts_with_name(rest, name) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Whether a text starts with a variable's whole name.
pub(super) fn starts_with_name(text: &str, name: &str) -> bool {
    let is_word = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    text.strip_prefix(name).is_some_and(|rest| !rest.starts_with(is_word))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn in_a_command() {
        check(
            &RULE,
            "
ARG V=1
FROM a:1
RUN echo ${V}
^^^^^^^^^^^^^ V is empty in this stage
RUN echo $V
",
        );
    }

    #[test]
    fn in_an_instruction_it_is_an_undefined_variable() {
        check_none(&RULE, "ARG DIR=/app\nFROM a:1\nWORKDIR $DIR\n");
    }

    #[test]
    fn declared_inherited_or_the_shells_own() {
        check_none(&RULE, "ARG V=1\nFROM a:1\nARG V\nRUN echo $V\n");
        check_none(&RULE, "ARG V=1\nFROM a:1 AS base\nARG V\nFROM base\nRUN echo $V\n");
        check_none(&RULE, "ARG V=1\nFROM a:$V\nRUN V=2 && echo $V\n");
        check_none(&RULE, "ARG V=1\nFROM a:1\nRUN echo '$V' \\$V $VERSION\n");
        check_none(&RULE, "ARG V=1\nFROM a:1\nRUN for V in a b; do echo $V; done\n");
    }

    #[test]
    fn in_a_script() {
        check(
            &RULE,
            "
ARG V=1
FROM a:1
RUN <<'EOF'
^^^^^^^^^^^ V is empty in this stage
# don't
echo $V
EOF
",
        );
        check_none(&RULE, "ARG V=1\nFROM a:1\nRUN <<EOF\nV=2\necho $V\nEOF\n");
        check_none(&RULE, "ARG V=1\nFROM a:1\nRUN <<EOF\n#!/usr/bin/env perl\nprint $V\nEOF\n");
        check_none(&RULE, "ARG V=1\nFROM a:1\nRUN make # $V\n");
    }

    #[test]
    fn other_shells() {
        check_none(&RULE, "# escape=`\nARG V=1\nFROM a:1\nRUN $V = 1; echo $V\n");
        check_none(&RULE, "ARG V=1\nFROM a:1\nSHELL [\"pwsh\", \"-Command\"]\nRUN echo $V\n");
        check_none(&RULE, "ARG V=1\nFROM a:1 AS b\nSHELL [\"pwsh\"]\nFROM b\nRUN echo $V\n");
        check(
            &RULE,
            "
ARG V=1
FROM a:1
SHELL [\"/bin/bash\", \"-c\"]
RUN echo $V
^^^^^^^^^^^ V is empty in this stage
",
        );
    }

    #[test]
    fn the_fix_declares_it_above_its_first_use() {
        check_fix(
            &RULE,
            "ARG V=1\nFROM a:1\nRUN make\nRUN echo $V\n",
            "ARG V=1\nFROM a:1\nRUN make\nARG V\nRUN echo $V\n",
        );
    }

    #[test]
    fn why() {
        check_why(&RULE, "ARG V=1\nFROM a:1\nRUN echo $V\n", "the ARG in line 1 counts only in FROM lines");
    }
}
