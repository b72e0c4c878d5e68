//! `ArchiveCopiedThenExtracted`: an archive that stays beside what was in it.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::Instruction;
use crate::text::paths::base;

declare_rule! {
    /// An archive is copied, and unpacked by a later step.
    ///
    /// ## Why it matters
    /// The archive stays in the layer of the copy. `ADD` unpacks it without keeping it, and so does a `RUN` that mounts
    /// it.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// COPY app.tar.gz /tmp/
    /// RUN tar -xzf /tmp/app.tar.gz -C /opt && rm /tmp/app.tar.gz
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// ADD app.tar.gz /opt/
    /// ```
    ArchiveCopiedThenExtracted {
        category: "build context",
        severity: Info,
        equivalents: ["hadolint DL3010"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let mut archives: Vec<(String, &Instruction)> = Vec::new();
    for it in ctx.chain_instructions() {
        for (from, _) in ctx.copies_of(it) {
            let is_archive = [".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar.zst"]
                .iter()
                .any(|end| from.ends_with(end));
            if it.is("COPY") && is_archive {
                archives.push((base(from).to_owned(), it));
            }
        }
        for command in ctx.commands(it).iter().filter(|command| command.name() == "tar") {
            let reads = |name: &str| command.args().iter().any(|word| base(&word.text) == name);
            let Some((name, by)) = archives.iter().find(|(name, _)| reads(name)) else { continue };
            let from_stage = ctx.source_of(by).is_some();
            let how = if from_stage || command.has_flag(&["--strip-components", "--wildcards"]) {
                "mount it here with RUN --mount=type=bind"
            } else {
                "ADD unpacks it without keeping it"
            };
            let message = format!("{name} stays in the layer of line {}", by.lines.start);
            ctx.report(Finding::new(&META, it.index, command.span(), message, how));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn unpacked_later() {
        check(
            &RULE,
            "
FROM a:1
COPY x.tgz /
RUN tar xf /x.tgz
    ^^^^^^^^^^^^^ x.tgz stays in the layer of line 2
",
        );
        check_why(
            &RULE,
            "FROM a:1\nCOPY x.tgz /\nRUN tar -xf x.tgz --strip-components=1\n",
            "mount it here with RUN --mount=type=bind",
        );
    }

    #[test]
    fn added_or_fetched() {
        check_none(&RULE, "FROM a:1\nADD x.tgz /\nRUN tar xf /x.tgz\n");
        check_none(&RULE, "FROM a:1\nCOPY x.zip /\nRUN unzip /x.zip\n");
        check_none(&RULE, "FROM a:1\nRUN curl -o x.tgz https://e/x && tar xf x.tgz\n");
    }
}
