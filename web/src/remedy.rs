//! Fixes before they are made: what they change in the text, and what becomes of the build.
//!
//! Takes the input and its report; the fixes and the second report come from the engine. Pure.

use stagescope::assist::refactors;
use stagescope::report::{Comparison, Edit, FixNote, apply, compare, fix_all};
use stagescope::{Catalog, Input, Report, analyze};
use yew::AttrValue;

use crate::diff::{self, DiffLine};
use crate::messages::say;

/// What is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Every safe fix.
    All,
    /// One fix of one finding, both by their place.
    One {
        /// The finding in the report.
        finding: usize,
        /// The fix in the finding.
        fix: usize,
    },
    /// A change of the whole, as the editor offers it.
    Change {
        /// The place in the text that it is asked for at, in UTF-16 code units.
        at: u32,
        /// Its place among those that are offered there.
        change: usize,
    },
}

/// What it would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// What is done, as an order.
    pub title: String,
    /// The edits that make it.
    pub edits: Vec<Edit>,
    /// The lines that change.
    pub lines: Vec<DiffLine>,
    /// What becomes of the build, in figures.
    pub effects: Vec<Effect>,
    /// What else differs in it.
    pub comparison: Comparison,
    /// Safe fixes that are not made.
    pub skipped: Vec<FixNote>,
}

/// A figure before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What is counted.
    pub what: AttrValue,
    /// Before.
    pub before: String,
    /// After; equal when nothing changes.
    pub after: String,
}

impl Preview {
    /// What a screen reader is told.
    pub fn words(&self) -> String {
        let changed = self.effects.iter().filter(|it| it.before != it.after);
        let changed: Vec<String> =
            changed.map(|it| say::figure_changes(&it.what, &it.before, &it.after)).collect();
        let effect =
            if changed.is_empty() { say::no_figure_changes().to_string() } else { changed.join(", ") };
        format!("{}: {effect}.", say::preview_of(&self.title))
    }
}

/// What a remedy would change; `None` when there is no such fix, or nothing to change.
pub fn preview(remedy: Remedy, input: &Input, report: &Report, catalog: &Catalog<'_>) -> Option<Preview> {
    let before = &input.dockerfile;
    let (title, after, edits, skipped) = match remedy {
        Remedy::All => {
            let all = fix_all(input, catalog);
            let edits = diff::edits(before, &all.dockerfile);
            (title_of(all.made.len(), all.skipped.len()), all.dockerfile, edits, all.skipped)
        }
        Remedy::One { finding, fix } => {
            let fix = report.diagnostics.get(finding)?.fixes.get(fix)?;
            let after = apply(before, &fix.edits.iter().collect::<Vec<_>>())?;
            (fix.title.clone(), after, fix.edits.clone(), Vec::new())
        }
        Remedy::Change { at, change } => {
            let change = refactors(input, catalog, at).into_iter().nth(change)?;
            let after = apply(before, &change.edits.iter().collect::<Vec<_>>())?;
            (change.title, after, change.edits, Vec::new())
        }
    };
    let lines = diff::shown(before, &after);
    if lines.is_empty() {
        return None;
    }
    let then = analyze(&Input { dockerfile: after, ..input.clone() }, catalog);
    let mut comparison = compare(report, &then);
    // The figure says it already.
    comparison.sections.retain(|section| section.title != "Suggestions");
    Some(Preview { title, edits, lines, effects: effects(report, &then), comparison, skipped })
}

/// All safe fixes as edits, with what to call them.
pub fn all(input: &Input, catalog: &Catalog<'_>) -> (String, Vec<Edit>) {
    let all = fix_all(input, catalog);
    (title_of(all.made.len(), all.skipped.len()), diff::edits(&input.dockerfile, &all.dockerfile))
}

/// How many findings have a safe fix of their own.
pub fn n_safe(report: &Report) -> usize {
    let mut seen: Vec<&[Edit]> = Vec::new();
    for finding in &report.diagnostics {
        let edits = finding.fixes.iter().find(|fix| fix.safe).map(|fix| fix.edits.as_slice());
        seen.extend(edits.filter(|it| !seen.contains(it)));
    }
    seen.len()
}

fn title_of(made: usize, skipped: usize) -> String {
    if skipped == 0 { say::safe_fixes(made) } else { say::safe_fixes_but(made, skipped) }
}

fn effects(before: &Report, after: &Report) -> Vec<Effect> {
    let effect = |what, figure: &dyn Fn(&Report) -> String| Effect {
        what,
        before: figure(before),
        after: figure(after),
    };
    vec![
        effect(say::stages_that_run(), &|it| {
            it.stages.iter().filter(|stage| stage.reached).count().to_string()
        }),
        effect(say::layers_added(), &|it| {
            let layers = it.image.iter().flat_map(|image| &image.layers);
            layers.filter(|layer| !layer.inherited).count().to_string()
        }),
        effect(say::view_image(), &|it| {
            it.image.as_ref().map_or_else(|| say::none().to_string(), |it| it.size.text.clone())
        }),
        effect(say::view_advice(), &|it| it.diagnostics.len().to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\nENV A 1\n";

    fn input(text: &str) -> Input {
        Input { dockerfile: text.to_owned(), ..Input::default() }
    }

    fn previewed(remedy: Remedy, text: &str) -> Option<Preview> {
        let catalog = Catalog::bundled();
        preview(remedy, &input(text), &analyze(&input(text), &catalog), &catalog)
    }

    fn figures(preview: &Preview, what: &str) -> (String, String) {
        let effect = preview.effects.iter().find(|it| it.what == what).unwrap();
        (effect.before.clone(), effect.after.clone())
    }

    #[test]
    fn all_fixes_are_shown_with_their_effect_and_are_what_is_made() {
        let preview = previewed(Remedy::All, TEXT).unwrap();
        let (before, after) = figures(&preview, "Layers added");
        assert_eq!(before.parse::<usize>().unwrap(), after.parse::<usize>().unwrap() + 1);
        let (before, after) = figures(&preview, "Suggestions");
        assert!(after.parse::<usize>().unwrap() < before.parse::<usize>().unwrap());
        assert_eq!(figures(&preview, "Stages that run"), ("1".to_owned(), "1".to_owned()));
        let text = apply(TEXT, &preview.edits.iter().collect::<Vec<_>>()).unwrap();
        assert!(text.contains("ENV A=1") && text.contains("apt-get update &&"), "{text}");
        assert_eq!(all(&input(TEXT), &Catalog::bundled()), (preview.title.clone(), preview.edits.clone()));
        assert!(
            preview.words().starts_with("Preview of 3 safe fixes: Layers added 2 to 1"),
            "{}",
            preview.words()
        );
    }

    #[test]
    fn one_fix_changes_its_own_lines() {
        let report = analyze(&input(TEXT), &Catalog::bundled());
        let finding = report.diagnostics.iter().position(|it| it.rule == "LegacyKeyValueFormat").unwrap();
        let preview = previewed(Remedy::One { finding, fix: 0 }, TEXT).unwrap();
        let changed: Vec<_> =
            preview.lines.iter().filter(|it| !matches!(it, DiffLine::Same(..) | DiffLine::Gap)).collect();
        let expected = [DiffLine::Removed(4, "ENV A 1".to_owned()), DiffLine::Added(4, "ENV A=1".to_owned())];
        assert_eq!(changed, expected.iter().collect::<Vec<_>>());
        assert_eq!(previewed(Remedy::One { finding: 99, fix: 0 }, TEXT), None);
    }

    #[test]
    fn nothing_to_fix_is_no_preview() {
        let text = "FROM alpine:3.22\nCMD [\"sh\"]\n";
        assert_eq!(previewed(Remedy::All, text), None);
        assert_eq!(n_safe(&analyze(&input(text), &Catalog::bundled())), 0);
        assert_eq!(n_safe(&analyze(&input(TEXT), &Catalog::bundled())), 2);
    }

    #[test]
    fn a_change_of_the_whole_is_shown_as_a_fix_is() {
        let text = "FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n";
        let at = u32::try_from(text.find("RUN go").unwrap()).unwrap();
        let preview = previewed(Remedy::Change { at, change: 0 }, text).unwrap();
        assert_eq!(figures(&preview, "Stages that run"), ("1".to_owned(), "2".to_owned()));
        assert!(preview.words().starts_with("Preview of Build the Go program"), "{}", preview.words());
        assert_eq!(previewed(Remedy::Change { at, change: 99 }, text), None);
    }
}
