//! `BaseNotDigest`: a base image by its tag alone.

use crate::diag::Finding;
use crate::rules::RuleContext;

declare_rule! {
    /// A base image is not pinned by its digest.
    ///
    /// ## Why it matters
    /// A tag can be moved to another image at any time; a digest always means the same bytes. It is of use only with
    /// something that proposes newer digests, so this rule speaks only when asked to.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// # check=experimental=BaseNotDigest
    /// FROM node:24-slim
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// # check=experimental=BaseNotDigest
    /// FROM node:24-slim@sha256:0000000000000000000000000000000000000000000000000000000000000000
    /// ```
    BaseNotDigest {
        category: "reproducibility/pinning",
        severity: Hint,
        default: Off,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        let Some((it, from)) = ctx.from_of(stage) else { continue };
        let image = from.image.text.as_str();
        if image.contains(['@', '$']) || image == "scratch" || ctx.base_of(stage).is_some() {
            continue;
        }
        let why = format!("{image} may be other bytes tomorrow");
        ctx.report(Finding::new(&META, it.index, from.image.span, format!("{image} has no digest"), why));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn a_tag_when_asked() {
        check(
            &RULE,
            "
# check=experimental=BaseNotDigest
FROM alpine:3.22
     ^^^^^^^^^^^ alpine:3.22 has no digest
",
        );
    }

    #[test]
    fn not_asked_stages_and_variables() {
        check_none(&RULE, "FROM alpine:3.22\n");
        check_none(
            &RULE,
            "# check=experimental=BaseNotDigest\nARG V=1\nFROM a:$V AS x\nFROM x\nFROM scratch\n",
        );
    }
}
