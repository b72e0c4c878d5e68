//! `ExposeInvalidFormat`: a port of the host in an EXPOSE.

use crate::diag::{Finding, Safety};
use crate::eval::expose;
use crate::rules::RuleContext;
use crate::text::TextEdit;

declare_rule! {
    /// An `EXPOSE` names an address or a port of the host.
    ///
    /// ## Why it matters
    /// `EXPOSE` only notes on which port of the container the program listens. Which port of the host leads there is
    /// said by `docker run -p`.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// EXPOSE 8080:80
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// EXPOSE 80
    /// ```
    ExposeInvalidFormat {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit ExposeInvalidFormat"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let text = warning.span.of(ctx.source);
        let mut finding =
            Finding::of_warning(&META, warning, "only the port of the container is kept", Vec::new());
        if let Some((_, port)) = text.rsplit_once(':').filter(|_| expose::read(text).ports.is_ok()) {
            let edit = TextEdit { span: warning.span, new_text: port.to_owned() };
            finding = finding.with_fix("Keep only the port of the container", Safety::Safe, vec![edit]);
        }
        ctx.report(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn with_the_host() {
        check(&RULE, "
FROM a:1
EXPOSE 127.0.0.1:80:80
       ^^^^^^^^^^^^^^^ EXPOSE instruction should not define an IP address or host-port mapping, found '127.0.0.1:80:80'
");
        check_fix(&RULE, "FROM a:1\nEXPOSE 8080:80/tcp\n", "FROM a:1\nEXPOSE 80/tcp\n");
    }

    #[test]
    fn ports_and_ranges() {
        check_none(&RULE, "FROM a:1\nEXPOSE 80 8000-8010/udp\n");
        check_none(&RULE, "FROM a:1\nARG P=80\nEXPOSE $P\n");
    }
}
