//! `.dockerignore`: which files of a directory are not part of the build context.

use crate::text::go::quote;
use crate::text::paths::clean;

/// An ignore file, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IgnoreFile {
    patterns: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    /// 1-based line.
    line: usize,
    text: String,
    /// `!`: takes files back in.
    negated: bool,
    shape: Shape,
}

/// How a pattern is compared. The reference takes three short cuts that matter for what is matched.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    /// The path itself.
    Exact(String),
    /// `dir/**`: whatever starts so.
    Prefix(String),
    /// `**/name` or `**name`, with nothing else special: whatever ends so.
    Suffix(String),
    /// Anything else.
    Elements(Vec<Element>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    /// `*`: anything without a slash.
    Any,
    /// `?`: one character that is no slash.
    One,
    /// The start of `**/`: nothing, or what `Within` matches.
    Directories,
    /// The rest of `**/`: anything that ends in a slash.
    Within,
    /// `**` at the end: anything.
    Rest,
    /// `[…]`: one of some characters, or none of them.
    Class { negated: bool, ranges: Vec<(char, char)> },
    /// The character itself.
    Just(char),
}

/// A pattern of one name of a path, as `COPY` reads its wildcards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePattern(Shape);

impl NamePattern {
    /// Reads a pattern without slashes; `None` when it is malformed.
    pub fn read(text: &str) -> Option<Self> {
        Shape::read(text).map(Self)
    }

    /// Whether it fits a name.
    pub fn fits(&self, name: &str) -> bool {
        self.0.fits(name)
    }
}

/// What becomes of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Whether it is left out.
    pub ignored: bool,
    /// 0-based place of the pattern that decides; `None` where none does.
    pub pattern: Option<usize>,
}

impl IgnoreFile {
    /// Reads the text of a `.dockerignore` file. The error is the message of the reference.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut patterns = Vec::new();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (index, line) in text.lines().enumerate() {
            let trimmed = line.trim();
            if line.starts_with('#') || trimmed.is_empty() {
                continue;
            }
            let (sign, pattern) = match trimmed.strip_prefix('!') {
                Some(rest) => ("!", rest.trim()),
                None => ("", trimmed),
            };
            let cleaned = if pattern.is_empty() { String::new() } else { clean(pattern) };
            let rooted = cleaned.strip_prefix('/').filter(|rest| !rest.is_empty()).unwrap_or(&cleaned);
            // The list is read a second time: only now does a `!` count, and with it one that stood behind `./`.
            let again = format!("{sign}{rooted}");
            if again.trim().is_empty() {
                continue;
            }
            let whole = clean(again.trim());
            let (negated, text) = match whole.strip_prefix('!') {
                Some("") => return Err(format!("illegal exclusion pattern: {}", quote("!"))),
                Some(rest) => (true, rest),
                None => (false, whole.as_str()),
            };
            let shape = Shape::read(text).ok_or_else(|| "syntax error in pattern".to_owned())?;
            patterns.push(Rule { line: index + 1, text: text.to_owned(), negated, shape });
        }
        Ok(Self { patterns })
    }

    /// Whether some pattern takes files back in.
    pub fn has_negation(&self) -> bool {
        self.patterns.iter().any(|rule| rule.negated)
    }

    /// Whether a pattern leaves out everything at the top.
    pub fn excludes_all(&self) -> bool {
        self.patterns.iter().any(|rule| !rule.negated && matches!(rule.text.as_str(), "*" | "**" | "**/*"))
    }

    /// Whether a slash path is left out.
    pub fn excludes(&self, path: &str) -> bool {
        self.decide(path).is_some_and(|rule| !rule.negated)
    }

    /// The 1-based line of the pattern that decides over a slash path.
    pub fn deciding_line(&self, path: &str) -> Option<usize> {
        self.decide(path).map(|rule| rule.line)
    }

    /// The verdict on each of a list of sorted slash paths, as `decide` finds it. What fits a directory is asked once for
    /// all that is in it.
    pub fn verdicts<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Vec<Verdict> {
        // The directories that the path lies in, outermost first, each with the patterns that fit it or one above it.
        let mut open: Vec<(&'p str, Vec<bool>)> = Vec::new();
        let none = vec![false; self.patterns.len()];
        let mut verdicts = Vec::with_capacity(paths.size_hint().0);
        for path in paths {
            let lies_in = |dir: &str| path.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'));
            while open.last().is_some_and(|(dir, _)| !lies_in(dir)) {
                open.pop();
            }
            let known = open.last().map_or(0, |(dir, _)| dir.len() + 1);
            for (at, _) in path.get(known..).unwrap_or_default().match_indices('/') {
                let Some(dir) = path.get(..known + at) else { continue };
                let above = open.last().map_or(&none, |(_, fits)| fits);
                let fits = self.patterns.iter().zip(above);
                let fits = fits.map(|(rule, above)| *above || rule.shape.fits(dir)).collect();
                open.push((dir, fits));
            }
            let above = open.last().map_or(&none, |(_, fits)| fits);
            let mut verdict = Verdict::default();
            for (place, (rule, above)) in self.patterns.iter().zip(above).enumerate() {
                if rule.negated == verdict.ignored && (*above || rule.shape.fits(path)) {
                    verdict = Verdict { ignored: !rule.negated, pattern: Some(place) };
                }
            }
            verdicts.push(verdict);
        }
        verdicts
    }

    /// Each pattern: its 1-based line, its text as it is compared, and whether it takes files back in.
    pub fn patterns(&self) -> impl Iterator<Item = (usize, &str, bool)> {
        self.patterns.iter().map(|rule| (rule.line, rule.text.as_str(), rule.negated))
    }

    /// The last pattern that changes the verdict. A pattern that fits a directory fits all that is in it.
    fn decide(&self, path: &str) -> Option<&Rule> {
        // As in the reference, what an absolute path lies in has an empty name first.
        let parents = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        let root = (path.rfind('/') == Some(0)).then_some("/");
        let names: Vec<&str> = [path].into_iter().chain(parents).chain(root).collect();
        let mut excluded = false;
        let mut last = None;
        for rule in &self.patterns {
            if rule.negated == excluded && names.iter().any(|name| rule.shape.fits(name)) {
                excluded = !rule.negated;
                last = Some(rule);
            }
        }
        last
    }
}

impl Shape {
    fn read(text: &str) -> Option<Self> {
        let mut elements = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(ch) = chars.next() {
            let element = match ch {
                '*' if chars.next_if_eq(&'*').is_some() => {
                    let _ = chars.next_if_eq(&'/');
                    if chars.peek().is_some() {
                        elements.push(Element::Directories);
                        Element::Within
                    } else {
                        Element::Rest
                    }
                }
                '*' => Element::Any,
                '?' => Element::One,
                '[' => class(&mut chars)?,
                '\\' => Element::Just(chars.next()?),
                plain => Element::Just(plain),
            };
            elements.push(element);
        }
        let is_plain =
            |elements: &[Element]| elements.iter().all(|element| matches!(element, Element::Just(_)));
        let plain = |elements: &[Element]| {
            let chars = elements.iter().filter_map(|element| match element {
                Element::Just(ch) => Some(*ch),
                _ => None,
            });
            chars.collect::<String>()
        };
        let escaped = text.contains('\\');
        Some(match elements.as_slice() {
            _ if escaped => Self::Elements(elements),
            all if is_plain(all) => Self::Exact(plain(all)),
            [head @ .., Element::Rest] if !head.is_empty() && is_plain(head) => Self::Prefix(plain(head)),
            [Element::Directories, Element::Within, tail @ ..] if is_plain(tail) => {
                let slash = if text.starts_with("**/") { "/" } else { "" };
                Self::Suffix(format!("{slash}{}", plain(tail)))
            }
            _ => Self::Elements(elements),
        })
    }

    fn fits(&self, path: &str) -> bool {
        match self {
            Self::Exact(text) => path == text,
            Self::Prefix(text) => path.starts_with(text.as_str()),
            Self::Suffix(text) => path.ends_with(text.as_str()) || Some(path) == text.strip_prefix('/'),
            Self::Elements(elements) => fits(elements, path),
        }
    }
}

fn class(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<Element> {
    let negated = chars.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    let one = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| match chars.next()? {
        '\\' => chars.next(),
        '-' | ']' => None,
        plain => Some(plain),
    };
    loop {
        if !ranges.is_empty() && chars.next_if_eq(&']').is_some() {
            return Some(Element::Class { negated, ranges });
        }
        let low = one(chars)?;
        let high = if chars.next_if_eq(&'-').is_some() { one(chars)? } else { low };
        ranges.push((low, high));
    }
}

/// Keeps track of all places in the pattern at once, so that no pattern takes long.
fn fits(elements: &[Element], path: &str) -> bool {
    // The characters that a pattern ends with must be there: most paths are told apart by that alone.
    let plain = elements.iter().rev().map_while(|element| match element {
        Element::Just(ch) => Some(*ch),
        _ => None,
    });
    let mut chars = path.chars().rev();
    if plain.into_iter().any(|ch| chars.next() != Some(ch)) {
        return false;
    }
    // For each number of elements matched so far, whether that is possible.
    let mut open = vec![false; elements.len() + 1];
    if let Some(first) = open.first_mut() {
        *first = true;
    }
    skip(elements, &mut open);
    for ch in path.chars() {
        let mut next = vec![false; open.len()];
        for (index, element) in elements.iter().enumerate() {
            if open.get(index) != Some(&true) {
                continue;
            }
            let (stays, goes_on) = match element {
                Element::Any => (ch != '/', false),
                Element::Rest => (true, false),
                Element::Directories => (false, false),
                Element::Within => (true, ch == '/'),
                Element::One => (false, ch != '/'),
                Element::Just(plain) => (false, *plain == ch),
                Element::Class { negated, ranges } => {
                    let holds = ranges.iter().any(|(low, high)| (*low..=*high).contains(&ch));
                    (false, holds != *negated)
                }
            };
            if let Some(slot) = next.get_mut(index) {
                *slot |= stays;
            }
            if let Some(slot) = next.get_mut(index + 1) {
                *slot |= goes_on;
            }
        }
        open = next;
        skip(elements, &mut open);
    }
    open.last() == Some(&true)
}

/// Wildcards may stand for nothing.
fn skip(elements: &[Element], open: &mut [bool]) {
    for (index, element) in elements.iter().enumerate() {
        if open.get(index) != Some(&true) {
            continue;
        }
        let reach: &[usize] = match element {
            Element::Any | Element::Rest => &[1],
            Element::Directories => &[1, 2],
            _ => &[],
        };
        for step in reach {
            if let Some(next) = open.get_mut(index + step) {
                *next = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::IgnoreFile;

    #[track_caller]
    fn check(text: &str, excluded: &[&str], kept: &[&str]) {
        let file = IgnoreFile::parse(text).unwrap();
        for path in excluded {
            assert!(file.excludes(path), "{text:?} leaves out {path}");
        }
        for path in kept {
            assert!(!file.excludes(path), "{text:?} keeps {path}");
        }
    }

    #[test]
    fn patterns() {
        check("/a\n./b/\n", &["a", "a/x", "b/c/d"], &["x/a", "ab"]);
        check("*.go\n", &["main.go"], &["cmd/main.go", "main.goo"]);
        check("**/*.pyc\n", &["a.pyc", "a/b/c.pyc"], &["a.py"]);
        check("**/foo\n", &["foo", "a/foo", "a/foo/x"], &["afoo/x", "foob"]);
        check("**.log\n", &["a.log", ".log", "a/b.log"], &["a.logs"]);
        check("dir/**\n", &["dir/a", "dir/a/b"], &["dir", "dira"]);
        check("a/**/b\n", &["a/b", "a/x/b", "a/x/y/b"], &["ab", "a/xb"]);
        check("file[0-9].?xt\n", &["file1.txt"], &["filea.txt", "file1.xt"]);
        check("[^a]b\n", &["cb"], &["ab"]);
        check("a\\*b\n", &["a*b"], &["axb"]);
    }

    #[test]
    fn the_last_word_counts() {
        check("*.md\n!README.md\n", &["a.md"], &["README.md"]);
        check("!README.md\n*.md\n", &["README.md"], &[]);
        check("docs\n!docs/keep\n", &["docs/x"], &["docs/keep", "docs/keep/y"]);
        let file = IgnoreFile::parse("# note\n*.md\n!README.md\n").unwrap();
        assert_eq!(file.deciding_line("a.md"), Some(2));
        assert_eq!(file.deciding_line("README.md"), Some(3));
        assert_eq!(file.deciding_line("x"), None);
    }

    #[test]
    fn a_list_is_decided_as_its_paths_are() {
        let texts = [
            "*\n!src\nsrc/*.log\n",
            "**/node_modules\n!a/**/keep\n",
            "a\n!a/b\na/b/c\n",
            "docs/**\n**.md\n",
            "",
        ];
        let mut paths = Vec::new();
        for dir in ["", "a/", "a/b/", "a-b/", "src/", "src/a/node_modules/", "docs/", "a/x/keep/"] {
            for name in ["c", "keep", "x.log", "readme.md", "node_modules"] {
                paths.push(format!("{dir}{name}"));
            }
        }
        paths.sort();
        for text in texts {
            let file = IgnoreFile::parse(text).unwrap();
            let line = |pattern: Option<usize>| pattern.and_then(|place| Some(file.patterns().nth(place)?.0));
            for (path, verdict) in paths.iter().zip(file.verdicts(paths.iter().map(String::as_str))) {
                assert_eq!(line(verdict.pattern), file.deciding_line(path), "{path} of {text:?}");
                assert_eq!(verdict.ignored, file.excludes(path), "{path} of {text:?}");
            }
        }
    }

    #[test]
    fn lines() {
        check(" # no comment\n", &["# no comment"], &[]);
        check("*\n./!keep\n", &["a", "!keep"], &["keep"]);
        check("*\n", &["/a", "/a/b"], &[]);
        check("a\n", &["a/b"], &["/a"]);
        for text in ["!\n", "! \n", "!/\n"] {
            assert_eq!(IgnoreFile::parse(text).unwrap_err(), "illegal exclusion pattern: \"!\"");
        }
        assert!(IgnoreFile::parse("[a\n").is_err());
        assert!(IgnoreFile::parse("*\n").unwrap().excludes_all());
    }
}
