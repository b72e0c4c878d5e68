//! How far our answers agree with the reference's recorded ones, section by section.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use serde_json::Value;
use stagescope::catalog::Catalog;

use super::{Case, answer, catalog};

/// The parts of a run that are compared: a section, or a part of the section `build`.
pub const PARTS: [&str; 13] = [
    "/parse",
    "/stages",
    "/lint",
    "/lint_all",
    "/targets",
    "/outline",
    "/build/error",
    "/build/warnings",
    "/build/image",
    "/build/history",
    "/build/vertices",
    "/build/stages",
    "/build/target_index",
];

/// What a comparison of many files came to.
#[derive(Debug, Clone, Default)]
pub struct Agreement {
    /// Files that were read.
    pub files: usize,
    /// Runs: a file with one set of options each.
    pub runs: usize,
    /// Of each part: runs for which the reference has an answer, and those of them in which ours is another.
    pub parts: BTreeMap<&'static str, (usize, usize)>,
    /// The runs that differ, each with the parts in which it does.
    pub wrong: Vec<String>,
}

/// A set of recorded answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// Cases that were written one by one.
    Cases,
    /// Cases that a generator wrote.
    Generated,
    /// The snippets of the guide.
    Snippets,
}

impl Set {
    /// All of them, with what they are called.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Cases, "cases"), (Self::Generated, "generated"), (Self::Snippets, "snippets")];

    /// Answers each file of the set; `shared` is the folder with the recorded answers and the guide. Fails where a file
    /// cannot be read.
    pub fn compare(self, shared: &Path) -> Result<Agreement, Box<dyn Error>> {
        let folder = shared.join("conformance");
        let images: Value = json(&folder.join("images.json"))?;
        let catalog = catalog(&images);
        let mut agreement = Agreement::default();
        let (cases, expected) = match self {
            Self::Cases => (folder.join("cases"), folder.join("expected")),
            Self::Snippets => (shared.join("guide/snippets"), shared.join("guide/snippets/expected")),
            Self::Generated => {
                let file = File::open(folder.join("generated/expected.jsonl.gz"))?;
                for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
                    let mut row: Value = serde_json::from_str(&line?)?;
                    let name = row.get("name").and_then(Value::as_str).ok_or("a row without a name")?;
                    let path = folder.join("generated/cases").join(name).with_extension("Dockerfile");
                    agreement.add(
                        &path,
                        row.get_mut("runs").map(Value::take).unwrap_or_default(),
                        &catalog,
                    )?;
                }
                return Ok(agreement);
            }
        };
        let mut answers: Vec<_> =
            std::fs::read_dir(expected)?.map(|it| Ok(it?.path())).collect::<std::io::Result<_>>()?;
        answers.sort();
        for path in answers {
            let name = path.file_stem().unwrap_or_default();
            agreement.add(&cases.join(name).with_extension("Dockerfile"), json(&path)?, &catalog)?;
        }
        Ok(agreement)
    }
}

impl Agreement {
    fn add(&mut self, path: &Path, mut theirs: Value, catalog: &Catalog<'_>) -> Result<(), Box<dyn Error>> {
        let case = Case::read(path)?;
        let mut ours = answer(&case, catalog);
        sort_rules(&mut ours);
        sort_rules(&mut theirs);
        let ours = ours.get("runs").and_then(Value::as_array).ok_or("an answer without runs")?;
        self.files += 1;
        for run in theirs.as_array().ok_or("a record without runs")? {
            self.runs += 1;
            let (options, wanted) = (run.get("options"), run.get("result").unwrap_or(&Value::Null));
            let ours = ours.iter().find(|it| it.get("options") == options).and_then(|it| it.get("result"));
            let mut wrong = Vec::new();
            for part in PARTS {
                let Some(agrees) = agrees(part, ours.unwrap_or(&Value::Null), wanted) else { continue };
                let (asked, differing) = self.parts.entry(part).or_default();
                *asked += 1;
                if !agrees {
                    *differing += 1;
                    wrong.push(part);
                }
            }
            if !wrong.is_empty() {
                let options = options.map(Value::to_string).unwrap_or_default();
                self.wrong.push(format!("{} {options}: {}", case.name, wrong.join(", ")));
            }
        }
        Ok(())
    }
}

fn json(path: &Path) -> Result<Value, Box<dyn Error>> {
    Ok(serde_json::from_reader(BufReader::new(File::open(path)?))?)
}

/// The reference lists the broken rules of `check=error=true` in no fixed order.
fn sort_rules(value: &mut Value) {
    const PREFIX: &str = "lint violation found for rules: ";
    match value {
        Value::String(text) => {
            if let Some(rules) = text.strip_prefix(PREFIX) {
                let mut rules: Vec<&str> = rules.split(", ").collect();
                rules.sort_unstable();
                *text = format!("{PREFIX}{}", rules.join(", "));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(sort_rules),
        Value::Object(map) => map.values_mut().for_each(sort_rules),
        _ => {}
    }
}

/// Whether one part of a run is as recorded; `None` where the reference has no answer. Where the reference itself varies
/// from run to run, the record has alternatives.
fn agrees(part: &str, ours: &Value, theirs: &Value) -> Option<bool> {
    let section = part.split('/').nth(1)?;
    let first = theirs.get(section).filter(|it| !it.is_null())?;
    if first.pointer("/error/panic").is_some() {
        return None;
    }
    let refused = first.get("error").is_some();
    if section == "build" && refused && !matches!(part, "/build/error" | "/build/warnings") {
        return None;
    }
    let inner = part.strip_prefix('/')?.strip_prefix(section)?;
    let others = theirs.pointer(&format!("/alternatives/{section}")).and_then(Value::as_array);
    let mut accepted = [first].into_iter().chain(others.into_iter().flatten());
    Some(accepted.any(|wanted| wanted.pointer(inner) == ours.pointer(part)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{agrees, sort_rules};

    #[test]
    fn a_part_agrees_with_the_record_or_an_alternative() {
        let theirs = json!({ "lint": [1], "build": { "error": { "message": "no" } }, "alternatives": { "lint": [[2]] } });
        assert_eq!(agrees("/lint", &json!({ "lint": [2] }), &theirs), Some(true));
        assert_eq!(agrees("/lint", &json!({ "lint": [3] }), &theirs), Some(false));
        assert_eq!(agrees("/targets", &json!({}), &theirs), None);
        assert_eq!(agrees("/build/image", &json!({}), &theirs), None);
        assert_eq!(agrees("/build/error", &json!({}), &theirs), Some(false));
    }

    #[test]
    fn the_order_of_broken_rules_does_not_count() {
        let mut value = json!(["lint violation found for rules: B, A"]);
        sort_rules(&mut value);
        assert_eq!(value, json!(["lint violation found for rules: A, B"]));
    }
}
