//! Two reports side by side: only what differs.

use super::{Report, SizeView};

/// What differs between two builds.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Comparison {
    /// Sizes of the two images; `None` where there is none.
    pub sizes: [Option<SizeView>; 2],
    /// The second minus the first, in words: `12.4 MB less`; empty when they are equal or one is not known.
    pub difference: String,
    /// What differs, one section for each kind of thing; those without a difference are left out.
    pub sections: Vec<Section>,
}

/// Things of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Section {
    /// `Layers`, `Config` …
    pub title: &'static str,
    /// The differences.
    pub rows: Vec<Difference>,
}

/// One thing that only one build has, or that both have in another way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Difference {
    /// What it is.
    pub what: String,
    /// How the first build has it; `None` when it has not.
    pub before: Option<String>,
    /// How the second build has it.
    pub after: Option<String>,
}

/// Compares two reports.
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let kinds = [
        ("Build", stop(before), stop(after)),
        ("Layers", layers(before), layers(after)),
        ("Config", config(before), config(after)),
        ("Steps", steps(before), steps(after)),
        ("Suggestions", suggestions(before), suggestions(after)),
    ];
    let sections =
        kinds.into_iter().map(|(title, before, after)| Section { title, rows: differences(before, after) });
    let sizes = [before, after].map(|report| report.image.as_ref().map(|image| image.size.clone()));
    Comparison {
        difference: difference(sizes.each_ref().map(Option::as_ref)),
        sections: sections.filter(|section| !section.rows.is_empty()).collect(),
        sizes,
    }
}

/// Pairs of the two lists by what they are, in order; of pairs that are equal nothing stays.
fn differences(before: Vec<(String, String)>, mut after: Vec<(String, String)>) -> Vec<Difference> {
    let mut rows = Vec::new();
    for (what, value) in before {
        // The very same thing first, so that one of several with the same name is not taken for another.
        let equal = after.iter().position(|(name, other)| *name == what && *other == value);
        let found = equal.or_else(|| after.iter().position(|(name, _)| *name == what));
        let other = found.map(|place| after.remove(place).1);
        if other.as_ref() != Some(&value) {
            rows.push(Difference { what, before: Some(value), after: other });
        }
    }
    rows.extend(after.into_iter().map(|(what, value)| Difference { what, before: None, after: Some(value) }));
    rows
}

fn stop(report: &Report) -> Vec<(String, String)> {
    let stop = report.stop.iter();
    stop.map(|stop| ("docker build stops".to_owned(), stop.message.clone())).collect()
}

fn layers(report: &Report) -> Vec<(String, String)> {
    let layers = report.image.iter().flat_map(|image| &image.layers);
    layers.map(|layer| (layer.what.clone(), layer.size.text.clone())).collect()
}

fn config(report: &Report) -> Vec<(String, String)> {
    let row = |key: &str, value: &str| match value.split_once('=').filter(|_| key == "Env") {
        Some((name, value)) => (format!("Env {name}"), value.to_owned()),
        None => (key.to_owned(), value.to_owned()),
    };
    let rows = report.image.iter().flat_map(|image| &image.config);
    rows.map(|it| row(&it.key, &it.value)).collect()
}

/// Steps without their numbers, which the smallest change moves.
fn steps(report: &Report) -> Vec<(String, String)> {
    let name = |name: &str| {
        let Some((front, text)) = name.split_once("] ").filter(|_| !name.starts_with("[internal]")) else {
            return name.to_owned();
        };
        let stage = front.trim_start_matches('[').split_once(' ').map_or("", |(stage, _)| stage);
        if stage.is_empty() { text.to_owned() } else { format!("{stage}: {text}") }
    };
    report.build.steps.iter().map(|step| (name(&step.name), "runs".to_owned())).collect()
}

fn suggestions(report: &Report) -> Vec<(String, String)> {
    report.diagnostics.iter().map(|it| (it.message.clone(), "found".to_owned())).collect()
}

/// How much the second image is larger, where both are known as far as it goes.
fn difference(sizes: [Option<&SizeView>; 2]) -> String {
    let [Some(before), Some(after)] = sizes else { return String::new() };
    let (Some(before_high), Some(after_high)) = (before.high, after.high) else { return String::new() };
    let (low, high) = (after.low - before_high, after_high - before.low);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "only positive sizes are written"
    )]
    let text = |low: f64, high: f64| super::size::range(low as u64, high as u64);
    if low > 0.0 {
        format!("{} more", text(low, high))
    } else if high < 0.0 {
        format!("{} less", text(-high, -low))
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparison, compare};
    use crate::catalog::Catalog;
    use crate::report::{Input, analyze};

    fn compared(before: &str, after: &str) -> Comparison {
        let [before, after] = [before, after].map(|text| {
            let input = Input { dockerfile: text.to_owned(), ..Input::default() };
            analyze(&input, &Catalog::bundled())
        });
        compare(&before, &after)
    }

    #[test]
    fn equal_builds_do_not_differ() {
        let text = "FROM python:3.11-slim\nENV A=1\nRUN make\n";
        let found = compared(text, text);
        assert!(found.sections.is_empty() && found.difference.is_empty(), "{found:?}");
    }

    #[test]
    fn only_what_differs_is_kept() {
        let found = compared(
            "FROM python:3.12\nENV A=1 B=1\nCMD [\"a\"]\n",
            "FROM python:3.11-slim\nENV A=2 B=1\nCMD [\"a\"]\nUSER web\n",
        );
        let config = found.sections.iter().find(|section| section.title == "Config").unwrap();
        let rows: Vec<_> = config
            .rows
            .iter()
            .map(|it| (it.what.as_str(), it.before.as_deref(), it.after.as_deref()))
            .collect();
        assert!(rows.contains(&("Env A", Some("1"), Some("2"))), "{rows:?}");
        assert!(rows.contains(&("User", None, Some("web"))), "{rows:?}");
        assert!(!rows.iter().any(|row| row.0 == "Env B" || row.0 == "Cmd"), "{rows:?}");
        assert!(found.difference.ends_with(" less"), "{}", found.difference);
        let layers = found.sections.iter().find(|section| section.title == "Layers").unwrap();
        assert_eq!(layers.rows.len(), 2, "{layers:?}");
    }

    #[test]
    fn two_steps_with_one_name_are_two() {
        let found = compared("FROM a\nRUN x\nRUN x\n", "FROM a\nRUN x\n");
        let steps = found.sections.iter().find(|section| section.title == "Steps").unwrap();
        assert_eq!(steps.rows.len(), 1, "{steps:?}");
    }
}
