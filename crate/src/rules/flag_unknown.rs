//! `FlagUnknown`: a flag of another tool.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;
use crate::text::Span;

declare_rule! {
    /// A command is given a flag that it does not have.
    ///
    /// ## Why it matters
    /// The command prints how it is used and fails, so the build stops there. Such flags are mostly those of another tool
    /// that does the same work.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.14-slim
    /// COPY requirements.txt .
    /// RUN pip install --no-cache-dir --production -r requirements.txt
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.14-slim
    /// COPY requirements.txt .
    /// RUN pip install --no-cache-dir -r requirements.txt
    /// ```
    FlagUnknown {
        category: "correctness",
        severity: Error,
        equivalents: [],
    }
}

/// Of a program and what it is asked to do the flags that it has not, and whose they are.
const FOREIGN: [(&str, &str, &[&str], &str); 8] = [
    (
        "pip",
        "install",
        &["--production", "--prod", "--omit", "--no-dev", "--frozen-lockfile", "--save"],
        "npm",
    ),
    (
        "pip3",
        "install",
        &["--production", "--prod", "--omit", "--no-dev", "--frozen-lockfile", "--save"],
        "npm",
    ),
    ("apt-get", "install", &["--no-cache", "--no-recommends"], "apk"),
    ("apk", "add", &["--no-install-recommends", "--yes", "-y"], "apt-get"),
    ("go", "build", &["--release"], "cargo"),
    ("cargo", "build", &["--production"], "npm"),
    ("composer", "install", &["--production"], "npm"),
    ("poetry", "install", &["--no-cache-dir", "--production"], "pip"),
];

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        for command in ctx.commands(it) {
            let name = command.name();
            let Some((_, asked, flags, of)) = FOREIGN.iter().find(|(program, asked, ..)| {
                *program == name && command.operand_texts().next() == Some(*asked)
            }) else {
                continue;
            };
            let word = command
                .args()
                .iter()
                .find(|word| flags.contains(&word.text.split('=').next().unwrap_or_default()));
            let Some(word) = word else { continue };
            let message = format!("{name} {asked} has no {}", word.text);
            let why = format!("it is a flag of {of}; the build stops in line {}", it.lines.start);
            let before = ctx.source.get(..word.span.start as usize).unwrap_or_default();
            let blanks = before.len() - before.trim_end_matches(' ').len();
            let span = Span::new(word.span.start as usize - blanks, word.span.end as usize);
            let fix = Fix::review(format!("Leave {} out", word.text), span, "");
            ctx.report(Finding::new(&META, it.index, word.span, message, why).fixed_by(Some(fix)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn of_another_tool() {
        check(
            &RULE,
            "
FROM alpine:3.22
RUN apk add --no-cache -y curl
                       ^^ apk add has no -y
",
        );
        let source = "FROM a:1\nRUN pip install --production -r r.txt\n";
        check_fix(&RULE, source, "FROM a:1\nRUN pip install -r r.txt\n");
        check_why(&RULE, source, "it is a flag of npm; the build stops in line 2");
    }

    #[test]
    fn its_own_or_of_the_right_tool() {
        check_none(&RULE, "FROM a:1\nRUN npm install --production\n");
        check_none(&RULE, "FROM a:1\nRUN pip install --no-cache-dir --user x\n");
        check_none(&RULE, "FROM a:1\nRUN pip download --production && echo pip install --prod\n");
        check_none(&RULE, "FROM a:1\nRUN apk add --no-cache curl && apt-get install -y curl\n");
    }
}
