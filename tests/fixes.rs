//! What holds of all safe fixes together: they leave the image as it is, and bring no error of their own. And what is
//! silenced is silent.

use stagescope::report::{Level, SilentIn, fix_all, silence};
use stagescope::{Catalog, Input, Report, analyze};
use stagescope_tests::texts::{Text, all_rule_examples, samples};

fn input(text: &str) -> Input {
    Input { dockerfile: text.to_owned(), ..Input::default() }
}

fn texts() -> Vec<Text> {
    let mut texts = samples();
    texts.extend(all_rule_examples());
    assert!(texts.len() > 250, "the examples are found");
    texts
}

/// The config of the image. What fixes are about is read as it is afterwards: a label for the author, and a command without
/// the shell around it.
fn config(report: &Report) -> Vec<(String, String)> {
    let rows = report.image.iter().flat_map(|image| &image.config);
    let plain = |value: &str| match value.strip_prefix("[\"/bin/sh\",\"-c\",\"") {
        Some(rest) => rest.trim_end_matches("\"]").split_whitespace().collect::<Vec<_>>().join(" "),
        None => value
            .trim_matches(['[', ']'])
            .replace(['"', ','], " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    };
    rows.filter(|row| !row.value.starts_with("org.opencontainers.image.authors="))
        .map(|row| {
            let is_command = matches!(row.key.as_str(), "Cmd" | "Entrypoint");
            (row.key.clone(), if is_command { plain(&row.value) } else { row.value.clone() })
        })
        .collect()
}

fn errors(report: &Report) -> Vec<&str> {
    let all = report.diagnostics.iter().filter(|it| it.level == Level::Error);
    all.map(|it| it.rule.as_str()).collect()
}

#[test]
fn safe_fixes_leave_the_image_as_it_is() {
    let mut made = 0;
    for Text { name, text } in texts() {
        let catalog = Catalog::bundled();
        let before = analyze(&input(&text), &catalog);
        let result = fix_all(&input(&text), &catalog);
        let after = analyze(&input(&result.dockerfile), &catalog);
        made += result.made.len();
        assert!(result.skipped.is_empty(), "{name}: {:?} are left of\n{text}", result.skipped);
        // What cannot be built has no image to compare; its fixes may give it one.
        if before.stop.is_none() {
            assert_eq!(
                config(&before),
                config(&after),
                "{name}: another config after\n{}",
                result.dockerfile
            );
            assert_eq!(after.stop, None, "{name}: the build stops in\n{}", result.dockerfile);
        }
        assert!(
            errors(&after).len() <= errors(&before).len(),
            "{name}: {:?}, and then {:?} in\n{}",
            errors(&before),
            errors(&after),
            result.dockerfile
        );
        let again = fix_all(&input(&result.dockerfile), &catalog);
        assert!(again.made.is_empty(), "{name}: {:?} once more", again.made);
    }
    assert!(made > 20, "only {made} fixes were made");
}

#[test]
fn what_is_silenced_is_silent() {
    for Text { name, text } in texts() {
        let catalog = Catalog::bundled();
        for finding in analyze(&input(&text), &catalog).diagnostics {
            let places = [Some(SilentIn::File), finding.instruction.map(SilentIn::Instruction)];
            for place in places.into_iter().flatten() {
                let Some(fix) = silence(&text, &finding.rule, place) else { continue };
                let edit = fix.edits.first().unwrap();
                let units: Vec<u16> = text.encode_utf16().collect();
                let part = |from: usize, to: usize| String::from_utf16(units.get(from..to).unwrap()).unwrap();
                let silent = format!(
                    "{}{}{}",
                    part(0, edit.from as usize),
                    edit.insert,
                    part(edit.to as usize, units.len())
                );
                let after = analyze(&input(&silent), &catalog);
                let is_left = |it: &&stagescope::report::EditorDiagnostic| {
                    it.rule == finding.rule
                        && (place == SilentIn::File || it.instruction == finding.instruction)
                };
                let left = after.diagnostics.iter().find(is_left);
                assert!(left.is_none(), "{name}: {left:?} with {place:?} in\n{silent}");
            }
        }
    }
}
