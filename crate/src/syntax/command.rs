//! Reads the text of a `RUN` as a flat list of simple commands, each word with its place in the Dockerfile.
//!
//! This is no shell: nothing is expanded, and groups, conditions and loops are read through. It is enough to ask which
//! programs run with which words, and it never fails. What the words mean is told by `shell`. Shells other than those that
//! understand `sh` are not read.

use crate::text::{Span, Text};

use super::Dockerfile;
use super::heredoc::opener;
use super::instruction::{Instruction, Kind, Word};
use super::shell::{Manager, Reading, installs};

/// What stands between a command and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separator {
    /// Nothing: it is the first.
    #[default]
    Start,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `;`, `&`, a line break, or a sign that groups commands.
    Then,
    /// `|`
    Pipe,
}

/// One command with its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SimpleCommand {
    /// What stands before it.
    pub separator: Separator,
    /// Its words without quotes, assignments before the program left out. None where it only assigns or redirects.
    pub words: Vec<Word>,
    /// Assignments before the program, as `NAME=value` without quotes.
    pub assigns: Vec<Word>,
    /// Where it reads from and writes to.
    pub redirects: Vec<Redirect>,
    /// The variables that the shell puts in, by name, in the order of the text.
    pub vars: Vec<Word>,
    /// In how many groups, conditions and loops it stands.
    pub depth: u32,
    /// Place among the words of the program, which every rule asks for: behind wrappers, their flags and their assignments.
    program: Option<usize>,
    /// How the program reads its flags, which most of them ask for.
    pub(super) reading: Reading,
    /// The package manager that the program asks to install something.
    pub(super) installs: Option<Manager>,
}

/// A redirection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// What it does.
    pub kind: RedirectKind,
    /// The descriptor before it, where one stands.
    pub fd: Option<u32>,
    /// The file, the name of the here-document, the text, or the descriptor.
    pub target: Word,
}

/// What a redirection does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedirectKind {
    /// `<`
    Read,
    /// `>`, `>|` or `&>`
    Write,
    /// `>>` or `&>>`
    Append,
    /// `<<` or `<<-`
    HereDocument,
    /// `<<<`
    Text,
    /// `>&` or `<&`
    Duplicate,
}

/// Words that start or join other commands.
const SHELL_WORDS: [&str; 15] = [
    "if", "then", "elif", "else", "fi", "for", "while", "until", "do", "done", "case", "esac", "{", "}", "!",
];

/// Words that run the command behind them, each with those of its flags that take the next word.
const WRAPPERS: [(&str, &[&str]); 7] = [
    ("sudo", &["-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-D", "--chdir"]),
    ("doas", &["-u", "-C"]),
    ("exec", &["-a"]),
    ("time", &["-f", "--format", "-o", "--output"]),
    ("nohup", &[]),
    ("env", &["-u", "--unset", "-C", "--chdir"]),
    ("command", &[]),
];

impl SimpleCommand {
    /// A program with its arguments, which no shell reads.
    pub fn of_words(words: Vec<Word>) -> Self {
        Self { words, ..Self::default() }.with_program()
    }

    /// The same with other texts of its words, assignments and redirections: those that `change` gives.
    pub fn changed(&self, change: impl Fn(&str) -> Option<String>) -> Self {
        let mut command = self.clone();
        let words = command.words.iter_mut().chain(&mut command.assigns);
        for word in words.chain(command.redirects.iter_mut().map(|redirect| &mut redirect.target)) {
            if let Some(text) = change(&word.text) {
                word.text = text.into();
            }
        }
        command.with_program()
    }

    /// Notes which of its words is the program, and what is asked of that most often.
    fn with_program(mut self) -> Self {
        self.program = program(&self.words);
        self.reading = Reading::of(self.name());
        self.installs = installs(&self);
        self
    }

    /// The name of the program without its path; wrappers such as `sudo` do not count.
    pub fn name(&self) -> &str {
        self.program.and_then(|at| self.words.get(at)).map(|word| base(&word.text)).unwrap_or_default()
    }

    /// The words behind the program.
    pub fn args(&self) -> &[Word] {
        self.program.and_then(|at| self.words.get(at + 1..)).unwrap_or_default()
    }

    /// Whether the program and its first operand are these: `is("apt-get", "update")`.
    pub fn is(&self, name: &str, operand: &str) -> bool {
        self.name() == name && self.operands().next().is_some_and(|word| word.text == operand)
    }

    /// The text from its first word to its last; where it has none, its first assignment or the target of its redirection.
    pub fn span(&self) -> Span {
        match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => self
                .assigns
                .first()
                .or(self.redirects.first().map(|it| &it.target))
                .map(|it| it.span)
                .unwrap_or_default(),
        }
    }
}

/// The place of the program: what is left behind wrappers, their flags and their assignments.
fn program(words: &[Word]) -> Option<usize> {
    let mut wrapper: Option<&[&str]> = None;
    let mut is_value = false;
    for (at, word) in words.iter().enumerate() {
        let text = word.text.as_str();
        if let Some(valued) = wrapper
            && (is_value || text.starts_with('-') || is_assignment(text))
        {
            is_value = !is_value && valued.contains(&text);
            continue;
        }
        let next = words.get(at + 1).map(|it| it.text.as_str());
        let name = base(text);
        let asks = name == "command" && matches!(next, Some("-v" | "-V"));
        wrapper = flags_of(&WRAPPERS, name).filter(|_| !asks);
        if wrapper.is_none() {
            // `python -m pip` is `pip`.
            let is_module = name.starts_with("python") && next == Some("-m") && at + 2 < words.len();
            return Some(if is_module { at + 2 } else { at });
        }
    }
    None
}

pub(super) fn flags_of(
    table: &[(&str, &'static [&'static str])],
    name: &str,
) -> Option<&'static [&'static str]> {
    table.iter().find(|(known, _)| *known == name).map(|(_, flags)| *flags)
}

fn base(path: &str) -> &str {
    let slash = path.bytes().rposition(|byte| byte == b'/');
    slash.and_then(|slash| path.get(slash + 1..)).unwrap_or(path)
}

/// The body of the here-document that is the script of a `RUN`, when a shell reads it: `RUN <<EOF`. One that a command
/// reads is its input, and one with an interpreter of its own may be written in any language.
pub fn script(it: &Instruction) -> Option<Span> {
    let Kind::Run(run) = &it.kind else { return None };
    let [text] = run.command.args.as_slice() else { return None };
    opener(&text.text).filter(|_| run.command.shell)?;
    let heredoc = it.heredocs.first().filter(|heredoc| !heredoc.body().starts_with("#!"))?;
    let start = heredoc.span.start as usize;
    Some(Span::new(start, start + heredoc.content.len()))
}

/// The simple commands of a `RUN` of a file, in order; none for another instruction or for a shell that is not read.
pub fn commands(file: &Dockerfile, it: &Instruction) -> Vec<SimpleCommand> {
    let Kind::Run(run) = &it.kind else { return Vec::new() };
    if file.escape != '\\' {
        return Vec::new();
    }
    if !run.command.shell {
        let words = run.command.args.to_vec();
        return if words.is_empty() { Vec::new() } else { vec![SimpleCommand::of_words(words)] };
    }
    let mut found = Vec::new();
    for span in run.command.args.iter().map(|word| word.span).chain(script(it)) {
        read_into(&file.source, span, &mut found);
    }
    found
}

/// The simple commands of each instruction of a file.
pub fn of_file(file: &Dockerfile) -> Vec<Vec<SimpleCommand>> {
    file.instructions.iter().map(|it| commands(file, it)).collect()
}

/// The simple commands of a script that stands for itself; places count from its start.
pub fn read(script: &str) -> Vec<SimpleCommand> {
    let mut found = Vec::new();
    read_into(&script.into(), Span::new(0, script.len()), &mut found);
    found
}

fn read_into(source: &Text, script: Span, found: &mut Vec<SimpleCommand>) {
    let mut reader = Reader {
        source,
        text: source.get(..script.end as usize).unwrap_or_default(),
        at: script.start as usize,
        found,
        current: SimpleCommand::default(),
        fd: None,
        depth: 0,
        cases: 0,
        place: Place::Command,
    };
    reader.read();
}

/// Goes over the bytes of a script: all signs that mean something to a shell are ASCII.
struct Reader<'f> {
    /// The text that the script is a part of.
    source: &'f Text,
    /// The same up to the end of the script.
    text: &'f str,
    /// Offset of the next byte.
    at: usize,
    found: &'f mut Vec<SimpleCommand>,
    current: SimpleCommand,
    /// The number right before a redirection.
    fd: Option<u32>,
    depth: u32,
    /// How many `case` are open.
    cases: u32,
    place: Place,
}

/// Where in a compound command the reader is.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    #[default]
    Command,
    /// Behind `for`, before its variable.
    ForName,
    /// Behind that.
    ForList,
    /// Behind `case`, before `in`.
    CaseWord,
    /// Before the `)` of a `case`.
    Pattern,
}

/// A word while it is read. Its text is a part of the source, put together only where something is left out within.
struct Draft {
    /// What stands before the part.
    joined: String,
    /// Offset of the part.
    from: usize,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.byte(self.at + ahead)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn read(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\\' => match self.behind_continuation() {
                    Some(next) => self.at = next,
                    None => self.word(),
                },
                b'#' => self.at = self.end_of_line(self.at),
                b'|' | b'(' if self.place == Place::Pattern => self.at += 1,
                b')' if self.place == Place::Pattern => {
                    self.place = Place::Command;
                    self.at += 1;
                }
                b'&' if self.peek(1) == Some(b'&') => self.separate(2, Separator::And),
                b'&' if self.peek(1) == Some(b'>') => {
                    self.at += 1;
                    self.redirection();
                }
                b';' if self.peek(1) == Some(b';') && self.cases > 0 => {
                    self.separate(2, Separator::Then);
                    self.place = Place::Pattern;
                }
                // A function: its name is no command.
                b'(' if self.peek(1) == Some(b')') => {
                    self.current.words.clear();
                    self.separate(2, Separator::Then);
                }
                b'(' => {
                    self.separate(1, Separator::Then);
                    self.depth += 1;
                }
                b')' => {
                    self.separate(1, Separator::Then);
                    self.depth = self.depth.saturating_sub(1);
                }
                b'\n' | b';' | b'&' => self.separate(1, Separator::Then),
                b'|' if self.peek(1) == Some(b'|') => self.separate(2, Separator::Or),
                b'|' => self.separate(1, Separator::Pipe),
                b'<' | b'>' => self.redirection(),
                _ => self.word(),
            }
        }
        self.separate(0, Separator::Then);
    }

    /// Where the text goes on behind an escape character at the end of a line, and behind the comments and blank lines
    /// that follow, which the shell never sees; `None` where the escape character stands before anything else.
    fn behind_continuation(&self) -> Option<usize> {
        let mut at = self.behind_blanks(self.at + 1);
        if self.byte(at).is_some_and(|byte| byte != b'\n') {
            return None;
        }
        loop {
            at = self.text.len().min(at + 1);
            let next = self.behind_blanks(at);
            at = match self.byte(next) {
                Some(b'#') => self.end_of_line(next),
                Some(b'\n') => next,
                _ => return Some(at),
            };
        }
    }

    fn behind_blanks(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), Some(b' ' | b'\t' | b'\r')) {
            at += 1;
        }
        at
    }

    fn end_of_line(&self, mut at: usize) -> usize {
        while self.byte(at).is_some_and(|byte| byte != b'\n') {
            at += 1;
        }
        at
    }

    fn separate(&mut self, length: usize, separator: Separator) {
        self.at += length;
        if matches!(self.place, Place::ForName | Place::ForList) {
            self.place = Place::Command;
        }
        let mut command = std::mem::take(&mut self.current);
        command.depth = self.depth;
        // A here-document that no program reads is the script itself.
        let is_script = |it: &Redirect| it.kind == RedirectKind::HereDocument;
        let is_empty =
            command.words.is_empty() && command.assigns.is_empty() && command.redirects.iter().all(is_script);
        // Of several separators in a row the first says how the commands are joined.
        let before = command.separator;
        if !is_empty {
            self.found.push(command.with_program());
        }
        let keeps = is_empty && !matches!(before, Separator::Start | Separator::Then);
        self.current.separator = if keeps { before } else { separator };
        if self.found.is_empty() {
            self.current.separator = Separator::Start;
        }
    }

    fn redirection(&mut self) {
        let sign = self.at;
        while matches!(self.peek(0), Some(b'<' | b'>' | b'&' | b'|')) {
            self.at += 1;
        }
        let kind = match self.text.get(sign..self.at).unwrap_or_default() {
            ">>" => RedirectKind::Append,
            "<<" => RedirectKind::HereDocument,
            "<<<" => RedirectKind::Text,
            ">&" | "<&" => RedirectKind::Duplicate,
            "<" => RedirectKind::Read,
            _ => RedirectKind::Write,
        };
        if kind == RedirectKind::HereDocument && self.peek(0) == Some(b'-') {
            self.at += 1;
        }
        while matches!(self.peek(0), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        // Where it goes to is no word of the command.
        let (target, _) = self.text();
        let fd = self.fd.take();
        self.current.redirects.push(Redirect { kind, fd, target });
    }

    fn word(&mut self) {
        let (word, plain) = self.text();
        if plain && matches!(self.peek(0), Some(b'<' | b'>')) {
            self.fd = word.text.parse().ok();
            if self.fd.is_some() {
                return;
            }
        }
        let is_keyword = |keyword: &str| plain && word.text == keyword;
        match self.place {
            Place::ForName => {
                let name = Word { text: format!("{}=", word.text).into(), span: word.span };
                self.current.assigns.push(name);
                self.place = Place::ForList;
                return;
            }
            Place::ForList if !is_keyword("do") => return,
            Place::CaseWord => {
                if is_keyword("in") {
                    self.separate(0, Separator::Then);
                    self.place = Place::Pattern;
                }
                return;
            }
            Place::Pattern if !is_keyword("esac") => return,
            _ => self.place = Place::Command,
        }
        let is_first = self.current.words.is_empty();
        if is_first && plain && SHELL_WORDS.contains(&word.text.as_str()) {
            self.keyword(&word.text);
        } else if is_first && is_assignment(&word.text) {
            self.current.assigns.push(word);
        } else if !plain || !word.text.is_empty() {
            self.current.words.push(word);
        }
    }

    fn keyword(&mut self, keyword: &str) {
        self.separate(0, Separator::Then);
        match keyword {
            "if" | "while" | "until" | "{" => self.depth += 1,
            "for" => {
                self.depth += 1;
                self.place = Place::ForName;
            }
            "case" => {
                self.depth += 1;
                self.cases += 1;
                self.place = Place::CaseWord;
            }
            "fi" | "done" | "}" => self.depth = self.depth.saturating_sub(1),
            "esac" => {
                self.depth = self.depth.saturating_sub(1);
                self.cases = self.cases.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Notes the variable that starts here, if one does.
    fn note_variable(&mut self) {
        let mut name = self.at + 1;
        if self.byte(name) == Some(b'{') {
            name += 1;
            name += usize::from(matches!(self.byte(name), Some(b'#' | b'!')));
        }
        let mut end = name;
        while self.byte(end).is_some_and(is_of_name) {
            end += 1;
        }
        if self.byte(name).is_some_and(|byte| is_of_name(byte) && !byte.is_ascii_digit()) {
            let text = self.source.part(name, end);
            self.current.vars.push(Word { text, span: Span::new(self.at, end) });
        }
    }

    /// Reads one word; gives it without quotes, and whether it has none.
    fn text(&mut self) -> (Word, bool) {
        let start = self.at;
        let mut draft = Draft { joined: String::new(), from: start };
        let mut plain = true;
        let mut depth = 0_usize;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\\' => {
                    plain &= !self.escape(&mut draft);
                    continue;
                }
                b'\'' | b'"' => {
                    plain = false;
                    self.quoted(byte, &mut draft);
                    continue;
                }
                b'`' => {
                    self.backticks();
                    continue;
                }
                // A substitution is part of the word.
                b'$' if self.peek(1) == Some(b'(') => {
                    depth += 1;
                    self.at += 1;
                }
                b'$' => self.note_variable(),
                b')' if depth > 0 => depth -= 1,
                b'(' if depth > 0 => depth += 1,
                _ if depth > 0 => {}
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'&' | b'|' | b'<' | b'>' | b'(' | b')' => break,
                _ => {}
            }
            self.at += 1;
        }
        let mut text = self.source.part(draft.from, self.at);
        if !draft.joined.is_empty() {
            draft.joined.push_str(&text);
            text = draft.joined.into();
        }
        (Word { text, span: Span::new(start, self.at) }, plain)
    }

    /// Passes over an escape character, and tells whether it quotes the next one; else it is that of a continuation, and
    /// the word goes on where the next line starts without a blank.
    fn escape(&mut self, draft: &mut Draft) -> bool {
        let next = self.behind_continuation();
        self.leave_out(next.unwrap_or(self.at + 1), draft);
        self.at += usize::from(next.is_none());
        next.is_none()
    }

    /// Passes over what does not belong to the word, up to `next`.
    fn leave_out(&mut self, next: usize, draft: &mut Draft) {
        draft.joined.push_str(self.text.get(draft.from..self.at).unwrap_or_default());
        draft.from = next;
        self.at = next;
    }

    fn quoted(&mut self, quote: u8, draft: &mut Draft) {
        self.leave_out(self.at + 1, draft);
        while let Some(byte) = self.peek(0) {
            match byte {
                _ if byte == quote => return self.leave_out(self.at + 1, draft),
                b'\\' if quote == b'"' => {
                    self.escape(draft);
                    continue;
                }
                b'$' if quote == b'"' => self.note_variable(),
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Passes over a substitution between backticks, which is part of its word.
    fn backticks(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            if byte == b'$' {
                self.note_variable();
            }
            self.at += 1;
            if byte == b'`' {
                return;
            }
        }
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// `NAME=value` before a program.
pub(super) fn is_assignment(text: &str) -> bool {
    text.split_once('=').is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(is_of_name))
}

#[cfg(test)]
mod tests {
    use super::RedirectKind::{Append, Duplicate, HereDocument, Read, Text, Write};
    use super::Separator::{self, And, Or, Pipe, Start, Then};
    use super::commands;
    use crate::syntax::parse;

    /// Each command as its words, and as its text in the Dockerfile.
    fn read(source: &str) -> Vec<(Separator, Vec<String>, String)> {
        let file = parse(source);
        let found = file.instructions.iter().flat_map(|it| commands(&file, it));
        found
            .map(|command| {
                let words = command.words.iter().map(|word| word.text.to_string()).collect();
                (command.separator, words, command.span().of(source).to_owned())
            })
            .collect()
    }

    fn words(source: &str) -> Vec<Vec<String>> {
        read(source).into_iter().map(|(_, words, _)| words).collect()
    }

    #[test]
    fn separators() {
        let found = read("RUN a 1 && b 2 || c; d | e & f\n");
        let separators: Vec<Separator> = found.iter().map(|(separator, _, _)| *separator).collect();
        assert_eq!(separators, [Start, And, Or, Then, Pipe, Then]);
        assert_eq!(found[1].2, "b 2");
    }

    #[test]
    fn continuations_comments_and_blank_lines() {
        let source = "RUN apt-get update && \\\n# a note\n\n    apt-get install -y \\\n      curl\n";
        assert_eq!(words(source), [vec!["apt-get", "update"], vec!["apt-get", "install", "-y", "curl"]]);
        assert!(read(source)[1].2.starts_with("apt-get install"));
    }

    #[test]
    fn quotes_redirections_assignments_and_groups() {
        assert_eq!(
            words("RUN A=1 echo 'a && b' \"c $(d; e)\" 2>&1 >/dev/null x\n"),
            [vec!["echo", "a && b", "c $(d; e)", "x"]]
        );
        assert_eq!(
            words("RUN if [ -f a ]; then (b; c); fi\n"),
            [vec!["[", "-f", "a", "]"], vec!["b"], vec!["c"]]
        );
        assert_eq!(words("RUN [\"a\", \"b c\"]\n"), [vec!["a", "b c"]]);
    }

    #[test]
    fn here_documents_are_scripts() {
        assert_eq!(
            words("RUN <<EOF\napt-get update\n# note\nmake\nEOF\n"),
            [vec!["apt-get", "update"], vec!["make"]]
        );
        assert_eq!(words("RUN cat <<EOF > /x\napt-get update\nEOF\n"), [vec!["cat"]], "it is input");
        assert_eq!(words("RUN <<-A 3<<B\n\tmake\nA\nx\nB\n"), [] as [Vec<&str>; 0], "two are no script");
        assert!(words("RUN <<EOF\n#!/usr/bin/env python\nprint('x')\nEOF\n").is_empty());
    }

    #[test]
    fn wrappers_and_paths() {
        let is = |text: &str, name: &str, operand: &str| {
            let source = format!("RUN {text}\n");
            let file = parse(&source);
            commands(&file, &file.instructions[0]).iter().any(|command| command.is(name, operand))
        };
        assert!(is("sudo /usr/bin/apt-get -y install curl", "apt-get", "install"));
        assert!(is("sudo -E -u root apt-get update", "apt-get", "update"));
        assert!(is("sudo A=1 env -u B C=2 apt-get update", "apt-get", "update"));
        assert!(is("apt-get -o A=1 -qq -t sid update", "apt-get", "update"));
        assert!(is("if ! apt-get update; then make; fi", "apt-get", "update"));
        assert!(!is("apt-get -o update", "apt-get", "update"), "the value of a flag");
        assert!(!is("command -v apt-get update", "apt-get", "update"), "it only asks");
    }

    #[test]
    fn compound_commands() {
        assert_eq!(
            words("RUN for x in a b; do make $x; done; echo end\n"),
            [vec![], vec!["make", "$x"], vec!["echo", "end"]],
            "the list of a loop is no command"
        );
        let case = "RUN case \"$A\" in x|y) make x ;; *) exit 1 ;; esac && echo end\n";
        assert_eq!(words(case), [vec!["make", "x"], vec!["exit", "1"], vec!["echo", "end"]]);
        assert_eq!(words("RUN f() { make; }; f\n"), [vec!["make"], vec!["f"]]);
        assert_eq!(words("RUN echo `date; x` y\n"), [vec!["echo", "`date; x`", "y"]]);
    }

    fn first(text: &str) -> super::SimpleCommand {
        let source = format!("RUN {text}\n");
        let file = parse(&source);
        commands(&file, &file.instructions[0]).remove(0)
    }

    #[test]
    fn redirections() {
        let kinds = |text: &str| {
            let redirects = first(text).redirects.into_iter();
            redirects.map(|it| (it.kind, it.fd, it.target.text.to_string())).collect::<Vec<_>>()
        };
        let target = |text: &str| text.to_owned();
        assert_eq!(kinds("a > /x 2>&1"), [(Write, None, target("/x")), (Duplicate, Some(2), target("1"))]);
        assert_eq!(kinds("a >>\"/y z\" </in"), [(Append, None, target("/y z")), (Read, None, target("/in"))]);
        assert_eq!(kinds("a &>/dev/null"), [(Write, None, target("/dev/null"))]);
        assert_eq!(kinds("a 2>|x"), [(Write, Some(2), target("x"))]);
        assert_eq!(kinds("a <<<b"), [(Text, None, target("b"))]);
        assert_eq!(kinds("> /x"), [(Write, None, target("/x"))], "a redirection alone makes a file");
        assert_eq!(
            kinds("cat <<-EOF > /x"),
            [(HereDocument, None, target("EOF")), (Write, None, target("/x"))]
        );
    }

    #[test]
    fn assignments_variables_and_depth() {
        let texts =
            |words: &[crate::syntax::Word]| words.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
        let command = first("A=1 B=\"$C d\" make X=2");
        assert_eq!(texts(&command.assigns), ["A=1", "B=$C d"]);
        assert_eq!(texts(&command.words), ["make", "X=2"]);
        let command = first("echo $A \"${B:-x}\" '$C' \\$D $1 $(f $E) `g $F` ${#G}");
        assert_eq!(texts(&command.vars), ["A", "B", "E", "F", "G"]);
        assert_eq!(command.vars[0].span.of("RUN echo $A"), "$A");
        let depths = |text: &str| {
            let source = format!("RUN {text}\n");
            let file = parse(&source);
            let found = commands(&file, &file.instructions[0]);
            found.iter().map(|it| it.depth).collect::<Vec<_>>()
        };
        assert_eq!(depths("a; (b; { c; }); if d; then e; fi; f"), [0, 1, 2, 1, 1, 0]);
    }

    #[test]
    fn a_module_of_python_is_a_program() {
        assert_eq!(first("python3 -m pip install x").name(), "pip");
        assert_eq!(first("/venv/bin/python3.12 -m venv /x").name(), "venv");
        assert_eq!(first("python app.py -m x").name(), "python");
    }

    #[test]
    fn anything_ends() {
        for text in [
            "RUN '",
            "RUN \"",
            "RUN \\",
            "RUN $(",
            "RUN (((",
            "RUN <",
            "RUN case",
            "RUN for",
            "RUN case a in",
            "RUN `",
            "RUN ${",
            "RUN a\\\n#",
            "RUN \u{1f40b}&&",
        ] {
            read(text);
        }
    }
}
