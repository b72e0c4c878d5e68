//! `CacheMountDefeated`: a cache that is switched off.

use crate::diag::{Finding, Safety};
use crate::plan::vertex::PointKind;
use crate::rules::RuleContext;
use crate::syntax::shell::removed;
use crate::text::{Span, TextEdit};

use super::cache_mount_holds_artifact::is_under;

declare_rule! {
    /// A cache is mounted, and the command does not use it.
    ///
    /// ## Why it matters
    /// A mount keeps what the package manager has fetched. A flag or a command of the same `RUN` that empties or
    /// bypasses it makes the mount useless.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-slim
    /// COPY requirements.txt .
    /// RUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir -r requirements.txt
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-slim
    /// COPY requirements.txt .
    /// RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
    /// ```
    CacheMountDefeated {
        category: "caching",
        severity: Info,
        equivalents: [],
    }
}

/// Of each program the folder of its cache, and the flag that switches it off.
const CACHES: [(&str, &str, &str); 5] = [
    ("pip", "pip", "--no-cache-dir"),
    ("pip3", "pip", "--no-cache-dir"),
    ("apk", "apk", "--no-cache"),
    ("uv", "uv", "--no-cache"),
    ("poetry", "pypoetry", "--no-cache"),
];

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Some(exec) = ctx.exec_of(it) else { continue };
        let caches = exec.mounts.iter().filter(|mount| matches!(mount.kind, PointKind::Cache { .. }));
        let targets: Vec<&str> = caches.map(|mount| mount.dest.as_str()).collect();
        if targets.is_empty() {
            continue;
        }
        let commands = ctx.commands(it);
        for command in commands {
            let known = CACHES.iter().find(|(program, _, _)| *program == command.name());
            let flag = known.and_then(|(_, folder, flag)| {
                let target = targets.iter().find(|target| target.contains(folder))?;
                Some((command.args().iter().find(|word| word.text == *flag)?, *target))
            });
            if let Some((word, target)) = flag {
                let message = format!("{} switches off the cache in {target}", word.text);
                let finding = Finding::new(&META, it.index, word.span, message, "the mount stays empty");
                let rest = ctx.source.get(word.span.end as usize..).unwrap_or_default();
                let span =
                    Span { start: word.span.start, end: word.span.end + u32::from(rest.starts_with(' ')) };
                let edit = TextEdit { span, new_text: String::new() };
                ctx.report(finding.with_fix(format!("Take {} out", word.text), Safety::Safe, vec![edit]));
                continue;
            }
            let removes = removed(command, Some("/"));
            let emptied = targets
                .iter()
                .find(|target| removes.iter().any(|path| is_under(path.trim_end_matches("/*"), target)));
            if let Some(target) = emptied {
                let message = format!("the cache in {target} is emptied again");
                ctx.report(Finding::new(
                    &META,
                    it.index,
                    command.span(),
                    message,
                    "the next build finds nothing in it",
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn switched_off_or_emptied() {
        check(&RULE, "
FROM a:1
RUN --mount=type=cache,target=/var/lib/apt apt-get update && rm -rf /var/lib/apt/lists/*
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ the cache in /var/lib/apt is emptied again
");
        check_fix(
            &RULE,
            "FROM a:1\nRUN --mount=type=cache,target=/var/cache/apk apk add --no-cache git\n",
            "FROM a:1\nRUN --mount=type=cache,target=/var/cache/apk apk add git\n",
        );
    }

    #[test]
    fn other_caches_and_used_ones() {
        check_none(
            &RULE,
            "FROM a:1\nRUN --mount=type=cache,target=/root/.npm pip install --no-cache-dir x\n",
        );
        check_none(
            &RULE,
            "FROM a:1\nRUN --mount=type=tmpfs,target=/root/.cache/pip pip install --no-cache-dir x\n",
        );
        check_none(&RULE, "FROM a:1\nRUN --mount=type=cache,target=/root/.npm npm ci && rm -rf /tmp/x\n");
    }
}
