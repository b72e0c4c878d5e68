//! `StageCycle`: stages that wait for each other.

use crate::diag::Finding;
use crate::eval::{Dependency, State, StateId};
use crate::rules::RuleContext;

declare_rule! {
    /// Stages take files from each other in a circle.
    ///
    /// ## Why it matters
    /// Each stage of the circle waits for another of it, so none can be built and the build stops before its first step. A
    /// stage that copies from itself is the smallest circle.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22 AS a
    /// COPY --from=a /x /y
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22 AS a
    /// RUN touch /x
    /// FROM alpine:3.22 AS b
    /// COPY --from=a /x /y
    /// ```
    StageCycle {
        category: "multi-stage",
        severity: Error,
        equivalents: ["hadolint DL3023"],
    }
}

/// How the build says it.
pub(super) const ERROR: &str = "circular dependency detected on stage";

fn check(ctx: &mut RuleContext<'_>) {
    if !ctx.check.journal.errors().any(|error| error.message.starts_with(ERROR)) {
        return;
    }
    let Some(circle) = circle(&ctx.check.plan.evaluation.states) else { return };
    let Some((_, last)) = circle.last() else { return };
    let it = ctx.file.instructions.iter().find(|it| it.span.contains(last.span));
    let Some(it) = it else { return };
    let message = match circle.as_slice() {
        [(state, _)] => format!("stage {} takes files from itself", name(state)),
        _ => "stages wait for each other in a circle".to_owned(),
    };
    let mut ways: Vec<String> = Vec::with_capacity(circle.len());
    for (at, (state, dependency)) in circle.iter().enumerate() {
        let next = circle.get(at + 1).or(circle.first()).map_or(*state, |(next, _)| *next);
        ways.push(format!("{} needs {} (line {})", name(state), name(next), dependency.lines.start));
    }
    let why = format!("{}: none of it can be built first", ways.join(", "));
    ctx.report(Finding::new(&META, it.index, it.line_span, message, why));
}

fn name<'s>(state: &'s State<'_>) -> &'s str {
    if state.name.is_empty() { &state.display } else { &state.name }
}

/// The first circle: each of its states with what it takes from the next, the last from the first.
fn circle<'a>(states: &'a [State<'a>]) -> Option<Vec<(&'a State<'a>, &'a Dependency)>> {
    let mut visited = vec![false; states.len()];
    for root in 0..states.len() {
        if visited.get(root) == Some(&true) {
            continue;
        }
        // Each entry: a state, and which of its dependencies comes next.
        let mut path: Vec<(StateId, usize)> = vec![(root, 0)];
        while let Some((id, next)) = path.last_mut() {
            if let Some(seen) = visited.get_mut(*id) {
                *seen = true;
            }
            let Some(dependency) = states.get(*id).and_then(|state| state.deps.get(*next)) else {
                path.pop();
                continue;
            };
            *next += 1;
            if let Some(start) = path.iter().position(|(on_path, _)| *on_path == dependency.state) {
                let circle = path.iter().skip(start).filter_map(|(id, next)| {
                    let state = states.get(*id)?;
                    Some((state, state.deps.get(next.checked_sub(1)?)?))
                });
                return Some(circle.collect());
            }
            if visited.get(dependency.state) == Some(&false) {
                path.push((dependency.state, 0));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn itself_and_a_circle() {
        check(
            &RULE,
            "
FROM alpine:3.22 AS a
COPY --from=a /x /y
^^^^^^^^^^^^^^^^^^^ stage a takes files from itself
",
        );
        let circle = "FROM a:1 AS x\nCOPY --from=y /1 /\nFROM a:1 AS y\nRUN --mount=from=x,target=/x true\n";
        check_why(&RULE, circle, "x needs y (line 2), y needs x (line 4): none of it can be built first");
    }

    #[test]
    fn a_way_that_ends_and_a_name_used_twice() {
        check_none(&RULE, "FROM a:1 AS a\nRUN touch /x\nFROM a:1 AS b\nCOPY --from=a /x /y\n");
        check_none(&RULE, "FROM a:1 AS a\nRUN touch /x\nFROM a:1 AS a\nCOPY --from=0 /x /y\n");
    }
}
