//! `ArchHardcoded`: one architecture in a file for all.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind, Word};
use crate::text::Span;

declare_rule! {
    /// A CPU architecture is written out.
    ///
    /// ## Why it matters
    /// The image builds for another platform, and holds a program of this one, which does not start there. BuildKit gives
    /// the architecture that is asked for in `TARGETARCH`.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// ARG TARGETARCH
    /// ADD https://example.com/tool-linux-amd64.tgz /opt/
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// ARG TARGETARCH
    /// ADD https://example.com/tool-linux-${TARGETARCH}.tgz /opt/
    /// ```
    ///
    /// ## When to ignore it
    /// When the image is for one platform only; `FROM --platform=linux/amd64` says so.
    ArchHardcoded {
        category: "multi-arch",
        severity: Info,
        equivalents: [],
    }
}

/// Names of architectures, longest first where one is part of another.
const ARCHES: [&str; 6] = ["x86_64", "aarch64", "amd64", "arm64", "x86-64", "x64"];

fn check(ctx: &mut RuleContext<'_>) {
    if !ctx.file.instructions.iter().any(|it| named_in(ctx, it).is_some()) {
        return;
    }
    // Only a file that speaks of platforms is meant for several.
    let speaks = |it: &Instruction| {
        !matches!(it.kind, Kind::Invalid)
            && (it.original.contains("TARGETARCH")
                || it.original.contains("TARGETPLATFORM")
                || it.original.contains("BUILDPLATFORM"))
    };
    let named = ctx.file.instructions.iter().any(|it| !it.is("FROM") && names_arch(&it.original).is_some());
    if !named {
        return;
    }
    let is_multi = ctx.file.instructions.iter().any(speaks);
    for stage in ctx.stages() {
        let mut is_chosen = names_arch(&stage.name).is_some();
        for above in ctx.ancestry(stage) {
            let Some((_, from)) = ctx.from_of(above) else { continue };
            is_chosen |= ARCHES.iter().any(|arch| from.image.text.contains(arch))
                || from.platform.as_ref().is_some_and(|word| !word.text.contains('$'));
        }
        if is_chosen {
            continue;
        }
        for it in ctx.instructions_of(stage) {
            let Some((arch, span)) = named_in(ctx, it) else { continue };
            let declares = ctx.instructions_to(stage).any(|it| {
                matches!(&it.kind, Kind::Arg(arguments) if arguments.iter().any(|arg| arg.key.text == "TARGETARCH"))
            });
            let message = format!("{arch} is written out");
            let why = format!("line {} does the same for every platform that is asked for", it.lines.start);
            let fix = edit(ctx, arch, span).filter(|_| declares && matches!(arch, "amd64" | "arm64"));
            let finding = Finding::new(&META, it.index, span, message, why).fixed_by(fix);
            ctx.report(if is_multi { finding } else { finding.at_most(Severity::Hint) });
        }
    }
}

/// The architecture that an instruction writes out.
fn named_in(ctx: &RuleContext<'_>, it: &Instruction) -> Option<(&'static str, Span)> {
    match &it.kind {
        Kind::Run(_) => in_run(&it.original, ctx.commands(it)),
        Kind::Add(copy) => copy.sources.iter().filter(|word| word.text.contains("://")).find_map(in_url),
        Kind::Env(pairs) => pairs
            .iter()
            .find(|pair| pair.key.text == "GOARCH" && names_arch(&pair.value.text).is_some())
            .and_then(|pair| Some((names_arch(&pair.value.text)?, pair.value.span))),
        _ => None,
    }
}

/// Puts the variable where the architecture stands.
fn edit(ctx: &RuleContext<'_>, arch: &str, span: Span) -> Option<Fix> {
    let text = ctx.source.get(span.start as usize..span.end as usize)?;
    // Nothing is put in between single quotes.
    if text.matches(arch).count() != 1 || text.contains('\'') {
        return None;
    }
    Some(Fix::review("Take the architecture that is asked for", span, text.replace(arch, "${TARGETARCH}")))
}

/// The first architecture in a download or a compiler's target of a `RUN`, where nothing in it chooses one.
fn in_run(text: &str, commands: &[SimpleCommand]) -> Option<(&'static str, Span)> {
    let found = commands.iter().find_map(in_command)?;
    let chooses = [
        "TARGETARCH",
        "TARGETPLATFORM",
        "uname",
        "--print-architecture",
        "apk --print-arch",
        "case ",
        "$(arch)",
        "dpkg-architecture",
    ];
    let both = |a: &str, b: &str| text.contains(a) && text.contains(b);
    let is_chosen = chooses.iter().any(|word| text.contains(word));
    (!is_chosen && !both("amd64", "arm64") && !both("x86_64", "aarch64")).then_some(found)
}

fn in_command(command: &SimpleCommand) -> Option<(&'static str, Span)> {
    let assigned = command.assigns.iter().find_map(|word| {
        let value = word.text.strip_prefix("GOARCH=")?;
        Some((names_arch(value)?, word.span))
    });
    assigned.or_else(|| match command.name() {
        "curl" | "wget" | "aria2c" => {
            command.words.iter().filter(|word| word.text.contains("://")).find_map(in_url)
        }
        "cargo" | "rustup" => {
            let target = command.flag_value(&["--target"])?;
            Some((names_arch(&target.text)?, target.span))
        }
        _ => None,
    })
}

fn in_url(word: &Word) -> Option<(&'static str, Span)> {
    // A host may be named so, and part of the path may be chosen.
    let (_, path) = word.text.split_once("://")?.1.split_once('/')?;
    if path.to_ascii_lowercase().contains("arch}") || path.contains("$ARCH") {
        return None;
    }
    Some((names_arch(path)?, word.span))
}

/// The architecture that a text names as a word of its own.
fn names_arch(text: &str) -> Option<&'static str> {
    // Each of them ends so.
    if !text.contains("64") {
        return None;
    }
    ARCHES.into_iter().find(|arch| {
        text.match_indices(arch).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + arch.len()..).and_then(|text| text.chars().next());
            let ends = |ch: Option<char>| ch.is_none_or(|ch| !ch.is_ascii_alphanumeric());
            ends(before) && ends(after)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn downloads_and_compilers() {
        check(
            &RULE,
            "
FROM golang:1.26
RUN GOOS=linux GOARCH=amd64 go build .
               ^^^^^^^^^^^^ amd64 is written out
RUN curl -fsSLO https://example.com/x-x86_64.tgz
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ x86_64 is written out
",
        );
        check_why(
            &RULE,
            "FROM a:1\nENV GOARCH=arm64\n",
            "line 2 does the same for every platform that is asked for",
        );
        let source = "FROM a:1\nARG TARGETARCH\nADD https://example.com/arm64/x /x\n";
        check_fix(&RULE, source, &source.replace("arm64", "${TARGETARCH}"));
    }

    #[test]
    fn chosen_or_meant_for_one() {
        for source in [
            "FROM a:1\nRUN curl -O https://example.com/x-$(uname -m).tgz\n",
            "FROM a:1\nRUN case $(uname -m) in x) curl -O https://example.com/x-amd64;; esac\n",
            "FROM --platform=linux/amd64 a:1\nRUN curl -O https://example.com/x-amd64\n",
            "FROM a:1 AS build-amd64\nRUN curl -O https://example.com/x-amd64\n",
            "FROM a:1-amd64\nRUN curl -O https://example.com/x-amd64\n",
            "FROM a:1\nRUN apt-get install -y libx64-dev\n",
            "FROM a:1\nADD https://amd64.example.com/x /x\n",
        ] {
            check_none(&RULE, source);
        }
    }
}
