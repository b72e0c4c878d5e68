//! `stagescope fix`: all safe fixes, shown or written.

use std::fmt::Write as _;

use similar::TextDiff;
use stagescope::Catalog;
use stagescope::report::{FixAll, FixNote, fix_all};

use crate::args::FixArgs;
use crate::source::Source;
use crate::{Answer, Result};

/// Carries out the command.
pub(crate) fn fix(args: &FixArgs) -> Result<Answer> {
    let source = Source::read(&args.build)?;
    let fixed = fix_all(&source.input, &Catalog::bundled());
    let changes = fixed.dockerfile != source.input.dockerfile;
    let note = note(&fixed);
    if args.write {
        let path =
            source.path.as_deref().ok_or("--write needs a file: standard input cannot be written to")?;
        if changes {
            std::fs::write(path, &fixed.dockerfile)
                .map_err(|error| format!("{}: {error}", path.display()))?;
        }
        return Ok(Answer { text: String::new(), note, found: false });
    }
    let text = if args.print {
        fixed.dockerfile
    } else {
        TextDiff::from_lines(&source.input.dockerfile, &fixed.dockerfile)
            .unified_diff()
            .header(&source.name, &source.name)
            .to_string()
    };
    Ok(Answer { text, note, found: changes })
}

/// What was made and what was left, a line each.
fn note(fixed: &FixAll) -> String {
    let mut text = String::new();
    let mut lines = |what: &str, notes: &[FixNote]| {
        for FixNote { rule, title, line } in notes {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{what} line {line}: {title} [{rule}]");
        }
    };
    lines("fixed", &fixed.made);
    lines("left, another fix is in its way,", &fixed.skipped);
    if text.is_empty() {
        text.push_str("nothing to fix\n");
    }
    text
}
