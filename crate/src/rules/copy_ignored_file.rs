//! `CopyIgnoredFile`: a file that .dockerignore keeps away.

use crate::diag::Finding;
use crate::rules::RuleContext;

declare_rule! {
    /// A file is copied that `.dockerignore` keeps away.
    ///
    /// ## Why it matters
    /// The build looks for the file in the build context, and there it is not: the build stops, although the file lies
    /// in the folder.
    ///
    /// ## Examples
    /// ```dockerfile,bad,ignore=dist
    /// FROM alpine:3.22
    /// COPY dist/app /app
    /// ```
    /// Use instead:
    /// ```dockerfile,good,ignore=dist
    /// FROM alpine:3.22
    /// COPY src/app /app
    /// ```
    CopyIgnoredFile {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit CopyIgnoredFile"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let path = warning.message.split('"').nth(1).unwrap_or_default();
        let line = ctx.ignore.and_then(|ignore| ignore.deciding_line(path)).unwrap_or_default();
        let why = format!("line {line} of .dockerignore keeps it from the builder: the build stops here");
        ctx.report(Finding::of_warning(&META, warning, why, Vec::new()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_ignored, check_none};

    #[test]
    fn left_out() {
        check_ignored(&RULE, "dist", "FROM a:1\nCOPY dist/app /\n", 1);
    }

    #[test]
    fn sent_or_from_elsewhere() {
        check_ignored(&RULE, "dist", "FROM a:1\nCOPY . /\n", 0);
        check_ignored(&RULE, "dist\n!dist/app", "FROM a:1\nCOPY dist/app /\n", 0);
        check_ignored(&RULE, "dist", "FROM a:1 AS b\nFROM a:1\nCOPY --from=b dist /\n", 0);
        check_none(&RULE, "FROM a:1\nCOPY dist/app /\n");
    }
}
