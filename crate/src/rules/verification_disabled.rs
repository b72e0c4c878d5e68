//! `VerificationDisabled`: a check that is switched off.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Kind, Word};
use crate::text::Span;

declare_rule! {
    /// A check of certificates or signatures is switched off.
    ///
    /// ## Why it matters
    /// What is downloaded then can be swapped on the way, and nothing notices.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// RUN wget --no-check-certificate https://example.com/t.tgz
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// RUN wget https://example.com/t.tgz
    /// ```
    VerificationDisabled {
        category: "security & secrets",
        severity: Warning,
        equivalents: [],
    }
}

/// Of each program the flags that switch a check off.
const FLAGS: [(&[&str], &[&str]); 8] = [
    (&["curl"], &["-k", "--insecure"]),
    (&["wget"], &["--no-check-certificate"]),
    (&["pip", "pip3"], &["--trusted-host"]),
    (&["apt-get", "apt"], &["--allow-unauthenticated", "--force-yes"]),
    (&["apk"], &["--allow-untrusted"]),
    (&["dnf", "yum", "microdnf", "tdnf"], &["--nogpgcheck"]),
    (&["rpm"], &["--nosignature"]),
    (&["zypper"], &["--no-gpg-checks"]),
];

/// Variables with the value that switches a check off.
const VARIABLES: [(&str, &str); 3] =
    [("NODE_TLS_REJECT_UNAUTHORIZED", "0"), ("PYTHONHTTPSVERIFY", "0"), ("GIT_SSL_NO_VERIFY", "")];

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        if let Kind::Env(pairs) = &it.kind {
            for pair in pairs {
                if switches_off(&pair.key.text, &pair.value.text) {
                    report(ctx, it.index, pair.key.span, &pair.key.text, META.severity, None);
                }
            }
        }
        let commands = ctx.commands(it);
        for command in commands {
            let Some(word) = flag(command) else { continue };
            let is_near = |text: &str| {
                ["://localhost", "://127.0.0.1", "host.docker.internal", ".local"]
                    .iter()
                    .any(|host| text.contains(host))
            };
            let is_own = command.name() == "apk"
                && command.operand_texts().any(|text| text.rsplit('.').next() == Some("apk"));
            let severity =
                if is_own || command.operand_texts().any(is_near) { Severity::Info } else { META.severity };
            let before = command.words.iter().rfind(|other| other.span.end < word.span.start);
            let is_alone = word.text.starts_with("--") && !word.text.starts_with("--trusted");
            let fix = before.filter(|_| is_alone).map(|before| {
                Fix::review(
                    format!("Leave out {}", word.text),
                    Span { start: before.span.end, end: word.span.end },
                    "",
                )
            });
            report(ctx, it.index, word.span, &word.text, severity, fix);
        }
    }
}

fn report(
    ctx: &mut RuleContext<'_>,
    index: usize,
    span: Span,
    what: &str,
    severity: Severity,
    fix: Option<Fix>,
) {
    let message = format!("{what} switches a check off");
    let why = "what is downloaded can be swapped on the way";
    ctx.report(Finding::new(&META, index, span, message, why).at_most(severity).fixed_by(fix));
}

/// The word of a command that switches a check off.
fn flag(command: &SimpleCommand) -> Option<&Word> {
    let name = command.name();
    let assigned = command
        .assigns
        .iter()
        .find(|word| word.text.split_once('=').is_some_and(|(name, value)| switches_off(name, value)));
    if assigned.is_some() {
        return assigned;
    }
    let args = command.args();
    if let Some((_, flags)) = FLAGS.iter().find(|(programs, _)| programs.contains(&name)) {
        return args.iter().find(|word| {
            let text = word.text.split('=').next().unwrap_or_default();
            let is_cluster =
                name == "curl" && text.starts_with('-') && !text.starts_with("--") && text.len() < 8;
            flags.contains(&text)
                || (is_cluster
                    && text.chars().skip(1).all(|ch| ch.is_ascii_alphabetic())
                    && text.contains('k'))
        });
    }
    match name {
        "git" => args.iter().find(|word| word.text.eq_ignore_ascii_case("http.sslVerify=false")),
        "npm" | "yarn" | "pnpm" => {
            let at = args.iter().position(|word| word.text.starts_with("strict-ssl"))?;
            let is_off = args.get(at).is_some_and(|word| word.text.ends_with("=false"))
                || args.get(at + 1).is_some_and(|word| word.text == "false");
            args.get(at).filter(|_| is_off)
        }
        _ => None,
    }
}

fn switches_off(name: &str, value: &str) -> bool {
    let value = value.trim_matches(['"', '\'']);
    VARIABLES.iter().any(|(known, off)| {
        *known == name && (value == *off || (off.is_empty() && !matches!(value, "0" | "false" | "")))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn flags_and_variables() {
        check(
            &RULE,
            "
FROM a:1
RUN curl -ksSL https://example.com/a -o /a
         ^^^^^ -ksSL switches a check off
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NODE_TLS_REJECT_UNAUTHORIZED switches a check off
RUN git -c http.sslVerify=false clone https://example.com/a
           ^^^^^^^^^^^^^^^^^^^^ http.sslVerify=false switches a check off
",
        );
    }

    #[test]
    fn other_flags() {
        check_none(
            &RULE,
            "FROM a:1\nRUN curl -fsSL --keepalive-time 2 u -o k\nRUN wget u\nENV GIT_SSL_NO_VERIFY=0\n",
        );
        check_none(
            &RULE,
            "FROM a:1\nRUN npm config set strict-ssl true\nRUN apt-get install -y ca-certificates\n",
        );
    }

    #[test]
    fn the_fix_leaves_it_out() {
        check_fix(&RULE, "FROM a:1\nRUN wget --no-check-certificate u\n", "FROM a:1\nRUN wget u\n");
    }
}
