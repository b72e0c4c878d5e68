//! Silences a rule with the comment that `BuildKit` reads: `# check=skip=Id`.

use crate::rules::RULES;
use crate::syntax::{Dockerfile, Instruction, parse};
use crate::text::{Span, TextEdit, Utf16Index, offset};

use super::{Edit, EditorFix};

/// Where a rule is to be silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SilentIn {
    /// In the whole file.
    File,
    /// For one instruction, by its index.
    Instruction(usize),
}

/// Checks that a comment above an instruction does not silence.
const FILE_ONLY: [&str; 7] = [
    "ConsistentInstructionCasing",
    "DuplicateStageName",
    "InvalidBaseImagePlatform",
    "InvalidDefaultArgInFrom",
    "MultipleInstructionsDisallowed",
    "NoEmptyContinuation",
    "ReservedStageName",
];

/// Writes the comment that silences a rule, into the one that is there or as a new one. `None` where no comment can, and
/// where the text is no different afterwards.
pub fn silence(source: &str, rule: &str, place: SilentIn) -> Option<EditorFix> {
    // What speaks only when asked to is silenced by not asking.
    let known = RULES.iter().find(|it| it.meta.id == rule)?;
    if !known.meta.on {
        return None;
    }
    let file = parse(source);
    let (edit, title) = match place {
        SilentIn::File => (in_file(source, &file, rule)?, format!("Silence {rule} in this file")),
        SilentIn::Instruction(index) => {
            let it = file.instructions.get(index).filter(|_| !FILE_ONLY.contains(&rule))?;
            (above(source, &file, it, rule)?, format!("Silence {rule} here"))
        }
    };
    let index = Utf16Index::new(source);
    let edit =
        Edit { from: index.utf16(edit.span.start), to: index.utf16(edit.span.end), insert: edit.new_text };
    Some(EditorFix { title, safe: true, edits: vec![edit] })
}

fn in_file(source: &str, file: &Dockerfile, rule: &str) -> Option<TextEdit> {
    if let Some(check) = &file.check {
        return merged(source, check.span, rule);
    }
    // Directives stand at the very top, behind a line for a shell.
    let first = source.split_inclusive('\n').next().filter(|line| line.starts_with("#!"));
    let top = first.map_or(0, str::len);
    let byte_order_mark = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let last = file.directives.iter().map(|it| it.span.end as usize).max();
    let at = last.map_or(top.max(byte_order_mark), |end| {
        source.get(end..).and_then(|rest| rest.find('\n')).map_or(source.len(), |at| end + at + 1)
    });
    let is_open = at > 0 && at == source.len() && !source.ends_with('\n') && at != byte_order_mark;
    let new_text = format!("{}# check=skip={rule}\n", if is_open { "\n" } else { "" });
    Some(TextEdit { span: Span::new(at, at), new_text })
}

fn above(source: &str, file: &Dockerfile, it: &Instruction, rule: &str) -> Option<TextEdit> {
    let start = line_start(source, it.span.start as usize);
    // The first comment of those right above that is a `check=` is the one that counts.
    let mut lines: Vec<Span> = Vec::new();
    let mut at = start;
    while at > 0 {
        let before = line_start(source, at - 1);
        let line = source.get(before..at - 1)?;
        if !line.trim_start().starts_with('#') {
            break;
        }
        lines.push(Span::new(before, at - 1));
        at = before;
    }
    let is_check = |span: &&Span| {
        let text = span.of(source).trim_start().trim_start_matches('#').trim_start();
        let name = text.split('=').next().unwrap_or_default().trim_end();
        name.eq_ignore_ascii_case("check") && text.contains('=')
    };
    let directives_end =
        file.directives.iter().map(|it| it.span.end).chain(file.check.iter().map(|it| it.span.end)).max();
    let own =
        lines.iter().rev().filter(|span| Some(span.start) >= directives_end.map(|end| end.saturating_sub(1)));
    if let Some(span) =
        own.into_iter().find(is_check).filter(|span| Some(**span) != file.check.as_ref().map(|it| it.span))
    {
        return merged(source, *span, rule);
    }
    // At the very top it would be a directive, for the whole file; an empty line ends those.
    let is_top = at == 0 && lines.iter().all(|span| directives_end.is_some_and(|end| span.end <= end));
    let blank = if is_top { "\n" } else { "" };
    Some(TextEdit { span: Span::new(start, start), new_text: format!("{blank}# check=skip={rule}\n") })
}

fn line_start(source: &str, at: usize) -> usize {
    source.get(..at).and_then(|text| text.rfind('\n')).map_or(0, |found| found + 1)
}

/// Adds a rule to a `check=` comment. `None` where it names the rule or all, and where it cannot be read.
fn merged(source: &str, line: Span, rule: &str) -> Option<TextEdit> {
    let text = line.of(source);
    let value_at = text.find('=')? + 1;
    let lead = text.get(value_at..)?.len() - text.get(value_at..)?.trim_start().len();
    let start = line.start as usize + value_at + lead;
    let value = text.get(value_at + lead..)?.split([' ', '\t', '\r']).next()?;
    let mut parts: Vec<String> = Vec::new();
    let mut is_added = false;
    for part in value.split(';') {
        let (key, list) = part.split_once('=')?;
        if key.trim() != "skip" {
            parts.push(part.to_owned());
            continue;
        }
        if list.split(',').any(|name| matches!(name.trim(), "all") || name.trim() == rule) {
            return None;
        }
        is_added = true;
        parts.push(if list.is_empty() { format!("skip={rule}") } else { format!("{part},{rule}") });
    }
    if !is_added {
        parts.push(format!("skip={rule}"));
    }
    let end = offset(start + value.len());
    Some(TextEdit { span: Span { start: offset(start), end }, new_text: parts.join(";") })
}

#[cfg(test)]
mod tests {
    use super::{SilentIn, silence};
    use crate::report::fix_all::apply;

    #[track_caller]
    fn check(source: &str, place: SilentIn, expected: Option<&str>) {
        let fix = silence(source, "BaseUntagged", place);
        let edits: Vec<_> = fix.iter().flat_map(|fix| &fix.edits).collect();
        let text = fix.is_some().then(|| apply(source, &edits)).flatten();
        assert_eq!(text.as_deref(), expected, "in\n{source}");
    }

    #[test]
    fn in_the_whole_file() {
        let file = SilentIn::File;
        check("FROM a\n", file, Some("# check=skip=BaseUntagged\nFROM a\n"));
        check("# syntax=x\nFROM a\n", file, Some("# syntax=x\n# check=skip=BaseUntagged\nFROM a\n"));
        check("#!x\nFROM a\n", file, Some("#!x\n# check=skip=BaseUntagged\nFROM a\n"));
        check("# note\nFROM a\n", file, Some("# check=skip=BaseUntagged\n# note\nFROM a\n"));
        check("\u{feff}FROM a\n", file, Some("\u{feff}# check=skip=BaseUntagged\nFROM a\n"));
        check("# check=skip=A\nFROM a\n", file, Some("# check=skip=A,BaseUntagged\nFROM a\n"));
        check("# check=error=true\nFROM a\n", file, Some("# check=error=true;skip=BaseUntagged\nFROM a\n"));
        check(
            "# check=skip=A;error=true why\nFROM a\n",
            file,
            Some("# check=skip=A,BaseUntagged;error=true why\nFROM a\n"),
        );
        check("# check=skip=all\nFROM a\n", file, None);
        check("# check=skip=BaseUntagged\nFROM a\n", file, None);
        check("# check=what\nFROM a\n", file, None);
    }

    #[test]
    fn for_one_instruction() {
        let (first, second) = (SilentIn::Instruction(0), SilentIn::Instruction(1));
        check("FROM a\n", first, Some("\n# check=skip=BaseUntagged\nFROM a\n"));
        check("# note\nFROM a\n", first, Some("# note\n# check=skip=BaseUntagged\nFROM a\n"));
        check("FROM a\nFROM b\n", second, Some("FROM a\n# check=skip=BaseUntagged\nFROM b\n"));
        check(
            "FROM a\n# check=skip=X\n# note\nFROM b\n",
            second,
            Some("FROM a\n# check=skip=X,BaseUntagged\n# note\nFROM b\n"),
        );
        check(
            "# check=skip=X\nFROM a\n",
            first,
            Some("# check=skip=X\n\n# check=skip=BaseUntagged\nFROM a\n"),
        );
        check("FROM a\n", SilentIn::Instruction(7), None);
    }

    #[test]
    fn what_no_comment_silences() {
        assert_eq!(silence("FROM a\n", "", SilentIn::File), None);
        assert_eq!(silence("FROM a\n", "BaseNotDigest", SilentIn::File), None);
        assert_eq!(silence("FROM a\n", "NoEmptyContinuation", SilentIn::Instruction(0)), None);
    }
}
