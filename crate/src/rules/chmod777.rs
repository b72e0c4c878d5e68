//! `Chmod777`: files that everyone can write.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Kind, Word};

declare_rule! {
    /// Files are made writable for everyone.
    ///
    /// ## Why it matters
    /// Every process in the container can change them, also one that an attacker has taken over.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// RUN mkdir /data && chmod 777 /data
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// RUN mkdir /data && chown 1000:1000 /data
    /// ```
    Chmod777 {
        category: "security & secrets",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let mut found: Vec<Word> = Vec::new();
        if let Kind::Copy(transfer) | Kind::Add(transfer) = &it.kind {
            found.extend(opens(&transfer.chmod.text).then(|| transfer.chmod.clone()));
        }
        let commands = ctx.commands(it);
        for command in commands.iter().filter(|command| command.name() == "chmod") {
            let mut operands = command.operands();
            let Some(mode) = operands.next().filter(|mode| opens(&mode.text)) else { continue };
            let files: Vec<&str> = operands.map(|word| word.text.as_str()).collect();
            // What the same RUN removes again nobody can write to.
            let removes = |other: &SimpleCommand| {
                other.name() == "rm"
                    && files.iter().all(|file| other.operand_texts().any(|text| text == *file))
            };
            found.extend((files.is_empty() || !commands.iter().any(removes)).then(|| mode.clone()));
        }
        for mode in found {
            let message = format!("mode {} lets everyone write", mode.text);
            let why = "give the files to the user that needs them, with chown or --chown";
            let severity = if ctx.ships(it) { META.severity } else { Severity::Info };
            ctx.report(Finding::new(&META, it.index, mode.span, message, why).at_most(severity));
        }
    }
}

/// Whether a mode lets everyone write, and is not sticky as that of `/tmp` is.
fn opens(mode: &str) -> bool {
    if mode.chars().all(|ch| ch.is_ascii_digit()) {
        let is_sticky = mode.len() == 4 && !mode.starts_with('0');
        return mode.len() >= 3 && !is_sticky && mode.ends_with(['2', '3', '6', '7']);
    }
    mode.split(',').any(|part| {
        part.split_once(['+', '=']).is_some_and(|(who, what)| {
            who.contains(['o', 'a'])
                && who.chars().all(|ch| "ugoa".contains(ch))
                && what.contains('w')
                && !what.contains('t')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn numbers_letters_and_flags() {
        check(
            &RULE,
            "
FROM a:1
RUN chmod -R 0777 /a && chmod a+rwx /b
             ^^^^ mode 0777 lets everyone write
                              ^^^^^ mode a+rwx lets everyone write
COPY --chmod=666 a /b
     ^^^^^^^^^^^ mode 666 lets everyone write
",
        );
    }

    #[test]
    fn sticky_group_and_read() {
        check_none(&RULE, "FROM a:1\nRUN mkdir $T && chmod 777 $T && make && rm -rf $T\n");
        check_none(
            &RULE,
            "FROM a:1\nRUN chmod 1777 /tmp && chmod 775 /a && chmod g+w,o+r /b && chmod +x /c\n",
        );
        check_none(&RULE, "FROM a:1\nCOPY --chmod=755 a /b\nRUN mkdir -m 700 /x\n");
    }
}
