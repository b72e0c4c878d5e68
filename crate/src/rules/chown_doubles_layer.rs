//! `ChownDoublesLayer`: files that are stored twice.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::Instruction;
use crate::syntax::shell::{dirs, resolve};
use crate::text::paths::base;

use super::cache_mount_holds_artifact::is_under;

declare_rule! {
    /// `RUN chown` or `chmod` stores copied files a second time.
    ///
    /// ## Why it matters
    /// A layer holds whole files. To change who owns them, or their mode, copies them into the layer of the `RUN`.
    /// `COPY` can set both at once.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// COPY . /app
    /// RUN chown -R node:node /app
    /// USER node
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// COPY --chown=node:node . /app
    /// USER node
    /// ```
    ChownDoublesLayer {
        category: "size",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    // Where the copies of the chain went.
    let mut copied: Vec<(String, &Instruction)> = Vec::new();
    for it in ctx.chain_instructions() {
        for (from, to) in ctx.copies_of(it) {
            let is_folder = to.ends_with('/')
                && !from.ends_with('/')
                && from.rsplit('/').next().is_some_and(|name| name.contains('.'));
            let to =
                if is_folder { format!("{to}{}", base(from)) } else { to.trim_end_matches('/').to_owned() };
            if !to.is_empty() {
                copied.push((to, it));
            }
        }
        let commands = ctx.commands(it);
        let dirs = dirs(commands, ctx.dir_of(it));
        for (command, dir) in commands.iter().zip(&dirs) {
            let flag = match command.name() {
                "chown" => "--chown",
                "chmod" => "--chmod",
                _ => continue,
            };
            let recursive =
                command.args().iter().any(|word| word.text.starts_with("-R") || word.text == "--recursive");
            let paths: Vec<String> =
                command.operand_texts().skip(1).filter_map(|path| resolve(path, dir.as_deref())).collect();
            let hit = copied.iter().find(|(to, _)| {
                paths.iter().any(|path| if recursive { is_under(to, path) } else { to == path })
            });
            let Some((to, by)) = hit else { continue };
            let message = format!("{to} is stored a second time");
            let why = format!("line {} has it already; give that instruction {flag} instead", by.lines.start);
            let finding = Finding::new(&META, it.index, command.span(), message, why);
            // One file is a small thing.
            ctx.report(if recursive { finding } else { finding.at_most(Severity::Hint) });
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn after_a_copy() {
        check(
            &RULE,
            "
FROM a:1
COPY run.sh /bin/
RUN chmod +x /bin/run.sh
    ^^^^^^^^^^^^^^^^^^^^ /bin/run.sh is stored a second time
",
        );
        check_why(
            &RULE,
            "FROM a:1\nWORKDIR /app\nCOPY . .\nRUN chown -R a .\n",
            "line 3 has it already; give that instruction --chown instead",
        );
    }

    #[test]
    fn other_paths_or_not_shipped() {
        check_none(&RULE, "FROM a:1\nCOPY . /app\nRUN mkdir /data && chown -R a /data\n");
        check_none(&RULE, "FROM a:1 AS b\nCOPY . /app\nRUN chown -R a /app\nFROM a:1\nCOPY --from=b /x /y\n");
        check_none(&RULE, "FROM a:1\nCOPY . /app\nRUN chown a /app/x\n");
    }
}
