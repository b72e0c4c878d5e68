//! Gives a stage another name, everywhere.

use crate::catalog::Catalog;
use crate::report::{Edit, Input};
use crate::stage::group;
use crate::syntax::{is_stage_name, parse};
use crate::text::{Span, Utf16Index, offset};

use super::byte_at;
use super::occurrences::{Named, Symbol, at, named};
use super::settings::settings;

/// What renaming a stage changes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Rename {
    /// The name that the stage has now; empty when it has none.
    pub old: String,
    /// Why it cannot have the new name; empty when it can.
    pub problem: String,
    /// The edits, in order and not overlapping; none without a new name.
    pub edits: Vec<Edit>,
}

/// Renames the stage that is named at a UTF-16 offset, or whose `FROM` stands there. Without a new name it only says what the
/// stage is called. The name is put in lower case, as it counts. `None` where there is no stage.
pub fn rename(input: &Input, catalog: &Catalog<'_>, place: u32, new: &str) -> Option<Rename> {
    let source = input.dockerfile.as_str();
    let index = Utf16Index::new(source);
    let pos = byte_at(input, &index, place);
    let all = named(input, catalog);
    let file = parse(source);
    let stages = group(&file);
    let stage = match at(&all, pos) {
        Some(Symbol::Stage(stage)) => stage,
        Some(Symbol::Variable(_)) => return None,
        None => {
            let here = file.instructions.iter().find(|it| it.span.contains(Span::new(pos, pos)))?;
            stages.of(here.index).filter(|_| here.is("FROM"))?
        }
    };
    let stage = stages.list.get(stage)?;
    let (from, written) = crate::stage::from_of(&file, stage)?;
    let old = written.name.as_ref().map(|name| String::from(&name.text)).unwrap_or_default();
    if new.is_empty() {
        return Some(Rename { old, problem: String::new(), edits: Vec::new() });
    }
    let lower = new.to_ascii_lowercase();
    let is_base = |it: &crate::stage::Stage| {
        crate::stage::from_of(&file, it).is_some_and(|(_, from)| from.image.text == lower)
    };
    let problem = if !is_stage_name(&lower) {
        "A stage's name starts with a letter and holds letters, digits, “-”, “_” and “.”".to_owned()
    } else if stages.list.iter().any(|other| other.index != stage.index && other.name == lower) {
        format!("There is a stage {lower} already")
    } else if matches!(lower.as_str(), "scratch" | "context") {
        format!("{lower} has a meaning of its own")
    } else if lower != stage.name && stages.list.iter().skip(stage.index + 1).any(is_base) {
        format!("A stage below starts from the image {lower}, and would then start from this stage")
    } else {
        String::new()
    };
    let mut edits = Vec::new();
    if problem.is_empty() {
        let is_number = |it: &Named| it.span.of(source).bytes().all(|byte| byte.is_ascii_digit());
        let own = all.iter().filter(|it| it.symbol == Symbol::Stage(stage.index) && !is_number(it));
        let mut spans: Vec<(Span, String)> = own.map(|it| (it.span, lower.clone())).collect();
        if let Some(span) = described(source, from.span.start as usize, &stage.name) {
            spans.push((span, lower.clone()));
        }
        let target =
            settings(source).target.filter(|it| !old.is_empty() && it.value.eq_ignore_ascii_case(&old));
        spans.extend(target.map(|it| (it.span, lower.clone())));
        if written.name.is_none() {
            let keyword = if crate::text::case::is_lower(&from.keyword.text) { "as" } else { "AS" };
            spans.push((written.image.span.at_end(), format!(" {keyword} {lower}")));
        }
        crate::text::order::sort_by_key(&mut spans, |(span, _)| *span);
        let edit = |(span, insert): (Span, String)| Edit {
            from: index.utf16(span.start),
            to: index.utf16(span.end),
            insert,
        };
        edits = spans.into_iter().map(edit).collect();
    }
    Some(Rename { old, problem, edits })
}

/// The name in the comment above a `FROM` that describes the stage: `# build makes the program`.
fn described(source: &str, from: usize, name: &str) -> Option<Span> {
    let above = source.get(..from)?.trim_end_matches([' ', '\t']).strip_suffix('\n')?;
    let start = above.rfind('\n').map_or(0, |at| at + 1);
    let line = above.get(start..)?;
    let comment = line.trim_start().strip_prefix('#')?;
    let text = comment.trim_start();
    let at = start + line.len() - text.len();
    let is_name = text.split(' ').next().is_some_and(|first| !name.is_empty() && first == name);
    is_name.then(|| Span { start: offset(at), end: offset(at + name.len()) })
}

#[cfg(test)]
mod tests {
    use super::rename;
    use crate::assist::testing::{catalog, input};
    use crate::report::apply;

    #[track_caller]
    fn check(fixture: &str, new: &str, expected: &str) {
        let (input, offset) = input(fixture);
        let found = rename(&input, &catalog(), offset, new).unwrap();
        assert_eq!(found.problem, "");
        let edits: Vec<_> = found.edits.iter().collect();
        assert_eq!(apply(&input.dockerfile, &edits).as_deref(), Some(expected));
    }

    #[test]
    fn the_comment_that_sets_the_target_follows() {
        check("# @target Web\nFROM a AS w|eb\nFROM web\n", "api", "# @target api\nFROM a AS api\nFROM api\n");
        check("# @target other\nFROM a AS w|eb\n", "api", "# @target other\nFROM a AS api\n");
    }

    #[track_caller]
    fn problem(fixture: &str, new: &str) -> String {
        let (input, offset) = input(fixture);
        let found = rename(&input, &catalog(), offset, new).unwrap();
        assert!(found.edits.is_empty());
        found.problem
    }

    #[test]
    fn everywhere() {
        check(
            "# build makes it\nFROM a AS build\nFROM build\nCOPY --from=buil|d /a /b\nCOPY --from=0 /c /d\n",
            "compile",
            "# compile makes it\nFROM a AS compile\nFROM compile\nCOPY --from=compile /a /b\nCOPY --from=0 /c /d\n",
        );
        check("FR|OM a\nRUN b\n", "c", "FROM a AS c\nRUN b\n");
        check("from a|\n", "c", "from a as c\n");
        check("FROM a AS b|\nFROM b\n", "C", "FROM a AS c\nFROM c\n");
    }

    #[test]
    fn what_cannot_be() {
        assert!(problem("FROM a AS b|\n", "1").starts_with("A stage's name starts with"));
        assert!(problem("FROM a AS b|\nFROM a AS c\n", "C").starts_with("There is a stage c"));
        assert!(problem("FROM a AS b|\n", "scratch").contains("meaning of its own"));
        assert!(problem("FROM a AS b|\nFROM python\n", "python").contains("image python"));
    }

    #[test]
    fn where_there_is_none() {
        let (input, offset) = input("FROM a\nARG X\nRUN echo $|X\n");
        assert_eq!(rename(&input, &catalog(), offset, "y"), None);
    }
}
