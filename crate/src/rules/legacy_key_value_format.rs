//! `LegacyKeyValueFormat`: `ENV KEY value` without a sign between them.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::TextEdit;

declare_rule! {
    /// A key and its value are separated by a space.
    ///
    /// ## Why it matters
    /// In this old form everything up to the end of the line is the value, also what looks like a second key. With a sign
    /// between them it is clear where the value ends.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// ENV MODE fast
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// ENV MODE=fast
    /// ```
    LegacyKeyValueFormat {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit LegacyKeyValueFormat"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let it = ctx.instruction_of(warning);
        let pair = it.and_then(|it| match &it.kind {
            Kind::Env(pairs) | Kind::Label(pairs) => pairs.first(),
            _ => None,
        });
        let fix = pair.and_then(|pair| {
            let mut between = pair.key.span.at_end();
            between.end = pair.value.span.start;
            let value = pair.value.span.of(ctx.source);
            let is_plain = |ch: char| !ch.is_whitespace() && !matches!(ch, '"' | '\'' | '\\' | '`');
            // Quotes and escapes mean something else once the value is one of several words.
            let mut edits = vec![TextEdit { span: between, new_text: "=".to_owned() }];
            if !value.chars().all(is_plain) && !is_quoted(value) {
                if value.contains(['"', '\'', '\\', '`', '\n']) {
                    return None;
                }
                edits.push(TextEdit { span: pair.value.span, new_text: format!("\"{value}\"") });
            }
            Some(Fix { title: format!("Write {}=…", pair.key.text), safety: Safety::Safe, edits })
        });
        let why = match pair {
            Some(pair) => format!("everything behind {} is its value", pair.key.text),
            None => String::new(),
        };
        ctx.report(Finding::of_warning(&META, warning, why, fix.into_iter().collect()));
    }
}

/// Whether a value stands in one pair of quotes, so that it means the same in both forms.
fn is_quoted(value: &str) -> bool {
    ['"', '\''].into_iter().any(|quote| {
        let inner = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        inner.is_some_and(|inner| !inner.contains([quote, '\\', '`', '\n']))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_no_fix, check_none, check_why};

    #[test]
    fn separated_by_a_space() {
        check(
            &RULE,
            "
FROM a:1
ENV A b
    ^^^ \"ENV key=value\" should be used instead of legacy \"ENV key value\" format
",
        );
    }

    #[test]
    fn with_a_sign() {
        check_none(&RULE, "FROM a:1\nENV A=b C=d\n");
        check_none(&RULE, "FROM a:1\nLABEL a=\"b c\"\n");
    }

    #[test]
    fn the_fix_quotes_what_has_spaces() {
        check_fix(&RULE, "FROM a:1\nENV A   b\n", "FROM a:1\nENV A=b\n");
        check_fix(&RULE, "FROM a:1\nENV A b c=d\n", "FROM a:1\nENV A=\"b c=d\"\n");
        check_fix(&RULE, "FROM a:1\nENV B \"x y\"\n", "FROM a:1\nENV B=\"x y\"\n");
        check_no_fix(&RULE, "FROM a:1\nENV B \"x\" \"y\"\n");
        check_why(&RULE, "FROM a:1\nENV A b\n", "everything behind A is its value");
    }
}
