//! `ArgNotRedeclared`: a global argument that a stage uses without declaring it.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::syntax::{Instruction, Kind, command};
use crate::text::TextEdit;

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
    for stage in ctx.stages() {
        for global in globals {
            let name = global.name.as_str();
            let Some(it) = first_use(ctx, stage, name) else { continue };
            let fix = Fix {
                title: format!("Declare {name} in this stage"),
                safety: Safety::NeedsReview,
                edits: vec![TextEdit { span: it.span.at_start(), new_text: format!("ARG {name}\n") }],
            };
            ctx.report(Finding {
                rule: &META,
                span: it.line_span,
                severity: META.severity,
                message: format!("{name} is empty in this stage"),
                why: format!("the ARG in line {} counts only in FROM lines", global.lines.start),
                fixes: vec![fix],
                instruction: Some(it.index),
            });
        }
    }
}

/// The first instruction of a stage that uses a name before the stage or one that it starts from declares it.
fn first_use<'a>(ctx: &RuleContext<'a>, stage: &'a Stage, name: &str) -> Option<&'a Instruction> {
    let evaluation = &ctx.check.plan.evaluation;
    let state = evaluation.state(ctx.state_of(stage.index)?)?;
    let base = state.base().and_then(|base| ctx.check.plan.outcome(base));
    if base.is_some_and(|outcome| outcome.env.names().any(|known| known == name)) {
        return None;
    }
    for it in ctx.instructions_of(stage) {
        if uses(ctx, it, name) {
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

fn uses(ctx: &RuleContext<'_>, it: &Instruction, name: &str) -> bool {
    if !matches!(it.kind, Kind::Run(_)) {
        let undefined = format!("Usage of undefined variable '${name}'");
        let warnings = ctx.warnings("UndefinedVar");
        return warnings.iter().any(|warning| {
            warning.instruction == Some(it.index) && warning.message.split(" (").next() == Some(undefined.as_str())
        });
    }
    let text = it.line_span.of(ctx.source);
    // A name that the shell sets itself is its own.
    let commands = command::commands(ctx.source, it, ctx.file.escape);
    let sets = commands.iter().any(|command| {
        let is_setter = matches!(command.name(), "export" | "read" | "local" | "declare") || command.name() == name;
        is_setter && command.words.iter().any(|word| word.text.split('=').next() == Some(name))
    });
    !sets && !text.contains(&format!("{name}=")) && !text.contains(&format!("for {name} in")) && shell_uses(text, name)
}

/// Whether a shell would put the variable into a text: not between single quotes, and not behind a backslash.
fn shell_uses(text: &str, name: &str) -> bool {
    let mut chars = text.char_indices().peekable();
    let (mut single, mut double) = (false, false);
    while let Some((at, ch)) = chars.next() {
        match ch {
            '\\' if !single => {
                chars.next();
            }
            '\'' if !double => single = !single,
            '"' if !single => double = !double,
            '$' if !single => {
                let rest = text.get(at + 1..).unwrap_or_default();
                let rest = rest.strip_prefix('{').unwrap_or(rest);
                let is_word = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
                if rest.strip_prefix(name).is_some_and(|rest| !rest.starts_with(is_word)) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn in_a_command_and_in_an_instruction() {
        check(&RULE, "
ARG V=1 DIR=/app
FROM a:1
WORKDIR $DIR
^^^^^^^^^^^^ DIR is empty in this stage
RUN echo ${V}
^^^^^^^^^^^^^ V is empty in this stage
RUN echo $V
");
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
