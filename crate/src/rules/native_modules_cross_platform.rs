//! `NativeModulesCrossPlatform`: packages that were installed for another platform.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::syntax::Kind;
use crate::text::Span;

use super::bases::is_for_work;

declare_rule! {
    /// Installed packages come from another platform.
    ///
    /// ## Why it matters
    /// Parts of packages are compiled, and run only on the platform and C library for which they were installed. It shows
    /// when the program loads them.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM --platform=$BUILDPLATFORM node:24-slim AS deps
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci --omit=dev
    /// FROM node:24-slim
    /// COPY --from=deps /app/node_modules /app/node_modules
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim AS deps
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci --omit=dev
    /// FROM node:24-slim
    /// COPY --from=deps /app/node_modules /app/node_modules
    /// ```
    ///
    /// ## When to ignore it
    /// When no package has compiled parts.
    NativeModulesCrossPlatform {
        category: "multi-arch",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Copy(copy) = &it.kind else { continue };
        let user = || ctx.stage_of(it.index).filter(|user| !is_for_work(user));
        if copy.from.is_none() {
            let own = copy.sources.iter().find(|word| {
                let name = word.text.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
                matches!(name, "node_modules" | ".venv" | "venv")
            });
            let Some(word) = own.filter(|_| user().is_some()) else { continue };
            let message = format!("{} comes from the machine that builds", word.text);
            let why = "its compiled parts are those of that machine's platform and C library";
            ctx.report(Finding::new(&META, it.index, word.span, message, why));
            continue;
        }
        let Some(source) = ctx.source_of(it) else { continue };
        let path = ctx.copies_of(it).into_iter().map(|(path, _)| path.trim_end_matches('/')).find(|path| {
            ["/node_modules", "/site-packages", "/venv", "/.venv", "/vendor/bundle"]
                .iter()
                .any(|end| path.ends_with(end))
        });
        let (Some(path), Some(span)) = (path, build_platform(ctx, source)) else { continue };
        let Some(user) = user() else { continue };
        if build_platform(ctx, user).is_some() || minds_target(ctx, source) {
            continue;
        }
        let message = format!("{path} was installed for the build machine");
        let name = ctx.name_of(source);
        let why = format!("{name} runs on BUILDPLATFORM, this image on the platform that is asked for");
        let fix = Fix::review(format!("Run {name} on the platform of the image"), span, "");
        let finding = Finding::new(&META, it.index, it.line_span, message, why).fixed_by(Some(fix));
        let without_scripts = ctx.instructions_to(source).any(|it| it.original.contains("--ignore-scripts"));
        ctx.report(if without_scripts { finding.at_most(Severity::Hint) } else { finding });
    }
}

/// Where the `FROM` that a stage stands on asks for the platform of the build: the flag with the blank behind it.
fn build_platform<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> Option<Span> {
    let root = ctx.root_of(stage);
    let (_, from) = ctx.from_of(root)?;
    let platform = from.platform.as_ref().filter(|word| word.text.contains("BUILDPLATFORM"))?;
    Some(Span { start: platform.span.start, end: from.image.span.start })
}

/// Whether a stage installs for the platform of the target.
fn minds_target<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> bool {
    let words = ["TARGET", "--cpu", "--libc", "npm_config_arch", "--platform"];
    ctx.instructions_of(stage).any(|it| words.iter().any(|word| it.original.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn of_another_stage_or_the_machine() {
        check(
            &RULE,
            "
FROM node:24
COPY package.json node_modules /app/
                  ^^^^^^^^^^^^ node_modules comes from the machine that builds
",
        );
        let source =
            "FROM --platform=$BUILDPLATFORM a:1 AS d\nRUN npm ci\nFROM a:1\nCOPY --from=d /node_modules /x\n";
        check_fix(&RULE, source, &source.replace("--platform=$BUILDPLATFORM ", ""));
    }

    #[test]
    fn the_same_platform_told_or_built() {
        for source in [
            "FROM a:1 AS d\nFROM a:1\nCOPY --from=d /app/node_modules /x\n",
            "FROM --platform=$BUILDPLATFORM a:1 AS d\nRUN npm ci --cpu=$TARGETARCH\nFROM a:1\nCOPY --from=d /node_modules /x\n",
            "FROM --platform=$BUILDPLATFORM a:1 AS d\nFROM a:1\nCOPY --from=d /app/dist /x\n",
            "FROM a:1\nCOPY package.json /app/\n",
        ] {
            check_none(&RULE, source);
        }
    }
}
