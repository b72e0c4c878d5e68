//! `BuildKit`'s recorded answers, where the folder with them stands beside the repository.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says why it does nothing"
)]

use stagescope_tests::conformance::compare::{Agreement, Set};
use stagescope_tests::texts::shared;

/// Runs of the generated cases that may differ: two are ties that the reference decides by chance.
const KNOWN_DIFFERENCES: usize = 3;

/// `None`, and a reason in the output, where there is nothing to compare with.
fn compare(set: Set) -> Option<Agreement> {
    let Some(shared) = shared() else {
        println!("skipped: the recorded answers do not stand beside the repository");
        return None;
    };
    Some(set.compare(&shared).unwrap())
}

#[test]
fn every_recorded_answer_is_ours() {
    let Some(it) = compare(Set::Cases) else { return };
    assert!(it.files > 300, "only {} cases were found", it.files);
    assert!(it.wrong.is_empty(), "{}", it.wrong.join("\n"));
}

#[test]
fn every_snippet_of_the_guide_is_answered_as_recorded() {
    let Some(it) = compare(Set::Snippets) else { return };
    assert!(it.files > 10, "only {} snippets were found", it.files);
    assert!(it.wrong.is_empty(), "{}", it.wrong.join("\n"));
}

#[test]
fn generated_files_are_answered_as_recorded() {
    let Some(it) = compare(Set::Generated) else { return };
    assert!(it.files > 900, "only {} cases were found", it.files);
    assert!(it.wrong.len() <= KNOWN_DIFFERENCES, "{}", it.wrong.join("\n"));
}
