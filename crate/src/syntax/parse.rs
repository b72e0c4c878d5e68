//! Lines to instructions: what the reference's parser does, but it goes on behind an error.

use crate::diag::{Journal, Warning};
use crate::text::go::{JsonArray, parse_string_array, quote};
use crate::text::{Lines, Span, Text};

use super::directive::{Directive, DirectiveReader, detect};
use super::heredoc::{self, Heredoc};
use super::instruction::{Instruction, Word};
use super::lines::{Joined, LONGEST_LINE, Line, LineReader, cut_continuation};
use super::typed::{self, Typing};
use super::words;
use super::{Dockerfile, checks};

/// How the arguments of an instruction are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Words between blanks.
    List,
    /// A JSON array, else words between blanks.
    JsonOrList,
    /// A JSON array, else one text.
    JsonOrText,
    /// One text.
    Text,
    /// `KEY=value …` or `KEY value`.
    Pairs,
    /// `KEY[=value] …`
    Names,
    /// A type, then a JSON array or one text.
    Health,
    /// An instruction.
    Child,
    /// Not read.
    Ignored,
}

/// The form of an instruction with this keyword, in upper case.
fn form(keyword: &str) -> Form {
    match keyword {
        "FROM" | "EXPOSE" => Form::List,
        "ADD" | "COPY" | "VOLUME" => Form::JsonOrList,
        "CMD" | "ENTRYPOINT" | "RUN" | "SHELL" => Form::JsonOrText,
        "MAINTAINER" | "STOPSIGNAL" | "USER" | "WORKDIR" => Form::Text,
        "ENV" | "LABEL" => Form::Pairs,
        "ARG" => Form::Names,
        "HEALTHCHECK" => Form::Health,
        "ONBUILD" => Form::Child,
        _ => Form::Ignored,
    }
}

/// Reads a Dockerfile. Never fails: what is wrong stands in the journals.
pub fn parse(source: &str) -> Dockerfile {
    let mut parser = Parser {
        source: source.into(),
        reader: LineReader::new(source),
        directives: Vec::new(),
        escape: '\\',
        instructions: Vec::with_capacity(source.len() / 64),
        comments: Vec::new(),
        journal: Journal::default(),
        empty_continuations: Vec::new(),
        typing: Typing::default(),
    };
    parser.run();
    let Parser {
        source: text,
        reader,
        directives,
        escape,
        instructions,
        mut journal,
        empty_continuations,
        typing,
        ..
    } = parser;
    if instructions.is_empty() && !reader.too_long {
        let line = Lines::new(reader.count, reader.count);
        journal.error("file with no instructions", vec![line], Span::new(0, source.len()));
    }
    let (parse_warnings, typed_journal) = typing.finish(&empty_continuations);
    let check = detect(source, "check", "#");
    Dockerfile {
        source: text,
        is_empty: source.is_empty(),
        escape,
        syntax: detect(source, "syntax", "#").or_else(|| detect(source, "syntax", "//")),
        checks: check.as_ref().map(|it| checks::Options::read(it.first_word())).unwrap_or_default(),
        check,
        directives,
        instructions,
        parse_journal: journal,
        parse_warnings,
        typed_journal,
    }
}

/// A blank line inside a continuation: the instruction and the place that the reference names.
#[derive(Debug, Clone)]
pub(super) struct EmptyContinuation {
    pub(super) instruction: usize,
    pub(super) line: usize,
    pub(super) original: Text,
    pub(super) span: Span,
}

struct Parser<'s> {
    /// The whole text, which the instructions share.
    source: Text,
    reader: LineReader<'s>,
    directives: Vec<Directive>,
    escape: char,
    instructions: Vec<Instruction>,
    comments: Vec<Text>,
    journal: Journal,
    empty_continuations: Vec<EmptyContinuation>,
    typing: Typing,
}

impl<'s> Parser<'s> {
    fn run(&mut self) {
        let mut zone = DirectiveReader::default();
        let mut gave_up = false;
        loop {
            let line = self.reader.next_line();
            let gives_up = self.reader.too_long && !gave_up;
            if gives_up {
                gave_up = true;
                self.give_up();
            }
            let Some(line) = line else {
                if gives_up {
                    continue;
                }
                break;
            };
            self.collect_comment(line);
            self.read_directive(&mut zone, line);
            if !line.trimmed.is_empty() && !line.is_comment() {
                self.read_instruction(line);
            }
        }
    }

    /// Notes that the reference stops at a line that is too long for it. What stands before it counts, and may be nothing.
    fn give_up(&mut self) {
        let line = Lines::new(self.reader.count, self.reader.count);
        let end = self.instructions.last().map_or(0, |last| last.span.end as usize);
        let message = match self.instructions.as_slice() {
            [] => "file with no instructions".to_owned(),
            _ => format!("dockerfile line greater than max allowed size of {LONGEST_LINE}"),
        };
        self.journal.error(message, vec![line], Span::new(end, self.reader.end_of_line()));
    }

    fn collect_comment(&mut self, line: Line<'_>) {
        if line.is_comment() {
            match line.comment(&self.source) {
                comment if comment.is_empty() => self.comments.clear(),
                comment => self.comments.push(comment),
            }
        }
    }

    fn read_directive(&mut self, zone: &mut DirectiveReader, line: Line<'_>) {
        if zone.done {
            return;
        }
        let span = Span::new(line.first(), line.end());
        // The reference counts these lines from 0.
        let before = Lines::new(self.reader.count - 1, self.reader.count - 1);
        match zone.read(line.trimmed, "#") {
            Ok(Some((name, value))) => {
                self.comments.pop();
                if name == "escape" {
                    match value.as_str() {
                        "\\" => self.escape = '\\',
                        "`" => self.escape = '`',
                        _ => {
                            let message = format!("invalid escape token '{value}' does not match ` or \\");
                            self.journal.error(message, vec![before], span);
                        }
                    }
                }
                self.directives.push(Directive { name, value, line: self.reader.count, span });
            }
            Ok(None) => {}
            Err(message) => self.journal.error(message, vec![before], span),
        }
    }

    fn read_instruction(&mut self, first: Line<'s>) {
        let start_line = self.reader.count;
        let start = first.first();
        let mut last = Span::new(start, first.end());
        let mut has_empty = false;
        let (piece, mut continues) = self.piece(first.trimmed);
        let mut more = Vec::new();
        while continues {
            let Some(line) = self.reader.next_line() else { break };
            if line.is_comment() {
                continue;
            }
            if line.trimmed.is_empty() {
                has_empty = true;
                continue;
            }
            last = Span::new(line.start, line.end());
            let (piece, goes_on) = self.piece(line.text);
            more.push((line.start, piece));
            continues = goes_on;
        }
        let joined = Joined::new(&self.source, start, piece, &more);
        let end_line = self.reader.count;
        let index = self.instructions.len();
        if has_empty {
            self.empty_continuations.push(EmptyContinuation {
                instruction: index,
                line: end_line,
                original: joined.text.clone(),
                span: last,
            });
        }
        let comments = std::mem::take(&mut self.comments);
        let mut instruction = Instruction { index, comments, ..Instruction::default() };
        let node = Node { escape: self.escape, joined: &joined, text: &joined.text, depth: 0 };
        let error = node.read(&mut instruction, 0, joined.text.len()).err();
        instruction.line_span = Span { end: last.end, ..Span::new(start, start) };
        let mut end = last.end as usize;
        if let Some(message) = error {
            self.journal.error(message, vec![Lines::new(start_line, end_line)], instruction.line_span);
        } else if can_hold_heredocs(&instruction) {
            end = self.read_heredocs(&mut instruction, &joined.text, start_line);
        }
        instruction.span = Span::new(start, end);
        instruction.lines = Lines::new(start_line, self.reader.count);
        self.typing.read(&mut instruction);
        self.instructions.push(instruction);
    }

    /// What a line adds to the logical one, and whether the next line belongs to it too.
    fn piece(&self, text: &'s str) -> (&'s str, bool) {
        match cut_continuation(text, self.escape) {
            Some(cut) => (cut, true),
            None => (text, false),
        }
    }

    /// Reads the bodies of the here-documents of a line; gives the end of the last.
    fn read_heredocs(&mut self, it: &mut Instruction, line: &str, start_line: usize) -> usize {
        let mut end = it.line_span.end as usize;
        for mut heredoc in heredoc::openers(line) {
            let body_start = self.reader.clone().next_line().map_or(end, |line| line.start);
            let terminated = self.read_body(&mut heredoc, body_start, &mut end);
            heredoc.span = Span::new(body_start, end);
            it.heredocs.push(heredoc);
            if !terminated {
                let lines = Lines::new(start_line, self.reader.count);
                self.journal.error("unterminated heredoc", vec![lines], it.line_span);
                break;
            }
        }
        end
    }

    fn read_body(&mut self, heredoc: &mut Heredoc, start: usize, end: &mut usize) -> bool {
        let mut body_end = start;
        let mut terminated = false;
        while let Some(line) = self.reader.next_line() {
            *end = line.end();
            let candidate = if heredoc.chomp { line.text.trim_start_matches('\t') } else { line.text };
            if candidate == heredoc.name {
                terminated = true;
                break;
            }
            body_end = line.start + line.raw.len();
        }
        heredoc.content = self.source.part(start, body_end);
        terminated
    }
}

fn can_hold_heredocs(instruction: &Instruction) -> bool {
    let holder = if instruction.is("ONBUILD") { instruction.child.as_deref() } else { Some(instruction) };
    holder.is_some_and(|it| !it.json && matches!(it.name, "RUN" | "COPY" | "ADD"))
}

/// Reads one logical line.
struct Node<'a> {
    escape: char,
    joined: &'a Joined,
    /// Its text.
    text: &'a str,
    /// How many `ONBUILD`s it stands in.
    depth: usize,
}

/// A chain of `ONBUILD`s is refused anyway; read this deep, it can exhaust no stack.
const DEEPEST_CHILD: usize = 40;

impl Node<'_> {
    /// Splits a range of the line into keyword, flags and arguments. The error is that of the reference's parser.
    fn read(&self, it: &mut Instruction, start: usize, end: usize) -> Result<(), String> {
        let (from, to) = words::trim(self.text, start, end);
        let (keyword, rest) = words::first_word(self.text, from, to);
        let rest = words::flags(self.text, rest, to, self.escape, |flag| it.flags.push(self.flag(flag)));
        let (rest, rest_end) = words::trim(self.text, rest.min(to), to);
        it.keyword = self.word(keyword);
        it.name = typed::keyword(&it.keyword.text);
        it.original = self.joined.text.part(start, end);
        it.span = self.joined.span(from, to);
        it.line_span = it.span;
        self.arguments(it, rest, rest_end)
    }

    fn arguments(&self, it: &mut Instruction, start: usize, end: usize) -> Result<(), String> {
        let form = form(it.name);
        if form == Form::Ignored {
            // The reference keeps one empty argument for an instruction that it does not know.
            it.args.push(self.word((end, end)));
            return Ok(());
        }
        if start >= end {
            return Ok(());
        }
        match form {
            Form::Ignored => {}
            Form::Text => it.args.push(self.word((start, end))),
            Form::List => self.list(it, start, end),
            Form::JsonOrList => {
                if !self.json(it, start, end)? {
                    self.list(it, start, end);
                }
            }
            Form::JsonOrText => {
                if !self.json(it, start, end)? {
                    it.args.push(self.word((start, end)));
                }
            }
            Form::Names => {
                for (name, mark) in words::quoted(self.text, start, end, self.escape) {
                    it.args.push(self.marked(name, mark));
                }
            }
            Form::Pairs => self.pairs(it, start, end)?,
            Form::Health => {
                let part = self.text.get(start..end).unwrap_or_default();
                let word_end = start + part.find(char::is_whitespace).unwrap_or(part.len());
                it.args.push(self.word((start, word_end)));
                let (rest, rest_end) = words::trim(self.text, word_end, end);
                if rest < rest_end && !self.json(it, rest, rest_end)? {
                    it.args.push(self.word((rest, rest_end)));
                }
            }
            Form::Child => self.child(it, start, end)?,
        }
        Ok(())
    }

    /// Reads a JSON array; `false` when the text is none.
    fn json(&self, it: &mut Instruction, start: usize, end: usize) -> Result<bool, String> {
        if self.text.as_bytes().get(start) != Some(&b'[') {
            return Ok(false);
        }
        match parse_string_array(&self.joined.text.part(start, end)) {
            JsonArray::NotJson => Ok(false),
            JsonArray::NotStrings => {
                Err("when using JSON array syntax, arrays must be comprised of strings only".to_owned())
            }
            JsonArray::Strings(strings) => {
                let span = self.joined.span(start, end);
                for text in strings {
                    it.args.push(Word { text, span });
                }
                it.json = true;
                Ok(true)
            }
        }
    }

    fn pairs(&self, it: &mut Instruction, start: usize, end: usize) -> Result<(), String> {
        for (at, ((from, to), mark)) in words::quoted(self.text, start, end, self.escape).enumerate() {
            let word = self.text.get(from..to).unwrap_or_default();
            match word.find('=') {
                Some(length) => {
                    let sign = from + length;
                    it.args.push(self.word((from, sign)));
                    it.args.push(self.marked((sign + 1, to), mark));
                    it.args.push(self.word((sign, sign + 1)));
                }
                None if at == 0 => {
                    let ((from, to), rest) = words::first_word(self.text, start, end);
                    if rest == to {
                        return Err(format!("{} must have two arguments", it.name));
                    }
                    for range in [(from, to), (rest, end), (end, end)] {
                        it.args.push(self.word(range));
                    }
                    return Ok(());
                }
                None => {
                    let word = quote(word);
                    return Err(format!(
                        "Syntax error - can't find = in {word}. Must be of the form: name=value"
                    ));
                }
            }
        }
        Ok(())
    }

    fn child(&self, it: &mut Instruction, start: usize, end: usize) -> Result<(), String> {
        if self.depth == DEEPEST_CHILD {
            return Ok(());
        }
        let mut child = Box::new(Instruction { index: it.index, ..Instruction::default() });
        let read = Self { depth: self.depth + 1, ..*self }.read(&mut child, start, end);
        it.child = Some(child);
        read
    }

    /// Reads words between blanks.
    fn list(&self, it: &mut Instruction, start: usize, end: usize) {
        for range in words::blank_separated(self.text, start, end) {
            it.args.push(self.word(range));
        }
    }

    fn word(&self, (start, end): words::Range) -> Word {
        self.marked((start, end), end)
    }

    /// A word whose mark ends elsewhere.
    fn marked(&self, (start, end): words::Range, mark: usize) -> Word {
        Word { text: self.joined.text.part(start, end), span: self.joined.span(start, mark) }
    }

    fn flag(&self, flag: words::Flag) -> Word {
        let word = self.word(flag.range);
        flag.text.map_or(word.clone(), |text| Word { text: text.into(), span: word.span })
    }
}

/// The warning of a blank line inside a continuation.
pub(super) fn empty_continuation_warning(it: &EmptyContinuation) -> Warning {
    Warning {
        check: "NoEmptyContinuation",
        message: "Empty continuation line".to_owned(),
        lines: Lines::new(it.line, it.line),
        span: it.span,
        instruction: Some(it.instruction),
        inline: false,
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_LINE, parse};

    fn errors(source: &str) -> Vec<String> {
        parse(source).parse_journal.errors().map(|error| error.message.clone()).collect()
    }

    fn keywords(source: &str) -> Vec<String> {
        parse(source).instructions.iter().map(|it| it.keyword.text.to_string()).collect()
    }

    #[test]
    fn a_line_that_is_too_long_stops_the_reference_and_not_the_editor() {
        let long = format!("RUN {}", "x".repeat(LONGEST_LINE));
        let told = format!("dockerfile line greater than max allowed size of {LONGEST_LINE}");
        let source = format!("FROM a\n{long}\nCMD b\n{long}\n");
        assert_eq!(errors(&source), [told.as_str()], "said once");
        assert_eq!(keywords(&source), ["FROM", "RUN", "CMD", "RUN"]);
        assert_eq!(errors(&format!("{long}\nFROM a\n")), ["file with no instructions"]);
        assert_eq!(errors(&format!("FROM a\nCOPY <<E /\n{long}\nE\n")), ["unterminated heredoc", &told]);
        assert!(errors(&format!("FROM a\nRUN {}\n", "x".repeat(LONGEST_LINE - 4))).is_empty());
    }

    #[test]
    fn a_flag_that_ends_inside_a_character_is_marked_whole() {
        // The last byte of the character is a blank to the reference, which reads bytes.
        let source = "COPY --chown=\u{e0} c d\n";
        let file = parse(source);
        assert_eq!(file.instructions[0].flags[0].span.of(source), "--chown=\u{e0}");
    }
}
