//! `NoEmptyContinuation`: an empty line inside an instruction.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::text::{Span, TextEdit};

declare_rule! {
    /// An empty line stands inside an instruction that goes on.
    ///
    /// ## Why it matters
    /// BuildKit passes over such a line today and says that it will be an error. A reader takes it for the end of the
    /// instruction.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// RUN echo a && \
    ///
    ///     echo b
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// RUN echo a && \
    ///     echo b
    /// ```
    NoEmptyContinuation {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit NoEmptyContinuation", "tally buildkit/NoEmptyContinuation"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let Some(it) = ctx.instruction_of(warning) else { continue };
        let edits = blank_lines(ctx.source, it.line_span);
        let why = format!("the instruction that starts in line {} goes on below", it.lines.start);
        let mut finding = Finding::of_warning(&META, warning, why, Vec::new());
        if !edits.is_empty() {
            finding = finding.with_fix("Take the empty lines out", Safety::Safe, edits);
        }
        ctx.report(finding);
    }
}

/// Takes out the blank lines of a span.
fn blank_lines(source: &str, span: Span) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let mut start = span.start as usize;
    for line in span.of(source).split_inclusive('\n') {
        if line.ends_with('\n') && line.trim().is_empty() {
            edits.push(TextEdit { span: Span::new(start, start + line.len()), new_text: String::new() });
        }
        start += line.len();
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_fix, check_none, check_why};

    #[test]
    fn empty_lines() {
        check_fix(&RULE, "FROM a:1\nRUN b \\\n\n \n  c\n", "FROM a:1\nRUN b \\\n  c\n");
        check_why(
            &RULE,
            "FROM a:1\nRUN b \\\n\n  c\n",
            "the instruction that starts in line 2 goes on below",
        );
    }

    #[test]
    fn comments_and_here_documents() {
        check_none(&RULE, "FROM a:1\nRUN b \\\n# note\n  c\n");
        check_none(&RULE, "FROM a:1\nRUN <<EOF\nb\n\nc\nEOF\n");
    }
}
