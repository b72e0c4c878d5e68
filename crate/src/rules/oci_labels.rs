//! `OciLabels`: labels of the image specification that are not of its form.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::{Kind, Word};

declare_rule! {
    /// A label of the image specification has a value that is not of its form.
    ///
    /// ## Why it matters
    /// Registries and tools read `org.opencontainers.image.*`: the source, the version, the day. What is not of the form
    /// that is laid down is not shown. This rule speaks only when asked to.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// # check=experimental=OciLabels
    /// FROM alpine:3.22
    /// LABEL org.opencontainers.image.created="yesterday"
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// # check=experimental=OciLabels
    /// FROM alpine:3.22
    /// LABEL org.opencontainers.image.created="2026-11-24T04:00:00Z"
    /// ```
    OciLabels {
        category: "metadata/runtime config",
        severity: Hint,
        default: Off,
        equivalents: [
            "hadolint DL3048",
            "hadolint DL3049",
            "hadolint DL3051",
            "hadolint DL3052",
            "hadolint DL3053",
            "hadolint DL3054",
            "hadolint DL3055",
            "hadolint DL3056",
            "hadolint DL3058",
        ],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Label(pairs) = &it.kind else { continue };
        for pair in pairs {
            let (key, value) = (pair.key.text.as_str(), &pair.value);
            if let Some(form) = fault(key, value) {
                let why = format!("line {} sets {key} to {}", it.lines.start, value.text);
                ctx.report(Finding::new(
                    &META,
                    it.index,
                    value.span,
                    format!("the label is not {form}"),
                    why,
                ));
            } else if key.chars().any(|ch| ch.is_ascii_uppercase()) && key.contains('.') {
                let why = "tools compare the names of labels letter by letter";
                let message = format!("{key} has capitals");
                ctx.report(Finding::new(&META, it.index, pair.key.span, message, why));
            }
        }
    }
}

/// The form that the value of a label lacks.
fn fault(key: &str, value: &Word) -> Option<&'static str> {
    let name = key.strip_prefix("org.opencontainers.image.")?;
    let text = value.text.trim_matches(['"', '\'']);
    if text.contains('$') {
        return None;
    }
    let is_url = || text.starts_with("https://") || text.starts_with("http://") || text.starts_with("git");
    match name {
        _ if text.is_empty() => Some("a value"),
        "created" => (!is_time(text)).then_some("a time as in 2026-11-24T04:00:00Z"),
        "revision" => {
            let is_hash = text.len() >= 7 && text.chars().all(|ch| ch.is_ascii_hexdigit());
            (!is_hash).then_some("the hash of a commit")
        }
        "url" | "source" | "documentation" => (!is_url()).then_some("a URL"),
        "licenses" => {
            let is_expression = text.chars().all(|ch| ch.is_ascii_alphanumeric() || "-.+() ".contains(ch));
            let has_spaces = text.split(' ').any(|word| matches!(word, "License" | "license" | "the"));
            (!is_expression || has_spaces).then_some("an SPDX expression")
        }
        _ => None,
    }
}

/// Whether a text is a time as RFC 3339 writes it, by its shape.
fn is_time(text: &str) -> bool {
    let shape: String = text.chars().take(19).map(|ch| if ch.is_ascii_digit() { '0' } else { ch }).collect();
    let zone = text
        .get(19..)
        .unwrap_or_default()
        .trim_start_matches(['.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    let is_offset = zone.len() == 6 && zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":");
    matches!(shape.as_str(), "0000-00-00T00:00:00" | "0000-00-00t00:00:00" | "0000-00-00 00:00:00")
        && (matches!(zone, "Z" | "z") || is_offset)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn not_of_the_form() {
        check(
            &RULE,
            "
# check=experimental=OciLabels
FROM a:1
LABEL org.opencontainers.image.source=here Com.Example.x=1
                                      ^^^^ the label is not a URL
                                           ^^^^^^^^^^^^^ Com.Example.x has capitals
LABEL org.opencontainers.image.revision=\"main\"
                                        ^^^^^^ the label is not the hash of a commit
",
        );
    }

    #[test]
    fn not_asked_of_the_form_and_variables() {
        check_none(&RULE, "FROM a:1\nLABEL org.opencontainers.image.created=now\n");
        check_none(
            &RULE,
            "# check=experimental=all\nFROM a:1\nLABEL org.opencontainers.image.created=$NOW org.opencontainers.image.licenses=\"MIT OR Apache-2.0\"\nLABEL org.opencontainers.image.created=2026-11-24T04:00:00.5+01:00 maintainer=Me\n",
        );
    }
}
