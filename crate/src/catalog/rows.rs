//! Sorted rows of text, found by bisection: one row a line, its key before the first tab.

use std::cmp::Ordering;

/// What follows the key on its line. Lines of the header have no tab and sort before all others.
pub(super) fn find<'a>(rows: &'a str, key: &str) -> Option<&'a str> {
    let mut rest = rows;
    while !rest.is_empty() {
        let middle = rest.len() / 2;
        let (before, after) = rest.as_bytes().split_at_checked(middle)?;
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let end = after.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| middle + at);
        let line = rest.get(start..end)?;
        let (own, columns) = line.split_once('\t').unwrap_or((line, ""));
        match own.cmp(key) {
            Ordering::Less => rest = rest.get(end + 1..).unwrap_or_default(),
            Ordering::Equal => return Some(columns),
            Ordering::Greater => rest = rest.get(..start)?,
        }
    }
    None
}

/// The rows whose keys start so, in order: what follows that of the key, and the columns.
pub(super) fn below(rows: &str, start: String) -> impl Iterator<Item = (&str, &str)> {
    let matches = move |line| str::strip_prefix(line, start.as_str())?.split_once('\t');
    rows.lines().filter_map(matches)
}
