//! How the changes are tested: a text with the cursor as `|`, and what becomes of it.

use crate::assist::testing::{catalog, input};
use crate::report::{Input, Level, analyze, apply};

use super::refactors;

/// The change with this title gives this text, which has no error that was not there before.
#[track_caller]
pub(super) fn check(fixture: &str, title: &str, expected: impl AsRef<str>) {
    let (input, offset) = input(fixture);
    let all = refactors(&input, &catalog(), offset);
    let Some(found) = all.iter().find(|it| it.title == title) else {
        panic!("{title:?} is not among {:?}", all.iter().map(|it| &it.title).collect::<Vec<_>>())
    };
    let edits: Vec<_> = found.edits.iter().collect();
    let dockerfile = apply(&input.dockerfile, &edits).unwrap();
    assert_eq!(dockerfile, expected.as_ref());
    let errors = |input: &Input| {
        let all = analyze(input, &catalog()).diagnostics;
        all.into_iter().filter(|it| it.level == Level::Error).map(|it| it.message).collect::<Vec<_>>()
    };
    let before = errors(&input);
    let after = errors(&Input { dockerfile, ..input });
    assert!(after.iter().all(|it| before.contains(it)), "{after:?}");
    assert!(!found.effect.is_empty(), "{found:?}");
}

/// No change whose title begins so is offered.
#[track_caller]
pub(super) fn none(fixture: &str, title: &str) {
    let (input, offset) = input(fixture);
    let all = refactors(&input, &catalog(), offset);
    assert!(all.iter().all(|it| !it.title.starts_with(title)), "{all:?}");
}

/// What the change with this title asks to look at.
#[track_caller]
pub(super) fn review(fixture: &str, title: &str) -> String {
    let (input, offset) = input(fixture);
    let all = refactors(&input, &catalog(), offset);
    all.into_iter().find(|it| it.title == title).unwrap().review
}
