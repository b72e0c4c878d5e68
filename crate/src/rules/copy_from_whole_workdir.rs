//! `CopyFromWholeWorkdir`: sources that come along with what was built from them.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::syntax::{Instruction, Kind};
use crate::text::paths::join;

use super::builders::{BuildStep, Language, build_steps};

declare_rule! {
    /// `COPY --from` takes the whole directory in which a stage was built.
    ///
    /// ## Why it matters
    /// Beside what the build made lie the sources, the tests and whatever the build needed. All of it becomes a layer of
    /// the image, and every edit of a source changes that layer.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24 AS build
    /// WORKDIR /app
    /// COPY . .
    /// RUN npm ci && npm run build
    /// FROM node:24-slim
    /// COPY --from=build /app /app
    /// CMD ["node", "/app/dist/server.js"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24 AS build
    /// WORKDIR /app
    /// COPY . .
    /// RUN npm ci && npm run build
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY --from=build /app/dist ./dist
    /// CMD ["node", "dist/server.js"]
    /// ```
    ///
    /// ## When to ignore it
    /// When the program reads its sources, as with templates that lie among them.
    CopyFromWholeWorkdir {
        category: "multi-stage",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Copy(copy) = &it.kind else { continue };
        let Some(source) = ctx.source_of(it).filter(|_| copy.excludes.is_empty()) else { continue };
        let Some(user) = ctx.stage_of(it.index).filter(|user| !super::bases::is_for_work(user)) else {
            continue;
        };
        for (path, dest) in ctx.copies_of(it) {
            let dir = path.trim_end_matches('/');
            let Some((copied, step)) = built_in(ctx, source, dir) else { continue };
            let name = ctx.name_of(source);
            let message = format!("{dir} of {name} holds its sources too");
            let why = format!(
                "line {} copies the build context there, and line {} builds in it",
                copied.lines.start, step.it.lines.start
            );
            let finding = Finding::new(&META, it.index, it.line_span, message, why);
            let fix = if step.language == Language::Node { narrow(ctx, it, dir, dest) } else { None };
            let severity = if ctx.is_shipped(user.index) { META.severity } else { Severity::Hint };
            ctx.report(finding.at_most(severity).fixed_by(fix));
            break;
        }
    }
}

/// The instruction that puts the build context into a directory of a stage, and what builds from it afterwards, where
/// nothing of it is deleted.
fn built_in<'a>(
    ctx: &RuleContext<'a>,
    stage: &'a Stage,
    dir: &str,
) -> Option<(&'a Instruction, BuildStep<'a>)> {
    let copied = ctx.instructions_of(stage).find(|it| match &it.kind {
        Kind::Copy(copy) if copy.from.is_none() && !dir.is_empty() => {
            let takes_all = copy.sources.iter().any(|word| matches!(word.text.as_str(), "." | "./"));
            takes_all && ctx.copies_of(it).iter().any(|(_, dest)| dest.trim_end_matches('/') == dir)
        }
        _ => false,
    })?;
    // What these make lies in a directory of its own.
    let writes_apart = |language| {
        matches!(language, Language::Go | Language::Rust | Language::Java | Language::DotNet | Language::Node)
    };
    let step = build_steps(ctx, stage)
        .into_iter()
        .find(|step| step.it.index > copied.index && writes_apart(step.language))?;
    let deletes = ctx
        .instructions_of(stage)
        .filter(|it| it.index >= step.it.index)
        .any(|it| ctx.commands(it).iter().any(|command| matches!(command.name(), "rm" | "find" | "mv")));
    (!deletes).then_some((copied, step))
}

/// The manifest, the packages and the folder that the program starts from, where the image tells which that is.
fn narrow(ctx: &RuleContext<'_>, it: &Instruction, dir: &str, dest: &str) -> Option<Fix> {
    let Kind::Copy(copy) = &it.kind else { return None };
    let ([_], Some(from)) = (copy.sources.as_slice(), copy.from.as_ref()) else { return None };
    let dest = dest.trim_end_matches('/');
    let words = ctx.start_words();
    let work_dir = &ctx.build.plan.result()?.image.config.working_dir;
    let program = words
        .iter()
        .map(|word| if word.starts_with('/') { word.clone() } else { join(work_dir, word) })
        .find_map(|path| {
            let inner = path.strip_prefix(dest)?.strip_prefix('/')?;
            let (folder, _) = inner.split_once('/')?;
            matches!(folder, "dist" | "build" | "out" | "lib").then(|| folder.to_owned())
        })?;
    let line = |what: &str| format!("COPY --from={} {dir}/{what} {dest}/{what}", from.text);
    let lines = [line("package.json"), line("node_modules"), line(&program)];
    Some(Fix::review(
        format!("Copy package.json, node_modules and {program}"),
        it.line_span,
        lines.join("\n"),
    ))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_target};

    const BUILD: &str = "FROM node:24 AS b\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM node:24-slim\n";

    #[test]
    fn all_of_the_working_directory() {
        check(
            &RULE,
            "
FROM golang:1.26 AS b
WORKDIR /src
COPY . .
RUN go build -o /src/bin/app .
FROM debian:12
COPY --from=b /src/ /src
^^^^^^^^^^^^^^^^^^^^^^^^ /src of b holds its sources too
",
        );
        check_fix(
            &RULE,
            &format!("{BUILD}COPY --from=b /app /srv\nCMD [\"node\", \"/srv/dist/main.js\"]\n"),
            &format!(
                "{BUILD}COPY --from=b /app/package.json /srv/package.json\nCOPY --from=b /app/node_modules /srv/node_modules\n\
                 COPY --from=b /app/dist /srv/dist\nCMD [\"node\", \"/srv/dist/main.js\"]\n"
            ),
        );
    }

    #[test]
    fn what_was_built_or_a_program_that_is_its_source() {
        check_none(&RULE, &format!("{BUILD}COPY --from=b /app/dist /app\n"));
        check_none(
            &RULE,
            "FROM a:1 AS b\nWORKDIR /app\nCOPY . .\nRUN pip install -r r.txt\nFROM a:1\nCOPY --from=b /app /app\n",
        );
        check_none(
            &RULE,
            "FROM a:1 AS b\nWORKDIR /app\nCOPY . .\nRUN npm run build && rm -r src\nFROM a:1\nCOPY --from=b /app /app\n",
        );
    }

    #[test]
    fn a_stage_that_does_not_ship() {
        check_target(
            &RULE,
            Some("last"),
            "
FROM node:24 AS b
WORKDIR /app
COPY . .
RUN npm run build
FROM a:1 AS other
COPY --from=b /app /app
^^^^^^^^^^^^^^^^^^^^^^^ /app of b holds its sources too
FROM a:1 AS last
",
        );
    }
}
