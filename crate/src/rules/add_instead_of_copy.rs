//! `AddInsteadOfCopy`: an ADD where COPY is enough.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::TextEdit;

declare_rule! {
    /// `ADD` is used where `COPY` does the same.
    ///
    /// ## Why it matters
    /// `ADD` unpacks archives and fetches addresses too. Where neither is wanted, `COPY` says what happens.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM nginx:1.29-alpine
    /// ADD site /usr/share/nginx/html
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM nginx:1.29-alpine
    /// COPY site /usr/share/nginx/html
    /// ```
    AddInsteadOfCopy {
        category: "build context",
        severity: Info,
        equivalents: ["hadolint DL3020", "trivy DS-0005", "checkov CKV_DOCKER_4"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Add(add) = &it.kind else { continue };
        let special = add.keep_git_dir.is_some() || !add.checksum.text.is_empty() || add.unpack.is_some();
        if special
            || add.sources.is_empty()
            || !add.inline.is_empty()
            || !add.sources.iter().all(|word| is_plain(&word.text))
        {
            continue;
        }
        let case = if it.keyword.text.starts_with('a') { "copy" } else { "COPY" };
        let edit = TextEdit { span: it.keyword.span, new_text: case.to_owned() };
        let name = add.sources.first().map_or("", |word| word.text.as_str());
        let why = format!("{name} is neither an archive nor an address");
        let finding = Finding::new(&META, it.index, it.keyword.span, "COPY does the same here", why);
        ctx.report(finding.with_fix("Write COPY", Safety::Safe, vec![edit]));
    }
}

/// Whether a source is a path whose file `ADD` would not unpack, and no pattern that could fit one.
fn is_plain(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let archives = [".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz", ".zst"];
    let is_remote = path.contains("://") || path.starts_with("git@") || path.contains(".git");
    !is_remote && !path.contains(['$', '*', '?', '[']) && !archives.iter().any(|end| lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn a_plain_path() {
        check(
            &RULE,
            "
FROM a:1
ADD a.zip b /
^^^ COPY does the same here
",
        );
        check_fix(&RULE, "FROM a:1\nADD --chown=1 a /\n", "FROM a:1\nCOPY --chown=1 a /\n");
    }

    #[test]
    fn archives_addresses_and_flags() {
        check_none(&RULE, "FROM a:1\nADD rootfs.tar.xz /\n");
        check_none(&RULE, "FROM a:1\nADD https://example.com/a /\nADD $X /\nADD *.x /\n");
        check_none(&RULE, "FROM a:1\nCOPY a /\n");
    }
}
