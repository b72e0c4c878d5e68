//! `FinalFromBuilder`: an image that is built on a build stage.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::rules::builders::{Language, build_step};

declare_rule! {
    /// The image that ships starts from the stage that builds.
    ///
    /// ## Why it matters
    /// A stage that starts from another takes all its layers. The compiler, the sources and the caches of the build
    /// ship with the program, and the split into stages brings nothing.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM rust:1.90 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN cargo build --release
    /// FROM build
    /// CMD ["/src/target/release/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM rust:1.90 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN cargo build --release
    /// FROM debian:12-slim
    /// COPY --from=build /src/target/release/app /usr/local/bin/app
    /// CMD ["app"]
    /// ```
    FinalFromBuilder {
        category: "multi-stage",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    if ctx.is_tool_image() {
        return;
    }
    let chain = ctx.chain();
    for pair in chain.windows(2) {
        let [base, user] = pair else { continue };
        let Some(step) = build_step(ctx, base).filter(|step| is_meant(step.language)) else { continue };
        let Some((it, from)) = ctx.from_of(user) else { continue };
        let program = step.command.name().to_owned();
        let why = format!(
            "line {} runs {program} in {}, so its tools and sources ship; start from a runtime image and COPY --from={} \
             what it makes",
            step.it.lines.start,
            ctx.name_of(base),
            ctx.name_of(base)
        );
        let message = format!("the image starts from build stage {}", ctx.name_of(base));
        ctx.report(Finding::new(&META, it.index, from.image.span, message, why));
        return;
    }
}

/// A script of Node.js may need to run where it was built, and make is used for much that is no program.
fn is_meant(language: Language) -> bool {
    matches!(language, Language::Go | Language::Rust | Language::Java | Language::DotNet)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_target, check_why};

    #[test]
    fn from_the_builder() {
        let source = "
FROM golang:1.26 AS build
RUN go build -o /app .
FROM build AS app
     ^^^^^ the image starts from build stage build
CMD [\"/app\"]
";
        check(&RULE, source);
        check_target(&RULE, Some("app"), source);
        check_why(
            &RULE,
            "FROM golang:1.26 AS build\nRUN go build -o /app .\nFROM build\nCMD [\"/app\"]\n",
            "line 2 runs go in build, so its tools and sources ship; start from a runtime image and COPY --from=build what it \
             makes",
        );
    }

    #[test]
    fn a_shared_base_a_test_or_a_toolchain() {
        check_none(&RULE, "FROM debian:12 AS base\nRUN useradd app\nFROM base\nCMD [\"app\"]\n");
        check_none(
            &RULE,
            "FROM golang:1.26 AS build\nRUN go build .\nFROM build AS test\nCMD [\"go\", \"test\"]\n",
        );
        check_none(&RULE, "FROM node:24 AS build\nRUN npm run build\nFROM build\nCMD [\"node\", \"a.js\"]\n");
        check_none(&RULE, "FROM golang:1.26 AS build\nRUN go build .\nFROM build\nCMD [\"bash\"]\n");
    }
}
