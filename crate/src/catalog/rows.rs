//! Sorted rows of text, found by bisection: one row a line, its key before the first tab.

/// The first row whose key is not before this one, with all that follow.
fn from<'a>(rows: &'a str, key: &str) -> &'a str {
    // Always the beginnings of rows.
    let (mut low, mut high) = (0, rows.len());
    while low < high {
        let Some(part) = rows.get(low..high) else { break };
        // A line that begins in the first half, or at its end.
        let half = part.floor_char_boundary(part.len() / 2);
        let start = part.get(..half).and_then(|it| it.rfind('\n')).map_or(0, |at| at + 1);
        let Some(rest) = part.get(start..) else { break };
        let line = rest.find('\n').map_or(rest, |at| rest.get(..at).unwrap_or(rest));
        let own = line.split_once('\t').map_or(line, |(own, _)| own);
        if own < key {
            low = (low + start + line.len() + 1).min(rows.len());
        } else {
            high = low + start;
        }
    }
    rows.get(low..).unwrap_or_default()
}

/// What follows the key on its line. Lines of the header have no tab and sort before all others.
pub(super) fn find<'a>(rows: &'a str, key: &str) -> Option<&'a str> {
    let line = from(rows, key).lines().next()?;
    let (own, columns) = line.split_once('\t').unwrap_or((line, ""));
    (own == key).then_some(columns)
}

/// The rows whose keys start so, in order: what follows that of the key, and the columns.
pub(super) fn below(rows: &str, start: String) -> impl Iterator<Item = (&str, &str)> {
    from(rows, &start).lines().map_while(move |line| line.strip_prefix(start.as_str())?.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::{below, find};

    const ROWS: &str = "# header\n# of two\na\t1\na/b\t2\na/b/c\t3\na/é\t4\nb\t5\n";

    #[test]
    fn every_row_is_found_and_nothing_else() {
        for (key, columns) in [("a", "1"), ("a/b", "2"), ("a/b/c", "3"), ("a/é", "4"), ("b", "5")] {
            assert_eq!(find(ROWS, key), Some(columns), "{key}");
            assert_eq!(find(ROWS.trim_end(), key), Some(columns), "{key} with no break at the end");
        }
        for key in ["", "0", "a/", "a/a", "a/b/", "a/z", "c"] {
            assert_eq!(find(ROWS, key), None, "{key}");
        }
        assert_eq!((find("", "a"), find("\n", "a")), (None, None));
    }

    #[test]
    fn rows_below_a_key() {
        let keys = |start: &str| below(ROWS, start.to_owned()).map(|(key, _)| key).collect::<Vec<_>>();
        assert_eq!(keys("a/"), ["b", "b/c", "é"]);
        assert_eq!(keys("a/b"), ["", "/c"]);
        assert_eq!((keys("b/"), keys("0")), (Vec::new(), Vec::new()));
    }
}
