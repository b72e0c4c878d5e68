//! `VenvPythonMismatch`: a virtual environment for another Python.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::rules::facts::{short_image, split_image};
use crate::stage::Stage;
use crate::syntax::shell::{dirs, resolve, written};
use crate::text::TextEdit;

declare_rule! {
    /// A virtual environment is copied to an image with another Python.
    ///
    /// ## Why it matters
    /// A virtual environment belongs to the one minor version of Python that made it. With another version it finds
    /// none of its packages.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13 AS build
    /// RUN python -m venv /venv && /venv/bin/pip install flask==3.0.3
    /// FROM python:3.11-slim
    /// COPY --from=build /venv /venv
    /// CMD ["/venv/bin/python", "app.py"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13 AS build
    /// RUN python -m venv /venv && /venv/bin/pip install flask==3.0.3
    /// FROM python:3.13-slim
    /// COPY --from=build /venv /venv
    /// CMD ["/venv/bin/python", "app.py"]
    /// ```
    VenvPythonMismatch {
        category: "multi-stage",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let (Some(source), Some(user)) = (ctx.source_of(it), ctx.stage_of(it.index)) else { continue };
        let (Some(from), Some(to)) = (python_of(ctx.image_of(source)), python_of(ctx.image_of(user))) else {
            continue;
        };
        if from == to {
            continue;
        }
        let made = environments(ctx, source);
        let copies = ctx.copies_of(it);
        let copied = copies.iter().map(|(path, _)| *path);
        let Some(path) = copied
            .into_iter()
            .find(|path| made.iter().any(|dir| dir == path) || path.contains("site-packages"))
        else {
            continue;
        };
        let message = format!("{path} is for Python {from}, this image has {to}");
        let why = format!(
            "{} starts from {}, {} from {}",
            ctx.name_of(source),
            short_image(ctx.image_of(source)),
            ctx.name_of(user),
            short_image(ctx.image_of(user))
        );
        let mut finding = Finding::new(&META, it.index, it.line_span, message, why);
        let image = ctx.from_of(ctx.root_of(user)).map(|(_, from)| &from.image);
        if let Some(image) = image.filter(|image| image.text.contains(&format!(":{to}"))) {
            let new_text = image.text.replacen(&format!(":{to}"), &format!(":{from}"), 1);
            let edit = TextEdit { span: image.span, new_text };
            finding = finding.with_fix(format!("Use Python {from} in both"), Safety::NeedsReview, vec![edit]);
        }
        ctx.report(finding);
    }
}

/// The minor version of Python that an image's name tells: `3.13` of `python:3.13.1-slim`.
fn python_of(image: &str) -> Option<String> {
    let (name, tag) = split_image(image);
    let version =
        if name.ends_with("/python") { tag } else { tag.split_once("python").map_or("", |(_, rest)| rest) };
    let mut parts = version.split(|ch: char| !ch.is_ascii_digit());
    let (major, minor) = (parts.next()?, parts.next()?);
    let is_version = version.starts_with("3.") && !minor.is_empty();
    is_version.then(|| format!("{major}.{minor}"))
}

/// The virtual environments that a stage makes.
pub(super) fn environments<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> Vec<String> {
    let mut found = Vec::new();
    for it in ctx.instructions_of(stage) {
        let commands = ctx.commands(it);
        let dirs = dirs(commands, ctx.dir_of(it));
        for (command, dir) in commands.iter().zip(&dirs) {
            let first = command.operand_texts().next();
            match (command.name(), first) {
                ("venv" | "virtualenv", _) => found.extend(written(command, dir.as_deref())),
                ("uv", Some("venv")) => {
                    let path = command.operand_texts().nth(1).unwrap_or(".venv");
                    found.extend(resolve(path, dir.as_deref()));
                }
                ("uv", Some("sync")) => found.extend(resolve(".venv", dir.as_deref())),
                _ => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn two_versions() {
        check(
            &RULE,
            "
FROM python:3.12-slim AS b
WORKDIR /app
RUN uv sync
FROM python:3.13-slim
COPY --from=b /app/.venv /app/.venv
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ /app/.venv is for Python 3.12, this image has 3.13
",
        );
        let source = "FROM python:3.13 AS b\nRUN python -m venv /v\nFROM python:3.11\nCOPY --from=b /v /v\n";
        check_why(&RULE, source, "b starts from python:3.13, stage-1 from python:3.11");
        check_fix(&RULE, source, &source.replace("3.11", "3.13"));
    }

    #[test]
    fn one_version_or_unknown() {
        check_none(
            &RULE,
            "FROM python:3.13.1 AS b\nRUN python -m venv /v\nFROM python:3.13-slim\nCOPY --from=b /v /v\n",
        );
        check_none(
            &RULE,
            "FROM python:3.13 AS b\nRUN python -m venv /v\nFROM python:3\nCOPY --from=b /v /v\n",
        );
        check_none(
            &RULE,
            "FROM python:3.13 AS b\nRUN python -m venv /v\nFROM python:3.11\nCOPY --from=b /w /w\n",
        );
    }
}
