//! `ConsistentInstructionCasing`: a keyword in another case than most.

use crate::diag::{Finding, Fix, Safety, Warning};
use crate::rules::RuleContext;
use crate::text::TextEdit;

declare_rule! {
    /// A keyword is written in another case than most of the file.
    ///
    /// ## Why it matters
    /// BuildKit reads keywords in any case. People find instructions by their look, and one that looks different is easily
    /// passed over.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// run make
    /// CMD ["make"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// RUN make
    /// CMD ["make"]
    /// ```
    ConsistentInstructionCasing {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit ConsistentInstructionCasing"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let to_lower = warning.message.ends_with("(lowercase)");
        let why = if to_lower {
            "most keywords here are in lower case"
        } else {
            "most keywords here are in upper case"
        };
        let fixes = vec![in_case(ctx, warning, !to_lower)];
        ctx.report(Finding::of_warning(&META, warning, why, fixes));
    }
}

/// Writes the keyword that a warning is about in upper or in lower case.
pub(super) fn in_case(ctx: &RuleContext<'_>, warning: &Warning, upper: bool) -> Fix {
    let written = warning.span.of(ctx.source);
    let new_text = if upper { written.to_ascii_uppercase() } else { written.to_ascii_lowercase() };
    let title = format!("Write {new_text}");
    Fix { title, safety: Safety::Safe, edits: vec![TextEdit { span: warning.span, new_text }] }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn one_of_three() {
        check(
            &RULE,
            "
FROM a:1
Run x
^^^ Command 'Run' should match the case of the command majority (uppercase)
CMD [\"x\"]
",
        );
    }

    #[test]
    fn a_comment_silences_it_no_more_than_in_a_build() {
        check(
            &RULE,
            "
FROM a:1
# check=skip=ConsistentInstructionCasing
Run x
^^^ Command 'Run' should match the case of the command majority (uppercase)
CMD [\"x\"]
",
        );
        check_none(&RULE, "# check=skip=ConsistentInstructionCasing\nFROM a:1\nRun x\nCMD [\"x\"]\n");
    }

    #[test]
    fn all_alike() {
        check_none(&RULE, "from a:1\nrun x\n");
        check_none(&RULE, "arg A\nFROM a:1\nRUN x\n");
    }

    #[test]
    fn the_fix_follows_the_majority() {
        let before = "from a:1\nrun x\nCMD [\"x\"]\n";
        check_fix(&RULE, before, "from a:1\nrun x\ncmd [\"x\"]\n");
        check_why(&RULE, before, "most keywords here are in lower case");
    }
}
