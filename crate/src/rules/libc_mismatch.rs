//! `LibcMismatch`: a program for another C library.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::rules::builders::{Language, build_steps};
use crate::rules::facts::{Libc, short_image};
use crate::stage::Stage;
use crate::syntax::{Instruction, Word};
use crate::text::paths::base;

use super::cgo_to_scratch::{has_compiler, is_pure_go, sets};

declare_rule! {
    /// A program is copied to an image with another C library.
    ///
    /// ## Why it matters
    /// Alpine has musl, most other images have glibc. A program that was linked against the one does not start with the
    /// other, and the message says that the file does not exist.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM rust:1.90-bookworm AS build
    /// RUN cargo build --release
    /// FROM alpine:3.22
    /// COPY --from=build /target/release/app /app
    /// CMD ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM rust:1.90-bookworm AS build
    /// RUN cargo build --release
    /// FROM debian:12-slim
    /// COPY --from=build /target/release/app /app
    /// CMD ["/app"]
    /// ```
    LibcMismatch {
        category: "multi-stage",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let (Some(source), Some(user)) = (ctx.source_of(it), ctx.stage_of(it.index)) else { continue };
        let (Some(from), Some(to)) = (ctx.libc(source), ctx.libc(user)) else { continue };
        if from == to || has_compatibility(ctx, user) {
            continue;
        }
        let Some((path, severity)) = native(ctx, source, it, from) else { continue };
        let message = format!("{path} is built for {}, this image has {}", name(from), name(to));
        let why = format!(
            "{} stands on {}, {} on {}",
            ctx.name_of(source),
            short_image(ctx.image_of(source)),
            ctx.name_of(user),
            short_image(ctx.image_of(user))
        );
        ctx.report(Finding::new(&META, it.index, it.line_span, message, why).at_most(severity));
    }
}

fn name(libc: Libc) -> &'static str {
    match libc {
        Libc::Musl => "musl",
        Libc::Glibc => "glibc",
    }
}

/// What an instruction copies that is bound to the C library of the stage that it was made in, and how sure that is.
fn native<'a>(
    ctx: &RuleContext<'a>,
    source: &'a Stage,
    it: &Instruction,
    libc: Libc,
) -> Option<(&'a str, Severity)> {
    let copies = ctx.copies_of(it);
    let ends = |end: &str| {
        copies.iter().map(|(path, _)| *path).find(|path| path.trim_end_matches('/').ends_with(end))
    };
    if let Some(path) = ends("/node_modules").or_else(|| ends("/site-packages")) {
        // Not every package has code that is compiled.
        return Some((path, Severity::Warning));
    }
    let steps = build_steps(ctx, source);
    let is_static = |word: &Word| word.text.contains("static") || word.text.contains("musl");
    let step = steps.iter().find(|step| step.language.is_compiled())?;
    if steps.iter().any(|step| step.command.words.iter().any(is_static) || sets(ctx, step, "RUSTFLAGS=")) {
        return None;
    }
    // Programs have no extension; folders of other things do not look like programs.
    let (path, _) = copies.iter().find(|(path, _)| is_program(base(path)))?;
    let severity = match step.language {
        Language::Go if is_pure_go(ctx, step) || !has_compiler(ctx, source) => return None,
        Language::Go if sets(ctx, step, "CGO_ENABLED=1") => Severity::Error,
        // Alpine's Rust links the C library in, unless other libraries are used.
        Language::Rust if libc == Libc::Musl => Severity::Info,
        Language::Rust => Severity::Error,
        // Without packages that use C the program needs no library: nothing here tells.
        Language::Go => Severity::Info,
        Language::C => Severity::Warning,
        _ => return None,
    };
    Some((path, severity))
}

fn is_program(name: &str) -> bool {
    let folders = [
        "dist",
        "static",
        "public",
        "templates",
        "migrations",
        "assets",
        "config",
        "share",
        "src",
        "docs",
        "certs",
    ];
    !name.contains(['.', '*']) && !name.is_empty() && !folders.contains(&name)
}

/// Whether a stage installs a layer for programs of the other library.
fn has_compatibility<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> bool {
    ctx.instructions_of(stage).any(|it| {
        ctx.commands(it).iter().any(|command| {
            command
                .packages()
                .iter()
                .any(|it| matches!(it.name, "gcompat" | "libc6-compat" | "musl" | "glibc"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn two_libraries() {
        check(
            &RULE,
            "
FROM node:24 AS b
RUN npm ci
FROM node:24-alpine
COPY --from=b /app/node_modules /app/node_modules
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ /app/node_modules is built for glibc, this image has musl
",
        );
        check_why(
            &RULE,
            "FROM golang:1.26 AS b\nRUN go build -o /app .\nFROM alpine:3.22\nCOPY --from=b /app /app\n",
            "b stands on golang:1.26, stage-1 on alpine:3.22",
        );
    }

    #[test]
    fn one_library_static_or_no_program() {
        check_none(
            &RULE,
            "FROM node:24 AS b\nRUN npm run build\nFROM nginx:1.29-alpine\nCOPY --from=b /app/dist /x\n",
        );
        check_none(
            &RULE,
            "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM alpine:3.22\nCOPY --from=b /app /app\n",
        );
        check_none(
            &RULE,
            "FROM golang:1.26-alpine AS b\nRUN go build -o /app .\nFROM debian:12\nCOPY --from=b /app /app\n",
        );
        check_none(
            &RULE,
            "FROM rust:1.90 AS b\nRUN cargo build\nFROM example.com/x:1\nCOPY --from=b /t/app /app\n",
        );
        check_none(
            &RULE,
            "FROM rust:1.90 AS b\nRUN cargo build\nFROM alpine:3.22\nRUN apk add gcompat\nCOPY --from=b /t/app /app\n",
        );
    }
}
