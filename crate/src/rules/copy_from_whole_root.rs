//! `CopyFromWholeRoot`: a copy of a whole file system.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;

declare_rule! {
    /// `COPY --from` copies the whole file system of a stage.
    ///
    /// ## Why it matters
    /// With `/` come all tools, caches and secrets of the other stage. Copy what the program needs.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22 AS build
    /// RUN apk add --no-cache gcc
    /// FROM alpine:3.22
    /// COPY --from=build / /
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22 AS build
    /// RUN apk add --no-cache gcc && mkdir /out
    /// FROM alpine:3.22
    /// COPY --from=build /out /app
    /// ```
    CopyFromWholeRoot {
        category: "multi-stage",
        severity: Warning,
        equivalents: ["hadolint DL3067"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let (Some(source), Some(user)) = (ctx.source_of(it), ctx.stage_of(it.index)) else { continue };
        if !ctx.copies_of(it).iter().any(|(path, _)| matches!(*path, "/" | "/*" | "/.")) {
            continue;
        }
        let name = ctx.name_of(source);
        let why = format!("every tool and cache of {name} comes along; name the paths that are needed");
        let finding =
            Finding::new(&META, it.index, it.line_span, format!("all files of {name} are copied"), why);
        // On an empty base this makes one layer of many, or an image of a root that was put together.
        let is_flat = ctx.is_scratch(user);
        ctx.report(if is_flat { finding.at_most(Severity::Hint) } else { finding });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn everything() {
        check(
            &RULE,
            "
FROM a:1 AS b
FROM c:1
COPY --from=b / /x
^^^^^^^^^^^^^^^^^^ all files of b are copied
",
        );
        check_why(
            &RULE,
            "FROM a:1 AS b\nFROM scratch\nCOPY --from=b / /\n",
            "every tool and cache of b comes along; name the paths that are needed",
        );
    }

    #[test]
    fn some_paths_or_the_context() {
        check_none(&RULE, "FROM a:1 AS b\nFROM c:1\nCOPY --from=b /rootfs/ /\n");
        check_none(&RULE, "FROM c:1\nCOPY / /x\n");
    }
}
