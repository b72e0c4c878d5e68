//! ` (did you mean X?)`: the nearest of some options, when one is near.

use crate::text::case::{is_lower, is_upper};

/// How many changes at most make a word of an option.
const FARTHEST: usize = 2;

/// The option nearest to a word; the first of several. `None` when none is near, or when the word is one of them.
pub fn search<'a>(
    word: &str,
    options: impl Iterator<Item = &'a str>,
    case_sensitive: bool,
) -> Option<String> {
    let fold = |text: &str| if case_sensitive { text.to_owned() } else { text.to_ascii_lowercase() };
    let wanted = fold(word);
    let mut best: Option<(usize, String)> = None;
    for option in options {
        let option = fold(option);
        if option == wanted {
            return None;
        }
        let distance = distance(&wanted, &option);
        if distance <= FARTHEST && best.as_ref().is_none_or(|(known, _)| distance < *known) {
            best = Some((distance, option));
        }
    }
    // A nearest option without any character hides the others and is no advice itself.
    let (_, found) = best.filter(|(_, found)| !found.is_empty())?;
    // Where case does not count, the answer is in the case of the question.
    let is_upper = !case_sensitive && is_upper(word) && !is_lower(word);
    Some(if is_upper { found.to_ascii_uppercase() } else { found })
}

/// The same as the end of a message; empty when there is nothing to suggest.
pub fn did_you_mean<'a>(word: &str, options: impl Iterator<Item = &'a str>, case_sensitive: bool) -> String {
    search(word, options, case_sensitive).map(|found| format!(" (did you mean {found}?)")).unwrap_or_default()
}

/// The number of single characters to insert, delete or replace that makes one text of the other; any number above
/// `FARTHEST` where it is clear that it is above.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > FARTHEST {
        return FARTHEST + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (above, ch) in a.iter().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, other) in row.iter_mut().skip(1).zip(&b) {
            let value = (diagonal + usize::from(ch != other)).min(*cell + 1).min(left + 1);
            diagonal = std::mem::replace(cell, value);
            left = value;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, search};

    #[test]
    fn distances() {
        assert_eq!(distance("kitten", "sitten"), 1);
        assert_eq!(distance("ab", "ba"), 2);
        assert_eq!(distance("", "ab"), 2);
        assert!(distance("abcdef", "x") > 2);
    }

    #[test]
    fn the_nearest_wins_and_a_hit_needs_no_advice() {
        let options = || ["build", "bulid", "test"].into_iter();
        assert_eq!(search("buil", options(), true).as_deref(), Some("build"));
        assert_eq!(search("build", options(), true), None);
        assert_eq!(search("production", options(), true), None);
        assert_eq!(search("ab", ["", "cab"].into_iter(), true).as_deref(), Some("cab"));
        assert_eq!(search("a", ["", "b"].into_iter(), true), None);
        assert_eq!(search("FORM", ["FROM"].into_iter(), false).as_deref(), Some("FROM"));
        assert_eq!(search("form", ["FROM"].into_iter(), false).as_deref(), Some("from"));
        assert_eq!(search("Form", ["FROM"].into_iter(), false).as_deref(), Some("from"));
    }
}
