//! Any bytes as a Dockerfile: the parser must give a file that fits the text, and the same one twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stagescope::parse;
use stagescope_tests::check::file_fits;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let file = parse(&text);
    file_fits(&file, &text);
    assert_eq!(file, parse(&text));
});
