//! `SecretReachesFinal`: a secret that the image gives away.

use crate::diag::{Finding, Fix, Safety, Severity};
use crate::plan::names_a_secret;
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;

declare_rule! {
    /// A secret becomes part of the image that ships.
    ///
    /// ## Why it matters
    /// The value of an `ENV` stands in the config of the image, and that of an `ARG` in its history, beside each `RUN`.
    /// Whoever can pull the image can read both.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// ARG NPM_TOKEN
    /// RUN echo "//registry.example.com/:_authToken=$NPM_TOKEN" > .npmrc && npm ci && rm .npmrc
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
    /// ```
    SecretReachesFinal {
        category: "security & secrets",
        severity: Error,
        equivalents: ["hadolint DL3064", "trivy DS-0031"],
    }
}

use super::bases::whole_lines;

fn check(ctx: &mut RuleContext<'_>) {
    let Some(stage) = ctx.target_stage() else { return };
    let all: Vec<_> = ctx.instructions_to(stage).collect();
    for (at, it) in all.iter().enumerate() {
        let later = all.get(at + 1..).unwrap_or_default();
        match &it.kind {
            Kind::Env(pairs) => {
                for pair in pairs.iter().filter(|pair| is_secret(&pair.key.text, &pair.value.text)) {
                    let message = format!("{} is written into the image", pair.key.text);
                    let why = "docker inspect shows it to everyone who has the image";
                    let is_doubtful = is_placeholder(plain(&pair.value.text))
                        || is_word_of_a_key(&pair.key.text, plain(&pair.value.text));
                    let severity = if is_doubtful { Severity::Info } else { META.severity };
                    let span = pair.key.span.to(pair.value.span);
                    ctx.report(Finding::new(&META, it.index, span, message, why).at_most(severity));
                }
            }
            Kind::Arg(arguments) => {
                for argument in arguments {
                    let name = argument.key.text.as_str();
                    let default = argument.default.as_ref().map_or("", |it| it.text.as_str());
                    let Some(run) = later.iter().find(|it| matches!(it.kind, Kind::Run(_))) else { continue };
                    if !is_secret(name, default) {
                        continue;
                    }
                    let message = format!("{name} is written into the history of the image");
                    let why = format!("the history of line {} tells its value", run.lines.start);
                    let fix = if arguments.len() == 1 && default.is_empty() {
                        mount(ctx, it, name, later)
                    } else {
                        None
                    };
                    ctx.report(Finding::new(&META, it.index, argument.key.span, message, why).fixed_by(fix));
                }
            }
            _ => {}
        }
    }
}

/// A value without its quotes.
fn plain(value: &str) -> &str {
    value.trim_matches(['"', '\''])
}

/// Whether a value is there to be replaced.
fn is_placeholder(value: &str) -> bool {
    let words = ["password", "changeme", "change_me", "secret", "example", "none"];
    let is_one = value.chars().next().is_none_or(|first| value.chars().all(|ch| ch == first));
    is_one || words.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// Whether it is a word under a name that is a secret's only by `KEY`: the key of a list, and not to a lock.
fn is_word_of_a_key(name: &str, value: &str) -> bool {
    let others: Vec<&str> = name.split('_').filter(|part| !part.eq_ignore_ascii_case("key")).collect();
    value.chars().all(|ch| ch.is_ascii_alphabetic()) && !names_a_secret(&others.join("_"))
}

/// Whether a name stands for a secret, and its value may be one: no path, no fingerprint of a public key.
fn is_secret(name: &str, value: &str) -> bool {
    const PUBLIC: [&str; 13] = [
        "GPG",
        "PGP",
        "ID",
        "NAME",
        "URL",
        "PATH",
        "DIR",
        "TYPE",
        "FINGERPRINT",
        "SHA256",
        "KEYS",
        "METHOD",
        "ENABLED",
    ];
    let is_public = name.split('_').any(|part| PUBLIC.iter().any(|word| part.eq_ignore_ascii_case(word)));
    let value = plain(value);
    let is_fingerprint = value.len() >= 8 && value.chars().all(|ch| ch.is_ascii_hexdigit());
    let is_switch = matches!(value, "true" | "false" | "yes" | "no" | "0" | "1" | "none" | "None");
    names_a_secret(name) && !is_public && !value.contains('/') && !is_fingerprint && !is_switch
}

/// Hands the secret to the commands that use it, and to no layer.
fn mount(ctx: &RuleContext<'_>, it: &Instruction, name: &str, later: &[&Instruction]) -> Option<Fix> {
    let mut edits = vec![TextEdit { span: whole_lines(ctx, it), new_text: String::new() }];
    for other in later {
        if !other.original.contains(name) {
            continue;
        }
        if !matches!(other.kind, Kind::Run(_)) {
            return None;
        }
        let id = name.to_ascii_lowercase();
        let new_text = format!(" --mount=type=secret,id={id},env={name}");
        edits.push(TextEdit { span: other.keyword.span.at_end(), new_text });
    }
    let title = format!("Mount {name} as a secret");
    (edits.len() > 1).then_some(Fix { title, safety: Safety::NeedsReview, edits })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::diag::Severity;
    use crate::rules::testing::{check, check_fix, check_none, check_severity};

    #[test]
    fn env_and_arg() {
        check(
            &RULE,
            "
FROM a:1
ENV DB_PASSWORD=hunter2
    ^^^^^^^^^^^^^^^^^^^ DB_PASSWORD is written into the image
ARG TOKEN
    ^^^^^ TOKEN is written into the history of the image
RUN make
",
        );
    }

    #[test]
    fn what_stands_for_a_secret_is_said_softly() {
        for line in ["ENV PASSWORD XXXXXXXX", "ENV TOKEN=changeme", "ENV SORT_KEY=ProcessId", "ENV SECRET="] {
            let source = format!("FROM a:1\n{line}\n");
            check_severity(&RULE, &source, Severity::Info);
        }
        for line in ["ENV SORT_KEY=a1b2", "ENV SECRET_KEY=word"] {
            check_severity(&RULE, &format!("FROM a:1\n{line}\n"), Severity::Error);
        }
    }

    #[test]
    fn elsewhere_public_or_unused() {
        check_none(&RULE, "FROM a:1 AS b\nARG TOKEN\nRUN make\nFROM c:1\nCOPY --from=b /x /x\n");
        check_none(
            &RULE,
            "FROM a:1\nENV GPG_KEY=0D96DF4D4110E5C43FBFB17F2D347EA6AA65421D\nENV KEY_PATH=/run/key\n",
        );
        check_none(&RULE, "FROM a:1\nARG TOKEN\nCMD [\"x\"]\n");
        check_none(&RULE, "FROM a:1\nENV PASSWORD_FILE=/run/x\nENV AUTH=true\n");
    }

    #[test]
    fn the_fix_mounts_it() {
        check_fix(
            &RULE,
            "FROM a:1\nARG TOKEN\nRUN ./fetch $TOKEN\n",
            "FROM a:1\nRUN --mount=type=secret,id=token,env=TOKEN ./fetch $TOKEN\n",
        );
    }
}
