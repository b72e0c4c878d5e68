//! `DebianFrontendEnv`: a setting of the build that stays in the image.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// `DEBIAN_FRONTEND` is set for the running container too.
    ///
    /// ## Why it matters
    /// It is meant for the build. As an `ENV` it also changes how `apt-get` behaves in containers and in images that
    /// start from this one.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// ENV DEBIAN_FRONTEND=noninteractive
    /// RUN apt-get update && apt-get install -y --no-install-recommends tzdata && rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// ARG DEBIAN_FRONTEND=noninteractive
    /// RUN apt-get update && apt-get install -y --no-install-recommends tzdata && rm -rf /var/lib/apt/lists/*
    /// ```
    DebianFrontendEnv {
        category: "style",
        severity: Hint,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Env(pairs) = &it.kind else { continue };
        let Some(pair) = pairs.iter().find(|pair| pair.key.text == "DEBIAN_FRONTEND") else { continue };
        // Emptied again, or not in the image.
        if pair.value.text.trim_matches(['"', '\'']).is_empty() || !ctx.ships(it) {
            continue;
        }
        let fix = (pairs.len() == 1).then(|| {
            let text = format!("ARG DEBIAN_FRONTEND={}", pair.value.text);
            Fix::review("Set it for the build alone", it.line_span, text)
        });
        let why = "it becomes part of the config of the image that you ship";
        let message = "DEBIAN_FRONTEND stays in the image";
        ctx.report(Finding::new(&META, it.index, pair.key.span, message, why).fixed_by(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn in_the_image() {
        check(
            &RULE,
            "
FROM debian:12
ENV A=1 DEBIAN_FRONTEND=noninteractive
        ^^^^^^^^^^^^^^^ DEBIAN_FRONTEND stays in the image
",
        );
    }

    #[test]
    fn an_argument_a_prefix_or_another_stage() {
        check_none(
            &RULE,
            "FROM a:1\nARG DEBIAN_FRONTEND=noninteractive\nRUN DEBIAN_FRONTEND=x apt-get update\n",
        );
        check_none(&RULE, "FROM a:1 AS b\nENV DEBIAN_FRONTEND=x\nFROM c:1\nCOPY --from=b /a /a\n");
        check_none(&RULE, "FROM a:1\nENV DEBIAN_FRONTEND=\"\"\n");
    }

    #[test]
    fn the_fix_makes_it_an_argument() {
        check_fix(
            &RULE,
            "FROM a:1\nENV DEBIAN_FRONTEND noninteractive\n",
            "FROM a:1\nARG DEBIAN_FRONTEND=noninteractive\n",
        );
    }
}
