//! What holds of the editor's help at every place of every text: it answers, its places lie in the text, and what it writes
//! means the same.

use stagescope::assist::{complete, format, hover, occurrences, refactors, rename};
use stagescope::report::{Edit, Level, apply};
use stagescope::{Catalog, Input, Report, analyze};
use stagescope_tests::texts::{Text, all_rule_examples, bad, samples};

fn input(text: &str) -> Input {
    Input { dockerfile: text.to_owned(), ..Input::default() }
}

fn texts() -> Vec<Text> {
    let mut texts = samples();
    texts.extend(bad());
    texts.extend(all_rule_examples());
    assert!(texts.len() > 250, "the examples are found");
    texts
}

/// At most so many places of one text are tried.
const MOST_PLACES: usize = 24;

#[test]
fn every_place_has_an_answer_that_fits() {
    let catalog = Catalog::bundled();
    let mut answers = [0; 4];
    for Text { name, text } in texts() {
        let units: u32 = text.encode_utf16().count().try_into().unwrap();
        let step = (text.len() / MOST_PLACES).max(1) | 1;
        let whole = input(&text);
        // One place beyond the end, and one that may lie within a character.
        for place in (0..=units + 1).step_by(step) {
            let beginning = input(text.get(..text.floor_char_boundary(place as usize)).unwrap());
            for asked in [&whole, &beginning] {
                let length: u32 = asked.dockerfile.encode_utf16().count().try_into().unwrap();
                if let Some(found) = complete(asked, &catalog, place) {
                    assert!(found.from <= place.min(length), "{name} at {place}: {found:?}");
                    answers[0] += 1;
                }
                if let Some(found) = hover(asked, &catalog, place) {
                    assert!(found.from <= found.to && found.to <= length, "{name} at {place}: {found:?}");
                    answers[1] += 1;
                }
            }
            let all = occurrences(&whole, &catalog, place);
            assert!(all.iter().all(|it| it.from < it.to && it.to <= units), "{name} at {place}: {all:?}");
            answers[2] += usize::from(!all.is_empty());
            if let Some(found) = rename(&whole, &catalog, place, "renamed").filter(|it| it.problem.is_empty())
            {
                let renamed = apply(&text, &found.edits.iter().collect::<Vec<_>>()).unwrap();
                let (before, after) = (analyze(&whole, &catalog), analyze(&input(&renamed), &catalog));
                answers[3] += 1;
                // What does not build may do so afterwards: a stage that is called scratch stands in its own way.
                if before.stop.is_none() {
                    assert_eq!(after.stop, None, "{name} at {place}:\n{renamed}");
                    assert_eq!(config(&before), config(&after), "{name} at {place}:\n{renamed}");
                    let edges = |report: &Report| report.graph.edges.len();
                    assert_eq!(edges(&before), edges(&after), "{name} at {place}:\n{renamed}");
                }
            }
        }
    }
    assert!(answers.iter().all(|count| *count > 100), "{answers:?}");
}

fn config(report: &Report) -> Vec<(String, String)> {
    let rows = report.image.iter().flat_map(|image| &image.config);
    rows.map(|row| (row.key.clone(), row.value.clone())).collect()
}

/// The steps with keywords in capitals, and white space made one blank where the cache does not heed it: what a `RUN` runs stays
/// to the letter.
fn steps(report: &Report) -> Vec<String> {
    let plain = |name: &str| {
        let (front, text) = name.split_once("] ").unwrap_or(("", name));
        let (keyword, rest) = text.split_once(' ').unwrap_or((text, ""));
        let keyword = keyword.to_ascii_uppercase();
        let rest = match keyword.as_str() {
            "RUN" => rest.to_owned(),
            _ => rest.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        format!("{front}] {keyword} {rest}")
    };
    report.build.steps.iter().map(|step| plain(&step.name)).collect()
}

#[test]
fn a_formatted_text_builds_the_same() {
    let catalog = Catalog::bundled();
    let mut changed = 0;
    let ugly = |text: &str| {
        let lines = text.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
            Some(line) if !line.is_empty() && !text.contains("<<") => format!("{line} \t\n"),
            _ => line.to_owned(),
        });
        lines.collect::<String>()
    };
    let all = texts()
        .into_iter()
        .flat_map(|it| [Text { name: format!("{}, uglier", it.name), text: ugly(&it.text) }, it]);
    for Text { name, text } in all {
        let edits = format(&text);
        changed += usize::from(!edits.is_empty());
        let formatted = apply(&text, &edits.iter().collect::<Vec<&Edit>>()).unwrap();
        let (before, after) = (analyze(&input(&text), &catalog), analyze(&input(&formatted), &catalog));
        assert_eq!(before.stop.is_none(), after.stop.is_none(), "{name}:\n{formatted}");
        assert_eq!(config(&before), config(&after), "{name}:\n{formatted}");
        assert_eq!(steps(&before), steps(&after), "{name}:\n{formatted}");
        assert_eq!(format(&formatted), [], "{name}: formatted twice:\n{formatted}");
    }
    assert!(changed > 100, "only {changed} texts were changed");
}

fn errors(report: &Report) -> usize {
    report.diagnostics.iter().filter(|it| it.level == Level::Error).count()
}

#[test]
fn a_change_of_the_whole_builds_and_brings_no_error() {
    let catalog = Catalog::bundled();
    let mut titles: Vec<String> = Vec::new();
    for Text { name, text } in texts() {
        let whole = input(&text);
        let before = analyze(&whole, &catalog);
        for place in (0..text.len()).step_by((text.len() / 6).max(1)) {
            for change in refactors(&whole, &catalog, place.try_into().unwrap()) {
                let changed = apply(&text, &change.edits.iter().collect::<Vec<_>>()).unwrap();
                let after = analyze(&input(&changed), &catalog);
                assert_eq!(after.stop, None, "{name}: {}:\n{changed}", change.title);
                assert!(errors(&after) <= errors(&before), "{name}: {}:\n{changed}", change.title);
                titles.push(change.title);
            }
        }
    }
    titles.sort();
    titles.dedup();
    assert!(titles.len() > 5, "only {titles:?}");
}
