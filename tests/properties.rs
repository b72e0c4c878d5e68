//! What holds of every text, however broken.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it is surprised and says what it skips"
)]

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::{Config, RngSeed};
use stagescope::{BuildOptions, Catalog, Input, Report, analyze, parse};
use stagescope_tests::check::{file_fits, report_fits};
use stagescope_tests::texts::{Text, bad, of_folder, rule_examples, samples, shared};

fn report(text: &str) -> Report {
    let input = Input { dockerfile: text.to_owned(), ..Input::default() };
    analyze(&input, &Catalog::bundled())
}

#[track_caller]
fn check(text: &str) {
    file_fits(&parse(text), text);
    report_fits(&report(text), text);
}

/// The examples, those of the rules, what is typed when something goes wrong, and the Dockerfiles beside the repository.
fn all() -> Vec<Text> {
    let mut texts = samples();
    assert!(texts.len() > 10, "the examples are found");
    texts.extend(bad());
    texts.extend(rule_examples());
    match shared() {
        Some(folder) => {
            texts.extend(of_folder(&folder.join("guide/snippets")));
            texts.extend(of_folder(&folder.join("conformance/cases")));
        }
        None => println!("the material beside the repository is not here: only our own texts are tried"),
    }
    texts
}

/// Offsets at which a text is cut: all of a short one, some of a long one.
fn cuts(text: &str) -> impl Iterator<Item = usize> {
    let step = (text.len() / 800).max(1);
    text.char_indices().map(|(at, _)| at).step_by(step)
}

#[test]
fn every_beginning_of_every_text_has_a_report_that_fits() {
    for it in all() {
        for at in cuts(&it.text) {
            check(it.text.get(..at).unwrap());
        }
        check(&it.text);
    }
}

#[test]
fn every_text_without_one_of_its_lines_has_a_report_that_fits() {
    for it in all().into_iter().filter(|it| it.text.len() < 20_000) {
        let lines: Vec<&str> = it.text.split_inclusive('\n').collect();
        for left_out in 0..lines.len() {
            let rest =
                lines.iter().enumerate().filter(|(index, _)| *index != left_out).map(|(_, line)| *line);
            check(&rest.collect::<String>());
        }
    }
}

#[test]
fn the_same_text_has_the_same_report() {
    for it in all() {
        assert_eq!(report(&it.text), report(&it.text), "{}", it.name);
    }
}

#[test]
fn noise_of_a_megabyte_and_more_has_a_report() {
    let noise: String = (0_u32..1 << 20)
        .map(|at| char::from(b' ' + (at.wrapping_mul(2_654_435_761) >> 25) as u8 % 95))
        .collect();
    check(&noise);
    let lines: String =
        noise.chars().enumerate().map(|(at, ch)| if at % 61 == 0 { '\n' } else { ch }).collect();
    check(&lines);
    check(&format!("{noise}{noise}"));
}

#[test]
fn an_environment_that_doubles_is_given_up() {
    let mut text = "FROM a\nENV A=0123456789abcdef\n".to_owned();
    text.push_str(&"ENV A=$A$A\n".repeat(13));
    text.push_str(&"RUN b\n".repeat(2_000));
    let report = report(&text);
    report_fits(&report, &text);
    assert!(report.stop.unwrap().message.contains("too large"));
}

/// Whether the build of a report goes through.
fn builds(report: &Report) -> bool {
    report.stop.is_none()
}

#[test]
fn a_safe_fix_keeps_the_config_and_what_the_target_builds() {
    let mut tried = 0;
    for it in all() {
        let before = report(&it.text);
        for fix in before.diagnostics.iter().flat_map(|it| &it.fixes).filter(|fix| fix.safe) {
            let after = report(&apply(&it.text, fix));
            assert_eq!(builds(&before), builds(&after), "{}: {}", it.name, fix.title);
            let config = |report: &Report| {
                let image = report.image.as_ref().map(|image| &image.config);
                image.map(|rows| {
                    rows.iter().map(|row| (row.key.clone(), row.value.clone())).collect::<Vec<_>>()
                })
            };
            assert_eq!(config(&before), config(&after), "{}: {}", it.name, fix.title);
            assert_eq!(before.stages.len(), after.stages.len(), "{}: {}", it.name, fix.title);
            tried += 1;
        }
    }
    assert!(tried > 5, "only {tried} safe fixes were tried");
}

fn apply(text: &str, fix: &stagescope::report::EditorFix) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out: Vec<u16> = Vec::new();
    let mut at = 0;
    for edit in &fix.edits {
        out.extend(units.get(at..edit.from as usize).unwrap());
        out.extend(edit.insert.encode_utf16());
        at = edit.to as usize;
    }
    out.extend(units.get(at..).unwrap());
    String::from_utf16(&out).unwrap()
}

/// One line of a Dockerfile, mostly well made.
fn line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("a".to_owned()),
        Just("build".to_owned()),
        Just("$V".to_owned()),
        Just("${V:-x}".to_owned()),
        Just("\"q r\"".to_owned()),
        Just("--from=build".to_owned()),
        Just("--mount=type=cache,target=/c".to_owned()),
        Just("[\"a\", \"b\"]".to_owned()),
        Just("<<EOF".to_owned()),
        Just("\\".to_owned()),
        "[ -~]{0,8}",
    ];
    let keyword = prop_oneof![
        Just("FROM"),
        Just("FROM a AS build\nFROM"),
        Just("RUN"),
        Just("COPY"),
        Just("ADD"),
        Just("ENV"),
        Just("ARG"),
        Just("WORKDIR"),
        Just("USER"),
        Just("CMD"),
        Just("ENTRYPOINT"),
        Just("LABEL"),
        Just("EXPOSE"),
        Just("VOLUME"),
        Just("ONBUILD RUN"),
        Just("HEALTHCHECK CMD"),
        Just("SHELL"),
        Just("STOPSIGNAL"),
        Just("MAINTAINER"),
        Just("EOF"),
        Just("#"),
        Just("# check=skip=all"),
        Just(""),
    ];
    (keyword, proptest::collection::vec(word, 0..4))
        .prop_map(|(keyword, words)| format!("{keyword} {}", words.join(" ")))
}

/// Fixed, so that a run says the same as the one before.
fn config() -> Config {
    Config {
        cases: 400,
        rng_seed: RngSeed::Fixed(20_261_124),
        failure_persistence: None,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn generated_files_have_a_report_that_fits(
        lines in proptest::collection::vec(line(), 0..14),
        target in proptest::option::of("[a-z]{0,5}"),
        value in "[ -~]{0,6}",
    ) {
        let text = lines.join("\n");
        let options = BuildOptions {
            target,
            build_args: vec![("V".to_owned(), value)],
            ..BuildOptions::default()
        };
        let dockerignore = Some("a\n!b\n**/c".to_owned());
        let input = Input { dockerfile: text.clone(), dockerignore, options, ..Input::default() };
        report_fits(&analyze(&input, &Catalog::bundled()), &text);
    }

    #[test]
    fn noise_has_a_report_that_fits(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes));
    }
}
