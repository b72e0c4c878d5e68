//! `UserProgramsNotCopied`: packages without their programs.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::text::TextEdit;

declare_rule! {
    /// Packages of `pip install --user` are copied, and their programs are not.
    ///
    /// ## Why it matters
    /// `pip install --user` puts modules into `.local/lib` and programs, such as gunicorn or flask, into `.local/bin`. With
    /// the modules alone the programs are missing, and the path has to name the very version of Python that the image has.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.14 AS build
    /// RUN pip install --user gunicorn==23.0.0
    /// FROM python:3.14-slim
    /// COPY --from=build /root/.local/lib/python3.14/site-packages /root/.local/lib/python3.14/site-packages
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.14 AS build
    /// RUN pip install --user gunicorn==23.0.0
    /// FROM python:3.14-slim
    /// COPY --from=build /root/.local /root/.local
    /// ENV PATH=/root/.local/bin:$PATH
    /// ```
    UserProgramsNotCopied {
        category: "multi-stage",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Some(source) = ctx.source_of(it) else { continue };
        let Some(user) = ctx.stage_of(it.index) else { continue };
        let copies = ctx.copies_of(it);
        let [(path, dest)] = copies.as_slice() else { continue };
        let Some((home, _)) = path.split_once("/.local/lib/python") else { continue };
        let installs = ctx.instructions_of(source).find(|it| {
            ctx.commands(it)
                .iter()
                .any(|command| matches!(command.name(), "pip" | "pip3") && command.has_flag(&["--user"]))
        });
        let Some(install) = installs else { continue };
        let bin = format!("{home}/.local/bin");
        let is_copied = ctx.instructions_of(user).any(|other| {
            ctx.copies_of(other).iter().any(|(path, _)| path.trim_end_matches('/').starts_with(&bin))
        });
        if is_copied {
            continue;
        }
        let message = format!("the programs in {bin} are left behind");
        let why = format!(
            "line {} puts them beside the modules; the path also names a version of Python that has to stay",
            install.lines.start
        );
        let finding = Finding::new(&META, it.index, it.line_span, message, why);
        let target = dest.split_once("/.local/lib/python").map(|(home, _)| home);
        let from = crate::rules::copy_from_unknown::sources(it).into_iter().next();
        ctx.report(match (target, from) {
            (Some(target), Some((name, ..))) => {
                let new_text = format!(
                    "COPY --from={name} {home}/.local {target}/.local\nENV PATH={target}/.local/bin:$PATH"
                );
                let edits = vec![TextEdit { span: it.line_span, new_text }];
                finding.with_fix("Copy all of it and set PATH", Safety::NeedsReview, edits)
            }
            _ => finding,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_fix, check_none, check_why};

    const BUILD: &str = "FROM python:3.14 AS b\nRUN pip install --user flask\nFROM python:3.14-slim\n";

    #[test]
    fn modules_alone() {
        let copy = "COPY --from=b /root/.local/lib/python3.14/site-packages /root/.local/lib/python3.14/site-packages\n";
        let fixed = "COPY --from=b /root/.local /root/.local\nENV PATH=/root/.local/bin:$PATH\n";
        check_fix(&RULE, &format!("{BUILD}{copy}"), &format!("{BUILD}{fixed}"));
        check_why(
            &RULE,
            &format!("{BUILD}{copy}"),
            "line 2 puts them beside the modules; the path also names a version of Python that has to stay",
        );
    }

    #[test]
    fn with_their_programs_or_of_the_system() {
        check_none(&RULE, &format!("{BUILD}COPY --from=b /root/.local /root/.local\n"));
        check_none(
            &RULE,
            &format!(
                "{BUILD}COPY --from=b /root/.local/lib/python3.14/site-packages /x\nCOPY --from=b /root/.local/bin /root/.local/bin\n"
            ),
        );
        check_none(
            &RULE,
            "FROM python:3.14 AS b\nRUN pip install flask\nFROM a:1\nCOPY --from=b /usr/local/lib/python3.14/site-packages /x\n",
        );
    }
}
