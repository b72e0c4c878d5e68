//! `SecretLiteralInRun`: a credential that is written out.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind, Word};
use crate::text::Span;

declare_rule! {
    /// A credential is written in plain text.
    ///
    /// ## Why it matters
    /// Whoever has the Dockerfile has it, and so has whoever has the image: the history of an image shows its commands. A
    /// secret mount shows it to one command and leaves nothing behind.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// RUN git clone https://bob:hunter22secret@git.example.com/app.git /app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// RUN --mount=type=secret,id=git_token git clone https://git.example.com/app.git /app
    /// ```
    SecretLiteralInRun {
        category: "security & secrets",
        severity: Error,
        equivalents: [],
    }
}

/// How the tokens of a service begin, how many characters follow at least, and whose they are.
const TOKENS: [(&str, usize, &str); 13] = [
    ("ghp_", 30, "a token of GitHub"),
    ("gho_", 30, "a token of GitHub"),
    ("github_pat_", 30, "a token of GitHub"),
    ("glpat-", 18, "a token of GitLab"),
    ("AKIA", 16, "an access key of AWS"),
    ("xoxb-", 20, "a token of Slack"),
    ("xoxp-", 20, "a token of Slack"),
    ("xoxa-", 20, "a token of Slack"),
    ("sk_live_", 20, "a key of Stripe"),
    ("npm_", 36, "a token of npm"),
    ("pypi-AgEI", 30, "a token of PyPI"),
    ("dckr_pat_", 20, "a token of Docker Hub"),
    ("-----BEGIN", 16, "a private key"),
];

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let found = match &it.kind {
            Kind::Run(_) => in_commands(ctx.commands(it)),
            Kind::Env(pairs) | Kind::Label(pairs) => pairs.iter().find_map(|pair| in_word(&pair.value)),
            Kind::Arg(arguments) => {
                arguments.iter().filter_map(|argument| argument.default.as_ref()).find_map(in_word)
            }
            _ => None,
        };
        let Some((what, span)) = found else { continue };
        let message = format!("{what} is written in plain text");
        ctx.report(Finding::new(&META, it.index, span, message, why(it)));
    }
}

fn why(it: &Instruction) -> String {
    match it.kind {
        Kind::Run(_) => {
            format!("the history of the image shows line {}; a secret mount leaves no trace", it.lines.start)
        }
        _ => format!("docker inspect and docker history show line {}", it.lines.start),
    }
}

/// The first credential of some commands.
fn in_commands(commands: &[SimpleCommand]) -> Option<(&'static str, Span)> {
    let next = commands.iter().skip(1).map(Some).chain([None]);
    commands.iter().zip(next).find_map(|(command, next)| {
        let sets_password = next.is_some_and(|next| next.name() == "chpasswd");
        in_command(command).or_else(|| set_password(command).filter(|_| sets_password))
    })
}

/// `echo user:password | chpasswd`
fn set_password(command: &SimpleCommand) -> Option<(&'static str, Span)> {
    let word = command.args().last().filter(|_| command.name() == "echo")?;
    let (user, password) = word.text.split_once(':')?;
    (!user.is_empty() && is_literal(password)).then_some(("a password", word.span))
}

/// The first credential of a command.
fn in_command(command: &SimpleCommand) -> Option<(&'static str, Span)> {
    let words = command.words.iter().chain(&command.assigns);
    if let Some(found) = words.into_iter().find_map(in_word) {
        return Some(found);
    }
    let literal = |word: &Word| is_literal(&word.text).then_some(word.span);
    let given = |names: &[&str]| command.flag_value(names).and_then(|word| literal(&word));
    match command.name() {
        "curl" => {
            let word = command.flag_value(&["-u", "--user"])?;
            let (_, password) = word.text.split_once(':')?;
            is_literal(password).then_some(("a password", word.span))
        }
        "sshpass" => given(&["-p"]).map(|span| ("a password", span)),
        "mysql" | "mysqladmin" | "docker" | "az" | "mongo" | "mongosh" | "twine" | "helm" => {
            given(&["--password"]).map(|span| ("a password", span))
        }
        _ => None,
    }
}

/// The first credential of a word, by its shape.
fn in_word(word: &Word) -> Option<(&'static str, Span)> {
    let text = word.text.as_str();
    if text.len() < 12 {
        return None;
    }
    let is_token = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-');
    for (start, length, what) in TOKENS {
        if text.len() < start.len() + length {
            continue;
        }
        let Some(at) = text.find(start) else { continue };
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let rest = text.get(at + start.len()..).unwrap_or_default();
        let follows = rest.chars().take_while(|ch| is_token(*ch)).count();
        if start.starts_with('-') {
            if rest.contains("PRIVATE KEY-----") {
                return Some((what, word.span));
            }
        } else if follows >= length && before.is_none_or(|ch| !ch.is_ascii_alphanumeric()) && is_literal(rest)
        {
            return Some((what, word.span));
        }
    }
    let (scheme, rest) = text.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let (_, password) = authority.rsplit_once('@')?.0.split_once(':')?;
    let is_scheme = scheme.ends_with(|ch: char| ch.is_ascii_alphanumeric());
    (is_scheme && is_literal(password)).then_some(("the password of a URL", word.span))
}

/// Whether a text is a value and not a variable or a placeholder.
fn is_literal(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let placeholders = [
        "xxx",
        "changeme",
        "change_me",
        "example",
        "placeholder",
        "your",
        "dummy",
        "***",
        "token",
        "password",
        "secret_",
    ];
    let is_placeholder = placeholders.iter().any(|word| lower.contains(word)) && lower != "password";
    text.len() >= 4 && !text.contains(['$', '<', '>', '{', '`', '(']) && !is_placeholder
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn passwords_of_commands() {
        check(
            &RULE,
            "
FROM alpine:3.22
RUN curl -u bob:hunter22 https://example.com
            ^^^^^^^^^^^^ a password is written in plain text
RUN echo root:hunter22 | chpasswd
         ^^^^^^^^^^^^^ a password is written in plain text
",
        );
        check_why(
            &RULE,
            "FROM a:1\nENV DB=postgres://app:hunter22@db/app\n",
            "docker inspect and docker history show line 2",
        );
    }

    #[test]
    fn tokens_by_their_shape() {
        let token = ["gh", "p_"].concat() + &"a1".repeat(18);
        check(
            &RULE,
            &format!(
                "\nFROM a:1\nRUN TOKEN={token} make\n    {} a token of GitHub is written in plain text\n",
                "^".repeat(6 + token.len())
            ),
        );
    }

    #[test]
    fn variables_placeholders_and_users() {
        for line in [
            "RUN git clone https://$USER:$TOKEN@example.com/x.git",
            "RUN git clone https://oauth2:${TOKEN}@example.com/x.git",
            "RUN git clone git@github.com:a/b.git",
            "RUN curl -u bob https://example.com",
            "RUN curl -u user:changeme https://example.com",
            "ENV URL=https://user:<password>@example.com",
            "RUN echo http://localhost:8080/@scope/name",
            "ENV REGISTRY=https://npm.example.com/npm_packages",
            "RUN echo user:100000:65536 | tee /etc/subuid",
            "RUN echo root:$PASSWORD | chpasswd",
        ] {
            check_none(&RULE, &format!("FROM a:1\n{line}\n"));
        }
    }
}
