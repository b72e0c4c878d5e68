//! `EntrypointMissing`: a command that the image does not have.

use crate::diag::{Finding, Fix};
use crate::plan::ConfigKey;
use crate::rules::RuleContext;
use crate::syntax::{CommandLine, Instruction, Kind, Word};
use crate::text::Span;
use crate::text::paths::base;

use super::programs::is_missing;

declare_rule! {
    /// The program that starts the container is not in the image.
    ///
    /// ## Why it matters
    /// The image builds. The container dies at once, with "no such file or directory". It is said only where every step is
    /// known and none puts the program there.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS build
    /// RUN CGO_ENABLED=0 go build -o /out/server .
    /// FROM scratch
    /// COPY --from=build /out/server /server
    /// ENTRYPOINT ["/app/server"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// RUN CGO_ENABLED=0 go build -o /out/server .
    /// FROM scratch
    /// COPY --from=build /out/server /server
    /// ENTRYPOINT ["/server"]
    /// ```
    EntrypointMissing {
        category: "multi-stage",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let Some(target) = ctx.target_stage() else { return };
    let Some(outcome) = ctx.build.plan.result() else { return };
    let image = &outcome.image;
    let has_entrypoint = image.config.entrypoint.as_ref().is_some_and(|words| !words.is_empty());
    let field = if has_entrypoint { "Entrypoint" } else { "Cmd" };
    let set = image.origin(&ConfigKey::Field(field)).and_then(|index| ctx.file.instructions.get(index));
    let Some((it, word, program)) = set.and_then(start) else { return };
    // A base image that nobody knows may have an entry point of its own, of which these are the words.
    let base_is_known = ctx.is_scratch(target) || ctx.base_image(target).is_some();
    if !base_is_known || !is_missing(ctx, target, program) {
        return;
    }
    let near =
        ctx.chain_instructions().into_iter().flat_map(|it| ctx.copies_of(it)).find_map(|(from, to)| {
            if to == program || !to.starts_with('/') {
                return None;
            }
            let path = if to.ends_with('/') { format!("{to}{}", base(from)) } else { to.to_owned() };
            (base(&path) == base(program)).then_some(path)
        });
    let what = if it.is("CMD") { "CMD" } else { "ENTRYPOINT" };
    let message = format!("{what} starts {program}, which the image lacks");
    let why = match &near {
        Some(near) => format!("it lies at {near}; the container does not start"),
        None if ctx.is_scratch(target) => {
            "nothing is put there on scratch; the container does not start".to_owned()
        }
        None => format!(
            "{} does not bring it; the container does not start",
            super::facts::short_image(ctx.image_of(target))
        ),
    };
    let span = place(ctx, word, program);
    let fix = near.map(|near| Fix::review(format!("Start {near}"), span, near.clone()));
    ctx.report(Finding::new(&META, it.index, span, message, why).fixed_by(fix));
}

/// Where the program stands in its word; the words of a JSON array share one place.
fn place(ctx: &RuleContext<'_>, word: &Word, program: &str) -> Span {
    let at = word.span.of(ctx.source).find(program);
    at.map_or(word.span, |at| {
        let start = word.span.start as usize + at;
        Span::new(start, start + program.len())
    })
}

/// The program that an instruction starts, with the word that names it. A line for a shell starts with a program too, where
/// nothing else is in it.
fn start(it: &Instruction) -> Option<(&Instruction, &Word, &str)> {
    let (Kind::Cmd(line) | Kind::Entrypoint(line)) = &it.kind else { return None };
    let CommandLine { args, shell } = line;
    let word = args.first()?;
    if !shell {
        return Some((it, word, word.text.as_str()));
    }
    let is_plain =
        !word.text.contains(['$', '&', '|', ';', '<', '>', '(', ')', '"', '\'', '`', '=', '{', '\\']);
    let words = word.text.trim_start().strip_prefix("exec ").unwrap_or(&word.text);
    let program = words.split_whitespace().next().filter(|_| is_plain)?;
    // Shells have these.
    (!matches!(program, "exec" | "cd" | "." | "source" | "export" | "echo" | ":"))
        .then_some((it, word, program))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn another_path() {
        let source = "FROM golang:1.26 AS b\nRUN go build -o /out/app .\nFROM scratch\nCOPY --from=b /out/app /bin/\nENTRYPOINT [\"/app\", \"-v\"]\n";
        check_fix(&RULE, source, &source.replace("[\"/app\"", "[\"/bin/app\""));
        check_why(&RULE, source, "it lies at /bin/app; the container does not start");
    }

    #[test]
    fn tools_that_a_base_does_not_bring() {
        check(
            &RULE,
            "
FROM alpine:3.22
COPY run /run
CMD [\"bash\", \"/run\"]
      ^^^^ CMD starts bash, which the image lacks
",
        );
        check_why(
            &RULE,
            "FROM debian:bookworm-slim\nCMD npm start\n",
            "debian:bookworm-slim does not bring it; the container does not start",
        );
    }

    #[test]
    fn what_is_brought_or_not_known() {
        for source in [
            "FROM alpine:3.22\nRUN apk add --no-cache bash\nCMD [\"bash\"]\n",
            "FROM alpine:3.22\nRUN ./install.sh\nCMD [\"bash\"]\n",
            "FROM nobody/knows\nCMD [\"/app\"]\n",
            "FROM alpine:3.22\nWORKDIR /app\nCOPY . .\nCMD [\"./run\"]\n",
            "FROM node:24-slim\nCMD [\"npm\", \"start\"]\n",
            "FROM debian:12-slim\nCOPY --from=node:24 /usr/local /usr/local\nCMD [\"node\"]\n",
            "FROM alpine:3.22\nENTRYPOINT [\"/bin/sh\"]\nCMD [\"/none\"]\n",
            "FROM alpine:3.22\nCMD bash -c \"$X\" || sh\n",
        ] {
            check_none(&RULE, source);
        }
    }
}
