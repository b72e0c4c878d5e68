//! Makes all safe fixes of a Dockerfile, until none is left.

use crate::catalog::Catalog;

use super::{Edit, EditorDiagnostic, EditorFix, Input, Report, analyze};

/// A fix may make room for another; after so many rounds it is enough.
const MOST_ROUNDS: usize = 12;

/// What becomes of a Dockerfile once its safe fixes are made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct FixAll {
    /// The text afterwards.
    pub dockerfile: String,
    /// The fixes that were made, in the order in which they were.
    pub made: Vec<FixNote>,
    /// Safe fixes that are left: each would change what another one changes, whenever it was tried.
    pub skipped: Vec<FixNote>,
}

/// One fix.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct FixNote {
    /// The rule that found what it settles.
    pub rule: String,
    /// What it does, as an order.
    pub title: String,
    /// 1-based line of the finding, in the text in which it was found.
    pub line: u32,
}

/// Makes every safe fix, each whole or not at all, the most serious finding first. Of two that touch the same text, one
/// waits for the next round, in which the text is read anew.
pub fn fix_all(input: &Input, catalog: &Catalog<'_>) -> FixAll {
    let mut now = input.clone();
    let mut result = FixAll::default();
    for round in 0..=MOST_ROUNDS {
        let report = analyze(&now, catalog);
        let (taken, left) = choose(&report);
        result.skipped = left;
        if round == MOST_ROUNDS {
            result.skipped.extend(taken.iter().map(|(finding, fix)| note(finding, fix)));
            break;
        }
        let edits: Vec<&Edit> = taken.iter().flat_map(|(_, fix)| &fix.edits).collect();
        let Some(text) = apply(&now.dockerfile, &edits).filter(|text| *text != now.dockerfile) else { break };
        result.made.extend(taken.iter().map(|(finding, fix)| note(finding, fix)));
        now.dockerfile = text;
    }
    result.dockerfile = now.dockerfile;
    result
}

fn note(finding: &EditorDiagnostic, fix: &EditorFix) -> FixNote {
    FixNote { rule: finding.rule.clone(), title: fix.title.clone(), line: finding.line }
}

/// The first safe fix of each finding, as many as do not touch each other; and those that do.
fn choose(report: &Report) -> (Vec<(&EditorDiagnostic, &EditorFix)>, Vec<FixNote>) {
    let mut safe: Vec<(&EditorDiagnostic, &EditorFix)> = report
        .diagnostics
        .iter()
        .filter_map(|finding| Some((finding, finding.fixes.iter().find(|fix| fix.safe)?)))
        .collect();
    crate::text::order::sort_by_key(&mut safe, |(finding, _)| (finding.level, finding.from));
    let mut taken: Vec<(&EditorDiagnostic, &EditorFix)> = Vec::new();
    let mut left = Vec::new();
    for (finding, fix) in safe {
        // Two findings may have one fix between them.
        if taken.iter().any(|(_, other)| other.edits == fix.edits) {
            continue;
        }
        let touches = |other: &EditorFix| {
            fix.edits.iter().any(|a| other.edits.iter().any(|b| a.from <= b.to && b.from <= a.to))
        };
        if taken.iter().any(|(_, other)| touches(other)) {
            left.push(note(finding, fix));
        } else {
            taken.push((finding, fix));
        }
    }
    (taken, left)
}

/// A text with edits, which count in UTF-16 and do not overlap; `None` where they do not fit it.
pub fn apply(text: &str, edits: &[&Edit]) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut order: Vec<&Edit> = edits.to_vec();
    crate::text::order::sort_by_key(&mut order, |edit| (edit.from, edit.to));
    let mut result: Vec<u16> = Vec::with_capacity(units.len());
    let mut at = 0;
    for edit in order {
        let (from, to) = (edit.from as usize, edit.to as usize);
        result.extend(units.get(at..from)?);
        result.extend(edit.insert.encode_utf16());
        units.get(from..to)?;
        at = to;
    }
    result.extend(units.get(at..)?);
    String::from_utf16(&result).ok()
}

#[cfg(test)]
mod tests {
    use super::{apply, choose, fix_all};
    use crate::catalog::Catalog;
    use crate::report::{Edit, EditorDiagnostic, EditorFix, Input, Level, analyze};

    fn fixed(text: &str) -> super::FixAll {
        let input = Input { dockerfile: text.to_owned(), ..Input::default() };
        fix_all(&input, &Catalog::bundled())
    }

    #[test]
    fn edits_count_as_editors_do() {
        let edit = |from, to, insert: &str| Edit { from, to, insert: insert.to_owned() };
        assert_eq!(apply("a🦀b", &[&edit(3, 4, "c"), &edit(0, 1, "")]).as_deref(), Some("🦀c"));
        assert_eq!(apply("ab", &[&edit(0, 2, ""), &edit(1, 2, "")]), None);
        assert_eq!(apply("ab", &[&edit(1, 7, "")]), None);
    }

    #[test]
    fn all_of_them_in_one_go() {
        let result = fixed(
            "from alpine:3.22 as Build\nRUN true\nfrom alpine:3.22\nENV A 1\nCOPY --from=Build /etc/os-release /\n",
        );
        assert_eq!(
            result.dockerfile,
            "FROM alpine:3.22 AS build\nRUN true\nFROM alpine:3.22\nENV A=1\nCOPY --from=Build /etc/os-release /\n"
        );
        assert!(result.made.len() >= 4, "{:?}", result.made);
        assert!(result.skipped.is_empty(), "{:?}", result.skipped);
    }

    #[test]
    fn of_two_in_one_place_the_more_serious_is_taken_and_the_other_told() {
        let fix = |title: &str, safe, edits: &[(u32, u32)]| EditorFix {
            title: title.to_owned(),
            safe,
            edits: edits
                .iter()
                .map(|(from, to)| Edit { from: *from, to: *to, insert: "x".to_owned() })
                .collect(),
        };
        let finding = |level, from, fixes: Vec<EditorFix>| EditorDiagnostic {
            from,
            to: from + 1,
            line: 1,
            level,
            rule: "Rule".to_owned(),
            message: String::new(),
            why: String::new(),
            instruction: None,
            stage: None,
            fixes,
            buildkit: false,
        };
        let input = Input { dockerfile: "FROM alpine:3.22\n".to_owned(), ..Input::default() };
        let mut report = analyze(&input, &Catalog::empty());
        report.diagnostics = vec![
            // Whole or not at all: its first edit touches nothing.
            finding(Level::Info, 0, vec![fix("later", true, &[(0, 2), (8, 9)])]),
            finding(Level::Warning, 5, vec![fix("first", true, &[(5, 8)])]),
            finding(Level::Hint, 5, vec![fix("the same again", true, &[(5, 8)])]),
            finding(
                Level::Hint,
                12,
                vec![fix("to be looked at", false, &[(12, 13)]), fix("apart", true, &[(14, 14)])],
            ),
        ];
        let (taken, left) = choose(&report);
        let titles: Vec<&str> = taken.iter().map(|(_, fix)| fix.title.as_str()).collect();
        assert_eq!(titles, ["first", "apart"]);
        assert_eq!(left.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["later"]);
    }

    #[test]
    fn nothing_to_do_changes_nothing() {
        let text = "FROM alpine:3.22\nCMD [\"sh\"]\n";
        let result = fixed(text);
        assert_eq!((result.dockerfile.as_str(), result.made.len()), (text, 0));
    }
}
