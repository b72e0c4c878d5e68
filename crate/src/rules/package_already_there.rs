//! `PackageAlreadyThere`: a package that another one brings.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::shell::{Manager, PackageKind};

use super::facts::{short_image, split_image};

declare_rule! {
    /// A package is installed that is there already.
    ///
    /// ## Why it matters
    /// Another package of the list brings it along, or the base image has it. It costs nothing but time, and whoever reads
    /// the list takes it for something that is needed.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends build-essential gcc && rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends build-essential && rm -rf /var/lib/apt/lists/*
    /// ```
    PackageAlreadyThere {
        category: "package managers",
        severity: Hint,
        equivalents: [],
    }
}

/// What these packages depend on, by Debian's and Alpine's own lists.
const BRING: [(Manager, &str, &[&str]); 2] = [
    (Manager::Apt, "build-essential", &["gcc", "g++", "make", "libc6-dev", "libc-dev", "dpkg-dev"]),
    (
        Manager::Apk,
        "build-base",
        &["gcc", "g++", "make", "libc-dev", "fortify-headers", "binutils", "patch", "file"],
    ),
];

/// What the full images of languages have, which stand on buildpack-deps.
const OF_FULL_IMAGES: [&str; 12] = [
    "build-essential",
    "gcc",
    "g++",
    "make",
    "curl",
    "wget",
    "git",
    "ca-certificates",
    "libc6-dev",
    "libssl-dev",
    "libffi-dev",
    "patch",
];

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        for command in ctx.commands(it) {
            let Some(manager) =
                command.installs().filter(|manager| matches!(manager, Manager::Apt | Manager::Apk))
            else {
                continue;
            };
            let packages = command.packages();
            let named = || {
                packages
                    .iter()
                    .filter(|package| package.kind == PackageKind::Named && package.version.is_empty())
            };
            let brought = BRING
                .iter()
                .filter(|(of, bringer, _)| *of == manager && named().any(|it| it.name == *bringer));
            let brought = brought.into_iter().find_map(|(_, bringer, brings)| {
                Some((*bringer, named().find(|package| brings.contains(&package.name))?))
            });
            if let Some((bringer, package)) = brought {
                let message = format!("{} comes with {bringer}", package.name);
                let why = format!("line {} names both; one is enough", it.lines.start);
                ctx.report(Finding::new(&META, it.index, package.word.span, message, why));
            }
            let Some(image) = full_image(ctx, it.index).filter(|_| manager == Manager::Apt) else { continue };
            let Some(package) = named().find(|package| OF_FULL_IMAGES.contains(&package.name)) else {
                continue;
            };
            let message = format!("{} is in {image} already", package.name);
            let why = "the images without -slim have a compiler, curl, git and the common headers";
            ctx.report(
                Finding::new(&META, it.index, package.word.span, message, why).at_most(Severity::Hint),
            );
        }
    }
}

/// The full image of a language that an instruction's stage starts from, with nothing between that could take away.
fn full_image<'a>(ctx: &RuleContext<'a>, instruction: usize) -> Option<&'a str> {
    let image = ctx.image_of(ctx.stage_of(instruction)?);
    let (name, tag) = split_image(image);
    let is_language = matches!(short_image(name), "python" | "node" | "ruby");
    let is_other = ["slim", "alpine", "windows", "nanoserver"].iter().any(|word| tag.contains(word));
    (is_language && !is_other && !tag.is_empty()).then(|| short_image(image))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn brought_by_another_or_by_the_base() {
        check(
            &RULE,
            "
FROM alpine:3.22
RUN apk add make build-base
            ^^^^ make comes with build-base
",
        );
        check(
            &RULE,
            "
FROM python:3.14
RUN apt-get install -y git libpq-dev
                       ^^^ git is in python:3.14 already
",
        );
    }

    #[test]
    fn alone_or_in_a_slim_image() {
        check_none(&RULE, "FROM debian:12-slim\nRUN apt-get install -y gcc make\n");
        check_none(&RULE, "FROM python:3.14-slim\nRUN apt-get install -y git\n");
        check_none(&RULE, "FROM python:3.14\nRUN apt-get install -y libpq-dev\n");
        check_none(&RULE, "FROM alpine:3.22\nRUN apk add build-essential gcc\n");
    }
}
