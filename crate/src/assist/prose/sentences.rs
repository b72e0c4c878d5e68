//! The table of sentences, and how values are put into them.

/// The sentences as they come with the engine; a program that does not name them does not carry them.
pub static SENTENCES: &str = include_str!("sentences.tsv");

/// The most things that are listed one by one.
const MOST_LISTED: usize = 6;

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// Whether it is a word of the Dockerfile or of the image, and not of the sentence.
    pub code: bool,
}

/// A table of sentences: a line each, a key, a tab and the sentence. `{0}` stands for the first value; what stands between
/// brackets is left out where a value in it is empty; what stands between backquotes is code. A value of several lines becomes a
/// list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentences<'t> {
    rows: Vec<(&'t str, &'t str)>,
}

impl Sentences<'static> {
    /// Those that come with the engine.
    pub fn bundled() -> Self {
        Self::read(SENTENCES)
    }
}

impl<'t> Sentences<'t> {
    /// Reads a table; what is no row is left out.
    pub fn read(text: &'t str) -> Self {
        Self { rows: text.lines().filter_map(|line| line.split_once('\t')).collect() }
    }

    /// The sentence of a key.
    pub(super) fn get(&self, key: &str) -> Option<&'t str> {
        self.rows.iter().find(|(known, _)| *known == key).map(|(_, sentence)| *sentence)
    }

    /// What a key says of values; nothing where the table has no such key.
    pub(super) fn fill(&self, key: &str, values: &[&str]) -> Vec<Piece> {
        self.get(key).map(|sentence| self.put_in(sentence, values)).unwrap_or_default()
    }

    /// The rows about commands of a program: the words behind it, and the sentence.
    pub(super) fn commands<'a>(&'a self, program: &'a str) -> impl Iterator<Item = (&'t str, &'t str)> + 'a {
        let words = move |key: &'t str| key.strip_prefix("$ ")?.strip_prefix(program);
        let own = move |key: &'t str| words(key).filter(|rest| rest.is_empty() || rest.starts_with(' '));
        self.rows.iter().filter_map(move |(key, sentence)| Some((own(key)?.trim_start(), *sentence)))
    }

    /// A sentence with its values.
    pub(super) fn put_in(&self, sentence: &str, values: &[&str]) -> Vec<Piece> {
        let mut pieces = Pieces::default();
        let mut rest = sentence;
        while let Some((before, behind)) = rest.split_once('[') {
            self.part(before, values, &mut pieces);
            let (inside, behind) = behind.split_once(']').unwrap_or((behind, ""));
            if indices(inside).all(|index| values.get(index).is_some_and(|it| !it.is_empty())) {
                self.part(inside, values, &mut pieces);
            }
            rest = behind;
        }
        self.part(rest, values, &mut pieces);
        pieces.0
    }

    fn part(&self, part: &str, values: &[&str], pieces: &mut Pieces) {
        for (number, piece) in part.split('`').enumerate() {
            let code = number % 2 == 1;
            let mut rest = piece;
            while let Some((before, behind)) = rest.split_once('{') {
                pieces.push(before, code);
                let (index, behind) = behind.split_once('}').unwrap_or((behind, ""));
                let value = index.parse().ok().and_then(|index: usize| values.get(index));
                self.list(value.copied().unwrap_or_default(), code, pieces);
                rest = behind;
            }
            pieces.push(rest, code);
        }
    }

    /// `a`, `a and b`, `a, b and c`, `a, b and 7 others`
    fn list(&self, value: &str, code: bool, pieces: &mut Pieces) {
        let count = value.lines().count();
        let shown = if count > MOST_LISTED { MOST_LISTED - 1 } else { count };
        for (number, item) in (1..).zip(value.lines().take(shown)) {
            if number > 1 {
                let is_last = number == count;
                pieces.push(if is_last { self.get("and").unwrap_or(" ") } else { ", " }, false);
            }
            pieces.push(item, code);
        }
        if shown < count {
            pieces.push(
                &self.get("others").unwrap_or_default().replace("{0}", &(count - shown).to_string()),
                false,
            );
        }
    }
}

/// The values that a part of a sentence names.
fn indices(part: &str) -> impl Iterator<Item = usize> + '_ {
    part.split('{').skip(1).filter_map(|rest| rest.split('}').next()?.parse().ok())
}

/// Pieces in the making: neighbours of one kind become one.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn push(&mut self, text: &str, code: bool) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.code == code => last.text.push_str(text),
            _ => self.0.push(Piece { text: text.to_owned(), code }),
        }
    }
}

/// Things as one value: a line each.
pub(super) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items.into_iter().map(|it| one_line(it.as_ref())).collect();
    items.join("\n")
}

/// A text as one thing: its line breaks become blanks.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Sentences, list};

    const TABLE: &str = "# a note\nand\t and \nothers\t and {0} others\na\tCopies `{0}`[ to `{1}`][, {2}].\n$ go\tgo\n$ go build -o=\tb\n$ gofmt\tf\n";

    fn text(key: &str, values: &[&str]) -> String {
        let pieces = Sentences::read(TABLE).fill(key, values);
        pieces.iter().map(|it| if it.code { format!("<{}>", it.text) } else { it.text.clone() }).collect()
    }

    #[test]
    fn values_are_put_in() {
        assert_eq!(text("a", &["x", "y", "z"]), "Copies <x> to <y>, z.");
        assert_eq!(text("a", &["x", "", "z"]), "Copies <x>, z.");
        assert_eq!(text("a", &["x"]), "Copies <x>.");
        assert_eq!(text("none", &["x"]), "");
    }

    #[test]
    fn several_things_are_a_list() {
        assert_eq!(text("a", &[&list(["x", "y"])]), "Copies <x> and <y>.");
        assert_eq!(text("a", &[&list(["x", "y", "z"])]), "Copies <x>, <y> and <z>.");
        let many: Vec<String> = (0..9).map(|it| it.to_string()).collect();
        assert_eq!(text("a", &[&list(many)]), "Copies <0>, <1>, <2>, <3>, <4> and 4 others.");
    }

    #[test]
    fn a_value_is_never_read_as_a_sentence() {
        assert_eq!(text("a", &["{1}[`", "]"]), "Copies <{1}[`> to <]>.");
        assert_eq!(list(["a\n b"]), "a b");
    }

    #[test]
    fn commands_are_found_by_their_program() {
        let table = Sentences::read(TABLE);
        assert_eq!(table.commands("go").collect::<Vec<_>>(), [("", "go"), ("build -o=", "b")]);
    }
}
