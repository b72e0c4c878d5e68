//! `RuntimeConfigInBuilder`: settings of a stage that does not ship.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Kind};

declare_rule! {
    /// A stage that is only copied from says how to run it.
    ///
    /// ## Why it matters
    /// `COPY --from` takes files. What `CMD`, `ENTRYPOINT`, `EXPOSE`, `HEALTHCHECK`, `VOLUME` and `STOPSIGNAL` say
    /// stays in the stage and never reaches the image.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24 AS build
    /// RUN npm run build
    /// CMD ["node", "dist/server.js"]
    /// FROM node:24-slim
    /// COPY --from=build /app/dist /app/dist
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24 AS build
    /// RUN npm run build
    /// FROM node:24-slim
    /// COPY --from=build /app/dist /app/dist
    /// CMD ["node", "/app/dist/server.js"]
    /// ```
    RuntimeConfigInBuilder {
        category: "multi-stage",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let shipped = ctx.chain_instructions();
    let mut users = vec![None; ctx.stages().len()];
    for it in &ctx.file.instructions {
        if let Some(user) = ctx.source_of(it).and_then(|source| users.get_mut(source.index)) {
            user.get_or_insert(it);
        }
    }
    let bases: Vec<usize> = ctx.stages().iter().filter_map(|stage| ctx.base_of(stage)).collect();
    for (stage, user) in ctx.stages().iter().zip(users) {
        let is_base = bases.contains(&stage.index);
        let Some(user) = user.filter(|_| !is_base && !ctx.is_shipped(stage.index)) else { continue };
        for it in ctx.instructions_of(stage).filter(|it| is_setting(it)) {
            let name = &it.keyword.text;
            let message = format!("{name} of {} does not reach the image", ctx.name_of(stage));
            let why = format!("line {} takes files of the stage, not its settings", user.lines.start);
            let has = shipped.iter().any(|other| other.is(it.name));
            let finding = Finding::new(&META, it.index, it.line_span, message, why);
            // The target says it itself.
            ctx.report(if has { finding.at_most(Severity::Hint) } else { finding });
        }
    }
}

fn is_setting(it: &Instruction) -> bool {
    matches!(
        it.kind,
        Kind::Cmd(_)
            | Kind::Entrypoint(_)
            | Kind::Expose(_)
            | Kind::Healthcheck(_)
            | Kind::Volume(_)
            | Kind::StopSignal(_)
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::diag::Severity;
    use crate::rules::testing::{check, check_none, check_severity, check_why};

    #[test]
    fn only_copied_from() {
        check(
            &RULE,
            "
FROM a:1 AS b
EXPOSE 80
^^^^^^^^^ EXPOSE of b does not reach the image
FROM c:1
COPY --from=b /a /a
",
        );
        check_why(
            &RULE,
            "FROM a:1 AS b\nCMD [\"b\"]\nFROM c:1\nCOPY --from=b /a /a\n",
            "line 4 takes files of the stage, not its settings",
        );
    }

    #[test]
    fn a_setting_that_the_target_has_as_well_is_a_hint() {
        for keyword in ["CMD", "cmd"] {
            let source = |last: &str| {
                format!("FROM a:1 AS b\n{keyword} [\"b\"]\nFROM c:1\nCOPY --from=b /a /a\n{last}")
            };
            check_severity(&RULE, &source("CMD [\"c\"]\n"), Severity::Hint);
            check_severity(&RULE, &source(""), Severity::Warning);
        }
    }

    #[test]
    fn leaves_bases_and_what_is_needed_to_build() {
        check_none(&RULE, "FROM a:1 AS b\nCMD [\"b\"]\nFROM c:1\n");
        check_none(&RULE, "FROM a:1 AS b\nCMD [\"b\"]\nFROM b\n");
        check_none(&RULE, "FROM a:1 AS b\nUSER u\nENV A=1\nWORKDIR /a\nFROM c:1\nCOPY --from=b /a /a\n");
    }
}
