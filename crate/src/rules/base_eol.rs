//! `BaseEol`: an image of a version that is no longer cared for.

use crate::diag::Finding;
use crate::eval::State;
use crate::rules::RuleContext;

declare_rule! {
    /// A base image is of a version that gets no updates any more.
    ///
    /// ## Why it matters
    /// Nobody mends its faults any more, and in time its package mirrors go away, so that the build stops.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:14-buster
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-bookworm-slim
    /// ```
    BaseEol {
        category: "reproducibility/pinning",
        severity: Info,
        equivalents: [],
    }
}

use super::bases::{Base, place_of};

/// What the table below was true of: the life cycles that the projects publish.
const AS_OF: &str = "November 2026";

/// Of each image the last version whose time is over.
const OVER: [(&str, u32, Option<u32>); 13] = [
    ("debian", 11, None),
    ("ubuntu", 20, Some(10)),
    ("alpine", 3, Some(21)),
    ("node", 21, None),
    ("python", 3, Some(10)),
    ("ruby", 3, Some(2)),
    ("php", 8, Some(1)),
    ("golang", 1, Some(24)),
    ("mysql", 8, Some(0)),
    ("postgres", 14, None),
    ("mcr.microsoft.com/dotnet/sdk", 9, None),
    ("mcr.microsoft.com/dotnet/aspnet", 9, None),
    ("mcr.microsoft.com/dotnet/runtime", 9, None),
];

/// Releases of distributions whose time is over, as tags name them.
const RELEASES: [&str; 9] =
    ["wheezy", "jessie", "stretch", "buster", "bullseye", "trusty", "xenial", "bionic", "focal"];

fn check(ctx: &mut RuleContext<'_>) {
    for state in &ctx.check.plan.evaluation.states {
        let Some(what) = over(state) else { continue };
        let Some((instruction, span)) = place_of(ctx, state) else { continue };
        let why = format!("as of {AS_OF}, faults in {what} are not mended any more");
        let message = format!("{what} has reached its end of life");
        ctx.report(Finding::new(&META, instruction, span, message, why));
    }
}

/// What in the name of an image is past its time.
fn over(state: &State<'_>) -> Option<String> {
    let base = Base::of(state)?;
    let name = base.name;
    if matches!(name, "centos" | "openjdk" | "java") || name.starts_with("mcr.microsoft.com/dotnet/core/") {
        return Some(name.to_owned());
    }
    if let Some((major, minor)) = base.version()
        && let Some((_, last, last_minor)) = OVER.iter().find(|(known, _, _)| *known == name)
    {
        let is_over = major < *last
            || (major == *last && last_minor.is_none_or(|last| minor.is_some_and(|minor| minor <= last)));
        // Of Node.js, odd versions live for months.
        if is_over || (name == "node" && matches!(major, 23 | 25)) {
            return Some(format!("{name}:{}", base.tag.split('-').next().unwrap_or_default()));
        }
    }
    base.tag.split('-').find_map(|part| {
        let is_alpine = || {
            let minor = part.strip_prefix("alpine3.")?.split('.').next()?.parse::<u32>().ok()?;
            Some(minor <= 21)
        };
        (RELEASES.contains(&part) || is_alpine() == Some(true)).then(|| part.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn versions_and_releases() {
        check(
            &RULE,
            "
FROM node:14-alpine AS a
     ^^^^^^^^^^^^^^ node:14 has reached its end of life
FROM python:3.13-slim-buster AS b
     ^^^^^^^^^^^^^^^^^^^^^^^ buster has reached its end of life
FROM golang:1.26-alpine3.19
     ^^^^^^^^^^^^^^^^^^^^^^ alpine3.19 has reached its end of life
",
        );
    }

    #[test]
    fn what_moves_and_what_is_not_known() {
        check_none(
            &RULE,
            "FROM python:3\nFROM node:24\nFROM node:lts\nFROM example.com/node:14\nFROM alpine:3.22\n",
        );
        check_none(&RULE, "ARG V\nFROM node:$V\nFROM golang:1\nFROM ubuntu:22.04\nFROM mysql:8\n");
    }
}
