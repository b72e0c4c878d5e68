//! `CurlPipeShell`: a download that a shell runs at once.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::{Separator, SimpleCommand};

declare_rule! {
    /// A script is downloaded and run unseen.
    ///
    /// ## Why it matters
    /// Whoever controls the server, or the way to it, decides what the image holds. And a download that breaks off runs
    /// as far as it came.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN curl -fsSL https://sh.rustup.rs | sh -s -- -y
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM rust:1.90-slim
    /// RUN rustc --version
    /// ```
    CurlPipeShell {
        category: "security & secrets",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        let commands = ctx.commands(it);
        let Some((span, program)) = piped(commands) else { continue };
        let severity = if ctx.ships(it) { META.severity } else { Severity::Info };
        let message = format!("{program} runs a script that nobody has checked");
        let why = "download it to a file, compare its checksum, then run it; or copy the tool from an image";
        ctx.report(Finding::new(&META, it.index, span, message, why).at_most(severity));
    }
}

/// The first command that runs what another downloads, with the name of its program.
pub(super) fn piped(commands: &[SimpleCommand]) -> Option<(crate::text::Span, &str)> {
    let mut download: Option<&SimpleCommand> = None;
    for command in commands {
        let name = command.name();
        if command.separator != Separator::Pipe {
            download = None;
        }
        if let Some(first) = download.filter(|_| runs_its_input(command)) {
            return Some((first.span().to(command.span()), name));
        }
        if matches!(name, "curl" | "wget") {
            download = Some(command);
        }
        let fetches = |text: &str| {
            ["$(curl ", "$(wget ", "`curl ", "`wget "].iter().any(|start| text.starts_with(start))
        };
        if is_shell(name) && command.has_flag(&["-c"]) && command.operand_texts().any(fetches) {
            return Some((command.span(), name));
        }
    }
    None
}

fn is_shell(name: &str) -> bool {
    matches!(name, "sh" | "bash" | "zsh" | "dash" | "ash")
}

/// Whether a program takes its script from what is piped into it.
fn runs_its_input(command: &SimpleCommand) -> bool {
    let name = command.name();
    let is_other = name.starts_with("python") || matches!(name, "perl" | "ruby" | "node");
    if is_shell(name) {
        return !command.has_flag(&["-c"])
            && (command.has_flag(&["-s"])
                || command.operand_texts().next().is_none_or(|text| matches!(text, "-" | "/dev/stdin")));
    }
    is_other && command.args().iter().all(|word| word.text == "-")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn piped_or_put_in() {
        check(
            &RULE,
            "
FROM a:1
RUN curl -fsSL https://example.com/i.sh | sudo -E bash -
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bash runs a script that nobody has checked
RUN sh -c \"$(curl -fsSL https://example.com/i.sh)\"
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sh runs a script that nobody has checked
",
        );
    }

    #[test]
    fn other_programs_and_files() {
        check_none(
            &RULE,
            "FROM a:1\nRUN curl -fsS u | tar -xz\nRUN curl -fsSo i u && sh i\nRUN echo a | sh\n",
        );
        check_none(
            &RULE,
            "FROM a:1\nRUN curl -fsS u | python3 -c 'import sys'\nRUN curl -fsS u | sh -c 'cat > /x'\n",
        );
    }
}
