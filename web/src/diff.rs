//! What differs between two texts, line by line.
//!
//! Takes two texts, gives the runs of lines that were replaced, and from those what a reader looks at and what an editor
//! changes. Pure.

use std::ops::Range;

use similar::algorithms::{Capture, Compact, Replace, myers};
use similar::{DiffOp, DiffTag};
use stagescope::report::Edit;

/// Lines that stay, shown around those that change.
const AROUND: usize = 2;

/// A run of lines that became another; both count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// In the first text.
    pub before: Range<usize>,
    /// In the second.
    pub after: Range<usize>,
}

/// One line of what a reader looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffLine {
    /// It stays; with its number in the second text, from 1.
    Same(usize, String),
    /// It goes; with its number in the first text.
    Removed(usize, String),
    /// It comes; with its number in the second text.
    Added(usize, String),
    /// Lines that stay and are not shown.
    Gap,
}

/// The runs of lines that differ, in order.
pub fn hunks(before: &str, after: &str) -> Vec<Hunk> {
    let (a, b) = (lines(before), lines(after));
    // One algorithm by its name: a choice among them brings all of them into the wasm, 80 kB.
    let mut changes = Compact::new(Replace::new(Capture::new()), a.as_slice(), b.as_slice());
    let Ok(()) = myers::diff(&mut changes, a.as_slice(), 0..a.len(), b.as_slice(), 0..b.len());
    let changes = changes.into_inner().into_inner().into_ops();
    let hunk = |it: DiffOp| Hunk { before: it.old_range(), after: it.new_range() };
    changes.into_iter().filter(|it| it.tag() != DiffTag::Equal).map(hunk).collect()
}

/// The same as edits of the first text, in UTF-16 offsets.
pub fn edits(before: &str, after: &str) -> Vec<Edit> {
    let (a, b) = (lines(before), lines(after));
    let units = |lines: Option<&[&str]>| {
        let units = lines.unwrap_or_default().iter().map(|it| it.encode_utf16().count()).sum::<usize>();
        u32::try_from(units).unwrap_or(u32::MAX)
    };
    let edit = |hunk: Hunk| {
        let from = units(a.get(..hunk.before.start));
        let to = from + units(a.get(hunk.before));
        Edit { from, to, insert: b.get(hunk.after).unwrap_or_default().concat() }
    };
    hunks(before, after).into_iter().map(edit).collect()
}

/// The same to be looked at: the lines that change, with a few around them.
pub fn shown(before: &str, after: &str) -> Vec<DiffLine> {
    let (a, b) = (lines(before), lines(after));
    let text = |lines: &[&str], at: usize| {
        lines.get(at).map(|it| it.trim_end_matches('\n').to_owned()).unwrap_or_default()
    };
    let mut result = Vec::new();
    let mut at = 0;
    for Hunk { before, after } in hunks(before, after) {
        keep(&mut result, at, at..after.start, |it| text(&b, it));
        result.extend(before.map(|it| DiffLine::Removed(it + 1, text(&a, it))));
        at = after.end;
        result.extend(after.map(|it| DiffLine::Added(it + 1, text(&b, it))));
    }
    if !result.is_empty() {
        let end = b.len().min(at + AROUND);
        result.extend((at..end).map(|it| DiffLine::Same(it + 1, text(&b, it))));
        if end < b.len() {
            result.push(DiffLine::Gap);
        }
    }
    result
}

/// Adds lines that stay between two changes, without those that are far from both.
fn keep(result: &mut Vec<DiffLine>, at: usize, range: Range<usize>, text: impl Fn(usize) -> String) {
    let front = if at == 0 { at } else { range.end.min(at + AROUND) };
    let back = range.end.saturating_sub(AROUND).max(front);
    result.extend((range.start..front).map(|it| DiffLine::Same(it + 1, text(it))));
    if back > front {
        result.push(DiffLine::Gap);
    }
    result.extend((back..range.end).map(|it| DiffLine::Same(it + 1, text(it))));
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text after the edits, which count in UTF-16.
    fn edited(text: &str, edits: &[Edit]) -> String {
        let mut units: Vec<u16> = text.encode_utf16().collect();
        for Edit { from, to, insert } in edits.iter().rev() {
            units.splice(*from as usize..*to as usize, insert.encode_utf16());
        }
        String::from_utf16(&units).unwrap()
    }

    #[test]
    fn the_edits_lead_from_one_text_to_the_other() {
        let texts = [
            "",
            "a",
            "a\n",
            "a\nb\nc\n",
            "b\nc\nd\n",
            "c\na\nb",
            "🐳\na\nb\nc\nd\ne\n",
            "x\na\ny\nc\nz\ne\nw",
        ];
        for before in texts {
            for after in texts {
                assert_eq!(edited(before, &edits(before, after)), after, "{before:?} to {after:?}");
            }
        }
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let hunk = |before, after| Hunk { before, after };
        assert_eq!(
            hunks("a\nb\nc\nd\ne\n", "a\nB\nc\ne\nf\n"),
            [hunk(1..2, 1..2), hunk(3..4, 3..3), hunk(5..5, 4..5)]
        );
        assert_eq!(hunks("a\n", "a\n"), []);
        assert_eq!(hunks("a\na\n", "a\na\na\n"), [hunk(2..2, 2..3)]);
    }

    #[test]
    fn texts_with_nothing_in_common_are_one_change() {
        let many = |word: &str| format!("{word}\n").repeat(500);
        assert_eq!(hunks(&many("a"), &many("b")), [Hunk { before: 0..500, after: 0..500 }]);
    }

    #[test]
    fn what_is_far_from_a_change_is_left_out() {
        let before = "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let after = before.replace("4\n", "four\n");
        let words: Vec<String> = shown(before, &after)
            .into_iter()
            .map(|line| match line {
                DiffLine::Same(number, text) => format!(" {number} {text}"),
                DiffLine::Removed(number, text) => format!("-{number} {text}"),
                DiffLine::Added(number, text) => format!("+{number} {text}"),
                DiffLine::Gap => "…".to_owned(),
            })
            .collect();
        assert_eq!(words, ["…", " 3 2", " 4 3", "-5 4", "+5 four", " 6 5", " 7 6", "…"]);
        assert_eq!(shown(before, before), []);
    }

    #[test]
    fn near_changes_share_the_lines_between() {
        let gaps = |after: &str| {
            shown("0\n1\n2\n3\n4\n5\n6\n", after).iter().filter(|it| **it == DiffLine::Gap).count()
        };
        assert_eq!(gaps("zero\n1\n2\n3\nfour\n5\n6\n"), 0);
        assert_eq!(gaps("zero\n1\n2\n3\n4\n5\nsix\n"), 1);
    }
}
