//! Gives each instruction its meaning, with the faults and warnings that the reference raises while it does so.

use crate::catalog::Healthcheck;
use crate::diag::{Journal, Warning};
use crate::text::case::{is_lower, is_upper};
use crate::text::go::{parse_duration, quote};
use crate::text::{Lines, Span, Text, order};

use super::flags::{FlagKind, Flags};
use super::heredoc::opener;
use super::instruction::{
    Argument, CommandLine, Device, From, InlineFile, Instruction, Kind, Network, Pair, Run, Transfer, Word,
};
use super::parse::{EmptyContinuation, empty_continuation_warning};
use super::suggest::did_you_mean;
use super::{ParseWarning, mount};

/// A message, and the text to mark.
type Fault = (String, Span);

/// The keywords of all instructions, the most used first, so that a misspelt one is taken for the likelier of two.
pub const KEYWORDS: [&str; 18] = [
    "RUN",
    "COPY",
    "FROM",
    "ENV",
    "WORKDIR",
    "ARG",
    "CMD",
    "EXPOSE",
    "LABEL",
    "ENTRYPOINT",
    "USER",
    "ADD",
    "VOLUME",
    "HEALTHCHECK",
    "SHELL",
    "MAINTAINER",
    "ONBUILD",
    "STOPSIGNAL",
];

/// A keyword in upper case; empty when there is none such.
pub(super) fn keyword(text: &str) -> &'static str {
    let as_written = KEYWORDS.iter().find(|keyword| **keyword == text);
    let found = as_written.or_else(|| KEYWORDS.iter().find(|keyword| keyword.eq_ignore_ascii_case(text)));
    found.copied().unwrap_or_default()
}

/// Types the instructions of a file, one by one.
#[derive(Debug, Default)]
pub(super) struct Typing {
    journal: Journal,
    in_stage: bool,
}

impl Typing {
    /// Types the next instruction.
    pub(super) fn read(&mut self, it: &mut Instruction) {
        warn_before(it, &mut self.journal);
        let fault = read(it);
        self.in_stage |= it.is("FROM");
        if let Some((message, span)) = fault {
            let message = format!("dockerfile parse error on line {}: {message}", it.lines.start);
            self.journal.error(message, vec![it.lines], span);
            return;
        }
        warn_after(it, &mut self.journal);
        if !self.in_stage && !it.is("ARG") {
            self.journal.error("no build stage in current context", vec![it.lines], it.line_span);
        }
    }

    /// What is wrong with them, behind the warnings of blank lines.
    pub(super) fn finish(self, empty_continuations: &[EmptyContinuation]) -> (Vec<ParseWarning>, Journal) {
        let mut journal = Journal::default();
        let mut parse_warnings = Vec::new();
        for it in empty_continuations {
            parse_warnings.push(ParseWarning {
                message: format!("Empty continuation line found in: {}", it.original),
                line: it.line,
            });
            journal.warning(empty_continuation_warning(it));
        }
        journal.append(self.journal);
        (parse_warnings, journal)
    }
}

/// Types one instruction; gives the first thing that is wrong with it.
fn read(it: &mut Instruction) -> Option<Fault> {
    match kind(it) {
        Ok((kind, fault)) => {
            it.kind = kind;
            fault
        }
        Err(fault) => {
            it.kind = Kind::Invalid;
            Some(fault)
        }
    }
}

fn warning(it: &Instruction, check: &'static str, message: String, span: Span) -> Warning {
    Warning { check, message, lines: it.lines, span, instruction: Some(it.index), inline: true }
}

/// Warnings that the reference gives whether or not the instruction can be read.
fn warn_before(it: &Instruction, journal: &mut Journal) {
    if it.is("MAINTAINER") {
        let message = "Maintainer instruction is deprecated in favor of using label".to_owned();
        journal.warning(warning(it, "MaintainerDeprecated", message, it.line_span));
    }
    if !it.is("FROM") {
        return;
    }
    if let [_, _, name] = it.args.as_slice()
        && !is_lower(&name.text)
    {
        let message = format!("Stage name '{}' should be lowercase", name.text);
        journal.warning(warning(it, "StageNameCasing", message, name.span));
    }
    if let [_, as_keyword, _, ..] = it.args.as_slice() {
        let keyword = &it.keyword.text;
        let differs = if is_lower(keyword) {
            !is_lower(&as_keyword.text)
        } else {
            is_upper(keyword) && !is_upper(&as_keyword.text)
        };
        if differs {
            let message = format!("'{}' and '{keyword}' keywords' casing do not match", as_keyword.text);
            journal.warning(warning(it, "FromAsCasing", message, as_keyword.span));
        }
    }
}

/// Warnings about the comment that describes a stage or an argument.
fn warn_after(it: &Instruction, journal: &mut Journal) {
    let Some(first) = it.comments.last().map(|comment| comment.split(' ').next().unwrap_or_default()) else {
        return;
    };
    let names: Vec<Text> = match &it.kind {
        Kind::From(from) if from.name.is_some() => vec![from.stage_name().into()],
        Kind::Arg(arguments) => arguments.iter().map(|argument| argument.key.text.clone()).collect(),
        _ => return,
    };
    if names.iter().any(|name| *name == first) {
        return;
    }
    let (instruction, example) = match names.as_slice() {
        [_, _, ..] => ("ARG", "<arg_key>"),
        [name] if it.is("ARG") => ("ARG", name.as_str()),
        [name] => ("FROM", name.as_str()),
        [] => return,
    };
    let message = format!("Comment for {instruction} should follow the format: `# {example} <description>`");
    journal.warning(warning(it, "InvalidDefinitionDescription", message, it.line_span));
}

/// An instruction that was understood, perhaps with a fault that leaves its meaning clear.
type Read = Result<(Kind, Option<Fault>), Fault>;

fn fail<T>(message: impl Into<String>, span: Span) -> Result<T, Fault> {
    Err((message.into(), span))
}

fn kind(it: &Instruction) -> Read {
    let keyword = it.name;
    match keyword {
        "FROM" => from(it),
        "COPY" | "ADD" => transfer(it, keyword),
        "RUN" => Ok(run(it)),
        "HEALTHCHECK" => healthcheck(it),
        "ARG" => Ok((Kind::Arg(arguments(it)?), None)),
        "STOPSIGNAL" => Ok((Kind::StopSignal(only_argument(it, keyword)?), None)),
        _ => without_flags(it, Flags::read(&it.flags, &[]).error),
    }
}

/// The meaning of an instruction that takes no flags, with the fault of those that it has.
fn without_flags(it: &Instruction, fault: Option<Fault>) -> Read {
    let keyword = it.name;
    match keyword {
        "ONBUILD" => on_build(it, fault),
        "MAINTAINER" => Ok((Kind::Maintainer(only_argument(it, keyword)?.text.into()), fault)),
        "WORKDIR" => Ok((Kind::Workdir(only_argument(it, keyword)?), fault)),
        "USER" => Ok((Kind::User(only_argument(it, keyword)?), fault)),
        "CMD" => Ok((Kind::Cmd(command_line(it)), fault)),
        "ENTRYPOINT" => Ok((Kind::Entrypoint(command_line(it)), fault)),
        // The reference looks at the flags of these two before their arguments.
        "ENV" | "LABEL" => match (pairs(it, keyword), fault) {
            (Ok(pairs), fault) => {
                Ok((if keyword == "ENV" { Kind::Env(pairs) } else { Kind::Label(pairs) }, fault))
            }
            (Err(error), fault) => Err(fault.unwrap_or(error)),
        },
        "EXPOSE" => {
            at_least_one(it, keyword)?;
            let mut ports = it.args.to_vec();
            order::sort_by(&mut ports, |a, b| a.text.cmp(&b.text));
            Ok((Kind::Expose(ports), fault))
        }
        "VOLUME" => {
            at_least_one(it, keyword)?;
            let mut volumes = it.args.to_vec();
            for volume in &mut volumes {
                volume.text = volume.text.trimmed();
            }
            let blank = volumes.iter().find(|volume| volume.text.is_empty()).map(|volume| volume.span);
            let blank = blank.map(|span| ("VOLUME specified can not be an empty string".to_owned(), span));
            Ok((Kind::Volume(volumes), fault.or(blank)))
        }
        "SHELL" => {
            if let Some(fault) = fault {
                return Err(fault);
            }
            at_least_one(it, keyword)?;
            if !it.json {
                return fail("SHELL requires the arguments to be in JSON form", it.line_span);
            }
            Ok((Kind::Shell(it.args.iter().map(|word| String::from(&word.text)).collect()), None))
        }
        _ => {
            let name = &it.keyword.text;
            let suggestion = did_you_mean(name, KEYWORDS.into_iter(), false);
            fail(format!("unknown instruction: {name}{suggestion}"), it.keyword.span)
        }
    }
}

fn at_least_one(it: &Instruction, keyword: &str) -> Result<(), Fault> {
    if it.args.is_empty() {
        return fail(format!("{keyword} requires at least one argument"), it.line_span);
    }
    Ok(())
}

fn only_argument(it: &Instruction, keyword: &str) -> Result<Word, Fault> {
    match it.args.as_slice() {
        [word] => Ok(word.clone()),
        _ => fail(format!("{keyword} requires exactly one argument"), it.line_span),
    }
}

fn command_line(it: &Instruction) -> CommandLine {
    CommandLine { args: it.args.clone(), shell: !it.json }
}

fn from(it: &Instruction) -> Read {
    let (image, as_keyword, name) = match it.args.as_slice() {
        [image] => (image, None, None),
        [image, as_keyword, name] if as_keyword.text.eq_ignore_ascii_case("as") => {
            (image, Some(as_keyword.clone()), Some(name.clone()))
        }
        _ => return fail("FROM requires either one or three arguments", it.line_span),
    };
    let mut fault = None;
    let mut from = From { image: image.clone(), platform: None, as_keyword, name };
    if let Some(name) = from.name.as_ref().filter(|name| !names_a_stage(&name.text)) {
        let message = format!(
            "invalid name for build stage: {}, name can't start with a number or contain symbols",
            quote(&name.text)
        );
        fault = Some((message, name.span));
    }
    let flags = Flags::read(&it.flags, &FROM_FLAGS);
    from.platform = flags.value("platform").filter(|word| !word.text.is_empty());
    Ok((Kind::From(Box::new(from)), fault.or(flags.error)))
}

/// Whether a name, in upper or lower case, may name a stage.
fn names_a_stage(name: &str) -> bool {
    name.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && name.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '.'))
}

/// Whether a lower-cased name may name a stage.
pub fn is_stage_name(name: &str) -> bool {
    name.starts_with(|ch: char| ch.is_ascii_lowercase())
        && name
            .chars()
            .all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || matches!(ch, '-' | '_' | '.'))
}

fn arguments(it: &Instruction) -> Result<Vec<Argument>, Fault> {
    at_least_one(it, "ARG")?;
    let mut arguments = Vec::with_capacity(it.args.len());
    for word in &it.args {
        let Some(length) = word.text.find('=') else {
            arguments.push(Argument { key: word.clone(), default: None });
            continue;
        };
        if length == 0 {
            return fail("ARG names can not be blank", word.span);
        }
        let sign = word.span.start as usize + length;
        let end = word.span.end as usize;
        let (key, value) = (word.text.part(0, length), word.text.part(length + 1, word.text.len()));
        arguments.push(Argument {
            key: Word { text: key, span: Span::new(word.span.start as usize, sign.min(end)) },
            default: Some(Word { text: value, span: Span::new((sign + 1).min(end), end) }),
        });
    }
    Ok(arguments)
}

fn pairs(it: &Instruction, keyword: &str) -> Result<Vec<Pair>, Fault> {
    at_least_one(it, keyword)?;
    let (triples, _) = it.args.as_chunks();
    let mut pairs = Vec::with_capacity(triples.len());
    for [key, value, sign] in triples {
        if key.text.is_empty() {
            return fail(format!("{keyword} names can not be blank"), key.span);
        }
        pairs.push(Pair { key: key.clone(), value: value.clone(), legacy: sign.text.is_empty() });
    }
    Ok(pairs)
}

/// The flags of an instruction, each with whether it takes no value.
pub fn flags_of(keyword: &str) -> impl Iterator<Item = (&'static str, bool)> {
    let flags: &'static [(&'static str, FlagKind)] = match keyword {
        "FROM" => &FROM_FLAGS,
        "RUN" => &RUN_FLAGS,
        "COPY" => &COPY_FLAGS,
        "ADD" => &ADD_FLAGS,
        "HEALTHCHECK" => &HEALTH_FLAGS,
        _ => &[],
    };
    flags.iter().map(|(name, kind)| (*name, *kind == FlagKind::Switch))
}

const FROM_FLAGS: [(&str, FlagKind); 1] = [("platform", FlagKind::Value)];

const RUN_FLAGS: [(&str, FlagKind); 4] = [
    ("device", FlagKind::List),
    ("mount", FlagKind::List),
    ("network", FlagKind::Value),
    ("security", FlagKind::Value),
];

fn run(it: &Instruction) -> (Kind, Option<Fault>) {
    let flags = Flags::read(&it.flags, &RUN_FLAGS);
    let mut fault = flags.error.clone();
    let mounts = flags.list("mount");
    for word in &mounts {
        if let Err(message) = mount::check_from(&word.text) {
            fault = fault.or(Some((message, word.span)));
        }
    }
    let network = match flags.value("network") {
        Some(word) if word.text == "none" => Network::None,
        Some(word) if word.text == "host" => Network::Host,
        Some(word) if word.text != "default" => {
            fault = fault.or(Some((format!("invalid network mode {}", quote(&word.text)), word.span)));
            Network::Default
        }
        _ => Network::Default,
    };
    let security = flags.value("security");
    if let Some(word) = security.as_ref().filter(|word| !matches!(word.text.as_str(), "sandbox" | "insecure"))
    {
        fault = fault.or(Some((format!("security {} is not valid", quote(&word.text)), word.span)));
    }
    let insecure = security.is_some_and(|word| word.text == "insecure");
    let devices = flags.list("device").iter().map(|word| device(&word.text)).collect();
    (Kind::Run(Run { command: command_line(it), mounts, network, insecure, devices }), fault)
}

/// The value of `--device`: `name[,required]`.
fn device(text: &str) -> Device {
    let mut fields = text.split(',');
    let name = fields.next().unwrap_or_default();
    Device {
        name: name.strip_prefix("name=").unwrap_or(name).to_owned(),
        required: fields.any(|field| matches!(field, "required" | "required=true")),
    }
}

const COPY_FLAGS: [(&str, FlagKind); 6] = [
    ("chmod", FlagKind::Value),
    ("chown", FlagKind::Value),
    ("exclude", FlagKind::List),
    ("from", FlagKind::Value),
    ("link", FlagKind::Switch),
    ("parents", FlagKind::Switch),
];

const ADD_FLAGS: [(&str, FlagKind); 7] = [
    ("checksum", FlagKind::Value),
    ("chmod", FlagKind::Value),
    ("chown", FlagKind::Value),
    ("exclude", FlagKind::List),
    ("keep-git-dir", FlagKind::Switch),
    ("link", FlagKind::Switch),
    ("unpack", FlagKind::Switch),
];

fn transfer(it: &Instruction, keyword: &str) -> Read {
    let Some((dest, sources)) = it.args.split_last().filter(|(_, sources)| !sources.is_empty()) else {
        let message = format!(
            "{keyword} requires at least two arguments, but only one was provided. Destination could not be determined"
        );
        return fail(message, it.line_span);
    };
    let is_add = keyword == "ADD";
    let flags = Flags::read(&it.flags, if is_add { &ADD_FLAGS } else { &COPY_FLAGS });
    let mut fault = flags.error.clone();
    if opener(&dest.text).is_some() {
        fault = fault.or(Some((format!("{keyword} cannot accept a heredoc as a destination"), dest.span)));
    }
    let mut transfer = Transfer {
        from: flags.value("from").filter(|word| !word.text.is_empty()),
        chown: flags.value("chown").unwrap_or_default(),
        chmod: flags.value("chmod").unwrap_or_default(),
        link: flags.switch("link") == Some(true),
        parents: flags.switch("parents") == Some(true),
        keep_git_dir: flags.switch("keep-git-dir"),
        checksum: flags.value("checksum").unwrap_or_default(),
        unpack: flags.switch("unpack"),
        excludes: flags.list("exclude"),
        dest: dest.clone(),
        ..Transfer::default()
    };
    for source in sources {
        let Some(heredoc) = opener(&source.text) else {
            transfer.sources.push(source.clone());
            continue;
        };
        // Bodies are found by name: of two of the same name the last one counts.
        let body = it.heredocs.iter().rfind(|body| body.name == heredoc.name);
        let content = body.map(super::Heredoc::body).unwrap_or_default();
        transfer.inline.push(InlineFile { name: heredoc.name, content, expand: heredoc.expand });
    }
    let transfer = Box::new(transfer);
    Ok((if is_add { Kind::Add(transfer) } else { Kind::Copy(transfer) }, fault))
}

const HEALTH_FLAGS: [(&str, FlagKind); 5] = [
    ("interval", FlagKind::Value),
    ("retries", FlagKind::Value),
    ("start-interval", FlagKind::Value),
    ("start-period", FlagKind::Value),
    ("timeout", FlagKind::Value),
];

fn healthcheck(it: &Instruction) -> Read {
    at_least_one(it, "HEALTHCHECK")?;
    let Some((kind, args)) = it.args.split_first() else { return Ok((Kind::Invalid, None)) };
    let name = kind.text.to_ascii_uppercase();
    if name == "NONE" {
        let check = Healthcheck { test: vec![name], ..Healthcheck::default() };
        let fault = args.first().map(|word| ("HEALTHCHECK NONE takes no arguments".to_owned(), word.span));
        return Ok((Kind::Healthcheck(check), fault));
    }
    let flags = Flags::read(&it.flags, &HEALTH_FLAGS);
    if let Some((message, span)) = &flags.error {
        return fail(message, *span);
    }
    if name != "CMD" {
        return fail(format!("Unknown type {} in HEALTHCHECK (try CMD)", quote(&name)), kind.span);
    }
    if args.is_empty() {
        return fail("Missing command after HEALTHCHECK CMD", it.line_span);
    }
    let first = if it.json { "CMD" } else { "CMD-SHELL" };
    let test =
        [first.to_owned()].into_iter().chain(args.iter().map(|word| String::from(&word.text))).collect();
    let check = Healthcheck {
        test,
        interval: interval(&flags, "interval")?,
        timeout: interval(&flags, "timeout")?,
        start_period: interval(&flags, "start-period")?,
        start_interval: interval(&flags, "start-interval")?,
        retries: retries(&flags)?,
    };
    Ok((Kind::Healthcheck(check), None))
}

fn interval(flags: &Flags, name: &str) -> Result<i64, Fault> {
    const MILLISECOND: i64 = 1_000_000;
    let Some(word) = flags.value(name).filter(|word| !word.text.is_empty()) else { return Ok(0) };
    let duration = parse_duration(&word.text).map_err(|message| (message, word.span))?;
    if duration != 0 && duration < MILLISECOND {
        return fail(format!("Interval {} cannot be less than 1ms", quote(name)), word.span);
    }
    Ok(duration)
}

fn retries(flags: &Flags) -> Result<i64, Fault> {
    let Some(word) = flags.value("retries").filter(|word| !word.text.is_empty()) else { return Ok(0) };
    let number = crate::text::go::parse_int(&word.text, 32).map_err(|message| (message, word.span))?;
    if number < 0 {
        return fail(format!("--retries cannot be negative ({number})"), word.span);
    }
    Ok(number)
}

fn on_build(it: &Instruction, fault: Option<Fault>) -> Read {
    let Some(child) = &it.child else {
        return fail("ONBUILD requires at least one argument", it.line_span);
    };
    if let Some(fault) = fault {
        return Err(fault);
    }
    let keyword = &child.keyword;
    let name = keyword.text.trim().to_ascii_uppercase();
    match name.as_str() {
        "ONBUILD" => return fail("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", keyword.span),
        "MAINTAINER" | "FROM" => {
            return fail(format!("{name} isn't allowed as an ONBUILD trigger"), keyword.span);
        }
        _ => {}
    }
    let mut expression = expression(&it.original).to_owned();
    for heredoc in &it.heredocs {
        expression.push('\n');
        expression.push_str(&heredoc.content);
        expression.push_str(&heredoc.name);
    }
    Ok((Kind::OnBuild(expression), None))
}

/// The text behind the keyword `ONBUILD`, when that is where the text starts.
fn expression(original: &str) -> &str {
    let trimmed = original.trim_start();
    match trimmed.split_at_checked("ONBUILD".len()) {
        Some((keyword, rest)) if keyword.eq_ignore_ascii_case("ONBUILD") => rest.trim_start(),
        _ => original,
    }
}

/// Reads the text of one trigger as an instruction that stands on the lines of the `FROM` that pulls it.
///
/// Gives the instruction and what is wrong with it, in the words of the reference.
pub fn read_trigger(text: &str, lines: Lines, span: Span) -> (Option<Instruction>, Option<String>) {
    let mut file = super::parse(text);
    if let Some(error) = file.parse_journal.first_error() {
        return (None, Some(error.message.clone()));
    }
    if file.instructions.len() != 1 {
        return (None, Some("onbuild trigger should be a single expression".to_owned()));
    }
    let Some(mut it) = file.instructions.pop() else { return (None, None) };
    it.lines = lines;
    it.span = span;
    it.line_span = span;
    // The instruction was typed with the file; only its fault has to be told again, without a line.
    if it.is("FROM") {
        return (None, Some("*instructions.Stage is not a command type".to_owned()));
    }
    let message = file.typed_journal.first_error().and_then(|error| {
        let prefix = "dockerfile parse error on line 1: ";
        error.message.strip_prefix(prefix).map(str::to_owned)
    });
    (Some(it), message)
}
