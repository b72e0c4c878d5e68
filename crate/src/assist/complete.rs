//! What can be written at a place.

use crate::catalog::{Catalog, Lookup};
use crate::report::{Input, bytes};
use crate::rules::RULES;
use crate::syntax::mount::{MountKind, SHARINGS};
use crate::syntax::{KEYWORDS, command, flags_of, parse};
use crate::text::Utf16Index;

use super::cursor::{Cursor, Part};
use super::here::{Here, above};
use super::variables::{Open, open_at_end};
use super::{byte_at, options, paths, settings, topics};

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Completions {
    /// UTF-16 offset where what is replaced begins. It ends at the place that was asked about.
    pub from: u32,
    /// The offers, the likeliest kind first.
    pub items: Vec<Completion>,
}

/// One offer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Completion {
    /// What it is called.
    pub label: String,
    /// What kind of thing it is.
    pub kind: CompletionKind,
    /// A few words about it here: a value, a size, where it comes from; may be empty.
    pub detail: String,
    /// What is written.
    pub insert: String,
    /// Under which name it is explained.
    pub topic: Option<String>,
}

/// What kind of thing is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum CompletionKind {
    /// The keyword of an instruction.
    Instruction,
    /// A flag, or a key of a mount.
    Flag,
    /// A value of a flag, or an argument.
    Value,
    /// A stage.
    Stage,
    /// An image of the catalogue.
    Image,
    /// A variable or build argument.
    Variable,
    /// A file.
    File,
    /// A directory.
    Directory,
    /// A rule.
    Rule,
}

/// A value is cut off here.
const LONGEST_DETAIL: usize = 60;

/// What can be done with the value of a variable.
const MODIFIERS: [(&str, &str); 9] = [
    (":-", "this where it is not set or empty"),
    (":+", "this where it is set and not empty"),
    (":?", "stop with this where it is not set or empty"),
    ("#", "without the shortest such beginning"),
    ("##", "without the longest such beginning"),
    ("%", "without the shortest such end"),
    ("%%", "without the longest such end"),
    ("/", "replace the first such part"),
    ("//", "replace all such parts"),
];

impl Completion {
    pub(super) fn new(kind: CompletionKind, label: impl Into<String>, detail: impl Into<String>) -> Self {
        let label = label.into();
        let mut detail = detail.into();
        if let Some((cut, _)) = detail.char_indices().nth(LONGEST_DETAIL) {
            detail.truncate(cut);
            detail.push('…');
        }
        Self { insert: label.clone(), label, kind, detail, topic: None }
    }

    pub(super) fn inserting(mut self, text: impl Into<String>) -> Self {
        self.insert = text.into();
        self
    }

    fn about(mut self, topic: impl Into<String>) -> Self {
        self.topic = Some(topic.into());
        self
    }
}

/// What can be written at a UTF-16 offset; `None` where nothing is known.
pub fn complete(input: &Input, catalog: &Catalog<'_>, offset: u32) -> Option<Completions> {
    let index = Utf16Index::new(&input.dockerfile);
    let pos = byte_at(input, &index, offset);
    let cursor = Cursor::at(&input.dockerfile, pos);
    let asked = above(input, catalog, cursor.start, |here| {
        Asked { input, catalog, cursor: &cursor, here, pos }.answer()
    });
    let (from, items) = asked??;
    (!items.is_empty()).then(|| Completions { from: index.utf16(crate::text::offset(from)), items })
}

type Offers = Option<(usize, Vec<Completion>)>;

struct Asked<'a> {
    input: &'a Input,
    catalog: &'a Catalog<'a>,
    cursor: &'a Cursor,
    here: &'a Here<'a>,
    pos: usize,
}

impl Asked<'_> {
    fn answer(&self) -> Offers {
        let Cursor { part, word, .. } = self.cursor;
        let text = word.of(&self.input.dockerfile);
        let start = word.start as usize;
        if !matches!(part, Part::Keyword | Part::Comment)
            && let Some(offers) = self.variable()
        {
            return Some(offers);
        }
        match part {
            Part::Keyword => Some((start, self.instructions(text))),
            Part::Comment => self.comment(),
            Part::Body => None,
            Part::Flag => self.flag(text, start),
            Part::Argument if text == "-" && self.cursor.args.is_empty() => Some((start, self.flags())),
            Part::Argument => self.argument(text, start),
        }
    }

    fn is_lower(&self) -> bool {
        let keywords = || parse(&self.input.dockerfile).instructions.into_iter().map(|it| it.keyword.text);
        let lower = keywords().filter(|text| crate::text::case::is_lower(text)).count();
        2 * lower > keywords().count()
    }

    fn instructions(&self, typed: &str) -> Vec<Completion> {
        // Above the first FROM nothing but ARG may stand; in the middle of some Dockerfile there is none.
        let in_stage = self.here.stage().is_some() || self.is_fragment();
        let fits = |keyword: &&str| match *keyword {
            "MAINTAINER" => false,
            "FROM" => !self.cursor.on_build,
            "ARG" => true,
            "ONBUILD" => in_stage && !self.cursor.on_build,
            _ => in_stage,
        };
        let lower = typed.starts_with(|ch: char| ch.is_ascii_lowercase()) && self.is_lower();
        let offer = |keyword: &'static str| {
            let text = if lower { keyword.to_ascii_lowercase() } else { keyword.to_owned() };
            let insert = format!("{text} ");
            Completion::new(CompletionKind::Instruction, text, "").inserting(insert).about(keyword)
        };
        KEYWORDS.into_iter().filter(fits).map(offer).collect()
    }

    fn is_fragment(&self) -> bool {
        let file = parse(&self.input.dockerfile);
        !file.instructions.iter().any(|it| it.is("FROM"))
            && file.instructions.iter().any(|it| !it.is("ARG") && it.span.end as usize <= self.cursor.start)
    }

    /// Names of rules in `# check=skip=…`, and settings such as `# @target`.
    fn comment(&self) -> Offers {
        let text = self.input.dockerfile.get(..self.pos)?;
        let line = text.get(text.rfind('\n').map_or(0, |at| at + 1)..)?;
        if let Some((typed, all)) = settings::offers(&self.input.dockerfile, line) {
            return Some((self.pos - typed.len(), all));
        }
        let comment = line.trim_start().strip_prefix('#')?.trim_start();
        let options = comment.strip_prefix("check=")?;
        let list = options.rsplit(';').next()?;
        let (_, names) =
            list.split_once('=').filter(|(key, _)| matches!(key.trim(), "skip" | "experimental"))?;
        let typed = names.rsplit(',').next().unwrap_or_default().trim_start();
        let rules =
            RULES.iter().map(|rule| Completion::new(CompletionKind::Rule, rule.meta.id, rule.meta.category));
        Some((self.pos - typed.len(), rules.collect()))
    }

    fn variable(&self) -> Offers {
        let before = self.input.dockerfile.get(self.cursor.start..self.pos)?;
        let line = before.rsplit('\n').next()?;
        let escape = self.here.build.file.escape;
        match open_at_end(line, escape)? {
            Open::Name(typed, braced) => {
                let rest = self.input.dockerfile.get(self.pos..).unwrap_or_default();
                let close = if braced && !rest.starts_with('}') { "}" } else { "" };
                let global = self.cursor.keyword == "FROM";
                let offer = |it: super::here::Variable| {
                    let detail = it.value.map_or_else(|| "no value".to_owned(), |value| format!("= {value}"));
                    let insert = format!("{}{close}", it.name);
                    Completion::new(CompletionKind::Variable, it.name, detail)
                        .inserting(insert)
                        .about(topics::VARIABLE)
                };
                let list = self.here.variables(global).into_iter().map(offer).collect();
                Some((self.pos - typed.len(), list))
            }
            Open::Modifier(typed) => {
                let fits = MODIFIERS.iter().filter(|(sign, _)| sign.starts_with(typed));
                let offer = |(sign, about): &(&str, &str)| {
                    Completion::new(CompletionKind::Value, *sign, *about).about(topics::VARIABLE)
                };
                Some((self.pos - typed.len(), fits.map(offer).collect()))
            }
        }
    }

    fn flag(&self, text: &str, start: usize) -> Offers {
        let keyword = self.cursor.keyword;
        let Some((name, value)) = text.split_once('=') else {
            return Some((start, self.flags()));
        };
        let name = name.trim_start_matches('-');
        if (keyword, name) == ("RUN", "mount") {
            return self.mount(value);
        }
        let from = self.pos - value.len();
        match name {
            "from" => Some((from, self.sources())),
            "chown" => Some((from, self.users())),
            _ => Some((from, values(keyword, name))),
        }
    }

    fn flags(&self) -> Vec<Completion> {
        let keyword = self.cursor.keyword;
        let offer = |(name, is_switch): (&'static str, bool)| {
            let label = format!("--{name}{}", if is_switch { "" } else { "=" });
            let insert = if is_switch { format!("{label} ") } else { label.clone() };
            Completion::new(CompletionKind::Flag, label, "")
                .inserting(insert)
                .about(topics::flag(keyword, name))
        };
        // Those of which there can be more than one come again.
        let is_new = |(name, _): &(&'static str, bool)| {
            matches!(*name, "mount" | "exclude" | "device")
                || !self
                    .cursor
                    .flags
                    .iter()
                    .any(|flag| flag.trim_start_matches('-').split('=').next() == Some(name))
        };
        flags_of(keyword).filter(is_new).map(offer).collect()
    }

    fn mount(&self, value: &str) -> Offers {
        let fields: Vec<&str> = value.split(',').collect();
        let last = fields.last().copied().unwrap_or_default();
        let get = |key: &str| fields.iter().find_map(|field| field.strip_prefix(key)?.strip_prefix('='));
        let kind = get("type").unwrap_or("bind");
        let Some((key, typed)) = last.split_once('=') else {
            return Some((self.pos - last.len(), mount_keys(kind, &fields)));
        };
        let from = self.pos - typed.len();
        match key {
            "type" => {
                let offer = |(name, _): (&'static str, MountKind)| {
                    Completion::new(CompletionKind::Value, name, "").about(topics::mount(name))
                };
                Some((from, MountKind::ALL.into_iter().map(offer).collect()))
            }
            "sharing" => {
                let offer = |(name, _): (&'static str, _)| {
                    Completion::new(CompletionKind::Value, name, "").about(topics::mount_key("sharing"))
                };
                Some((from, SHARINGS.into_iter().map(offer).collect()))
            }
            "from" => Some((from, self.sources())),
            "source" | "src" if matches!(kind, "bind" | "cache") => Some(self.paths(typed, get("from"))),
            "target" | "dst" | "destination" if kind == "cache" => Some((from, values("", "target"))),
            _ => None,
        }
    }

    /// Stages and images that something can be taken from.
    fn sources(&self) -> Vec<Completion> {
        let mut list = self.stages(self.cursor.keyword == "FROM");
        list.extend(self.images());
        list
    }

    fn stages(&self, with_own: bool) -> Vec<Completion> {
        let named = self.here.stages(with_own).iter().filter(|stage| !stage.name.is_empty());
        let offer = |stage: &crate::stage::Stage| {
            let base =
                self.here.build.plan.evaluation.state(stage.index).map(|state| state.written_base.as_str());
            let detail = format!("stage {}, from {}", stage.index + 1, base.unwrap_or_default());
            Completion::new(CompletionKind::Stage, stage.name.as_str(), detail).about(topics::STAGE)
        };
        named.map(offer).collect()
    }

    fn images(&self) -> Vec<Completion> {
        let offer = |name: &str| {
            let short = name.strip_prefix("docker.io/").unwrap_or(name);
            let short = short.strip_prefix("library/").unwrap_or(short);
            let size = match self.catalog.image(name) {
                Lookup::Known(image) => image.size.as_ref().map(|size| bytes(size.bytes)),
                _ => None,
            };
            Completion::new(CompletionKind::Image, short, size.unwrap_or_default()).about(topics::IMAGE)
        };
        self.catalog.names().map(offer).collect()
    }

    fn argument(&self, text: &str, start: usize) -> Offers {
        let Cursor { keyword, args, .. } = self.cursor;
        match (*keyword, args.len()) {
            ("FROM", 0) => {
                let mut list = self.stages(true);
                list.push(
                    Completion::new(CompletionKind::Value, "scratch", "nothing at all")
                        .about(topics::SCRATCH),
                );
                list.extend(self.images());
                Some((start, list))
            }
            ("FROM", 1) => {
                let label = if self.is_lower() { "as" } else { "AS" };
                let offer = Completion::new(CompletionKind::Value, label, "names the stage");
                Some((start, vec![offer.inserting(format!("{label} ")).about(topics::STAGE)]))
            }
            ("COPY" | "ADD", count) => {
                let (from, mut list) = self.paths(text, self.cursor.flag("from"));
                if count > 0 {
                    // What stands last is where it goes to.
                    let (_, own) = self.own_paths(text);
                    let is_new = |it: &Completion| list.iter().all(|known| known.label != it.label);
                    let own: Vec<Completion> = own.into_iter().filter(is_new).collect();
                    list.extend(own);
                }
                Some((from, list))
            }
            ("WORKDIR", _) => Some(self.own_paths(text)),
            ("USER", 0) => Some((start, self.users())),
            ("ARG", _) if !text.contains('=') => Some((start, self.arguments())),
            ("SHELL" | "STOPSIGNAL" | "HEALTHCHECK", 0) => {
                let offer =
                    |(label, about): &(&str, &str)| Completion::new(CompletionKind::Value, *label, *about);
                Some((start, options::arguments(keyword).iter().map(offer).collect()))
            }
            _ => None,
        }
    }

    /// Names of the global scope that the stage has not declared.
    fn arguments(&self) -> Vec<Completion> {
        let Some(outcome) = self.here.outcome() else { return Vec::new() };
        let is_new = |it: &super::here::Variable| !outcome.args.iter().any(|arg| arg.name == it.name);
        let global = self.here.variables(true).into_iter().filter(is_new);
        let offer = |it: super::here::Variable| {
            let detail = it.value.map_or_else(|| "no value".to_owned(), |value| format!("= {value}"));
            Completion::new(CompletionKind::Variable, it.name, detail).about("ARG")
        };
        global.map(offer).collect()
    }

    /// Users that are there: root, that of the image, and those that the stage makes.
    fn users(&self) -> Vec<Completion> {
        let mut names = vec![("root".to_owned(), "0")];
        let own = self.here.outcome().map(|outcome| String::from(&outcome.user)).unwrap_or_default();
        names.push((own, "in force here"));
        let file = self.here.build.file;
        let stage = self.here.stage().map(|stage| stage.instructions.as_slice()).unwrap_or_default();
        for it in stage.iter().filter_map(|index| file.instructions.get(*index)) {
            for made in command::commands(file, it) {
                if matches!(made.name(), "useradd" | "adduser")
                    && let Some(name) = made.operand_texts().last()
                {
                    names.push((name.to_owned(), "made in this stage"));
                }
            }
        }
        let base = self.here.build.plan.evaluation.state(self.here.outcome().map_or(0, |it| it.root));
        match base.map(|base| base.written_base.split(':').next().unwrap_or_default()) {
            Some("node") => names.push(("node".to_owned(), "of the base image")),
            Some(name) if name.contains("distroless") => {
                names.push(("nonroot".to_owned(), "of the base image"));
            }
            _ => {}
        }
        let mut list: Vec<Completion> = Vec::new();
        for (name, about) in names {
            if !name.is_empty() && list.iter().all(|known| known.label != name) {
                list.push(Completion::new(CompletionKind::Value, name, about).about("USER"));
            }
        }
        list
    }

    /// What lies in the directory of a path that is being written: of a stage, or of the build context.
    fn paths(&self, typed: &str, from: Option<&str>) -> (usize, Vec<Completion>) {
        let (dir, _) = split(typed);
        let names = match from.filter(|from| !from.is_empty()) {
            Some(from) => {
                let stage = self.here.stage_named(from, false);
                let root = stage.and_then(|stage| self.here.root_of(stage.index));
                root.map(|root| paths::in_tree(root, "/", dir)).unwrap_or_default()
            }
            None => paths::in_context(self.input, dir),
        };
        self.names(typed, names)
    }

    /// The same of the image as it is here.
    fn own_paths(&self, typed: &str) -> (usize, Vec<Completion>) {
        let (dir, _) = split(typed);
        let work = self.here.outcome().map(|outcome| outcome.dir.as_str()).unwrap_or_default();
        let names = self.here.root().map(|root| paths::in_tree(root, work, dir)).unwrap_or_default();
        self.names(typed, names.into_iter().filter(|(_, is_dir)| *is_dir).collect())
    }

    fn names(&self, typed: &str, names: Vec<paths::Name>) -> (usize, Vec<Completion>) {
        let (dir, name) = split(typed);
        // The first slash of a path of a stage may not be written yet.
        let lead = if dir.is_empty() && self.cursor.flag("from").is_some() { "/" } else { "" };
        let offer = |(name, is_dir): paths::Name| {
            let kind = if is_dir { CompletionKind::Directory } else { CompletionKind::File };
            let label = format!("{lead}{name}{}", if is_dir { "/" } else { "" });
            Completion::new(kind, label, "")
        };
        (self.pos - name.len(), names.into_iter().map(offer).collect())
    }
}

/// The directory of a path that is being written, with its slash, and the name.
fn split(typed: &str) -> (&str, &str) {
    let at = typed.rfind('/').map_or(0, |at| at + 1);
    typed.split_at_checked(at).unwrap_or_default()
}

fn values(keyword: &str, flag: &str) -> Vec<Completion> {
    let topic = if keyword.is_empty() { topics::mount_key(flag) } else { topics::flag(keyword, flag) };
    let offer = |(label, about)| Completion::new(CompletionKind::Value, label, about).about(topic.as_str());
    options::values(keyword, flag).into_iter().map(offer).collect()
}

fn mount_keys(kind: &str, fields: &[&str]) -> Vec<Completion> {
    let is_there =
        |key: &str| fields.iter().any(|field| field.split('=').next() == Some(key) && field.contains('='));
    let offer = |key: &'static str| {
        let label = if options::SWITCHES.contains(&key) { key.to_owned() } else { format!("{key}=") };
        Completion::new(CompletionKind::Flag, label, "").about(topics::mount_key(key))
    };
    let keys = ["type"].into_iter().chain(options::mount_keys(kind).iter().copied());
    keys.filter(|key| !is_there(key)).map(offer).collect()
}

#[cfg(test)]
mod tests {
    use super::{Completion, complete};
    use crate::assist::testing::{catalog, input};

    fn offers(fixture: &str) -> (String, Vec<Completion>) {
        let (input, offset) = input(fixture);
        let Some(found) = complete(&input, &catalog(), offset) else { return (String::new(), Vec::new()) };
        let units: Vec<u16> = input.dockerfile.encode_utf16().collect();
        let typed = String::from_utf16(&units[found.from as usize..offset as usize]).unwrap();
        (typed, found.items)
    }

    /// What is written so far, and the offers, a blank between them; a detail follows in round brackets.
    #[track_caller]
    fn check(fixture: &str, typed: &str, expected: &[&str]) {
        let (found, items) = offers(fixture);
        let labels: Vec<String> = items
            .iter()
            .map(|it| {
                if it.detail.is_empty() { it.label.clone() } else { format!("{} ({})", it.label, it.detail) }
            })
            .collect();
        assert_eq!(
            (found.as_str(), labels.iter().map(String::as_str).collect()),
            (typed, expected.to_vec()),
            "{fixture:?}"
        );
    }

    /// Among the offers are these.
    #[track_caller]
    fn has(fixture: &str, expected: &[&str]) {
        let (_, items) = offers(fixture);
        for label in expected {
            assert!(items.iter().any(|it| it.label == *label), "{fixture:?} offers no {label}: {items:?}");
        }
    }

    #[track_caller]
    fn inserts(fixture: &str, label: &str, text: &str) {
        let (_, items) = offers(fixture);
        assert_eq!(
            items.iter().find(|it| it.label == label).map(|it| it.insert.as_str()),
            Some(text),
            "{fixture:?}"
        );
    }

    #[test]
    fn instructions() {
        check("|", "", &["FROM", "ARG"]);
        has("FROM a\nCO|", &["COPY", "RUN", "FROM"]);
        has("RUN a\nCO|", &["COPY"]);
        inserts("FROM a\nCO|", "COPY", "COPY ");
        inserts("from a\nrun b\nco|", "copy", "copy ");
        assert!(
            offers("FROM a\nONBUILD |").1.iter().all(|it| !matches!(it.label.as_str(), "FROM" | "ONBUILD"))
        );
        check("FROM a\nNO |", "", &[]);
    }

    #[test]
    fn flags() {
        check("FROM --|", "--", &["--platform="]);
        has("FROM --platform=|", &["linux/arm64", "$BUILDPLATFORM"]);
        check("FROM a\nCOPY --link --from=b --|", "--", &["--chmod=", "--chown=", "--exclude=", "--parents"]);
        check(
            "FROM a\nRUN --mount=type=cache,target=/x -|",
            "-",
            &["--device=", "--mount=", "--network=", "--security="],
        );
        inserts("FROM a\nCOPY --|", "--link", "--link ");
        check("FROM a\nRUN --network=n|", "n", &["default", "none (no network)", "host (that of the host)"]);
        check(
            "FROM a\nHEALTHCHECK --|",
            "--",
            &["--interval=", "--retries=", "--start-interval=", "--start-period=", "--timeout="],
        );
    }

    #[test]
    fn mounts() {
        check("FROM a\nRUN --mount=type=c|", "c", &["bind", "cache", "secret", "ssh", "tmpfs"]);
        check("FROM a\nRUN --mount=type=tmpfs,|", "", &["target=", "size="]);
        check("FROM a\nRUN --mount=type=cache,sharing=l|", "l", &["locked", "private", "shared"]);
        has("FROM a\nRUN --mount=type=cache,target=|", &["/root/.cache/pip", "/go/pkg/mod"]);
        check("FROM a\nRUN --mount=source=|", "", &["app.py", "requirements.txt", "src/"]);
        has("FROM a AS b\nFROM c\nRUN --mount=type=bind,from=|", &["b"]);
    }

    #[test]
    fn stages_and_images() {
        let (typed, items) = offers("FROM a:1 AS b\nFROM c\nFROM |");
        assert_eq!(typed, "");
        assert_eq!((items[0].label.as_str(), items[0].detail.as_str()), ("b", "stage 1, from a:1"));
        has("FROM pyt|", &["python:3.11-slim", "scratch", "alpine:3.22"]);
        has("FROM a AS b\nFROM c\nCOPY --from=|", &["b"]);
        assert!(offers("FROM a AS b\nCOPY --from=|").1.iter().all(|it| it.label != "b"), "not from itself");
        check("FROM a |", "", &["AS (names the stage)"]);
    }

    #[test]
    fn variables() {
        check(
            "ARG V=3\nFROM a:${V:|",
            ":",
            &[
                ":- (this where it is not set or empty)",
                ":+ (this where it is set and not empty)",
                ":? (stop with this where it is not set or empty)",
            ],
        );
        has("ARG V=3\nFROM a:$|", &["V", "TARGETARCH"]);
        inserts("ARG V=3\nFROM a:${|", "V", "V}");
        inserts("ARG V=3\nFROM a:${|}", "V", "V");
        let (typed, items) = offers("ARG G=1\nFROM a\nENV A=1\nARG B\nRUN echo $A|");
        let shown: Vec<_> = items.iter().map(|it| (it.label.as_str(), it.detail.as_str())).collect();
        assert_eq!(typed, "A");
        assert!(shown.contains(&("A", "= 1")) && shown.contains(&("B", "no value")), "{shown:?}");
        assert!(!shown.iter().any(|(name, _)| *name == "G"), "{shown:?}");
        let (_, items) = offers("ARG G=1\nFROM a\nARG |");
        assert!(items.iter().any(|it| it.label == "G" && it.detail == "= 1"), "{items:?}");
        has("FROM a\nENV P=1\nRUN <<EOF\necho $|\nEOF\n", &["P"]);
        check("FROM a\nRUN echo '$|", "", &[]);
    }

    #[test]
    fn paths_of_the_context_and_of_stages() {
        check("FROM scratch\nCOPY |", "", &["app.py", "requirements.txt", "src/"]);
        check("FROM scratch\nCOPY src/l|", "l", &["lib/", "main.go"]);
        let stage = "FROM scratch AS b\nCOPY app.py /x/\nRUN --network=none echo\nFROM scratch\n";
        check(&format!("{stage}COPY --from=b /x/|"), "", &["app.py"]);
        check(&format!("{stage}COPY --from=b |"), "", &["/x/"]);
        check("FROM scratch\nWORKDIR /w\nCOPY app.py lib/\nWORKDIR |", "", &["lib/"]);
        has("FROM scratch\nWORKDIR /w\nCOPY app.py lib/\nCOPY src l|", &["lib/"]);
    }

    #[test]
    fn other_arguments() {
        has("FROM node:24-slim\nUSER |", &["root", "node"]);
        has("FROM debian:13\nRUN useradd -m web\nCOPY --chown=|", &["root", "web"]);
        has("FROM a\nSTOPSIGNAL |", &["SIGINT"]);
        has("FROM a\nHEALTHCHECK --interval=5s |", &["CMD", "NONE"]);
        has("# check=skip=St|", &["StageUnused"]);
        check("# note |", "", &[]);
    }
}
