//! `CacheMountHoldsArtifact`: what is built in a cache and copied from the layer.

use crate::diag::{Finding, Safety};
use crate::plan::vertex::PointKind;
use crate::rules::RuleContext;
use crate::rules::builders::language;
use crate::stage::Stage;
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;
use crate::text::paths::base;

declare_rule! {
    /// What is copied from a stage lies in a cache mount.
    ///
    /// ## Why it matters
    /// The files of a cache mount are kept beside the layers, never in them. `COPY --from` sees only layers, so it does
    /// not find the file.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM rust:1.90 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN --mount=type=cache,target=/src/target cargo build --release
    /// FROM debian:12-slim
    /// COPY --from=build /src/target/release/app /usr/local/bin/app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM rust:1.90 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN --mount=type=cache,target=/src/target cargo build --release && cp target/release/app /usr/local/bin/app
    /// FROM debian:12-slim
    /// COPY --from=build /usr/local/bin/app /usr/local/bin/app
    /// ```
    CacheMountHoldsArtifact {
        category: "caching",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Some(source) = ctx.source_of(it) else { continue };
        for (path, _) in ctx.copies_of(it) {
            let Some((run, cache)) = cache_of(ctx, source, path) else { continue };
            let message = format!("{path} is in a cache mount, not in {}", ctx.name_of(source));
            let why = format!(
                "line {} mounts {cache} as a cache, and no layer has its files; copy the file out in the same RUN",
                run.lines.start
            );
            let Kind::Copy(copy) = &it.kind else { continue };
            let word = copy.sources.iter().find(|word| word.text == path);
            let span = word.map_or(it.line_span, |word| word.span);
            let mut finding = Finding::new(&META, it.index, span, message, why);
            let name = base(path);
            let end = ctx.end_of_commands(run, ctx.commands(run));
            if let (Some(_), Some(end)) = (word, end.filter(|_| !path.contains(['*', '?', '[', '$']))) {
                let edits = vec![
                    TextEdit { span: end, new_text: format!(" && cp -r {path} /{name}") },
                    TextEdit { span, new_text: format!("/{name}") },
                ];
                finding = finding.with_fix("Copy it out of the cache", Safety::NeedsReview, edits);
            }
            ctx.report(finding);
        }
    }
}

/// The `RUN` of a stage that has a path in a cache, with the place of the cache, when all that build there have.
fn cache_of<'a>(ctx: &RuleContext<'a>, stage: &'a Stage, path: &str) -> Option<(&'a Instruction, &'a str)> {
    let mut found = None;
    for it in ctx.instructions_of(stage) {
        let Some(exec) = ctx.exec_of(it) else { continue };
        let caches = exec.mounts.iter().filter(|mount| matches!(mount.kind, PointKind::Cache { .. }));
        let mut holds = caches.map(|mount| mount.dest.as_str()).filter(|dest| is_under(path, dest));
        match holds.next() {
            Some(dest) => found = Some((it, dest)),
            // Another step may have written the same path into a layer.
            None if ctx.commands(it).iter().any(|command| language(command).is_some()) => return None,
            None => {}
        }
    }
    found
}

/// Whether a path is a folder or lies in it.
pub(super) fn is_under(path: &str, folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn in_the_cache() {
        check(
            &RULE,
            "
FROM rust:1.90 AS b
RUN --mount=type=cache,target=/target cargo build --release
FROM a:1
COPY --from=b /target/release/x /x
              ^^^^^^^^^^^^^^^^^ /target/release/x is in a cache mount, not in b
",
        );
        check_fix(
            &RULE,
            "FROM r:1 AS b\nRUN --mount=type=cache,target=/t cargo build\nFROM a:1\nCOPY --from=b /t/x /x\n",
            "FROM r:1 AS b\nRUN --mount=type=cache,target=/t cargo build && cp -r /t/x /x\nFROM a:1\nCOPY --from=b /x /x\n",
        );
    }

    #[test]
    fn beside_it() {
        check_none(
            &RULE,
            "FROM r:1 AS b\nRUN --mount=type=cache,target=/t cargo build\nFROM a:1\nCOPY --from=b /tx /x\n",
        );
        check_none(
            &RULE,
            "FROM r:1 AS b\nRUN --mount=type=tmpfs,target=/t cargo build\nFROM a:1\nCOPY --from=b /t/x /x\n",
        );
        check_none(
            &RULE,
            "FROM r:1 AS b\nRUN --mount=type=cache,target=/t make a\nRUN make\nFROM a:1\nCOPY --from=b /t/x /x\n",
        );
    }
}
