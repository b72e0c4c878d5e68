//! `CopyFromUnknown`: a `--from` that names no stage.

use crate::diag::{Finding, Safety, Severity};
use crate::rules::RuleContext;
use crate::syntax::suggest::search;
use crate::syntax::{Instruction, Kind};
use crate::text::{Span, TextEdit};

use super::from_stage_not_resolved::is_official;

declare_rule! {
    /// `COPY --from` names what is neither a stage nor a known image.
    ///
    /// ## Why it matters
    /// A name that no stage has is taken for an image, and the build tries to pull it. A misspelt stage ends in an
    /// error that speaks of access rights.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS builder
    /// RUN go build -o /app .
    /// FROM alpine:3.22
    /// COPY --from=buidler /app /app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS builder
    /// RUN go build -o /app .
    /// FROM alpine:3.22
    /// COPY --from=builder /app /app
    /// ```
    CopyFromUnknown {
        category: "multi-stage",
        severity: Error,
        equivalents: ["hadolint DL3022"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        for (name, span, flag) in sources(it) {
            let lower = name.to_ascii_lowercase();
            let is_plain = !name.is_empty() && !name.contains(['/', ':', '@', '.', '$']);
            let is_number = name.chars().all(|ch| ch.is_ascii_digit());
            let names =
                || ctx.stages().iter().map(|stage| stage.name.as_str()).filter(|name| !name.is_empty());
            if !is_plain || is_number || names().any(|known| known == lower) || is_official(ctx, &lower) {
                continue;
            }
            let near = search(&lower, names(), false);
            let why = match &near {
                Some(near) => format!("the build would pull an image of that name; stage {near} is meant"),
                None => "the build pulls an image of that name, unless --build-context gives it".to_owned(),
            };
            let message = format!("{name} is no stage of this file");
            let mut finding = Finding::new(&META, it.index, span, message, why);
            match near {
                Some(near) if flag => {
                    let edit = TextEdit { span, new_text: format!("--from={near}") };
                    finding = finding.with_fix(format!("Copy from {near}"), Safety::NeedsReview, vec![edit]);
                }
                Some(_) => {}
                // Only the command line tells whether a named context is meant.
                None => finding = finding.at_most(Severity::Info),
            }
            ctx.report(finding);
        }
    }
}

/// What an instruction takes from: the name, its place, and whether the place is that of a flag `--from=`.
pub(super) fn sources(it: &Instruction) -> Vec<(&str, Span, bool)> {
    match &it.kind {
        Kind::Copy(copy) => {
            let from = copy.from.iter();
            from.map(|word| (word.text.as_str(), word.span, true)).collect()
        }
        Kind::Run(run) => {
            let field =
                |text: &'_ str| text.split(',').find_map(|field| field.strip_prefix("from=")).map(str::len);
            let mounts = run.mounts.iter().filter_map(|word| {
                let length = field(&word.text)?;
                let at = word.text.find("from=")? + "from=".len();
                Some((word.text.get(at..at + length)?, word.span, false))
            });
            mounts.collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn misspelt_or_unknown() {
        check(
            &RULE,
            "
FROM a:1 AS build
FROM a:1
COPY --from=buidl /a /a
     ^^^^^^^^^^^^ buidl is no stage of this file
RUN --mount=type=bind,from=nowhere,target=/x make
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nowhere is no stage of this file
",
        );
        check_fix(
            &RULE,
            "FROM a:1 AS build\nFROM a:1\nCOPY --from=buidl /a /a\n",
            "FROM a:1 AS build\nFROM a:1\nCOPY --from=build /a /a\n",
        );
    }

    #[test]
    fn stages_numbers_and_images() {
        check_none(&RULE, "FROM a:1 AS build\nFROM a:1\nCOPY --from=Build /a /a\nCOPY --from=0 /a /b\n");
        check_none(
            &RULE,
            "FROM a:1\nCOPY --from=nginx /a /a\nCOPY --from=ghcr.io/b/c /a /a\nCOPY --from=d:1 /a /a\n",
        );
        check_none(&RULE, "FROM a:1\nRUN --mount=type=bind,target=/x make\n");
    }
}
