//! `DeleteInLaterLayer`: a file that a later layer deletes.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::Instruction;
use crate::syntax::shell::{dirs, removed, written};
use crate::text::paths::base;

use super::cache_mount_holds_artifact::is_under;

declare_rule! {
    /// A file is deleted in a later layer than the one that added it.
    ///
    /// ## Why it matters
    /// Layers only add up. The deleted file is still in the layer below: it is downloaded with the image, and whoever
    /// has the image can read it.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// ADD https://example.com/tool.tgz /tmp/tool.tgz
    /// RUN tar -xzf /tmp/tool.tgz -C /opt
    /// RUN rm /tmp/tool.tgz
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22 AS dl
    /// ADD https://example.com/tool.tgz /tool.tgz
    /// FROM debian:12-slim
    /// RUN --mount=type=bind,from=dl,source=/tool.tgz,target=/tmp/tool.tgz tar -xzf /tmp/tool.tgz -C /opt
    /// ```
    DeleteInLaterLayer {
        category: "size",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    // Paths that the layers of the chain have, each with the instruction that put it there.
    let mut added: Vec<(String, &Instruction)> = Vec::new();
    for it in ctx.chain_instructions() {
        for (source, dest) in ctx.copies_of(it) {
            let into = dest.ends_with('/');
            added.push((if into { format!("{dest}{}", base(source)) } else { dest.to_owned() }, it));
        }
        let commands = ctx.commands(it);
        let dirs = dirs(commands, ctx.dir_of(it));
        let mut own: Vec<(String, &Instruction)> = Vec::new();
        for (command, dir) in commands.iter().zip(&dirs) {
            for path in removed(command, dir.as_deref()) {
                let is_own = own.iter().any(|(known, _)| covers(&path, known));
                if let Some((known, by)) =
                    added.iter().find(|(known, _)| covers(&path, known)).filter(|_| !is_own)
                {
                    let message = format!("{known} stays in the layer of line {}", by.lines.start);
                    let why = "this layer only hides it; the image has its bytes, and anyone can read them";
                    ctx.report(Finding::new(&META, it.index, command.span(), message, why));
                    break;
                }
            }
            own.extend(written(command, dir.as_deref()).into_iter().map(|path| (path, it)));
        }
        let mounted = ctx.exec_of(it).map(|exec| exec.mounts.as_slice()).unwrap_or_default();
        // The first is the root; what is written to another is in no layer.
        own.retain(|(path, _)| !mounted.iter().skip(1).any(|mount| is_under(path, &mount.dest)));
        // Making a folder adds nothing that would have to be deleted.
        let makes_folder = commands.iter().all(|command| command.name() == "mkdir");
        if !makes_folder {
            added.extend(own);
        }
    }
}

/// Whether deleting a path deletes another.
fn covers(deleted: &str, path: &str) -> bool {
    match deleted.strip_suffix("/*") {
        Some(folder) => path != folder && is_under(path, folder),
        None => is_under(path, deleted),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn from_an_earlier_layer() {
        check(
            &RULE,
            "
FROM a:1
COPY app.tgz /tmp/
RUN curl -o /x https://e/x && tar -xf /tmp/app.tgz
RUN rm -rf /tmp/* && rm /x
    ^^^^^^^^^^^^^ /tmp/app.tgz stays in the layer of line 2
                     ^^^^^ /x stays in the layer of line 3
",
        );
    }

    #[test]
    fn in_one_layer_elsewhere_or_not_shipped() {
        check_none(&RULE, "FROM a:1\nRUN curl -o /x https://e/x && rm /x\n");
        check_none(&RULE, "FROM a:1 AS b\nCOPY x /x\nRUN rm /x\nFROM a:1\nCOPY --from=b /y /y\n");
        check_none(&RULE, "FROM a:1\nCOPY x /xy\nRUN rm /x && rm -rf /var/lib/apt/lists/*\n");
        check_none(
            &RULE,
            "FROM a:1\nRUN --mount=type=cache,target=/c curl -o /c/x https://e/x\nRUN rm -rf /c\n",
        );
    }
}
