//! `DockerignoreMissing`: a context that is copied whole.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// The whole build context is copied, and nothing is kept out.
    ///
    /// ## Why it matters
    /// Without a `.dockerignore` the folder `.git`, installed dependencies and files with secrets go to the builder and
    /// into the image, and each of them makes the copy run again when it changes.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY . .
    /// ```
    /// Use instead:
    /// ```dockerfile,good,ignore=.git
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY . .
    /// ```
    DockerignoreMissing {
        category: "build context",
        severity: Hint,
        equivalents: ["droast DF033"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    // Where one is given, somebody has thought of it.
    if ctx.ignore.is_some() {
        return;
    }
    for it in ctx.chain_instructions() {
        let (Kind::Copy(copy) | Kind::Add(copy)) = &it.kind else { continue };
        let takes_all = copy.sources.iter().any(|word| matches!(word.text.as_str(), "." | "./" | "/"));
        if copy.from.is_some() || !copy.excludes.is_empty() || !takes_all {
            continue;
        }
        let why = "no .dockerignore is given here; list .git, dependencies and .env files in one";
        ctx.report(Finding::new(
            &META,
            it.index,
            it.line_span,
            "the whole build context goes into the image",
            why,
        ));
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_ignored, check_none};

    #[test]
    fn everything() {
        check(
            &RULE,
            "
FROM a:1
COPY . /app
^^^^^^^^^^^ the whole build context goes into the image
COPY . /again
",
        );
    }

    #[test]
    fn given_narrow_or_not_shipped() {
        check_ignored(&RULE, ".git", "FROM a:1\nCOPY . .\n", 0);
        check_none(&RULE, "FROM a:1\nCOPY src .\n");
        check_none(&RULE, "FROM a:1\nCOPY --exclude=.git . .\n");
        check_none(&RULE, "FROM a:1 AS b\nCOPY . .\nFROM a:1\nCOPY --from=b . .\n");
    }
}
