//! `StopsignalUngraceful`: a signal that no program can handle.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// `STOPSIGNAL` is a signal that no program can handle.
    ///
    /// ## Why it matters
    /// `docker stop` sends it, and the program ends at once: open files and requests are lost.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM nginx:1.29-alpine
    /// STOPSIGNAL SIGKILL
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM nginx:1.29-alpine
    /// STOPSIGNAL SIGQUIT
    /// ```
    StopsignalUngraceful {
        category: "metadata/runtime config",
        severity: Warning,
        equivalents: [],
    }
}

use super::bases::whole_lines;

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::StopSignal(word) = &it.kind else { continue };
        let name = word.text.to_ascii_uppercase();
        if !matches!(name.trim_start_matches("SIG"), "KILL" | "9" | "STOP" | "19") {
            continue;
        }
        let fix = Fix::review("Let docker stop send SIGTERM", whole_lines(ctx, it), "");
        let message = format!("{} ends the program without warning", word.text);
        let finding = Finding::new(&META, it.index, word.span, message, "no program can handle this signal");
        ctx.report(finding.fixed_by(Some(fix)));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn kill() {
        check(
            &RULE,
            "
FROM a:1
STOPSIGNAL 9
           ^ 9 ends the program without warning
",
        );
    }

    #[test]
    fn other_signals() {
        check_none(&RULE, "FROM a:1\nSTOPSIGNAL SIGQUIT\nSTOPSIGNAL $SIGNAL\nSTOPSIGNAL SIGRTMIN+3\n");
    }

    #[test]
    fn the_fix_deletes_it() {
        check_fix(&RULE, "FROM a:1\nSTOPSIGNAL SIGKILL\nCMD [\"a\"]\n", "FROM a:1\nCMD [\"a\"]\n");
    }
}
