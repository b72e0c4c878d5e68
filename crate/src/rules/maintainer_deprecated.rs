//! `MaintainerDeprecated`: the instruction `MAINTAINER`.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::TextEdit;

declare_rule! {
    /// `MAINTAINER` is out of use.
    ///
    /// ## Why it matters
    /// It sets one field of the image that hardly any tool reads. A label says the same in a way that `docker image inspect` and
    /// registries show.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// MAINTAINER sam@example.com
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// LABEL org.opencontainers.image.authors="sam@example.com"
    /// ```
    MaintainerDeprecated {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit MaintainerDeprecated", "hadolint DL4000"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let it = ctx.instruction_of(warning);
        let name = it.and_then(|it| match &it.kind {
            Kind::Maintainer(name) => Some(name),
            _ => None,
        });
        // A name with signs that mean something in a quoted value needs a person.
        let fix = name.filter(|name| !name.contains(['"', '\\', '$', '`', '\n'])).map(|name| Fix {
            title: "Make it a label".to_owned(),
            safety: Safety::NeedsReview,
            edits: vec![TextEdit {
                span: warning.span,
                new_text: format!("LABEL org.opencontainers.image.authors=\"{name}\""),
            }],
        });
        let why = "a label can be read and searched, this field cannot";
        ctx.report(Finding::of_warning(&META, warning, why, fix.into_iter().collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn maintainer() {
        check(
            &RULE,
            "
FROM a:1
MAINTAINER Sam
^^^^^^^^^^^^^^ Maintainer instruction is deprecated in favor of using label
",
        );
    }

    #[test]
    fn labels() {
        check_none(&RULE, "FROM a:1\nLABEL maintainer=sam\n");
        check_none(&RULE, "# MAINTAINER sam\nFROM a:1\n");
    }

    #[test]
    fn the_fix_makes_a_label() {
        check_fix(
            &RULE,
            "FROM a:1\nMAINTAINER Sam <sam@example.com>\n",
            "FROM a:1\nLABEL org.opencontainers.image.authors=\"Sam <sam@example.com>\"\n",
        );
    }
}
