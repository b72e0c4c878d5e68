//! `SourceInFinal`: sources of a compiled program in the image.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::rules::builders::{Language, build_steps, language};
use crate::syntax::Kind;

declare_rule! {
    /// The sources of a compiled program are in the image that ships.
    ///
    /// ## Why it matters
    /// The program runs without them. They add size, and whoever has the image can read them.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS build
    /// COPY . .
    /// RUN CGO_ENABLED=0 go build -o /app .
    /// FROM alpine:3.22
    /// COPY . /src
    /// COPY --from=build /app /app
    /// CMD ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// COPY . .
    /// RUN CGO_ENABLED=0 go build -o /app .
    /// FROM alpine:3.22
    /// COPY --from=build /app /app
    /// CMD ["/app"]
    /// ```
    SourceInFinal {
        category: "size",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    if ctx.is_tool_image() {
        return;
    }
    let own = ctx.chain_instructions();
    let compiled = own.iter().find_map(|it| {
        let source = ctx.source_of(it).filter(|source| !ctx.is_shipped(source.index))?;
        build_steps(ctx, source)
            .into_iter()
            .find(|step| step.language.is_compiled() && step.language != Language::C)
    });
    // Where the chain builds too, its sources have to be there.
    let builds = own.iter().any(|it| ctx.commands(it).iter().any(|command| language(command).is_some()));
    let Some(step) = compiled.filter(|_| !builds) else { return };
    for it in own {
        let (Kind::Copy(copy) | Kind::Add(copy)) = &it.kind else { continue };
        let is_source = |path: &str| {
            matches!(path, "." | "./" | "src" | "src/" | "./src" | "cmd" | "internal")
                || path.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "go" | "rs"))
        };
        let Some(word) =
            copy.sources.iter().find(|word| is_source(&word.text)).filter(|_| copy.from.is_none())
        else {
            continue;
        };
        let message = "the sources are copied into the image that ships".to_owned();
        let why = format!("line {} has built the program, which runs without them", step.it.lines.start);
        ctx.report(Finding::new(&META, it.index, word.span, message, why));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn beside_the_program() {
        let source = "FROM a:1 AS b\nRUN cargo build\nFROM c:1\nCOPY src /src\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        check_why(&RULE, source, "line 2 has built the program, which runs without them");
        check(
            &RULE,
            "
FROM a:1 AS b
RUN cargo build
FROM c:1
COPY . /src
     ^ the sources are copied into the image that ships
COPY --from=b /app /app
CMD [\"/app\"]
",
        );
    }

    #[test]
    fn assets_and_programs_that_are_sources() {
        check_none(
            &RULE,
            "FROM a:1 AS b\nRUN cargo build\nFROM c:1\nCOPY static /s\nCOPY --from=b /app /app\nCMD [\"/app\"]\n",
        );
        check_none(
            &RULE,
            "FROM a:1 AS b\nRUN npm run build\nFROM c:1\nCOPY . .\nCOPY --from=b /d /d\nCMD [\"node\", \"a\"]\n",
        );
        check_none(&RULE, "FROM c:1\nCOPY . .\nCMD [\"/app\"]\n");
    }
}
