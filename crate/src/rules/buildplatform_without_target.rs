//! `BuildplatformWithoutTarget`: a program for the machine that builds it.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::text::TextEdit;

use super::bases::is_for_work;
use super::builders::{BuildStep, Language, build_steps};

declare_rule! {
    /// A stage that runs on the platform of the build compiles for that platform, too.
    ///
    /// ## Why it matters
    /// Whatever `--platform` asks for, the program is one of the machine that builds. The image says otherwise, and its
    /// program does not start.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN CGO_ENABLED=0 go build -o /app .
    /// FROM alpine:3.22
    /// COPY --from=build /app /app
    /// CMD ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// ARG TARGETOS TARGETARCH
    /// WORKDIR /src
    /// COPY . .
    /// RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /app .
    /// FROM alpine:3.22
    /// COPY --from=build /app /app
    /// CMD ["/app"]
    /// ```
    BuildplatformWithoutTarget {
        category: "multi-arch",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let mut seen: Vec<usize> = Vec::new();
    for it in &ctx.file.instructions {
        let Some(source) = ctx.source_of(it) else { continue };
        let Some(user) = ctx.stage_of(it.index).filter(|user| !is_for_work(user)) else { continue };
        // What does not ship may be a tool for the build itself.
        if !ctx.is_shipped(user.index) {
            continue;
        }
        if seen.contains(&source.index) || !runs_on_build(ctx, source) || runs_on_build(ctx, user) {
            continue;
        }
        let steps = build_steps(ctx, source);
        let native =
            |step: &&BuildStep<'_>| matches!(step.language, Language::Go | Language::Rust | Language::C);
        let Some(step) = steps.iter().find(native).filter(|_| !minds_target(ctx, source)) else { continue };
        // Assets are copied from such stages too, and make is used for anything.
        let takes_program = ctx.copies_of(it).iter().any(|(path, _)| {
            let name = path.rsplit('/').next().unwrap_or_default();
            !name.contains(['.', '*'])
                && !matches!(name, "" | "dist" | "public" | "static" | "assets" | "share" | "docs" | "html")
        });
        if !takes_program || step.command.name() == "make" {
            continue;
        }
        seen.push(source.index);
        let name = ctx.name_of(source);
        let message = format!("{name} compiles for the machine that builds");
        let why =
            format!("line {} copies it into an image for the platform that is asked for", it.lines.start);
        let finding = Finding::new(&META, step.it.index, step.span, message, why);
        let first = step.command.words.first();
        ctx.report(match first.filter(|word| word.text == "go") {
            Some(word) => {
                let set = TextEdit {
                    span: word.span.at_start(),
                    new_text: "GOOS=$TARGETOS GOARCH=$TARGETARCH ".to_owned(),
                };
                let declare = TextEdit {
                    span: step.it.span.at_start(),
                    new_text: "ARG TARGETOS TARGETARCH\n".to_owned(),
                };
                finding.with_fix(
                    "Compile for the platform that is asked for",
                    Safety::NeedsReview,
                    vec![declare, set],
                )
            }
            None => finding,
        });
    }
}

/// Whether a stage stands on an image of the platform that builds.
fn runs_on_build<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> bool {
    let from = ctx.from_of(ctx.root_of(stage));
    from.and_then(|(_, from)| from.platform.as_ref()).is_some_and(|word| word.text.contains("BUILDPLATFORM"))
}

/// Whether anything in a stage asks for the platform of the target, or for one of its own.
fn minds_target<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> bool {
    let words =
        ["TARGET", "GOARCH", "--target", "xx-", "zigbuild", "CROSS", "-march", "goreleaser", "buildx"];
    let minds = |it: &&crate::syntax::Instruction| words.iter().any(|word| it.original.contains(word));
    ctx.instructions_to(stage).any(|it| minds(&it))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn always_that_of_the_build() {
        check(
            &RULE,
            "
FROM --platform=$BUILDPLATFORM rust:1.90 AS b
RUN cargo build --release
    ^^^^^^^^^^^^^^^^^^^^^ b compiles for the machine that builds
FROM debian:12
COPY --from=b /target/release/app /app
",
        );
        let source = "FROM --platform=$BUILDPLATFORM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM a:1\nCOPY --from=b /app /app\n";
        let fixed = source.replace(
            "RUN CGO_ENABLED=0 go",
            "ARG TARGETOS TARGETARCH\nRUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go",
        );
        check_fix(&RULE, source, &fixed);
    }

    #[test]
    fn told_neutral_or_used_there_too() {
        let stage = "FROM --platform=$BUILDPLATFORM golang:1.26 AS b\n";
        let to = "FROM a:1\nCOPY --from=b /app /app\n";
        for source in [
            format!("{stage}ARG TARGETARCH\nRUN GOARCH=$TARGETARCH go build -o /app .\n{to}"),
            format!("{stage}RUN npm run build\n{to}"),
            format!("{stage}RUN go build -o /gen . && /gen\nFROM a:1\nCOPY --from=b /dist /dist\n"),
            format!("FROM golang:1.26 AS b\nRUN go build -o /app .\n{to}"),
            format!(
                "{stage}RUN go build -o /app .\nFROM --platform=$BUILDPLATFORM a:1\nCOPY --from=b /app /app\n"
            ),
        ] {
            check_none(&RULE, &source);
        }
    }
}
