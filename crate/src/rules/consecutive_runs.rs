//! `ConsecutiveRuns`: steps that belong into one layer.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};

declare_rule! {
    /// Several `RUN`s in a row do one thing.
    ///
    /// ## Why it matters
    /// Each `RUN` adds a layer. Where a step cleans up after the one above, only one layer for both makes the image
    /// smaller.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// RUN apk add --no-cache curl
    /// RUN apk add --no-cache git
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// RUN apk add --no-cache curl git
    /// ```
    ConsecutiveRuns {
        category: "size",
        severity: Hint,
        equivalents: ["hadolint DL3059"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let own = ctx.chain_instructions();
    let mut reported = None;
    for pair in own.windows(2) {
        let [first, second] = pair else { continue };
        let (Kind::Run(a), Kind::Run(b)) = (&first.kind, &second.kind) else { continue };
        let is_plain = |it: &Instruction| it.flags.is_empty() && it.heredocs.is_empty();
        // In two stages they cannot be one.
        let same_stage = second.index == first.index + 1;
        if !a.command.shell || !b.command.shell || !is_plain(first) || !is_plain(second) || !same_stage {
            continue;
        }
        let (before, after) = (ctx.commands(first), ctx.commands(second));
        if before.len() > 2 || after.len() > 2 || !is_coupled(before, after) {
            continue;
        }
        let is_more = reported == Some(first.index);
        reported = Some(second.index);
        if is_more {
            continue;
        }
        let name = after.first().map(|command| command.name().to_owned()).unwrap_or_default();
        let why = format!(
            "{name} in line {} goes on with what line {} does",
            second.lines.start, first.lines.start
        );
        ctx.report(Finding::new(
            &META,
            first.index,
            first.line_span,
            "this and the next RUN could be one layer",
            why,
        ));
    }
}

/// Whether two steps do one thing: both manage packages with one program.
fn is_coupled(before: &[SimpleCommand], after: &[SimpleCommand]) -> bool {
    let managers = ["apt-get", "apk", "dnf", "yum", "microdnf", "zypper"];
    let manages = |list: &[SimpleCommand], name: &str| list.iter().any(|command| command.name() == name);
    managers.iter().any(|name| manages(before, name) && manages(after, name))
        // An update alone has a rule of its own.
        && !before.iter().any(|command| command.is("apt-get", "update") && before.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn two_installs() {
        check(
            &RULE,
            "
FROM a:1
RUN dnf install -y a
^^^^^^^^^^^^^^^^^^^^ this and the next RUN could be one layer
RUN dnf clean all
",
        );
        check_why(
            &RULE,
            "FROM a:1\nRUN apk add a\nRUN apk add b\n",
            "apk in line 3 goes on with what line 2 does",
        );
    }

    #[test]
    fn apart_or_of_another_kind() {
        check_none(&RULE, "FROM a:1\nRUN apk add a\nENV A=1\nRUN apk add b\n");
        check_none(&RULE, "FROM a:1\nRUN apk add a\nRUN npm ci\n");
        check_none(&RULE, "FROM a:1 AS b\nRUN apk add a\nRUN apk add b\nFROM c:1\nCOPY --from=b /a /a\n");
        check_none(&RULE, "FROM a:1\nRUN --network=none apk add a\nRUN apk add b\n");
    }
}
