//! Every text of the interface that Rust shows, in the language of the page. English is compiled in; a translation comes as a
//! text with the same messages, a line each, and counts from then on.
//!
//! The table is `web/messages/`; [`say`] is made from it. What the engine says (advice, reasons, messages of `BuildKit`) and
//! the lessons are not in it: they are English everywhere, and marked so.

pub mod say;

use std::cell::RefCell;
use std::fmt::Display;

use yew::{AttrValue, Html};

/// The languages that the page speaks: their codes, and what they call themselves.
pub const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("de", "Deutsch")];

thread_local! {
    static TEXTS: RefCell<Vec<AttrValue>> = RefCell::new(english());
}

fn english() -> Vec<AttrValue> {
    say::ENGLISH.split('\n').map(AttrValue::from).collect()
}

/// Speaks a language from now on: that of the texts of its table, or English when there are none or they are those of
/// another version.
pub fn speak(texts: Option<String>) {
    let (english, texts) = (english(), texts.unwrap_or_default());
    let own: Vec<AttrValue> = texts.split('\n').map(|it| AttrValue::from(it.to_owned())).collect();
    TEXTS.set(if own.len() == english.len() { own } else { english });
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed<T: Display>(all: &[T]) -> String {
    let words: Vec<String> = all.iter().map(ToString::to_string).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => say::and(others.join(", "), last),
    }
}

fn text(index: usize) -> AttrValue {
    TEXTS.with_borrow(|it| it.get(index).cloned()).unwrap_or_default()
}

/// The form for a number: the first is for one, the last for all others.
fn form(index: usize, n: usize) -> AttrValue {
    let text = text(index);
    let forms = text.split_once('|').map(|(one, others)| if n == 1 { one } else { others });
    forms.map(|it| AttrValue::from(it.to_owned())).unwrap_or(text)
}

fn filled(index: usize, values: &[&dyn Display]) -> String {
    fill(&text(index), values)
}

fn counted(index: usize, n: usize, values: &[&dyn Display]) -> String {
    fill(&form(index, n), values)
}

fn filled_around(index: usize, values: &[Html]) -> Html {
    around(&text(index), values)
}

fn counted_around(index: usize, n: usize, values: &[Html]) -> Html {
    around(&form(index, n), values)
}

/// A value that is no element, among elements.
fn plain(value: impl Display) -> Html {
    Html::from(value.to_string())
}

/// Puts values where a text has their places.
fn fill(text: &str, values: &[&dyn Display]) -> String {
    let mut filled = String::new();
    for (words, place) in pieces(text) {
        filled.push_str(words);
        if let Some(value) = place.and_then(|place| values.get(place)) {
            filled.push_str(&value.to_string());
        }
    }
    filled
}

/// Puts elements where a text has their places.
fn around(text: &str, values: &[Html]) -> Html {
    let piece = |(words, place): (&str, Option<usize>)| {
        let value = place.and_then(|place| values.get(place)).cloned().unwrap_or_default();
        [Html::from(words.to_owned()), value]
    };
    pieces(text).into_iter().flat_map(piece).collect()
}

/// The words before each place, with the place; the last has none.
fn pieces(text: &str) -> Vec<(&str, Option<usize>)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, behind)) = rest.split_once('{') {
        let (place, behind) = behind.split_once('}').unwrap_or((behind, ""));
        pieces.push((words, place.parse().ok()));
        rest = behind;
    }
    pieces.push((rest, None));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_the_language_has_them() {
        assert_eq!(fill("{1} von {0}, {1}", &[&3, &"a"]), "a von 3, a");
        assert_eq!(fill("nothing", &[]), "nothing");
    }

    #[test]
    fn a_number_chooses_the_form() {
        assert_eq!([0, 1, 2].map(say::n_stages), ["0 stages", "1 stage", "2 stages"]);
    }

    #[test]
    fn names_are_listed_as_people_do() {
        let names = ["a", "b", "c"];
        assert_eq!([0, 1, 2, 3].map(|n| listed(&names[..n])), ["", "a", "a and b", "a, b and c"]);
    }

    #[test]
    fn another_language_counts_until_it_is_left() {
        let own = vec!["Wort"; say::ENGLISH.split('\n').count()].join("\n");
        speak(Some(own.clone()));
        assert_eq!(say::preview(), "Wort");
        speak(Some("one line of another version".to_owned()));
        assert_eq!(say::preview(), "Preview");
        speak(Some(own.clone()));
        speak(None);
        assert_eq!(say::preview(), "Preview");
    }
}
