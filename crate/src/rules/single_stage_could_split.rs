//! `SingleStageCouldSplit`: one stage that builds and runs.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::rules::builders::{Language, build_steps};

declare_rule! {
    /// One stage builds the program and runs it.
    ///
    /// ## Why it matters
    /// What is needed to build ships with the program: compiler, sources, caches. With a stage to build and one to run,
    /// only what the second copies from the first is in the image.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26
    /// WORKDIR /src
    /// COPY . .
    /// RUN go build -o /app .
    /// CMD ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY go.mod go.sum ./
    /// RUN go mod download
    /// COPY . .
    /// RUN CGO_ENABLED=0 go build -o /app .
    /// FROM gcr.io/distroless/static-debian12:nonroot
    /// COPY --from=build /app /app
    /// ENTRYPOINT ["/app"]
    /// ```
    SingleStageCouldSplit {
        category: "multi-stage",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let [stage] = ctx.stages() else { return };
    if ctx.is_tool_image() {
        return;
    }
    let Some((it, from)) = ctx.from_of(stage) else { return };
    // Compilers of C are used for much that is no program of its own.
    let is_meant = |language| !matches!(language, Language::C);
    let Some(step) = build_steps(ctx, stage).into_iter().find(|step| is_meant(step.language)) else { return };
    let words = ctx.start_words();
    let program = words.first().and_then(|word| word.rsplit('/').next()).unwrap_or_default();
    // What starts the tool again needs the tool.
    if program == step.command.name() {
        return;
    }
    let why = format!(
        "what {} in line {} needs ships with the program; build in a stage of its own and COPY --from it",
        step.command.name(),
        step.it.lines.start
    );
    ctx.report(Finding::new(
        &META,
        it.index,
        from.image.span,
        "one stage builds the program and runs it",
        why,
    ));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn builds_and_runs() {
        check(
            &RULE,
            "
FROM node:24
     ^^^^^^^ one stage builds the program and runs it
COPY . .
RUN npm ci && npm run build
CMD [\"node\", \"dist/server.js\"]
",
        );
        check_why(
            &RULE,
            "FROM rust:1.90\nRUN cargo build\nCMD [\"/app\"]\n",
            "what cargo in line 2 needs ships with the program; build in a stage of its own and COPY --from it",
        );
    }

    #[test]
    fn tools_and_what_builds_nothing() {
        check_none(&RULE, "FROM golang:1.26\nRUN go build -o /app .\n");
        check_none(&RULE, "FROM golang:1.26\nRUN go build .\nCMD [\"go\", \"run\", \".\"]\n");
        check_none(&RULE, "FROM node:24\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n");
        check_none(&RULE, "FROM rust:1.90 AS dev\nRUN cargo build\nCMD [\"/app\"]\n");
    }
}
