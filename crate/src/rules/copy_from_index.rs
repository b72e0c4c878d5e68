//! `CopyFromIndex`: a stage that is copied from by its number.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::syntax::{Instruction, Kind, Word};
use crate::text::TextEdit;

declare_rule! {
    /// A stage is copied from by its number.
    ///
    /// ## Why it matters
    /// The number counts the stages above. Whoever adds, removes or moves one makes it point to another stage, and the
    /// build may go on without a word.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24 AS build
    /// RUN npm run build
    /// FROM nginx:1.29-alpine
    /// COPY --from=0 /app/dist /usr/share/nginx/html
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24 AS build
    /// RUN npm run build
    /// FROM nginx:1.29-alpine
    /// COPY --from=build /app/dist /usr/share/nginx/html
    /// ```
    CopyFromIndex {
        category: "multi-stage",
        severity: Info,
        equivalents: [],
    }
}

/// So many references are renamed at once.
const MOST_EDITS: usize = 100;

fn check(ctx: &mut RuleContext<'_>) {
    // For each stage the flags that take from it.
    let mut flags: Vec<Vec<&Word>> = vec![Vec::new(); ctx.stages().len()];
    let mut references = Vec::new();
    for it in &ctx.file.instructions {
        let Some((stage, from)) = reference(ctx, it) else { continue };
        references.push((it, stage, from));
        if let Some(flags) = flags.get_mut(stage.index) {
            flags.push(from);
        }
    }
    for (it, stage, from) in references {
        let flags = flags.get(stage.index).map(Vec::as_slice).unwrap_or_default();
        let name = ctx.name_of(stage);
        ctx.report(Finding {
            rule: &META,
            span: from.span,
            severity: META.severity,
            message: format!("stage {name} is copied from by its number"),
            why: format!(
                "{} means the stage that is number {} of this file today",
                stage.index,
                stage.index + 1
            ),
            fixes: fix(ctx, stage, flags).into_iter().collect(),
            instruction: Some(it.index),
        });
    }
}

/// The stage that a `COPY` takes from by its number, and the flag that says so.
fn reference<'a>(ctx: &RuleContext<'a>, it: &'a Instruction) -> Option<(&'a Stage, &'a Word)> {
    let Kind::Copy(copy) = &it.kind else { return None };
    let from = copy.from.as_ref()?;
    let number = from.text.parse::<usize>().ok()?;
    // A stage that comes later cannot be copied from: the build says so itself.
    let own = ctx.stage_of(it.index).map_or(0, |stage| stage.index);
    let stage = ctx.stages().get(number).filter(|stage| stage.index < own)?;
    Some((stage, from))
}

/// Writes the name instead of the number wherever the stage is copied from, and names the stage where it has no name.
fn fix(ctx: &RuleContext<'_>, stage: &Stage, flags: &[&Word]) -> Option<Fix> {
    let name = ctx.name_of(stage);
    // A name that another stage has too may mean that one. Very many edits for each of very many findings are too much.
    if flags.len() > MOST_EDITS
        || ctx.stages().iter().any(|other| other.index != stage.index && other.name == name)
    {
        return None;
    }
    let mut edits = Vec::new();
    if stage.name.is_empty() {
        let (_, base) = ctx.from_of(stage)?;
        edits.push(TextEdit { span: base.image.span.at_end(), new_text: format!(" AS {name}") });
    }
    edits.extend(flags.iter().map(|from| TextEdit { span: from.span, new_text: format!("--from={name}") }));
    Some(Fix { title: format!("Copy from {name} by its name"), safety: Safety::Safe, edits })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_no_fix, check_none, check_why};

    #[test]
    fn by_number() {
        check(
            &RULE,
            "
FROM a:1 AS build
FROM b:1
COPY --from=0 /a /b
     ^^^^^^^^ stage build is copied from by its number
",
        );
    }

    #[test]
    fn by_name_and_out_of_range() {
        check_none(&RULE, "FROM a:1 AS build\nFROM b:1\nCOPY --from=build /a /b\n");
        check_none(&RULE, "FROM a:1 AS build\nFROM b:1\nCOPY --from=7 /a /b\n");
        check_none(&RULE, "FROM b:1\nCOPY --from=busybox:1 /a /b\n");
        check_none(&RULE, "FROM a:1\nCOPY --from=1 /a /b\nFROM b:1\n");
    }

    #[test]
    fn the_fix_names_a_stage_that_has_no_name() {
        check_fix(
            &RULE,
            "FROM a:1\nFROM b:1\nCOPY --from=0 /a /b\n",
            "FROM a:1 AS stage-0\nFROM b:1\nCOPY --from=stage-0 /a /b\n",
        );
    }

    #[test]
    fn the_fix_renames_all_references() {
        check_fix(
            &RULE,
            "FROM a:1\nFROM b:1\nCOPY --from=0 /a /b\nFROM c:1\nCOPY --from=1 /a /b\nCOPY --from=0 /c /d\n",
            "FROM a:1 AS stage-0\nFROM b:1\nCOPY --from=stage-0 /a /b\nFROM c:1\nCOPY --from=1 /a /b\nCOPY --from=stage-0 /c /d\n",
        );
        check_no_fix(&RULE, "FROM a:1 AS x\nFROM a:2 AS x\nFROM b:1\nCOPY --from=0 /a /b\n");
    }

    #[test]
    fn why() {
        let source = "FROM a:1 AS x\nFROM b:1\nCOPY --from=0 /a /b\n";
        check_why(&RULE, source, "0 means the stage that is number 1 of this file today");
    }
}
