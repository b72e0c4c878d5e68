//! `ExposeProtoCasing`: a protocol in capitals.

use crate::diag::{Finding, Safety};
use crate::eval::expose;
use crate::rules::RuleContext;
use crate::text::TextEdit;

declare_rule! {
    /// The protocol of an `EXPOSE` has upper-case letters.
    ///
    /// ## Why it matters
    /// Protocols are `tcp` and `udp` everywhere else. BuildKit takes it in any case and keeps it in lower case.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// EXPOSE 80/TCP
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// EXPOSE 80/tcp
    /// ```
    ExposeProtoCasing {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit ExposeProtoCasing"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let text = warning.span.of(ctx.source);
        let mut finding = Finding::of_warning(&META, warning, "the image says it in lower case", Vec::new());
        // What comes of a variable is not written here.
        if let Some((port, protocol)) = text.rsplit_once('/').filter(|_| expose::read(text).ports.is_ok()) {
            let new_text = format!("{port}/{}", protocol.to_ascii_lowercase());
            let edit = TextEdit { span: warning.span, new_text };
            finding = finding.with_fix("Write the protocol in lower case", Safety::Safe, vec![edit]);
        }
        ctx.report(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_no_fix, check_none};

    #[test]
    fn capitals() {
        check(
            &RULE,
            "
FROM a:1
EXPOSE 80/Tcp
       ^^^^^^ Defined protocol '80/Tcp' in EXPOSE instruction should be lowercase
",
        );
        check_fix(&RULE, "FROM a:1\nEXPOSE 53/UDP 80\n", "FROM a:1\nEXPOSE 53/udp 80\n");
        check_no_fix(&RULE, "FROM a:1\nARG P=80/TCP\nEXPOSE $P\n");
    }

    #[test]
    fn small_letters_or_none() {
        check_none(&RULE, "FROM a:1\nEXPOSE 80/tcp 81\n");
        check_none(&RULE, "FROM a:1\nARG P=80\nEXPOSE $P\n");
    }
}
