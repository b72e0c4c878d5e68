//! What other programs read is well formed, whatever was typed; and pictures have the colours of the page.

use proptest::prelude::{any, proptest};
use proptest::test_runner::{Config, RngSeed};
use stagescope::export::{Theme, bake, dot, markdown, mermaid, sarif, svg};
use stagescope::{BuildOptions, Catalog, Input, analyze};
use stagescope_tests::texts::{bad, root, rule_examples, samples};

/// Whether elements are closed in the order in which they were opened, and no other `<` or `>` is there.
fn is_nested(picture: &str) -> bool {
    let mut open = Vec::new();
    for piece in picture.split('<').skip(1) {
        let Some((tag, rest)) = piece.split_once('>') else { return false };
        let name = tag.split(' ').next().unwrap_or_default();
        let is_wrong = match tag.strip_prefix('/') {
            Some(closed) => open.pop() != Some(closed),
            None if tag.ends_with('/') => false,
            None => {
                open.push(name);
                false
            }
        };
        if is_wrong || rest.contains('>') {
            return false;
        }
    }
    open.is_empty()
}

/// Whether quotes are closed on the line on which they were opened, but for those behind a backslash.
fn is_quoted(text: &str) -> bool {
    let quotes = |line: &str| line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
    text.lines().all(|line| quotes(line) % 2 == 0)
}

#[track_caller]
fn check(text: &str) {
    let some: String = text.chars().take(40).collect();
    let options = BuildOptions {
        target: Some(some.clone()),
        build_args: vec![("A".to_owned(), some)],
        ..BuildOptions::default()
    };
    assert!(is_quoted(&bake(&Input { options, ..Input::default() })), "{text:?}");
    let report = analyze(&Input { dockerfile: text.to_owned(), ..Input::default() }, &Catalog::bundled());
    let picture = svg(&report, Theme::Auto);
    assert!(is_nested(&picture), "{picture}");
    for graph in [dot(&report), mermaid(&report)] {
        assert!(is_quoted(&graph), "{graph}");
    }
    assert!(!mermaid(&report).contains(['`', '@', '&']), "{text:?}");
    let page = markdown(&report);
    // A line with more of them behind the first is code in a line.
    let fences = page.lines().filter_map(|line| line.strip_prefix("```")).filter(|rest| !rest.contains('`'));
    assert_eq!(fences.count(), if report.stages.is_empty() { 0 } else { 2 }, "{page}");
    let log = sarif(&report, text, text, &[]);
    assert!(serde_json::from_str::<serde_json::Value>(&log).is_ok(), "{log}");
}

#[test]
fn every_text_has_exports_that_are_well_formed() {
    for it in samples().into_iter().chain(bad()).chain(rule_examples()) {
        check(&it.text);
    }
}

proptest! {
    #![proptest_config(Config {
        cases: 300,
        rng_seed: RngSeed::Fixed(20_261_124),
        failure_persistence: None,
        ..Config::default()
    })]

    #[test]
    fn hostile_names_and_paths_have_too(
        name in r#"[<>"'&|`\\\]\[{}%#;@$a-c]{0,12}"#,
        path in r#"[<>"'&|`\\\]\[{}%#;@$ a-c\x07\u{85}\u{ffff}]{0,12}"#,
        bytes in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        check(&format!("FROM alpine AS a\nCOPY {path} /x\nFROM {name}\nCOPY --from=a {path} {path}\nRUN --mount=from=a,target={path} x\n"));
        check(&String::from_utf8_lossy(&bytes));
    }
}

/// The value of a custom property, the first or the second time that it is set: light, then dark.
fn value<'a>(sheet: &'a str, name: &str, nth: usize) -> &'a str {
    let declared = format!("{name}: ");
    sheet.split(&declared).nth(nth + 1).and_then(|rest| rest.split(';').next()).unwrap_or_default()
}

#[test]
fn a_picture_has_the_colours_of_the_page() {
    let sheet = std::fs::read_to_string(root().join("web/style.css")).unwrap();
    let dockerfile = "FROM scratch\n".repeat(8);
    let report = analyze(&Input { dockerfile, ..Input::default() }, &Catalog::empty());
    for (nth, theme) in [Theme::Light, Theme::Dark].into_iter().enumerate() {
        let picture = svg(&report, theme);
        for stage in 0..8 {
            let (line, ground) =
                (value(&sheet, &format!("--st{stage}"), nth), value(&sheet, &format!("--st{stage}s"), nth));
            let expected =
                format!(".st{stage}.line,.st{stage}.box{{stroke:{line}}}.st{stage}.box{{fill:{ground}}}");
            assert!(picture.contains(&expected), "{expected}: {picture}");
        }
        for (rule, name) in [
            (".title,.path{fill:", "--ink"),
            ("text{fill:", "--ink-2"),
            ("text.skipped{fill:", "--ink-3"),
            (".chip.box{fill:", "--surface"),
        ] {
            let expected = format!("{rule}{}}}", value(&sheet, name, nth));
            assert!(picture.contains(&expected), "{expected}: {picture}");
        }
    }
}
