//! `DebugBuildShipped`: a debug build in the image.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::{Span, TextEdit, order};

declare_rule! {
    /// A debug build is put into the image.
    ///
    /// ## Why it matters
    /// A program that is built for debugging is slower, and several times larger.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM rust:1.90 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN cargo build
    /// FROM debian:12-slim
    /// COPY --from=build /src/target/debug/app /app
    /// CMD ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM rust:1.90 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN cargo build --release
    /// FROM debian:12-slim
    /// COPY --from=build /src/target/release/app /app
    /// CMD ["/app"]
    /// ```
    DebugBuildShipped {
        category: "package managers",
        severity: Warning,
        equivalents: [],
    }
}

use super::bases::is_for_work;

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Copy(copy) = &it.kind else { continue };
        let is_work = ctx.stage_of(it.index).is_none_or(is_for_work);
        let Some(from) = copy.from.as_ref().filter(|_| ctx.ships(it) && !is_work) else { continue };
        for source in &copy.sources {
            let text = source.text.as_str();
            let is_cargo = text.contains("target/debug/")
                || text.contains("-musl/debug/")
                || text.contains("-gnu/debug/");
            if !is_cargo && !text.contains("/bin/Debug/") {
                continue;
            }
            let fix = if is_cargo { release(ctx, &from.text, source.span) } else { None };
            let why = "what lies there is slower and several times larger than a release build";
            let message = format!("{} is a debug build", text.rsplit('/').next().unwrap_or(text));
            ctx.report(Finding::new(&META, it.index, source.span, message, why).fixed_by(fix));
        }
    }
}

/// Builds for release, and copies from there.
fn release(ctx: &RuleContext<'_>, from: &str, source: Span) -> Option<Fix> {
    let stage = ctx.stages().iter().find(|stage| stage.name.eq_ignore_ascii_case(from))?;
    let mut edits = Vec::new();
    for it in ctx.instructions_of(stage) {
        for command in ctx.commands(it).iter().filter(|command| command.is("cargo", "build")) {
            if command.has_flag(&["--release", "-r", "--profile"]) {
                return None;
            }
            let word = command.operands().next()?;
            edits.push(TextEdit { span: word.span.at_end(), new_text: " --release".to_owned() });
        }
    }
    let at = source.of(ctx.source).find("/debug/")?;
    let start = source.start as usize + at;
    let span = Span::new(start, start + "/debug/".len());
    edits.push(TextEdit { span, new_text: "/release/".to_owned() });
    // A stage may copy from itself, above what it builds.
    order::sort_by_key(&mut edits, |edit| edit.span);
    (edits.len() == 2).then_some(Fix {
        title: "Build for release".to_owned(),
        safety: Safety::NeedsReview,
        edits,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn copied_into_the_image() {
        check(
            &RULE,
            "
FROM a:1 AS build
RUN cargo build
FROM b:1
COPY --from=build /src/target/debug/app /app
                  ^^^^^^^^^^^^^^^^^^^^^ app is a debug build
",
        );
    }

    #[test]
    fn release_builds_and_other_stages() {
        check_none(&RULE, "FROM a:1 AS build\nFROM b:1\nCOPY --from=build /src/target/release/app /app\n");
        check_none(&RULE, "FROM a:1 AS build\nFROM b:1 AS debug\nCOPY --from=build /target/debug/app /app\n");
        check_none(&RULE, "FROM b:1\nCOPY target/debug/app /app\n");
    }

    #[test]
    fn the_fix_builds_for_release() {
        check_fix(
            &RULE,
            "FROM a:1 AS b\nRUN cargo build\nFROM c:1\nCOPY --from=b /target/debug/a /a\n",
            "FROM a:1 AS b\nRUN cargo build --release\nFROM c:1\nCOPY --from=b /target/release/a /a\n",
        );
    }

    #[test]
    fn a_stage_may_copy_from_itself() {
        check_fix(
            &RULE,
            "FROM a:1 AS b\nCOPY --from=b /target/debug/a /a\nRUN cargo build\n",
            "FROM a:1 AS b\nCOPY --from=b /target/release/a /a\nRUN cargo build --release\n",
        );
    }
}
