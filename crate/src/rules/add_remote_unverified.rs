//! `AddRemoteUnverified`: a download that nothing verifies.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// `ADD` downloads a file without a checksum.
    ///
    /// ## Why it matters
    /// The file at a URL can change from one build to the next, and nothing notices, not even when it was swapped.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// ADD https://example.com/tool.tgz /opt/
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool.tgz /opt/
    /// ```
    AddRemoteUnverified {
        category: "security & secrets",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Add(add) = &it.kind else { continue };
        for source in add.sources.iter().filter(|_| add.checksum.text.is_empty()) {
            let text = source.text.as_str();
            let is_web = text.starts_with("https://") || text.starts_with("http://");
            let is_git = text.starts_with("git@")
                || text.starts_with("git://")
                || (is_web && text.rsplit('.').next() == Some("git"));
            if text.contains('#') || !(is_web || is_git) {
                continue;
            }
            let (message, why) = if is_git {
                ("the repository is added without a commit", "what its branch holds changes from day to day")
            } else {
                (
                    "the download is not verified",
                    "ADD takes --checksum=sha256:…, and then stops at another file",
                )
            };
            let finding = Finding::new(&META, it.index, source.span, message, why);
            ctx.report(finding.at_most(if ctx.ships(it) { META.severity } else { Severity::Hint }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn urls_and_repositories() {
        check(
            &RULE,
            "
FROM a:1
ADD https://example.com/a.tgz /x/
    ^^^^^^^^^^^^^^^^^^^^^^^^^ the download is not verified
ADD https://example.com/a.git /y
    ^^^^^^^^^^^^^^^^^^^^^^^^^ the repository is added without a commit
",
        );
    }

    #[test]
    fn verified_or_local() {
        check_none(&RULE, "FROM a:1\nADD --checksum=sha256:00 https://example.com/a /x\nADD a.tgz /x/\n");
        check_none(&RULE, "FROM a:1\nADD https://example.com/a.git#v1.2 /y\nCOPY https /x\n");
    }
}
