//! `JSONArgsRecommended`: a start command that a shell runs.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::TextEdit;
use crate::text::go::json_string;

declare_rule! {
    /// `CMD` or `ENTRYPOINT` is written in shell form.
    ///
    /// ## Why it matters
    /// A shell then is the first process of the container. It does not hand on the signal with which `docker stop` asks for an
    /// end, so the container is killed ten seconds later, in the middle of whatever it does.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// CMD node server.js
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// CMD ["node", "server.js"]
    /// ```
    ///
    /// ## When to ignore it
    /// When the command needs a shell, for a variable or for `&&`. Then start the last program with `exec`.
    JSONArgsRecommended {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit JSONArgsRecommended", "hadolint DL3025"],
    }
}

/// What only a shell can do.
const BUILTINS: [&str; 17] = [
    "cd", "exec", "export", "source", ".", "set", "unset", "ulimit", "umask", "eval", "trap", "alias",
    "exit", "if", "for", "while", "case",
];

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let it = ctx.instruction_of(warning);
        let text = it.and_then(|it| match &it.kind {
            Kind::Cmd(command) | Kind::Entrypoint(command) => command.args.first(),
            _ => None,
        });
        // Only words that a shell would leave alone can do without one.
        let is_plain = |ch: char| {
            ch.is_ascii_alphanumeric() || matches!(ch, ' ' | '-' | '_' | '.' | '/' | ':' | '=' | ',' | '@')
        };
        let plain = text.filter(|word| !word.text.is_empty() && word.text.chars().all(is_plain));
        let is_program = |word: &str| !word.contains('=') && !BUILTINS.contains(&word);
        let plain = plain.filter(|word| word.text.split_whitespace().next().is_some_and(is_program));
        let fix = plain.map(|word| {
            let words: Vec<String> = word.text.split_whitespace().map(json_string).collect();
            let edits = vec![TextEdit { span: word.span, new_text: format!("[{}]", words.join(", ")) }];
            Fix { title: "Start the program without a shell".to_owned(), safety: Safety::NeedsReview, edits }
        });
        let why = "a shell runs it, and does not pass on the signal to stop";
        ctx.report(Finding::of_warning(&META, warning, why, fix.into_iter().collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_no_fix, check_none};

    #[test]
    fn shell_form() {
        check(
            &RULE,
            "
FROM a:1
CMD node server.js
^^^^^^^^^^^^^^^^^^ JSON arguments recommended for CMD to prevent unintended behavior related to OS signals
",
        );
    }

    #[test]
    fn exec_form_and_a_shell_that_was_asked_for() {
        check_none(&RULE, "FROM a:1\nCMD [\"node\"]\n");
        check_none(&RULE, "FROM a:1\nSHELL [\"/bin/bash\", \"-c\"]\nCMD node\n");
    }

    #[test]
    fn no_fix_without_a_program() {
        check_no_fix(&RULE, "FROM a:1\nCMD exec node server.js\n");
        check_no_fix(&RULE, "FROM a:1\nCMD . /env\n");
    }

    #[test]
    fn the_fix_lists_the_words() {
        check_fix(
            &RULE,
            "FROM a:1\nENTRYPOINT /app  --port=80\n",
            "FROM a:1\nENTRYPOINT [\"/app\", \"--port=80\"]\n",
        );
    }
}
