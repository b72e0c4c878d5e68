//! `CopyOutsideContext`: a source outside the build context.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// A file is copied from outside the build context.
    ///
    /// ## Why it matters
    /// The builder gets the files of the build context and no others. `..` is cut off, and a path of your machine is
    /// looked for inside the context.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// COPY ../shared /app/shared
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// COPY --from=shared . /app/shared
    /// ```
    CopyOutsideContext {
        category: "build context",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let (Kind::Copy(copy) | Kind::Add(copy)) = &it.kind else { continue };
        if copy.from.is_some() {
            continue;
        }
        for word in &copy.sources {
            let path = word.text.as_str();
            let climbs = climbs(path);
            let is_host =
                ["/home/", "/Users/", "~/", "C:\\", "C:/"].iter().any(|start| path.starts_with(start));
            if !climbs && !is_host {
                continue;
            }
            let why = if climbs {
                "the .. is cut off at the top of the context; pass the folder with --build-context and use --from"
            } else {
                "it is looked for inside the context, not on your machine; use a path from the context's top"
            };
            let message = format!("{path} is outside the build context");
            ctx.report(Finding::new(&META, it.index, word.span, message, why));
        }
    }
}

/// Whether a path leaves the folder that it starts in.
fn climbs(path: &str) -> bool {
    let mut depth = 0_i32;
    path.split('/').any(|part| {
        match part {
            ".." => depth -= 1,
            "" | "." => {}
            _ => depth += 1,
        }
        depth < 0
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn outside() {
        check(
            &RULE,
            "
FROM a:1
COPY a/../../b /home/me/c /
     ^^^^^^^^^ a/../../b is outside the build context
               ^^^^^^^^^^ /home/me/c is outside the build context
",
        );
        check_why(
            &RULE,
            "FROM a:1\nCOPY ../a /\n",
            "the .. is cut off at the top of the context; pass the folder with --build-context and use --from",
        );
    }

    #[test]
    fn inside_or_of_a_stage() {
        check_none(&RULE, "FROM a:1\nCOPY a/../b /c /\n");
        check_none(&RULE, "FROM a:1 AS b\nFROM a:1\nCOPY --from=b /home/me/c ../d /\n");
        check_none(&RULE, "FROM a:1\nADD https://example.com/../x /\n");
    }
}
