//! `CgoToScratch`: a program that needs a C library in an image without one.

use crate::diag::{Finding, Safety, Severity};
use crate::rules::RuleContext;
use crate::rules::builders::{BuildStep, Language, build_steps};
use crate::rules::facts::{Libc, short_image, split_image};
use crate::stage::Stage;
use crate::syntax::Word;
use crate::text::TextEdit;

declare_rule! {
    /// A program that may need a C library is copied to an image without one.
    ///
    /// ## Why it matters
    /// With a C compiler at hand Go links some packages against the C library of the build image. On `scratch` there is
    /// no loader for it, and the program stops with "no such file or directory", although the file is there.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN go build -o /app .
    /// FROM scratch
    /// COPY --from=build /app /app
    /// ENTRYPOINT ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN CGO_ENABLED=0 go build -o /app .
    /// FROM scratch
    /// COPY --from=build /app /app
    /// ENTRYPOINT ["/app"]
    /// ```
    CgoToScratch {
        category: "multi-stage",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let mut seen: Vec<usize> = Vec::new();
    for it in &ctx.file.instructions {
        let Some(source) = ctx.source_of(it).filter(|source| !seen.contains(&source.index)) else { continue };
        let Some(user) = ctx.stage_of(it.index).filter(|user| is_without_libc(ctx, user)) else { continue };
        let Some(step) = build_steps(ctx, source).into_iter().find(|step| is_dynamic(ctx, source, step))
        else {
            continue;
        };
        seen.push(source.index);
        let place = if ctx.is_scratch(user) { "scratch" } else { short_image(ctx.image_of(user)) };
        let message = "the program may need a C library that is not there".to_owned();
        let why = format!("line {} copies it to {place}, which has none", it.lines.start);
        let mut finding = Finding::new(&META, step.it.index, step.span, message, why);
        if step.language == Language::Go {
            // For another processor there is no C compiler at hand, so it is left out anyway.
            if sets(ctx, &step, "GOARCH=") || sets(ctx, &step, "GOOS=") {
                finding = finding.at_most(Severity::Hint);
            }
            let edit = TextEdit { span: step.span.at_start(), new_text: "CGO_ENABLED=0 ".to_owned() };
            finding = finding.with_fix("Build without the C library", Safety::NeedsReview, vec![edit]);
        }
        ctx.report(finding);
    }
}

/// Whether a stage stands on an image that has no C library at all.
fn is_without_libc<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> bool {
    ctx.is_scratch(stage) || ctx.image_of(stage).contains("distroless/static")
}

/// Whether a build may link against the C library of its image.
fn is_dynamic<'a>(ctx: &RuleContext<'a>, stage: &'a Stage, step: &BuildStep<'a>) -> bool {
    let is_static = |word: &Word| word.text.contains("static") || word.text.contains("musl");
    if step.command.words.iter().any(is_static) {
        return false;
    }
    match step.language {
        Language::Go => has_compiler(ctx, stage) && !is_pure_go(ctx, step),
        // Alpine's Rust links the C library in.
        Language::Rust => ctx.libc(stage) == Some(Libc::Glibc) && !sets(ctx, step, "CARGO_BUILD_TARGET="),
        _ => {
            matches!(step.command.name(), "gcc" | "g++" | "cc" | "c++" | "clang" | "clang++")
                && step.command.has_flag(&["-o"])
        }
    }
}

/// Whether a Go program is built without C.
pub(super) fn is_pure_go(ctx: &RuleContext<'_>, step: &BuildStep<'_>) -> bool {
    sets(ctx, step, "CGO_ENABLED=0") || step.command.name() == "xx-go"
}

/// Whether a variable is set for a command: before it, by `env` or `export`, or in the stage.
pub(super) fn sets(ctx: &RuleContext<'_>, step: &BuildStep<'_>, start: &str) -> bool {
    let starts = |text: &str| text.starts_with(start);
    let commands = ctx.commands(step.it);
    let mut own = step.command.assigns.iter().chain(&step.command.words).map(|word| word.text.as_str());
    let exports = commands.iter().filter(|command| command.name() == "export" || command.words.is_empty());
    own.any(starts)
        || exports
            .flat_map(|command| command.words.iter().chain(&command.assigns))
            .any(|word| starts(&word.text))
        || ctx.exec_of(step.it).is_some_and(|exec| exec.env.to_strings().iter().any(|pair| starts(pair)))
}

/// Whether a stage has a C compiler: its image is a full one of Go, or it installs one.
pub(super) fn has_compiler<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> bool {
    let (name, _) = split_image(ctx.image_of(stage));
    if name.ends_with("/golang")
        && ctx.libc(stage) != Some(Libc::Musl)
        && !ctx.image_of(stage).contains("alpine")
    {
        return true;
    }
    ctx.instructions_of(stage).any(|it| {
        ctx.commands(it).iter().any(|command| {
            command
                .packages()
                .iter()
                .any(|it| matches!(it.name, "gcc" | "g++" | "build-base" | "build-essential" | "clang"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    const TO_SCRATCH: &str = "FROM scratch\nCOPY --from=b /app /app\n";

    #[test]
    fn dynamic() {
        check(
            &RULE,
            "
FROM golang:1.26 AS b
RUN go build -o /app .
    ^^^^^^^^^^^^^^^^^^ the program may need a C library that is not there
FROM gcr.io/distroless/static-debian12
COPY --from=b /app /app
",
        );
        let source = format!("FROM golang:1.26 AS b\nRUN go build -o /app .\n{TO_SCRATCH}");
        check_why(&RULE, &source, "line 4 copies it to scratch, which has none");
        check_fix(&RULE, &source, &source.replace("go build", "CGO_ENABLED=0 go build"));
    }

    #[test]
    fn static_or_with_a_library() {
        for build in [
            "FROM golang:1.26 AS b\nENV CGO_ENABLED=0\nRUN go build -o /app .\n",
            "FROM golang:1.26 AS b\nRUN export CGO_ENABLED=0 && go build -o /app .\n",
            "FROM golang:1.26-alpine AS b\nRUN go build -o /app .\n",
            "FROM rust:1.90 AS b\nRUN cargo build --target x86_64-unknown-linux-musl\n",
            "FROM golang:1.26 AS b\nRUN go build -ldflags '-extldflags -static' -o /app .\n",
        ] {
            check_none(&RULE, &format!("{build}{TO_SCRATCH}"));
        }
        check_none(
            &RULE,
            "FROM golang:1.26 AS b\nRUN go build -o /app .\nFROM debian:12\nCOPY --from=b /app /app\n",
        );
    }
}
