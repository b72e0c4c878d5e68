//! A second reading of the same files by the crate `dockerfile-parser`: where it reads one, both find the same stages.

use dockerfile_parser::{Dockerfile, Instruction};
use stagescope::stage::{Stage, from_of, group};
use stagescope::{Catalog, Input, analyze, parse};
use stagescope_tests::texts::{of_folder, samples, shared};

/// Files in which `BuildKit`'s recorded answer is ours: two backslashes at the end of a line, and quotes in a `FROM`.
const OTHERS: [&str; 2] = ["line_cont_double_backslash", "stage_quoted_base"];

/// The stages of a file as (base as written, name, instructions without the `FROM`).
type Seen = Vec<(String, String, usize)>;

fn theirs(text: &str) -> Option<Seen> {
    let file = Dockerfile::parse(text).ok()?;
    let mut seen = Seen::new();
    for it in &file.instructions {
        match it {
            Instruction::From(from) => {
                let name = from.alias.as_ref().map(|alias| alias.content.to_lowercase());
                seen.push((from.image.content.clone(), name.unwrap_or_default(), 0));
            }
            _ => {
                if let Some(stage) = seen.last_mut() {
                    stage.2 += 1;
                }
            }
        }
    }
    Some(seen)
}

/// `None` where `BuildKit` refuses the file, and where it has here-documents, which the other parser does not know.
fn ours(text: &str) -> Option<Seen> {
    let input = Input { dockerfile: text.to_owned(), ..Input::default() };
    if analyze(&input, &Catalog::bundled()).stop.is_some() || text.contains("<<") {
        return None;
    }
    let file = parse(text);
    let stages = group(&file);
    let seen = |stage: &Stage| {
        let base = from_of(&file, stage).map(|(_, from)| String::from(&from.image.text)).unwrap_or_default();
        (base, stage.name.clone(), stage.instructions.len())
    };
    Some(stages.list.iter().map(seen).collect())
}

#[test]
fn both_parsers_find_the_same_stages() {
    let mut texts = samples();
    if let Some(shared) = shared() {
        texts.extend(of_folder(&shared.join("guide/snippets")));
        texts.extend(of_folder(&shared.join("conformance/cases")));
    }
    let mut agreed = 0;
    for it in texts {
        let (Some(ours), Some(theirs)) = (ours(&it.text), theirs(&it.text)) else { continue };
        if OTHERS.contains(&it.name.as_str()) {
            assert_ne!(ours, theirs, "{} is no exception any more", it.name);
            continue;
        }
        assert_eq!(ours, theirs, "{}", it.name);
        agreed += 1;
    }
    assert!(agreed > 8, "only {agreed} files were read by both");
}
