//! `CopyMultiSrcSlash`: several files copied to one name.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Kind};
use crate::text::paths;

declare_rule! {
    /// Several files are copied to a name without a trailing slash.
    ///
    /// ## Why it matters
    /// Where that name is no directory yet, each file is written over the one before, and the last one wins. The build
    /// goes on without a word.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// COPY package.json package-lock.json /app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// COPY package.json package-lock.json /app/
    /// ```
    CopyMultiSrcSlash {
        category: "correctness",
        severity: Error,
        equivalents: ["hadolint DL3021", "trivy DS-0011"],
    }
}

use super::bases::dir_at;

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let (Kind::Copy(transfer) | Kind::Add(transfer)) = &it.kind else { continue };
        let dest = transfer.dest.text.as_str();
        let is_dir = dest.ends_with(['/', '\\']) || matches!(paths::base(dest), "." | "..");
        if transfer.sources.len() + transfer.inline.len() < 2
            || is_dir
            || dest.contains(['$', '\\'])
            || dest.is_empty()
        {
            continue;
        }
        let severity = if is_known(ctx, it, dest) { Severity::Hint } else { META.severity };
        let fix = Fix::safe("End the destination with a slash", transfer.dest.span.at_end(), "/");
        let message = format!("{dest} is taken for a file, and written several times");
        let why = if severity == Severity::Hint {
            "it is a directory by now; a slash says so".to_owned()
        } else {
            format!("nothing in this file makes {dest} a directory before line {}", it.lines.start)
        };
        let message =
            if severity == Severity::Hint { format!("{dest} has no slash at its end") } else { message };
        let finding = Finding::new(&META, it.index, transfer.dest.span, message, why);
        ctx.report(finding.at_most(severity).fixed_by((!it.json).then_some(fix)));
    }
}

/// Whether a destination may be a directory: one that images have, or that something above in this file names.
fn is_known(ctx: &RuleContext<'_>, it: &Instruction, dest: &str) -> bool {
    const SYSTEM: [&str; 14] = [
        "bin", "boot", "dev", "etc", "home", "lib", "media", "mnt", "opt", "root", "sbin", "srv", "tmp",
        "usr",
    ];
    let dir = dir_at(ctx, it);
    let Some(path) = (if dest.starts_with('/') {
        Some(paths::clean(dest))
    } else {
        dir.clone().map(|dir| paths::join(&dir, dest))
    }) else {
        return true;
    };
    let first = path.split('/').nth(1).unwrap_or_default();
    if SYSTEM.contains(&first) || matches!(first, "var" | "go" | "run") || path == "/" {
        return true;
    }
    let Some(stage) = ctx.stage_of(it.index) else { return true };
    let name = paths::base(&path);
    dir.is_some_and(|dir| dir == path || dir.starts_with(&format!("{path}/")))
        || ctx.instructions_to(stage).any(|other| other.index < it.index && other.original.contains(name))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn no_directory() {
        check(
            &RULE,
            "
FROM a:1
COPY a b /app
         ^^^^ /app is taken for a file, and written several times
",
        );
    }

    #[test]
    fn directories_and_single_files() {
        check_none(&RULE, "FROM a:1\nCOPY a b /app/\nCOPY a b .\nCOPY a /b\nCOPY a b $DIR\nCOPY a b ./x/.\n");
        check(
            &RULE,
            "
FROM a:1
WORKDIR /app
COPY a b /app
         ^^^^ /app has no slash at its end
",
        );
    }

    #[test]
    fn the_fix_adds_the_slash() {
        check_fix(&RULE, "FROM a:1\nCOPY a b /app\n", "FROM a:1\nCOPY a b /app/\n");
    }
}
