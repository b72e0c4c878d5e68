//! Pictures have the colours of the page.

use stagescope::export::{Theme, svg};
use stagescope::{Catalog, Input, analyze};
use stagescope_tests::texts::root;

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
