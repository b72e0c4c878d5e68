//! `FinalOnSdkImage`: an image that ships with its compiler.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::rules::builders::{build_step, sdk};
use crate::rules::facts::short_image;
use crate::text::TextEdit;

declare_rule! {
    /// The image that ships stands on an image to build with.
    ///
    /// ## Why it matters
    /// An SDK image holds compilers, headers and caches, often a gigabyte of it. A program that is built runs on a
    /// small image of the same family.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
    /// RUN dotnet publish -c Release -o /out
    /// FROM mcr.microsoft.com/dotnet/sdk:10.0
    /// COPY --from=build /out /app
    /// ENTRYPOINT ["dotnet", "/app/App.dll"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
    /// RUN dotnet publish -c Release -o /out
    /// FROM mcr.microsoft.com/dotnet/aspnet:10.0
    /// COPY --from=build /out /app
    /// ENTRYPOINT ["dotnet", "/app/App.dll"]
    /// ```
    FinalOnSdkImage {
        category: "multi-stage",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let Some(target) = ctx.target_stage().filter(|_| !ctx.is_tool_image()) else { return };
    let root = ctx.root_of(target);
    let image = ctx.image_of(target);
    let (Some(sdk), Some((it, from))) = (sdk(image), ctx.from_of(root)) else { return };
    let words = ctx.start_words();
    let program = words.first().and_then(|word| word.rsplit('/').next()).unwrap_or_default();
    let runs_source = program == "dotnet"
        && words.get(1).is_some_and(|word| matches!(word.as_str(), "run" | "watch" | "test"));
    if sdk.programs.contains(&program) || runs_source {
        return;
    }
    let message = format!("the image that ships holds {}", sdk.what);
    let short = short_image(image);
    let size = ctx.base_image(target).and_then(|known| known.size.as_ref());
    let weight = size.map(|size| format!(" of {} MB", size.bytes / 1_000_000)).unwrap_or_default();
    let why = format!("{short} is an image{weight} to build with; to run the program use {}", sdk.runtime);
    let mut finding = Finding::new(&META, it.index, from.image.span, message, why);
    let is_name =
        !sdk.runtime.contains([' ', ',']) && sdk.runtime.contains(':') && !sdk.runtime.ends_with(':');
    let builds = ctx.chain().into_iter().any(|stage| build_step(ctx, stage).is_some());
    if is_name && !builds && !from.image.text.contains('$') {
        let edit = TextEdit { span: from.image.span, new_text: sdk.runtime.clone() };
        finding = finding.with_fix(format!("Start from {}", sdk.runtime), Safety::NeedsReview, vec![edit]);
    }
    ctx.report(finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn sdk_images() {
        check(
            &RULE,
            "
FROM golang:1.26 AS build
RUN go build -o /app .
FROM golang:1.26
     ^^^^^^^^^^^ the image that ships holds the Go compiler
COPY --from=build /app /app
CMD [\"/app\"]
",
        );
        check_fix(
            &RULE,
            "FROM maven:3.9-eclipse-temurin-21\nCOPY a.jar /\nCMD [\"java\", \"-jar\", \"a.jar\"]\n",
            "FROM eclipse-temurin:21-jre\nCOPY a.jar /\nCMD [\"java\", \"-jar\", \"a.jar\"]\n",
        );
    }

    #[test]
    fn tools_tests_and_runtimes() {
        check_none(&RULE, "FROM golang:1.26\nCMD [\"go\", \"test\", \"./...\"]\n");
        check_none(&RULE, "FROM rust:1.90 AS test\nCMD [\"/app\"]\n");
        check_none(&RULE, "FROM eclipse-temurin:21-jre\nCMD [\"java\", \"-jar\", \"a.jar\"]\n");
        check_none(&RULE, "FROM mcr.microsoft.com/dotnet/sdk:10.0\nCMD [\"dotnet\", \"watch\"]\n");
        check_none(&RULE, "FROM rust:1.90\nRUN cargo install x\n");
    }
}
