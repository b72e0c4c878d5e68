//! Writes the comment that sets by hand what is known of a step or of a base image: `# stagescope: size=120MB user=app`.

use std::str::SplitWhitespace;

use crate::syntax::by_hand::NAME;
use crate::syntax::parse;
use crate::text::{Span, Utf16Index, bytes};

use super::{Edit, EditorFix};

/// What can be set, by the names that the comment has for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetField {
    /// What a step adds, or a base image weighs: `120MB`.
    Size,
    /// The user of a base image.
    User,
    /// The working directory of a base image, an absolute path.
    Workdir,
    /// Variables of a base image: `NAME=value`, with blanks between them.
    Env,
}

impl SetField {
    fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::User => "user",
            Self::Workdir => "workdir",
            Self::Env => "env",
        }
    }

    /// The words of the comment that say so; `None` where the text is none of its kind.
    fn words(self, text: &str) -> Option<Vec<String>> {
        let texts: Vec<String> = match self {
            Self::Size => vec![text.split_whitespace().collect()],
            _ => text.split_whitespace().map(str::to_owned).collect(),
        };
        let is_one = |text: &String| match self {
            Self::Size => bytes(text).is_some(),
            Self::User => true,
            Self::Workdir => text.starts_with('/'),
            Self::Env => text.find('=').is_some_and(|at| at > 0),
        };
        let is_well = texts.iter().all(is_one) && (self == Self::Env || texts.len() == 1);
        is_well.then(|| texts.iter().map(|text| format!("{}={text}", self.name())).collect())
    }
}

/// Sets what is known by hand of an instruction, by its index; above a `FROM` that is of its base image. What no field is
/// about stays as it was set. The error is the first field whose text is none of its kind, or none where nothing would change.
pub fn set_by_hand(
    source: &str,
    instruction: usize,
    fields: &[(SetField, &str)],
) -> Result<EditorFix, Option<SetField>> {
    let mut words = Vec::new();
    for (field, text) in fields {
        words.extend(field.words(text).ok_or(Some(*field))?);
    }
    if words.is_empty() {
        return Err(None);
    }
    let is_replaced = |word: &str| fields.iter().any(|(field, _)| is_of(*field, word));
    let title = format!("Set {} by hand", words.join(" "));
    change(source, instruction, title, &|old| {
        words.iter().map(String::as_str).chain(old.filter(|word| !is_replaced(word))).collect()
    })
    .ok_or(None)
}

/// Takes back what is set by hand of an instruction; `None` where nothing is.
pub fn take_back(source: &str, instruction: usize) -> Option<EditorFix> {
    change(source, instruction, "Take back what was set".to_owned(), &|_| Vec::new())
}

fn is_of(field: SetField, word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| name == field.name())
}

/// Words of the comment, from those that it has now.
type Words<'w> = dyn Fn(SplitWhitespace<'w>) -> Vec<&'w str> + 'w;

/// Changes the comment above an instruction, which comes and goes with its words.
fn change<'w>(source: &'w str, instruction: usize, title: String, words: &Words<'w>) -> Option<EditorFix> {
    let file = parse(source);
    let it = file.instructions.get(instruction)?;
    let start = line_start(source, it.span.start as usize);
    let above = comment_above(source, start);
    let (lead, old) = above.and_then(|line| line.of(source).split_once(NAME)).unwrap_or(("# ", ""));
    let words = words(old.split_whitespace());
    let comment = if words.is_empty() { String::new() } else { format!("{lead}{NAME} {}", words.join(" ")) };
    let (span, insert) = match above {
        // A comment that says nothing goes, with its line break.
        Some(line) if comment.is_empty() => (Span::new(line.start as usize, line.end as usize + 1), comment),
        Some(line) => (line, comment),
        None if comment.is_empty() => return None,
        None => (Span::new(start, start), format!("{comment}\n")),
    };
    let index = Utf16Index::new(source);
    let edit = Edit { from: index.utf16(span.start), to: index.utf16(span.end), insert };
    (span.of(source) != edit.insert).then(|| EditorFix { title, safe: true, edits: vec![edit] })
}

/// The lowest comment right above a line that is meant for us.
fn comment_above(source: &str, start: usize) -> Option<Span> {
    let mut at = start;
    while at > 0 {
        let before = line_start(source, at - 1);
        let line = source.get(before..at - 1)?;
        let text = line.trim_start().strip_prefix('#')?;
        if text.trim_start().starts_with(NAME) {
            return Some(Span::new(before, at - 1));
        }
        at = before;
    }
    None
}

fn line_start(source: &str, at: usize) -> usize {
    source.get(..at).and_then(|text| text.rfind('\n')).map_or(0, |found| found + 1)
}

#[cfg(test)]
mod tests {
    use super::{SetField, set_by_hand, take_back};
    use crate::report::{EditorFix, apply};

    fn applied(source: &str, fix: &EditorFix) -> String {
        apply(source, &fix.edits.iter().collect::<Vec<_>>()).unwrap()
    }

    #[track_caller]
    fn check(source: &str, instruction: usize, fields: &[(SetField, &str)], expected: &str) {
        let fix = set_by_hand(source, instruction, fields).unwrap();
        assert_eq!(applied(source, &fix), expected, "{source:?}");
    }

    const TEXT: &str = "# syntax=docker/dockerfile:1\nFROM é/x\n# why\nRUN make\n";

    #[test]
    fn a_size_is_a_comment_above() {
        let size = |text| [(SetField::Size, text)];
        check(TEXT, 0, &size("1.5 GB"), &TEXT.replace("FROM", "# stagescope: size=1.5GB\nFROM"));
        check(TEXT, 1, &size("20MB"), &TEXT.replace("RUN", "# stagescope: size=20MB\nRUN"));
        check("FROM a\n  RUN b", 1, &size("1kB"), "FROM a\n# stagescope: size=1kB\n  RUN b");
        check("FROM a", 0, &size("1kB"), "# stagescope: size=1kB\nFROM a");
    }

    #[test]
    fn what_is_set_is_changed_where_it_stands_and_the_rest_stays() {
        let set = "# stagescope: user=app env=A=1 size=1MB\n# note\nFROM a\n";
        let changed = "# stagescope: size=2MB user=app env=A=1\n# note\nFROM a\n";
        check(set, 0, &[(SetField::Size, "2MB")], changed);
        let fields = [(SetField::User, "1000"), (SetField::Workdir, "/srv"), (SetField::Env, "B=2  C=")];
        let changed = "# stagescope: user=1000 workdir=/srv env=B=2 env=C= size=1MB\n# note\nFROM a\n";
        check(set, 0, &fields, changed);
    }

    #[test]
    fn what_was_set_is_taken_back() {
        let back = |source: &str, at| take_back(source, at).map(|fix| applied(source, &fix));
        assert_eq!(back("FROM a\n# stagescope: size=1MB\nRUN b\n", 1).as_deref(), Some("FROM a\nRUN b\n"));
        assert_eq!(back(TEXT, 0), None);
    }

    #[test]
    fn what_is_of_another_kind_is_refused() {
        let refused = |field, text| set_by_hand(TEXT, 0, &[(field, text)]).unwrap_err();
        for (field, text) in [
            (SetField::Size, "much"),
            (SetField::Size, "-1MB"),
            (SetField::Size, ""),
            (SetField::User, "a b"),
            (SetField::Workdir, "srv"),
            (SetField::Env, "A=1 B"),
            (SetField::Env, "=1"),
        ] {
            assert_eq!(refused(field, text), Some(field), "{text}");
        }
        let unchanged = set_by_hand("# stagescope: size=1MB\nFROM a\n", 0, &[(SetField::Size, "1MB")]);
        assert_eq!(unchanged.unwrap_err(), None);
        assert_eq!(set_by_hand("#  stagescope:  size=1MB\nFROM a\n", 0, &[]).unwrap_err(), None);
        assert_eq!(set_by_hand(TEXT, 7, &[(SetField::Size, "1MB")]).unwrap_err(), None);
    }
}
