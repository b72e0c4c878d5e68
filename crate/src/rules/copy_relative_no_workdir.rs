//! `CopyRelativeNoWorkdir`: a relative destination without a `WORKDIR`.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// A relative destination without a `WORKDIR`.
    ///
    /// ## Why it matters
    /// The files land where the base image happens to point, mostly `/`, among those of the system.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-slim
    /// COPY requirements.txt .
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-slim
    /// WORKDIR /app
    /// COPY requirements.txt .
    /// ```
    CopyRelativeNoWorkdir {
        category: "correctness",
        severity: Info,
        equivalents: ["hadolint DL3045"],
    }
}

use super::bases::{Base, workdirs_above};

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        let first = ctx.instructions_of(stage).find_map(|it| match &it.kind {
            Kind::Copy(transfer) | Kind::Add(transfer) => {
                let dest = &transfer.dest;
                let text = dest.text.trim_start_matches(['"', '\'']);
                let is_fixed = text.starts_with(['/', '$', '\\']) || text.contains(':') || text.is_empty();
                (!is_fixed && workdirs_above(ctx, it).next().is_none()).then_some((it, dest))
            }
            _ => None,
        });
        let Some((it, dest)) = first else { continue };
        let known = ctx.root_state(stage).and_then(Base::of).and_then(|base| base.known);
        let severity = match known {
            Some(image) if image.config.working_dir.is_empty() && ctx.ships(it) => META.severity,
            _ => Severity::Hint,
        };
        let why = match known.map(|image| image.config.working_dir.as_str()) {
            Some("") => format!("no WORKDIR is set, so {} means a place in /", dest.text),
            Some(dir) => format!("no WORKDIR is set here; the base image sets {dir}"),
            None => "no WORKDIR is set here, and what the base image sets is not known".to_owned(),
        };
        let fix = Fix::review("Set a WORKDIR first", it.span.at_start(), "WORKDIR /app\n");
        let message = format!("the destination {} is relative to nothing in this file", dest.text);
        let finding = Finding::new(&META, it.index, dest.span, message, why);
        ctx.report(finding.at_most(severity).fixed_by(Some(fix)));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn no_workdir() {
        check(
            &RULE,
            "
FROM python:3.13-slim
COPY a .
       ^ the destination . is relative to nothing in this file
COPY b ./b
",
        );
    }

    #[test]
    fn absolute_inherited_or_variable() {
        check_none(&RULE, "FROM a:1 AS b\nWORKDIR /x\nFROM b\nCOPY a .\n");
        check_none(
            &RULE,
            "FROM a:1\nCOPY a /b\nCOPY a $DIR/x\nCOPY a \"$DIR\"/x\nCOPY a \"/y/\"\nCOPY a C:/x\n",
        );
    }

    #[test]
    fn the_fix_sets_one() {
        check_fix(&RULE, "FROM a:1\nCOPY a .\n", "FROM a:1\nWORKDIR /app\nCOPY a .\n");
    }
}
