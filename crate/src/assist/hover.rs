//! What a word means at its place: what is explained of it, and what is so here.

use crate::catalog::Catalog;
use crate::eval::Origin;
use crate::plan::files::Found;
use crate::report::{Input, LONGEST_SOURCE, root_size, size_view, state_size};
use crate::stage::lines_of;
use crate::syntax::mount::MountKind;
use crate::syntax::{Dockerfile, Instruction, Kind, Transfer, Word, flags_of, parse};
use crate::text::paths::join;
use crate::text::{Span, Utf16Index};

use super::here::{Here, above};
use super::{byte_at, options, paths, topics, variables};

/// What there is to say of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Hover {
    /// UTF-16 offset of its first character.
    pub from: u32,
    /// UTF-16 offset after its last character.
    pub to: u32,
    /// The word, or what it stands for.
    pub title: String,
    /// What is so here, a sentence each.
    pub facts: Vec<String>,
    /// Under which name it is explained; empty where nothing more is to be said.
    pub topic: String,
}

/// What there is to say of what stands at a UTF-16 offset.
pub fn hover(input: &Input, catalog: &Catalog<'_>, offset: u32) -> Option<Hover> {
    let source = input.dockerfile.as_str();
    if source.len() > LONGEST_SOURCE {
        return None;
    }
    let index = Utf16Index::new(source);
    let pos = crate::text::offset(byte_at(input, &index, offset));
    let file = parse(source);
    let it = file.instructions.iter().find(|it| it.span.start <= pos && pos <= it.span.end)?;
    let asked = Asked { input, catalog, file: &file, it, pos };
    let said = asked.variable().or_else(|| asked.word(it.child.as_deref().unwrap_or(it)))?;
    let Said { span, title, facts, topic } = said;
    Some(Hover { from: index.utf16(span.start), to: index.utf16(span.end), title, facts, topic })
}

struct Said {
    span: Span,
    title: String,
    facts: Vec<String>,
    topic: String,
}

struct Asked<'a> {
    input: &'a Input,
    catalog: &'a Catalog<'a>,
    file: &'a Dockerfile,
    it: &'a Instruction,
    pos: u32,
}

fn touches(span: Span, pos: u32) -> bool {
    span.start <= pos && pos <= span.end
}

impl Asked<'_> {
    /// Asks about the place in front of the instruction.
    fn before<T>(&self, ask: impl FnOnce(&Here<'_>) -> T) -> Option<T> {
        above(self.input, self.catalog, self.it.span.start as usize, ask)
    }

    /// Asks about the place behind it.
    fn behind<T>(&self, ask: impl FnOnce(&Here<'_>) -> T) -> Option<T> {
        above(self.input, self.catalog, self.it.span.end as usize, ask)
    }

    fn variable(&self) -> Option<Said> {
        let source = self.input.dockerfile.as_str();
        let body = self.it.heredocs.iter().find(|body| touches(body.span, self.pos));
        let (part, quotes) = body.map_or((self.it.line_span, true), |body| (body.span, false));
        let all = variables::uses(source, part, self.file.escape, quotes);
        let used = all.iter().find(|it| touches(it.whole, self.pos) || touches(it.name, self.pos))?;
        let name = used.name.of(source);
        let global = self.it.is("FROM");
        let fact = self.before(|here| {
            let found = here.variables(global).into_iter().find(|it| it.name == name);
            match found.map(|it| it.value) {
                Some(Some(value)) => vec![format!("{name} = {}", shown(&value)), format!("{}.", here.origin(name, global))],
                Some(None) => vec![format!("{name} is declared and has no value.")],
                None if here.global(name).is_some() => {
                    vec![format!("{name} is not set in this stage: the one above the first FROM ends there. Declare it again with ARG {name}.")]
                }
                None if self.it.is("RUN") || body.is_some() => vec![format!("{name} is not set here. A shell may set it itself.")],
                None => vec![format!("{name} is not set here, so nothing is put in.")],
            }
        })?;
        Some(Said {
            span: used.whole,
            title: format!("${name}"),
            facts: fact,
            topic: topics::VARIABLE.to_owned(),
        })
    }

    fn word(&self, it: &Instruction) -> Option<Said> {
        let keyword = Some(it.name).filter(|name| !name.is_empty())?;
        if touches(it.keyword.span, self.pos) || touches(self.it.keyword.span, self.pos) {
            let own = if touches(it.keyword.span, self.pos) { keyword } else { "ONBUILD" };
            let span = if own == keyword { it.keyword.span } else { self.it.keyword.span };
            let facts = self.comes_of(it);
            return Some(Said { span, title: own.to_owned(), facts, topic: own.to_owned() });
        }
        if let Some(flag) = it.flags.iter().find(|flag| touches(flag.span, self.pos)) {
            return self.flag(keyword, flag);
        }
        match &it.kind {
            Kind::From(from) => self.from(from),
            Kind::Copy(transfer) | Kind::Add(transfer) => self.path(transfer),
            _ => None,
        }
    }

    /// What an instruction sets.
    fn comes_of(&self, it: &Instruction) -> Vec<String> {
        let fact = self.behind(|here| {
            let outcome = here.outcome()?;
            match &it.kind {
                Kind::Workdir(_) => Some(format!("The directory is {} from here on.", outcome.dir)),
                Kind::User(_) => Some(format!("The user is {} from here on.", outcome.user)),
                Kind::Run(_) | Kind::Copy(_) | Kind::Add(_) => {
                    let layer = outcome.layers.last().filter(|layer| layer.instruction == it.index)?;
                    let size = size_view(&layer.size);
                    let how = if size.how.is_empty() { String::new() } else { format!(" ({})", size.how) };
                    Some(format!("Its layer: {}{how}.", size.text))
                }
                _ => None,
            }
        });
        fact.flatten().into_iter().collect()
    }

    fn flag(&self, keyword: &str, flag: &Word) -> Option<Said> {
        let source = self.input.dockerfile.as_str();
        let text = flag.span.of(source);
        let name = flag.text.trim_start_matches('-').split('=').next()?;
        flags_of(keyword).find(|(known, _)| *known == name)?;
        let value_at = text.find('=').map_or(text.len(), |at| at + 1);
        if (keyword, name) == ("RUN", "mount") && self.pos as usize >= flag.span.start as usize + value_at {
            return self.mount(flag, value_at);
        }
        let facts = match name {
            "from" => flag.text.split_once('=').map(|(_, value)| self.source(value)).unwrap_or_default(),
            _ => Vec::new(),
        };
        let title = format!("--{name}");
        Some(Said { span: flag.span, title, facts, topic: topics::flag(keyword, name) })
    }

    /// The field of a mount.
    fn mount(&self, flag: &Word, value_at: usize) -> Option<Said> {
        let source = self.input.dockerfile.as_str();
        let mut start = flag.span.start as usize + value_at;
        for field in flag.span.of(source).get(value_at..)?.split(',') {
            let span = Span::new(start, start + field.len());
            start += field.len() + 1;
            if !touches(span, self.pos) {
                continue;
            }
            let (key, value) = field.split_once('=').unwrap_or((field, ""));
            let key = key.trim_matches(['"', '\'']);
            let is_kind = key == "type" && MountKind::ALL.iter().any(|(name, _)| *name == value);
            let topic = if is_kind { topics::mount(value) } else { topics::mount_key(key) };
            let known = is_kind
                || key == "type"
                || options::all_mount_keys().iter().any(|it| topics::mount_key(it) == topic);
            let facts = if key == "from" { self.source(value) } else { Vec::new() };
            return known.then(|| Said { span, title: field.to_owned(), facts, topic });
        }
        None
    }

    /// Asks about all stages.
    fn all<T>(&self, ask: impl FnOnce(&Here<'_>) -> T) -> Option<T> {
        above(self.input, self.catalog, self.input.dockerfile.len(), ask)
    }

    /// What `--from` names.
    fn source(&self, name: &str) -> Vec<String> {
        let fact = self.all(|here| {
            here.stage_named(name, true).map_or_else(
                || vec![format!("No stage is called {name}, so it is taken for an image.")],
                |stage| stage_facts(here, stage.index),
            )
        });
        fact.unwrap_or_default()
    }

    fn from(&self, from: &crate::syntax::From) -> Option<Said> {
        if let Some(name) = from.name.as_ref().filter(|name| touches(name.span, self.pos)) {
            let facts = self.all(|here| {
                let stage = here.build.stages.of(self.it.index)?;
                Some(stage_facts(here, stage))
            });
            let facts = facts.flatten().unwrap_or_default();
            return Some(Said {
                span: name.span,
                title: String::from(&name.text),
                facts,
                topic: topics::STAGE.to_owned(),
            });
        }
        if !touches(from.image.span, self.pos) {
            return None;
        }
        let (title, facts, topic) = self.behind(|here| {
            let stage = here.stage()?;
            let state = here.build.plan.evaluation.state(stage.index)?;
            Some(match &state.origin {
                Origin::State(base) => {
                    let facts = here
                        .build
                        .plan
                        .evaluation
                        .state(*base)
                        .and_then(|it| it.stage)
                        .map(|it| stage_facts(here, it));
                    (state.written_base.clone(), facts.unwrap_or_default(), topics::STAGE)
                }
                Origin::Scratch => (
                    "scratch".to_owned(),
                    vec!["Starts from nothing: 0 B, no shell.".to_owned()],
                    topics::SCRATCH,
                ),
                _ => (state.base_ref.clone(), image_facts(here, stage.index), topics::IMAGE),
            })
        })??;
        Some(Said { span: from.image.span, title, facts, topic: topic.to_owned() })
    }

    /// What a path of a `COPY` or `ADD` is.
    fn path(&self, transfer: &Transfer) -> Option<Said> {
        let word =
            transfer.sources.iter().chain([&transfer.dest]).find(|word| touches(word.span, self.pos))?;
        let is_dest = word.span == transfer.dest.span;
        // What a variable or a pattern stands for is not looked up.
        let plain = !word.text.contains(['$', '*', '?', '[', '"', '\'', ':']);
        let fact = match &transfer.from {
            _ if !plain => None,
            _ if is_dest => self.before(|here| {
                let dir = here.outcome().map(|outcome| outcome.dir.clone()).unwrap_or_default();
                let whole = if word.text.starts_with('/') {
                    join("/", &word.text)
                } else {
                    join(&join("/", &dir), &word.text)
                };
                format!("Goes to {whole}.")
            }),
            None => Some(self.in_context(&word.text)).filter(|fact| !fact.is_empty()),
            Some(from) => self.all(|here| {
                let stage = here.stage_named(&from.text, true)?;
                let top = here.build.plan.outcome(stage.index)?.output?;
                let path = join("/", &word.text);
                let shown = if stage.name.is_empty() {
                    format!("stage {}", stage.index + 1)
                } else {
                    stage.name.clone()
                };
                Some(match here.files.find(top, &path) {
                    Found::Yes(entry) => {
                        let size = size_view(&entry.totals().size(""));
                        format!("{path} is in {shown}: {}.", size.text)
                    }
                    Found::Root => format!("All that {shown} holds."),
                    Found::Maybe => format!("Whether {path} is in {shown} only a build can tell."),
                    Found::No => format!("{path} is not in {shown}."),
                })
            })?,
        };
        let title = String::from(&word.text);
        Some(Said {
            span: word.span,
            title,
            facts: fact.into_iter().collect(),
            topic: topics::PATH.to_owned(),
        })
    }

    fn in_context(&self, path: &str) -> String {
        let Some(context) = &self.input.context else { return String::new() };
        let clean = join("/", path);
        let clean = clean.trim_start_matches('/');
        let is_below = |file: &str| {
            clean.is_empty() || file.strip_prefix(clean).is_some_and(|rest| rest.starts_with('/'))
        };
        if context.file(clean).is_some() {
            return format!("{clean} is a file of the build context.");
        }
        let count = context.files().iter().filter(|file| is_below(&file.path)).count();
        match (count, paths::in_context(self.input, clean).is_empty()) {
            (0, _) => format!("{clean} is not in the build context."),
            (_, true) => format!("All of {clean} is left out by .dockerignore."),
            (count, _) => format!("{count} files of the build context lie there."),
        }
    }
}

fn shown(value: &str) -> String {
    if value.is_empty() { "(empty)".to_owned() } else { value.to_owned() }
}

fn stage_facts(here: &Here<'_>, stage: usize) -> Vec<String> {
    let build = here.build;
    let Some(it) = build.stages.list.get(stage) else { return Vec::new() };
    let lines = lines_of(build.file, it);
    let base =
        build.plan.evaluation.state(stage).map(|state| state.written_base.as_str()).unwrap_or_default();
    let size = size_view(&state_size(build, stage));
    vec![
        format!("Stage {}, lines {}–{}, from {base}.", stage + 1, lines.start, lines.end),
        format!("Its files: {}.", size.text),
    ]
}

fn image_facts(here: &Here<'_>, stage: usize) -> Vec<String> {
    let build = here.build;
    let Some(state) = build.plan.evaluation.state(stage) else { return Vec::new() };
    let size = size_view(&root_size(build, stage));
    let mut facts = vec![format!("{} ({}).", size.text, size.how)];
    if let Origin::Image(Some(image)) = &state.origin {
        let of = |label: &str, value: &str| (!value.is_empty()).then(|| format!("{label}: {value}."));
        facts.extend(of("System", &image.distribution));
        facts.extend(of("C library", &image.libc));
        facts.extend(of("Shell", &image.shell));
        facts.extend(of("User", &image.config.user));
        facts.extend(of("Directory", &image.config.working_dir));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::hover;
    use crate::assist::testing::{catalog, input};

    #[track_caller]
    fn check(fixture: &str, topic: &str, facts: &[&str]) {
        let (input, offset) = input(fixture);
        let found = hover(&input, &catalog(), offset).unwrap();
        assert_eq!(found.topic, topic, "{fixture}");
        assert_eq!(found.facts.len(), facts.len(), "{:?}", found.facts);
        for (found, expected) in found.facts.iter().zip(facts) {
            assert!(found.starts_with(expected), "{found} should start with {expected}");
        }
    }

    #[test]
    fn words() {
        check("FR|OM python:3.11-slim\n", "FROM", &[]);
        check(
            "FROM python:3|.11-slim\n",
            "image",
            &["", "System: Debian", "C library: glibc", "Shell: bash"],
        );
        check("FROM scr|atch\n", "scratch", &["Starts from nothing"]);
        check("FROM a AS b\nRUN c\nFROM |b\n", "stage", &["Stage 1, lines 1–2, from a.", "Its files: "]);
        check("FROM a AS |b\nRUN c\n", "stage", &["Stage 1, lines 1–2, from a.", "Its files: "]);
        check("FROM a\nWORK|DIR x\n", "WORKDIR", &["The directory is /x"]);
        check("FROM a\nONB|UILD RUN x\n", "ONBUILD", &[]);
    }

    #[test]
    fn flags() {
        check("FROM a\nCOPY --li|nk x y\n", "COPY --link", &[]);
        check("FROM a AS b\nFROM c\nCOPY --from=|b /x /y\n", "COPY --from", &["Stage 1", "Its files"]);
        check("FROM a\nCOPY --from=ngi|nx /x /y\n", "COPY --from", &["No stage is called nginx"]);
        check("FROM a\nRUN --mou|nt=type=cache,target=/x y\n", "RUN --mount", &[]);
        check("FROM a\nRUN --mount=type=ca|che,target=/x y\n", "mount type=cache", &[]);
        check("FROM a\nRUN --mount=type=cache,dst|=/x y\n", "mount target", &[]);
    }

    #[test]
    fn variables() {
        check("ARG V=3\nFROM a:$|V\n", "variable", &["V = 3", "From ARG on line 1"]);
        check("ARG V=3\nFROM a\nRUN echo ${V|}\n", "variable", &["V is not set in this stage"]);
        check(
            "ARG V=3\nFROM a\nARG V\nRUN echo $|V\n",
            "variable",
            &["V = 3", "From ARG on line 1, declared in this stage on line 3."],
        );
        check("FROM a\nENV V=3\nENV W=$|V/x\n", "variable", &["V = 3", "From ENV on line 2"]);
        check(
            "FROM python:3.11-slim\nRUN echo $PA|TH\n",
            "variable",
            &["PATH = /usr/local", "From the base image python:3.11-slim"],
        );
        check(
            "FROM a\nARG TARGETARCH\nRUN echo $TARGET|ARCH\n",
            "variable",
            &["TARGETARCH = amd64", "Set by the builder itself, declared in this stage"],
        );
        check("FROM a\nRUN <<EOF\necho $|X\nEOF\n", "variable", &["X is not set here. A shell"]);
    }

    #[test]
    fn copied_paths() {
        check("FROM a\nWORKDIR /w\nCOPY app.p|y .\n", "path", &["app.py is a file"]);
        check("FROM a\nWORKDIR /w\nCOPY app.py |lib/\n", "path", &["Goes to /w/lib."]);
        check("FROM a\nCOPY sr|c .\n", "path", &["2 files of the build context"]);
        check("FROM a\nCOPY n|o .\n", "path", &["no is not in the build context."]);
        check(
            "FROM scratch AS b\nCOPY app.py /x/\nFROM c\nCOPY --from=b /x/a|pp.py /\n",
            "path",
            &["/x/app.py is in b: 1 kB."],
        );
        check(
            "FROM scratch AS b\nCOPY app.py /x/\nFROM c\nCOPY --from=b /|y /\n",
            "path",
            &["/y is not in b."],
        );
    }
}
