//! `ExecJsonInvalid`: a JSON array that is none.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;
use crate::syntax::{Kind, Word};

declare_rule! {
    /// A command looks like a JSON array, but is none.
    ///
    /// ## Why it matters
    /// Docker then hands the text to a shell, which looks for a program that is called `[`.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// CMD ['node', 'server.js']
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// CMD ["node", "server.js"]
    /// ```
    ExecJsonInvalid {
        category: "correctness",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let health;
        let word = match &it.kind {
            Kind::Run(run) if run.command.shell => run.command.args.first(),
            Kind::Cmd(command) | Kind::Entrypoint(command) if command.shell => command.args.first(),
            Kind::Healthcheck(_) if !it.json => it.args.get(1),
            Kind::Volume(words) if !it.json && !words.is_empty() => {
                let span = words
                    .iter()
                    .fold(words.first().map_or(it.line_span, |it| it.span), |all, it| all.to(it.span));
                health = Word { text: span.of(ctx.source).into(), span };
                Some(&health)
            }
            _ => None,
        };
        let Some(word) = word.filter(|word| is_meant_as_json(word.text.trim())) else { continue };
        let fix = quoted(word.text.trim()).map(|text| Fix::review("Write it as JSON", word.span, text));
        let message = format!("the array of this {} is no JSON", it.keyword.text.to_ascii_uppercase());
        let why = "JSON wants double quotes around every item, and no comma behind the last";
        ctx.report(Finding::new(&META, it.index, word.span, message, why).fixed_by(fix));
    }
}

/// Whether a text is an array with quotes or commas, and no test of a shell.
fn is_meant_as_json(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) else { return false };
    let is_test =
        inner.starts_with(['[', '!']) || [" -", "=", " <", " >"].iter().any(|sign| inner.contains(sign));
    let starts_quoted = inner.trim_start().starts_with(['"', '\'', '\u{201c}']);
    if text.contains(['\n', ';', '|', '&']) {
        return false;
    }
    if is_test { starts_quoted && inner.contains(',') } else { starts_quoted || inner.contains(',') }
}

/// The items with double quotes around them; `None` where it is not clear what they are.
fn quoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let mut items = Vec::new();
    for item in inner.trim().trim_end_matches(',').split(',') {
        let item = item.trim();
        let plain = item.strip_prefix(['"', '\'']).unwrap_or(item);
        let plain = plain.strip_suffix(['"', '\'']).unwrap_or(plain);
        if plain.is_empty() || plain.contains(['"', '\'', '\\']) {
            return None;
        }
        items.push(format!("\"{plain}\""));
    }
    Some(format!("[{}]", items.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn single_quotes_a_comma_and_no_quotes() {
        check(
            &RULE,
            "
FROM a:1
CMD ['node', 'a.js']
    ^^^^^^^^^^^^^^^^ the array of this CMD is no JSON
ENTRYPOINT [\"a\",]
           ^^^^^^ the array of this ENTRYPOINT is no JSON
RUN [a, b]
    ^^^^^^ the array of this RUN is no JSON
",
        );
    }

    #[test]
    fn json_and_tests_of_a_shell() {
        check_none(
            &RULE,
            "FROM a:1\nCMD [\"a\"]\nRUN [ -f a ] && b\nRUN [[ a == b ]]\nRUN [ \"$a\" = \"b\" ]\n",
        );
        check_none(&RULE, "FROM a:1\nRUN [ a ]\nRUN echo [a, b]\nVOLUME /a\n");
    }

    #[test]
    fn the_fix_quotes_it() {
        check_fix(&RULE, "FROM a:1\nCMD ['node', a.js]\n", "FROM a:1\nCMD [\"node\", \"a.js\"]\n");
    }
}
