//! `DuplicateSetup`: stages that begin with the same steps.

use crate::diag::{Finding, Severity};
use crate::eval::Origin;
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::syntax::{Instruction, Kind};
use crate::text::Lines;

declare_rule! {
    /// Stages repeat the same setup.
    ///
    /// ## Why it matters
    /// A stage that both start from is written once and changed once. The build runs equal beginnings once as it is: what
    /// is gained is that they cannot drift apart.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim AS dev
    /// WORKDIR /app
    /// RUN apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*
    /// CMD ["npm", "run", "dev"]
    /// FROM node:24-slim AS prod
    /// WORKDIR /app
    /// RUN apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*
    /// CMD ["node", "server.js"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim AS base
    /// WORKDIR /app
    /// RUN apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*
    /// FROM base AS dev
    /// CMD ["npm", "run", "dev"]
    /// FROM base AS prod
    /// CMD ["node", "server.js"]
    /// ```
    DuplicateSetup {
        category: "multi-stage",
        severity: Info,
        equivalents: [],
    }
}

/// Stages beyond these are not compared.
const MOST_STAGES: usize = 60;

fn check(ctx: &mut RuleContext<'_>) {
    let stages = ctx.stages();
    if stages.len() < 2 {
        return;
    }
    for (at, stage) in stages.iter().enumerate().take(MOST_STAGES) {
        // Only an install is worth a stage of its own.
        if !ctx.instructions_of(stage).any(|it| installs(ctx, it)) {
            continue;
        }
        let Some(start) = ctx.checked_state(stage).filter(|state| state.origin != Origin::Scratch) else {
            continue;
        };
        for earlier in stages.iter().take(at) {
            let Some(other) = ctx.checked_state(earlier) else { continue };
            let same_base = match (&start.origin, &other.origin) {
                (Origin::State(a), Origin::State(b)) => a == b,
                (Origin::Image(_), Origin::Image(_)) => {
                    start.base_ref == other.base_ref && start.platform == other.platform
                }
                _ => false,
            };
            if same_base && report(ctx, earlier, stage) {
                break;
            }
        }
    }
}

/// Reports what two stages have in common, where it is worth a stage of its own.
fn report<'a>(ctx: &mut RuleContext<'a>, earlier: &'a Stage, stage: &'a Stage) -> bool {
    let pairs = ctx.instructions_of(earlier).zip(ctx.instructions_of(stage));
    let (mut first, mut last, mut n_same, mut is_worth_it) = (None, Lines::default(), 0, false);
    for (other, it) in pairs.take_while(|(a, b)| is_same(a, b)) {
        first = first.or(Some((other, it)));
        last = other.lines;
        n_same += 1;
        is_worth_it |= installs(ctx, it);
    }
    // An empty rest would make the stage of its own one of the two.
    if let Some((first, it)) = first.filter(|_| is_worth_it && n_same >= 2) {
        let message = format!("{n_same} steps are those of {} again", ctx.name_of(earlier));
        let why = format!(
            "lines {} to {} are the same; a stage that both start from holds them once",
            first.lines.start, last.end
        );
        ctx.report(Finding::new(&META, it.index, it.line_span, message, why));
        return true;
    }
    // Further down, the same list of packages is enough, where both have the same stage above them.
    let Some(base) = ctx.base_of(stage) else { return false };
    let Some((first, it)) = same_list(ctx, earlier, stage) else { return false };
    let message = format!("{} installs the same list", ctx.name_of(earlier));
    let base = ctx.stages().get(base).map(|base| ctx.name_of(base));
    let why = format!(
        "line {} does so too; {}, which both start from, can do it once",
        first.lines.start,
        base.unwrap_or_default()
    );
    ctx.report(Finding::new(&META, it.index, it.line_span, message, why).at_most(Severity::Info));
    true
}

fn installs(ctx: &RuleContext<'_>, it: &Instruction) -> bool {
    ctx.commands(it).iter().any(|command| command.installs().is_some())
}

/// The steps of two stages that install the packages of one list, each the first step of its stage.
fn same_list<'a>(
    ctx: &RuleContext<'a>,
    earlier: &'a Stage,
    stage: &'a Stage,
) -> Option<(&'a Instruction, &'a Instruction)> {
    let first = |stage: &'a Stage| {
        ctx.instructions_of(stage)
            .find(|it| matches!(it.kind, Kind::Run(_) | Kind::Copy(_) | Kind::Add(_)))
            .filter(|it| matches!(it.kind, Kind::Run(_)))
    };
    let (a, b) = (first(earlier)?, first(stage)?);
    let list = |it: &Instruction| match ctx.commands(it) {
        [command] if matches!(command.name(), "pip" | "pip3") && command.installs().is_some() => {
            command.flag_value(&["-r", "--requirement"]).map(|word| word.text)
        }
        _ => None,
    };
    let (of_a, of_b) = (list(a)?, list(b)?);
    (of_a == of_b).then_some((a, b))
}

fn is_same(a: &Instruction, b: &Instruction) -> bool {
    matches!(a.kind, Kind::Run(_) | Kind::Env(_) | Kind::Workdir(_) | Kind::Copy(_))
        && a.heredocs.is_empty()
        && b.heredocs.is_empty()
        && (a.original == b.original || a.original.split_whitespace().eq(b.original.split_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn the_same_beginning() {
        check(
            &RULE,
            "
FROM a:1 AS x
ENV A=1
RUN apk   add b
RUN one
FROM a:1 AS y
ENV A=1
^^^^^^^ 2 steps are those of x again
RUN apk add b
RUN two
",
        );
        let list = "FROM a:1 AS base\nFROM base AS x\nRUN pip install --no-cache-dir -r r.txt\nFROM base AS y\nRUN pip install -r r.txt\n";
        check_why(&RULE, list, "line 3 does so too; base, which both start from, can do it once");
    }

    #[test]
    fn little_or_another_base() {
        for source in [
            "FROM a:1 AS x\nRUN apk add b\nFROM a:1\nRUN apk add b\n",
            "FROM a:1 AS x\nENV A=1\nWORKDIR /x\nFROM a:1\nENV A=1\nWORKDIR /x\n",
            "FROM a:1 AS x\nENV A=1\nRUN apk add b\nFROM a:2\nENV A=1\nRUN apk add b\n",
            "FROM a:1 AS x\nENV A=1\nRUN apk add b\nFROM x\nENV A=1\nRUN apk add b\n",
            "FROM a:1 AS x\nENV A=1\nRUN apk add b\nFROM --platform=linux/arm64 a:1\nENV A=1\nRUN apk add b\n",
            "FROM a:1 AS base\nFROM base AS x\nRUN pip install -r a.txt\nFROM base\nRUN pip install -r b.txt\n",
        ] {
            check_none(&RULE, source);
        }
    }
}
