//! `FinalBaseNotSlim`: the full variant of a base.

use crate::catalog::Lookup;
use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::rules::builders::{is_build_package, language};
use crate::rules::facts::{DEBIAN, short_image, slim, split_image};
use crate::syntax::shell::Manager;
use crate::text::TextEdit;

declare_rule! {
    /// The image that ships stands on the full variant of its base.
    ///
    /// ## Why it matters
    /// The full variant holds compilers and headers for whoever builds on it. The slim one has the same runtime and the
    /// same C library.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24 AS build
    /// WORKDIR /app
    /// COPY . .
    /// RUN npm ci && npm run build
    /// FROM node:24
    /// COPY --from=build /app/dist /app
    /// CMD ["node", "/app/server.js"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24 AS build
    /// WORKDIR /app
    /// COPY . .
    /// RUN npm ci && npm run build
    /// FROM node:24-slim
    /// COPY --from=build /app/dist /app
    /// CMD ["node", "/app/server.js"]
    /// ```
    FinalBaseNotSlim {
        category: "size",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let Some(target) = ctx.target_stage().filter(|_| !ctx.is_tool_image()) else { return };
    let image = ctx.image_of(target);
    let (name, tag) = split_image(image);
    let short = short_image(name);
    let is_full = tag.starts_with(|ch: char| ch.is_ascii_digit())
        && tag.split('-').skip(1).all(|part| DEBIAN.contains(&part));
    if !matches!(short, "python" | "node" | "ruby") || !is_full || needs_tools(ctx) {
        return;
    }
    let Some((it, from)) = ctx.from_of(ctx.root_of(target)) else { return };
    let slim = slim(tag);
    let slim_name = format!("{name}:{slim}");
    let size = |name: &str| match ctx.catalog.image(name) {
        Lookup::Known(image) => image.size.as_ref().map(|size| size.bytes / 1_000_000),
        _ => None,
    };
    let why = match (size(image), size(&slim_name)) {
        (Some(full), Some(slim_size)) => {
            format!("{short}:{tag} has {full} MB, {short}:{slim} {slim_size} MB")
        }
        _ => format!("{short}:{slim} has the same runtime without what is there to build"),
    };
    let mut finding = Finding::new(
        &META,
        it.index,
        from.image.span,
        "the image stands on the full variant of its base",
        why,
    );
    if let Some(text) = from.image.text.strip_suffix(tag).filter(|_| !from.image.text.contains('$')) {
        let edit = TextEdit { span: from.image.span, new_text: format!("{text}{slim}") };
        finding = finding.with_fix(format!("Start from {short}:{slim}"), Safety::NeedsReview, vec![edit]);
    }
    ctx.report(finding);
}

/// Whether the chain builds or installs something that may need what only the full variant has.
fn needs_tools(ctx: &RuleContext<'_>) -> bool {
    ctx.chain_instructions().into_iter().any(|it| {
        ctx.commands(it).iter().any(|command| {
            let first = command.operand_texts().next();
            let installs =
                matches!(command.name(), "npm" | "yarn" | "pnpm" | "bundle" | "poetry" | "pipenv" | "uv")
                    && matches!(first, Some("ci" | "install" | "sync" | "i") | None);
            // What pip fetches is nearly always built already, unless it comes as sources.
            let is_code =
                command.installs().is_some_and(|manager| !manager.is_of_system() && manager != Manager::Pip);
            let fetches = command.operand_texts().any(|text| text.starts_with("git+"));
            let compiles = command.packages().iter().any(|package| is_build_package(package.name));
            installs
                || is_code
                || fetches
                || compiles
                || command.has_flag(&["--no-binary"])
                || language(command).is_some()
                || matches!(command.name(), "git" | "gcc")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn the_full_one() {
        check(
            &RULE,
            "
FROM python:3.13-bookworm
     ^^^^^^^^^^^^^^^^^^^^ the image stands on the full variant of its base
CMD [\"python\", \"a.py\"]
",
        );
        check_fix(
            &RULE,
            "FROM python:3.13-bookworm\nCMD [\"python\", \"a.py\"]\n",
            "FROM python:3.13-slim-bookworm\nCMD [\"python\", \"a.py\"]\n",
        );
    }

    #[test]
    fn packages_that_come_built() {
        check_fix(
            &RULE,
            "FROM python:3.12\nRUN pip install -r requirements.txt\nCMD [\"python\", \"a.py\"]\n",
            "FROM python:3.12-slim\nRUN pip install -r requirements.txt\nCMD [\"python\", \"a.py\"]\n",
        );
    }

    #[test]
    fn small_unknown_or_needed() {
        check_none(&RULE, "FROM node:24-slim\nCMD [\"node\", \"a.js\"]\n");
        check_none(&RULE, "FROM node:24-alpine\nCMD [\"node\", \"a.js\"]\n");
        check_none(&RULE, "FROM example.com/node:24\nCMD [\"node\", \"a.js\"]\n");
        check_none(&RULE, "FROM node:24\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n");
        check_none(
            &RULE,
            "FROM python:3.12\nRUN apt-get install -y gcc && pip install x\nCMD [\"python\", \"a.py\"]\n",
        );
        check_none(
            &RULE,
            "FROM python:3.12\nRUN pip install git+https://example.com/x\nCMD [\"python\", \"a.py\"]\n",
        );
        check_none(&RULE, "FROM node:24 AS dev\nCMD [\"node\", \"a.js\"]\n");
    }
}
