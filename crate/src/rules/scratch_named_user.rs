//! `ScratchNamedUser`: a user by name where no names are.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::TextEdit;

declare_rule! {
    /// A user is named in an image that knows no names.
    ///
    /// ## Why it matters
    /// Names of users stand in `/etc/passwd`. `scratch` has none, so a name cannot be turned into a number.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS build
    /// RUN useradd -u 10001 app && CGO_ENABLED=0 go build -o /app .
    /// FROM scratch
    /// COPY --from=build /app /app
    /// USER app
    /// ENTRYPOINT ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// RUN CGO_ENABLED=0 go build -o /app .
    /// FROM scratch
    /// COPY --from=build /app /app
    /// USER 10001:10001
    /// ENTRYPOINT ["/app"]
    /// ```
    ScratchNamedUser {
        category: "multi-stage",
        severity: Error,
        equivalents: ["tally tally/named-identity-in-passwdless-stage"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        if !ctx.is_scratch(stage) {
            continue;
        }
        // What is copied may hold the names: the file, its folder, or a whole root.
        let holds = |path: &str| path.contains("passwd") || matches!(path.trim_end_matches('/'), "" | "/etc");
        for it in ctx.instructions_of(stage) {
            let moved = ctx.copies_of(it);
            if moved.iter().any(|(from, to)| {
                from.contains("passwd") || holds(to) && (*from == "/" || holds(from) || is_archive(from))
            }) {
                break;
            }
            let word = match &it.kind {
                Kind::User(word) => word,
                Kind::Copy(copy) | Kind::Add(copy) => &copy.chown,
                _ => continue,
            };
            let name = word.text.split(':').next().unwrap_or_default();
            if name.is_empty()
                || name.starts_with(|ch: char| ch.is_ascii_digit())
                || name.contains('$')
                || name == "root"
            {
                continue;
            }
            let message = format!("nothing here says who {name} is");
            let why =
                "scratch has no /etc/passwd, so the name has no number; write 10001:10001 or copy the file";
            let mut finding = Finding::new(&META, it.index, word.span, message, why);
            if matches!(it.kind, Kind::User(_)) {
                let edit = TextEdit { span: word.span, new_text: "10001:10001".to_owned() };
                finding = finding.with_fix("Name the user by a number", Safety::NeedsReview, vec![edit]);
            }
            ctx.report(finding);
        }
    }
}

fn is_archive(path: &str) -> bool {
    path.contains(".tar") || path.contains(".tgz")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn by_name() {
        check(
            &RULE,
            "
FROM scratch
USER app
     ^^^ nothing here says who app is
",
        );
        check_fix(&RULE, "FROM scratch\nUSER app\n", "FROM scratch\nUSER 10001:10001\n");
    }

    #[test]
    fn numbers_known_names_and_other_bases() {
        check_none(&RULE, "FROM scratch\nUSER 1000\n");
        check_none(&RULE, "FROM a:1 AS b\nFROM scratch\nCOPY --from=b /etc/passwd /etc/passwd\nUSER app\n");
        check_none(&RULE, "FROM scratch\nADD rootfs.tar.gz /\nUSER app\n");
        check_none(&RULE, "FROM gcr.io/distroless/static\nUSER nonroot\n");
    }
}
