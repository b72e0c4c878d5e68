//! `CurlNoFail`: a download that does not fail.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::{RedirectKind, Separator};
use crate::text::Span;

declare_rule! {
    /// `curl` takes an error page for the file.
    ///
    /// ## Why it matters
    /// Without `-f`, curl succeeds when the server says 404, and the page that says so is saved as if it were the file.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN curl -sSL https://example.com/t.tgz -o /t.tgz
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// RUN curl -fsSL https://example.com/t.tgz -o /t.tgz
    /// ```
    CurlNoFail {
        category: "shell",
        severity: Info,
        equivalents: [],
    }
}

use super::curl_pipe_shell::piped;

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        let commands = ctx.commands(it);
        if piped(commands).is_some() {
            continue;
        }
        for (at, curl) in commands.iter().enumerate().filter(|(_, command)| command.name() == "curl") {
            let is_piped = commands.get(at + 1).is_some_and(|next| next.separator == Separator::Pipe);
            let to_file =
                curl.redirects.iter().any(|it| matches!(it.kind, RedirectKind::Write | RedirectKind::Append));
            let saves = is_piped
                || to_file
                || curl.has_flag(&["-o", "-O", "--output", "--remote-name", "--remote-name-all"]);
            let fails = curl.has_flag(&["-f", "--fail", "--fail-with-body", "--fail-early"]);
            let asks = curl.has_flag(&[
                "-w",
                "--write-out",
                "-I",
                "--head",
                "-X",
                "--request",
                "-d",
                "--data",
                "-K",
                "--config",
            ]);
            if !saves || fails || asks {
                continue;
            }
            let cluster = curl.args().iter().find(|word| {
                word.text.len() > 1
                    && word
                        .text
                        .strip_prefix('-')
                        .is_some_and(|letters| letters.chars().all(|ch| ch.is_ascii_alphabetic()))
            });
            let fix = match cluster {
                Some(word) => {
                    let start = word.span.start + 1;
                    Some(Fix::safe("Let curl fail", Span { start, end: start }, "f"))
                }
                None => {
                    let program = curl.words.iter().find(|word| word.text.ends_with("curl"));
                    program.map(|program| Fix::safe("Let curl fail", program.span.at_end(), " -f"))
                }
            };
            let severity = if ctx.ships(it) { META.severity } else { Severity::Hint };
            let message = "curl saves an error page as the file";
            let why = "without -f it succeeds when the server says 404";
            ctx.report(
                Finding::new(&META, it.index, curl.span(), message, why).at_most(severity).fixed_by(fix),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn saved_or_piped() {
        check(
            &RULE,
            "
FROM a:1
RUN curl -sSL u -o /a && curl u | tar -x
    ^^^^^^^^^^^^^^^^^ curl saves an error page as the file
                         ^^^^^^ curl saves an error page as the file
",
        );
    }

    #[test]
    fn fails_or_only_asks() {
        check_none(
            &RULE,
            "FROM a:1\nRUN curl -fsSL u -o /a && curl --fail u > /b && curl -sI u > /c && curl u\n",
        );
        check_none(&RULE, "FROM a:1\nRUN curl -so /dev/null -w '%{http_code}' u\nRUN wget u\n");
    }

    #[test]
    fn the_fix_lets_it_fail() {
        check_fix(&RULE, "FROM a:1\nRUN curl -sSL u -o /a\n", "FROM a:1\nRUN curl -fsSL u -o /a\n");
        check_fix(&RULE, "FROM a:1\nRUN curl u > /a\n", "FROM a:1\nRUN curl -f u > /a\n");
    }
}
