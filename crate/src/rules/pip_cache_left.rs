//! `PipCacheLeft`: wheels that stay in the image.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::syntax::command::SimpleCommand;
use crate::syntax::expand::Env;
use crate::text::TextEdit;

declare_rule! {
    /// `pip install` leaves what it downloads in the image.
    ///
    /// ## Why it matters
    /// pip keeps each package that it fetches in `/root/.cache/pip`, beside the installed one. In an image nobody
    /// installs it a second time.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-slim
    /// COPY requirements.txt .
    /// RUN pip install -r requirements.txt
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-slim
    /// COPY requirements.txt .
    /// RUN pip install --no-cache-dir -r requirements.txt
    /// ```
    PipCacheLeft {
        category: "size",
        severity: Info,
        equivalents: ["hadolint DL3042"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Run(run) = &it.kind else { continue };
        let commands = ctx.commands(it);
        let is_install =
            |command: &&SimpleCommand| command.is("pip", "install") || command.is("pip3", "install");
        if !ctx.ships(it) || !commands.iter().any(|command| is_install(&command)) {
            continue;
        }
        let mounted =
            run.mounts.iter().any(|mount| mount.text.contains(".cache") || mount.text.contains("/pip"));
        let off = ctx.exec_of(it).is_some_and(|exec| exec.env.get("PIP_NO_CACHE_DIR").is_some());
        if mounted || off {
            continue;
        }
        let cleans = |command: &SimpleCommand| {
            command.name() == "rm" && command.operand_texts().any(|path| path.contains(".cache"))
                || matches!(command.name(), "pip" | "pip3") && command.operand_texts().next() == Some("cache")
        };
        if commands.iter().any(cleans) {
            continue;
        }
        let is_off = |command: &SimpleCommand| {
            command.has_flag(&["--no-cache-dir", "--no-cache"])
                || command.assigns.iter().any(|word| word.text.starts_with("PIP_NO_CACHE_DIR"))
        };
        let Some(command) = commands.iter().filter(is_install).find(|command| !is_off(command)) else {
            continue;
        };
        let Some(install) = command.operands().next() else { continue };
        let edit = TextEdit { span: install.span.at_end(), new_text: " --no-cache-dir".to_owned() };
        let why = "its cache in /root/.cache/pip becomes part of the image that you ship";
        let finding =
            Finding::new(&META, it.index, command.span(), "what pip downloads stays in this layer", why);
        ctx.report(finding.with_fix("Keep no downloads", Safety::Safe, vec![edit]));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn a_cache() {
        check(
            &RULE,
            "
FROM a:1
RUN python -m pip install flask
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ what pip downloads stays in this layer
",
        );
        check_fix(
            &RULE,
            "FROM a:1\nRUN pip install flask\n",
            "FROM a:1\nRUN pip install --no-cache-dir flask\n",
        );
    }

    #[test]
    fn none_mounted_or_left_behind() {
        check_none(&RULE, "FROM a:1\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask\n");
        check_none(&RULE, "FROM a:1\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask\n");
        check_none(&RULE, "FROM a:1\nRUN pip install flask && rm -rf /root/.cache\n");
        check_none(&RULE, "FROM a:1 AS b\nRUN pip install flask\nFROM a:1\nCOPY --from=b /v /v\n");
    }
}
