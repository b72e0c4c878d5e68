//! Any bytes as a Dockerfile, with what a build is asked for: the report must fit the text, and be the same twice.
//!
//! The byte 1 separates the Dockerfile from its `.dockerignore`, the target, the platform and a build argument, so that
//! every Dockerfile is an input as it stands.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stagescope::{BuildOptions, Catalog, Input, analyze};
use stagescope_tests::check::report_fits;

fuzz_target!(|bytes: &[u8]| {
    let all = String::from_utf8_lossy(bytes);
    let mut parts = all.split('\u{1}').map(str::to_owned);
    let dockerfile = parts.next().unwrap_or_default();
    let dockerignore = parts.next();
    let target = parts.next();
    let platform = parts.next();
    let build_args = parts.filter_map(|part| {
        let (name, value) = part.split_once('=')?;
        Some((name.to_owned(), value.to_owned()))
    });
    let options =
        BuildOptions { target, platform, build_args: build_args.collect(), ..BuildOptions::default() };
    let input = Input { dockerfile, dockerignore, options, ..Input::default() };
    let catalog = Catalog::bundled();
    let report = analyze(&input, &catalog);
    report_fits(&report, &input.dockerfile);
    assert_eq!(report, analyze(&input, &catalog));
});
