//! `cargo xtask messages`: the texts of the interface, from the one table `web/messages/en.txt` to what Rust and TypeScript call.
//!
//! The table has a section for each part of the page that is loaded by itself. `[page]` becomes functions of Rust, one a
//! message, with a parameter for each value in it; every other section becomes a module of TypeScript whose keys and
//! values are typed. So a key that is missing, or a value, is an error of the compiler. A translation has the same keys in
//! a file of its own; all of it is one data file, which is loaded when somebody reads that language.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::tools::{self, Result};

/// The section that Rust reads.
const PAGE: &str = "page";
/// What `CodeMirror` says: its own texts are the keys, so English needs none of them.
const CODEMIRROR: &str = "codemirror";
/// Parts the forms of a message by number: one, and all others.
const FORMS: &str = " | ";

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err("usage: cargo xtask messages".into());
    }
    for (path, text) in written()? {
        tools::write(&path, text)?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

/// A translation as a data file: the texts of the page a line each, in the order of the English ones; of the others by key.
pub(crate) fn translation(language: &str) -> Result<Vec<u8>> {
    let (english, own) = (Table::read("en")?, Table::read(language)?);
    own.complete(&english).map_err(|error| format!("web/messages/{language}.txt: {error}"))?;
    let mut all = Map::new();
    for (name, messages) in &english.0 {
        let of = |message: &Message| own.text(name, &message.key).unwrap_or_default();
        let value = if name == PAGE {
            let lines = messages.iter().map(|it| placed(of(it), &it.values()));
            Value::from(lines.collect::<Vec<_>>().join("\n"))
        } else if name == CODEMIRROR {
            messages.iter().map(|it| (it.text.clone(), Value::from(of(it)))).collect::<Map<_, _>>().into()
        } else {
            messages.iter().map(|it| (it.key.clone(), Value::from(of(it)))).collect::<Map<_, _>>().into()
        };
        all.insert(name.clone(), value);
    }
    Ok(serde_json::to_vec(&all)?)
}

/// What the command writes: paths and contents.
fn written() -> Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    for (name, messages) in &Table::read("en")?.0 {
        if name == PAGE {
            files.push((tools::root().join("web/src/messages/say.rs"), rust(messages)));
        } else if name != CODEMIRROR {
            files.push((
                tools::root().join(format!("web/bridge/src/messages/{name}.ts")),
                typescript(name, messages),
            ));
        }
    }
    Ok(files)
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Message {
    key: String,
    text: String,
}

/// A value in a message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Placeholder {
    name: String,
    /// `<name>` stands for an element of the page, `{name}` for a text.
    is_element: bool,
}

impl Message {
    fn has_forms(&self) -> bool {
        self.text.contains(FORMS)
    }

    /// Its values in the order of the parameters: the number that chooses the form first.
    fn values(&self) -> Vec<Placeholder> {
        let mut values = placeholders(&self.text);
        if self.has_forms() {
            values.retain(|it| it.name != "n");
            values.insert(0, Placeholder { name: "n".to_owned(), is_element: false });
        }
        values
    }
}

/// The values of a text, each once, in their order.
fn placeholders(text: &str) -> Vec<Placeholder> {
    let mut found: Vec<Placeholder> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '<']) {
        let is_element = rest.get(start..).is_some_and(|it| it.starts_with('<'));
        rest = rest.get(start + 1..).unwrap_or_default();
        let Some((name, behind)) = rest.split_once(if is_element { '>' } else { '}' }) else { break };
        if !found.iter().any(|it| it.name == name) {
            found.push(Placeholder { name: name.to_owned(), is_element });
        }
        rest = behind;
    }
    found
}

/// A text with the places of its values instead of their names: `{0}`.
fn placed(text: &str, values: &[Placeholder]) -> String {
    let mut text = text.replace(FORMS, "|");
    for (place, value) in values.iter().enumerate() {
        for name in [format!("{{{}}}", value.name), format!("<{}>", value.name)] {
            text = text.replace(&name, &format!("{{{place}}}"));
        }
    }
    text
}

/// The sections of a language, in their order.
#[derive(Debug, Default)]
struct Table(Vec<(String, Vec<Message>)>);

impl Table {
    fn read(language: &str) -> Result<Self> {
        let path = tools::root().join(format!("web/messages/{language}.txt"));
        Ok(Self::parse(&tools::read_text(&path)?).map_err(|error| format!("{}: {error}", path.display()))?)
    }

    fn parse(text: &str) -> std::result::Result<Self, String> {
        let mut table = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
                table.0.push((name.to_owned(), Vec::new()));
                continue;
            }
            let (key, text) = line.split_once(" = ").ok_or_else(|| format!("no key and text: {line}"))?;
            let is_key = key.starts_with(|ch: char| ch.is_ascii_lowercase())
                && key.chars().all(|ch| matches!(ch, 'a'..='z' | '0'..='9' | '_'));
            let (_, messages) = table.0.last_mut().ok_or("a message stands before the first section")?;
            if !is_key || messages.iter().any(|it| it.key == key) {
                return Err(format!("no key, or one that is there already: {key}"));
            }
            messages.push(Message { key: key.to_owned(), text: text.to_owned() });
        }
        Ok(table)
    }

    fn text(&self, section: &str, key: &str) -> Option<&str> {
        let (_, messages) = self.0.iter().find(|(name, _)| name == section)?;
        messages.iter().find(|it| it.key == key).map(|it| it.text.as_str())
    }

    /// Whether it says everything that another table says, with the same values, and nothing else.
    fn complete(&self, english: &Self) -> std::result::Result<(), String> {
        let all = |table: &Self| {
            let sections = table.0.iter();
            let each = sections
                .flat_map(|(name, all)| all.iter().map(move |it| (format!("{name}.{}", it.key), it.clone())));
            each.collect::<BTreeMap<String, Message>>()
        };
        let (own, english) = (all(self), all(english));
        if let Some(key) = english.keys().find(|key| !own.contains_key(*key)) {
            return Err(format!("{key} is missing"));
        }
        for (key, message) in &own {
            let Some(original) = english.get(key) else {
                return Err(format!("{key} is not there in English"));
            };
            let sorted = |message: &Message| {
                let mut values = message.values();
                values.sort();
                values
            };
            if sorted(message) != sorted(original) || message.has_forms() != original.has_forms() {
                return Err(format!("{key} has other values or forms than in English"));
            }
        }
        Ok(())
    }
}

const RUST_HEAD: &str = "\
//! Written by `cargo xtask messages` from `web/messages/en.txt`. Do not edit.
//!
//! A function for each message; what it says in English stands above it.

#![expect(clippy::inline_always, reason = \"a call would weigh as much as what it calls\")]

use std::fmt::Display;

use yew::{AttrValue, Html};

use super::{counted, counted_around, filled, filled_around, plain, text};

";

/// The messages as functions of Rust.
fn rust(messages: &[Message]) -> String {
    let mut source = RUST_HEAD.to_owned();
    source.push_str("/// The English texts, a line each, with the places of their values.\npub(super) const ENGLISH: &str = r\"");
    let lines: Vec<String> = messages.iter().map(|it| placed(&it.text, &it.values())).collect();
    source.push_str(&lines.join("\n"));
    source.push_str("\";\n");
    for (index, message) in messages.iter().enumerate() {
        let values = message.values();
        let is_around = values.iter().any(|it| it.is_element);
        let parameters: Vec<String> = values
            .iter()
            .map(|it| match (it.is_element, it.name == "n" && message.has_forms()) {
                (true, _) => format!("{}: Html", it.name),
                (_, true) => "n: usize".to_owned(),
                _ => format!("{}: impl Display", it.name),
            })
            .collect();
        let given: Vec<String> = values
            .iter()
            .map(|it| match (is_around, it.is_element) {
                (false, _) => format!("&{}", it.name),
                (true, true) => it.name.clone(),
                (true, false) => format!("plain({})", it.name),
            })
            .collect();
        let given = given.join(", ");
        let (kind, body) = match (is_around, message.has_forms(), values.is_empty()) {
            (true, true, _) => ("Html", format!("counted_around({index}, n, &[{given}])")),
            (true, false, _) => ("Html", format!("filled_around({index}, &[{given}])")),
            (_, true, _) => ("String", format!("counted({index}, n, &[{given}])")),
            (_, _, true) => ("AttrValue", format!("text({index})")),
            _ => ("String", format!("filled({index}, &[{given}])")),
        };
        let inline = if values.is_empty() { "#[inline(always)]\n" } else { "" };
        // Writing to a text cannot fail.
        let _ = writeln!(
            source,
            "\n/// `{}`\n{inline}pub fn {}({}) -> {kind} {{\n    {body}\n}}",
            message.text,
            message.key,
            parameters.join(", ")
        );
    }
    source
}

const TYPESCRIPT_HEAD: &str = "\
// Written by `cargo xtask messages` from `web/messages/en.txt`. Do not edit.

import { type Plain, texts } from \"../language.ts\";

const english = {
";

/// The messages of a section as a module of TypeScript.
fn typescript(name: &str, messages: &[Message]) -> String {
    let mut source = TYPESCRIPT_HEAD.to_owned();
    for message in messages {
        let _ = writeln!(source, "  {}: {},", message.key, Value::from(message.text.as_str()));
    }
    let _ = write!(
        source,
        "}} as const;\n\n/// A message with no values in it.\nexport type Key = Plain<typeof english>;\n\n\
         /// The texts of the section `{name}`, by key.\nexport const say = texts(\"{name}\", english);\n"
    );
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sources whose words are no texts of the interface: content, colors, names of keys and of what a browser knows.
    const WITHOUT_TEXTS: [&str; 9] = [
        "samples.rs",
        "lessons/",
        "bridge.rs",
        "fixture.rs",
        "messages/",
        "components/icon.rs",
        "dockerfile.ts",
        "theme.ts",
        "modules.d.ts",
    ];
    /// What Docker and the browser call so in every language, and what our own programs compare.
    const NAMES: [&str; 33] = [
        "# @target NAME",
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
        "ArrowUp",
        "BuildKit",
        "Click",
        "Control+K Meta+K",
        "Ctrl",
        "Dockerfile",
        "DrawRow",
        "End",
        "Enter",
        "Escape",
        "FROM alpine",
        "Files",
        "Gemfile",
        "Home",
        "Markdown",
        "Mermaid",
        "PageDown",
        "PageUp",
        "Pipfile",
        "Shift-← → ↑ ↓",
        "Stagescope",
        "Suggestions",
        "Tab",
        "User",
        "any other file",
        "docker build",
        "docker history",
        "palette help",
        "take over",
    ];

    /// The sources below a folder, with their paths in it.
    fn sources(folder: &str) -> Vec<(String, String)> {
        let folder = tools::root().join(folder);
        let files = tools::files_below(&folder).unwrap().into_iter();
        let files = files.filter(|file| !WITHOUT_TEXTS.iter().any(|it| file.starts_with(it)));
        files.map(|file| (file.clone(), tools::read_text(&folder.join(file)).unwrap())).collect()
    }

    /// The code of a source without comments and tests, a line each.
    fn code(source: &str) -> impl Iterator<Item = (usize, &str)> {
        let lines = (1..).zip(source.lines()).take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//") && !line.starts_with("import "))
    }

    /// What stands in quotes on a line, each with what stands before it.
    fn literals(line: &str) -> Vec<(&str, &str)> {
        let part = |from: usize, to: usize| line.get(from..to).unwrap_or_default();
        let mut found = Vec::new();
        let mut start = None;
        for (at, ch) in line.char_indices() {
            match (ch, start) {
                ('"' | '`', None) => start = Some((at, ch)),
                (_, Some((from, quote))) if ch == quote && !part(0, at).ends_with('\\') => {
                    found.push((part(0, from), part(from + 1, at)));
                    start = None;
                }
                _ => {}
            }
        }
        // One that goes on on the next line.
        let open = start.filter(|(_, quote)| *quote == '"');
        found.extend(open.map(|(from, _)| (part(0, from), part(from + 1, line.len()))));
        found
    }

    /// Whether a literal is read by people: two words, or one that begins with a capital.
    fn is_read(literal: &str) -> bool {
        // Markup is for programs.
        if literal.starts_with('<') {
            return false;
        }
        let mut text = String::new();
        let mut depth = 0_usize;
        for ch in literal.chars() {
            match ch {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ if depth == 0 => text.push(ch),
                _ => {}
            }
        }
        let is_word = |word: &&str| {
            word.chars().filter(|ch| ch.is_alphabetic()).count() > 1
                && !word.contains(['=', '-', '.', '/', ':', '#', '[', '(', '_'])
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let has_two = words.windows(2).any(|pair| pair.iter().all(is_word));
        let is_capital = |word: &&str| {
            let mut letters = word.chars();
            is_word(word)
                && letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_some_and(char::is_lowercase)
        };
        (has_two || words.iter().any(is_capital)) && !NAMES.contains(&literal)
    }

    /// Whether what stands before a literal says that nobody reads it: an attribute for programs, an error of our own.
    fn is_for_programs(before: &str) -> bool {
        let ends = [
            "class=",
            "className =",
            "d=",
            "rel=",
            "preserveAspectRatio=",
            "line(",
            "closest(",
            "starts_with(",
            "reason =",
        ];
        let before = before.trim_end();
        ends.iter().any(|it| before.ends_with(it))
            || before.contains("class={")
            || before.contains("new Error(")
    }

    fn leftovers(file: &str, source: &str) -> Vec<String> {
        let lines = code(source);
        let found = lines.flat_map(|(number, line)| literals(line).into_iter().map(move |it| (number, it)));
        let found = found.filter(|(_, (before, literal))| is_read(literal) && !is_for_programs(before));
        found.map(|(number, (_, literal))| format!("{file}:{number}: {literal}")).collect()
    }

    #[test]
    fn what_is_written_from_the_table_is_up_to_date() {
        for (path, text) in written().unwrap() {
            let current = tools::read_text(&path).unwrap();
            assert!(current == text, "{} is out of date: run `cargo xtask messages`", path.display());
        }
    }

    #[test]
    fn german_says_everything_that_english_says() {
        Table::read("de").unwrap().complete(&Table::read("en").unwrap()).unwrap();
        let all: Value = serde_json::from_slice(&translation("de").unwrap()).unwrap();
        assert_eq!(all["codemirror"]["match case"], "Groß/klein beachten");
        assert_eq!(all["editor"]["rename"], "Umbenennen");
    }

    #[test]
    fn what_a_translation_lacks_is_found() {
        let english = Table::parse("[page]\na = {x} of {n} | {x} of {n}\nb = B\n").unwrap();
        for (own, problem) in [
            ("[page]\na = {n} {x} | {n} {x}\n", "page.b is missing"),
            ("[page]\na = {x} | {n}\nb = B\nc = C\n", "page.c is not there in English"),
            ("[page]\na = {y} | {n}\nb = B\n", "page.a has other values or forms than in English"),
            ("[page]\na = {x} {n}\nb = B\n", "page.a has other values or forms than in English"),
        ] {
            assert_eq!(Table::parse(own).unwrap().complete(&english).unwrap_err(), problem);
        }
        assert!(Table::parse("a = b").is_err() && Table::parse("[page]\nA b = c").is_err());
        assert!(Table::parse("[page]\na = b\na = c").is_err());
    }

    #[test]
    fn values_have_their_places() {
        let message =
            Message { key: "a".to_owned(), text: "<size> of {n} file | <size> of {n} files".to_owned() };
        assert_eq!(placed(&message.text, &message.values()), "{1} of {0} file|{1} of {0} files");
        let source = rust(&[message]);
        assert!(
            source.ends_with(
                "pub fn a(n: usize, size: Html) -> Html {\n    counted_around(0, n, &[plain(n), size])\n}\n"
            ),
            "{source}"
        );
    }

    #[test]
    fn every_message_is_said_somewhere() {
        let rust: String = sources("web/src").into_iter().map(|(_, text)| text).collect();
        let bridge: String = sources("web/bridge/src").into_iter().map(|(_, text)| text).collect();
        for (section, messages) in Table::read("en").unwrap().0 {
            for Message { key, .. } in messages {
                let is_said = match section.as_str() {
                    PAGE => {
                        rust.contains(&format!("say::{key}(")) || ["and", "n_stages"].contains(&key.as_str())
                    }
                    CODEMIRROR => true,
                    // Some keys are made of two words: a level, a theme.
                    _ => {
                        bridge.contains(&format!("\"{key}\""))
                            || key.starts_with("level_")
                            || key.starts_with("theme_")
                    }
                };
                assert!(is_said, "nobody says {section}.{key}");
            }
        }
    }

    #[test]
    fn no_text_of_the_interface_stands_outside_of_the_table() {
        let all = sources("web/src").into_iter().chain(sources("web/bridge/src"));
        let found: Vec<String> = all.flat_map(|(file, source)| leftovers(&file, &source)).collect();
        assert!(found.is_empty(), "to web/messages/en.txt with:\n{}", found.join("\n"));
    }

    #[test]
    fn leftovers_are_told_from_names() {
        for line in
            ["<b>{ \"Nothing here\" }</b>", "aria-label=\"Close\"", "it.textContent = `${n} steps again`;"]
        {
            assert_eq!(leftovers("a.rs", line).len(), 1, "{line}");
        }
        for line in [
            "class=\"button round\"",
            "// \"Close it\"",
            "\"ArrowDown\" => 1,",
            "format!(\"#{} {}\", a, b)",
            "data-subject=\"stage-1\"",
        ] {
            assert_eq!(leftovers("a.rs", line), Vec::<String>::new(), "{line}");
        }
    }
}
