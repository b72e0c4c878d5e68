//! How tests of this layer mark the place that they ask about: with a `|`, which is taken out.

use crate::catalog::Catalog;
use crate::eval::{Context, ContextFile};
use crate::report::Input;

/// The text without its mark, and the byte where it stood.
#[track_caller]
pub(super) fn cut(fixture: &str) -> (String, usize) {
    let at = fixture.find('|').unwrap();
    (fixture.replacen('|', "", 1), at)
}

/// A text with a small build context, and the UTF-16 offset of its mark.
#[track_caller]
pub(super) fn input(fixture: &str) -> (Input, u32) {
    let (dockerfile, at) = cut(fixture);
    let offset = u32::try_from(dockerfile.get(..at).unwrap().encode_utf16().count()).unwrap();
    let file = |path: &str| ContextFile { path: path.to_owned(), size: Some(1_000), text: None };
    let files = ["app.py", "src/main.go", "src/lib/a.go", "requirements.txt"].into_iter().map(file);
    let context = Some(Context::new(files.collect()));
    (Input { dockerfile, context, ..Input::default() }, offset)
}

/// All that is known.
pub(super) fn catalog() -> Catalog<'static> {
    Catalog::bundled()
}
