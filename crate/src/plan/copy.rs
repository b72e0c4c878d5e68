//! `COPY` and `ADD`: files of the build context, of other states, from the network and from the Dockerfile itself.

use crate::eval::reference::check_digest;
use crate::eval::{Command, chmod};
use crate::syntax::expand::Mode;
use crate::syntax::{Instruction, Transfer};
use crate::text::go::quote;
use crate::text::paths;
use crate::text::{Span, Text};

use super::dispatch::{Fault, Planner, Running, add_layer};
use super::git::GitRef;
use super::layer::{Content, Size};
use super::vertex::{CopyAction, FileAction, FileKind, Group, Mode as FileMode, Op, Owner, Vertex, VertexId};

/// Options of a copy of something whole: a repository, a download, a here-document.
const WHOLE: [&str; 1] = ["create_dest_path"];
const WHOLE_UNPACKED: [&str; 2] = ["create_dest_path", "unpack"];

/// Options of a copy of what a path or a pattern names.
const LOCAL: [&str; 5] =
    ["allow_empty_wildcard", "allow_wildcard", "create_dest_path", "dir_copy_contents", "follow_symlink"];
const LOCAL_UNPACKED: [&str; 6] = [
    "allow_empty_wildcard",
    "allow_wildcard",
    "create_dest_path",
    "dir_copy_contents",
    "follow_symlink",
    "unpack",
];

/// A transfer with its values set in.
struct Values {
    chown: Text,
    chmod: Text,
    checksum: Text,
    sources: Vec<(Text, Span)>,
    dest: Text,
    inline: Vec<(String, String)>,
}

/// The steps of one file vertex, and what they take from.
struct Steps {
    base: Option<VertexId>,
    inputs: Vec<VertexId>,
    actions: Vec<FileAction>,
}

impl Steps {
    fn input(&mut self, vertex: Option<VertexId>) -> i64 {
        let Some(vertex) = vertex else { return -1 };
        let place = self.inputs.iter().position(|known| *known == vertex).unwrap_or_else(|| {
            self.inputs.push(vertex);
            self.inputs.len() - 1
        });
        i64::try_from(place).unwrap_or(-1)
    }

    /// Adds a step.
    fn add(&mut self, copy: CopyAction, source: Option<VertexId>) {
        let input = self.input(self.base);
        let secondary_input = self.input(source);
        let kind = FileKind::Copy(Box::new(copy));
        self.actions.push(FileAction { input, secondary_input, output: -1, kind });
    }

    /// Each step works on the result of the one before; only the last result counts.
    fn finish(mut self) -> (Vec<FileAction>, Vec<VertexId>) {
        let results = i64::try_from(self.inputs.len()).unwrap_or_default()..;
        for (action, before) in self.actions.iter_mut().skip(1).zip(results) {
            action.input = before;
        }
        if let Some(last) = self.actions.last_mut() {
            last.output = 0;
        }
        (self.actions, self.inputs)
    }
}

impl<'a> Planner<'a, '_> {
    pub(super) fn transfer(
        &mut self,
        run: &mut Running,
        command: &Command<'a>,
        transfer: &Transfer,
    ) -> Result<(), Fault> {
        let it = command.instruction.as_ref();
        let is_add = it.is("ADD");
        let values = self.values(run, it, transfer)?;
        let source = self.source(run, command, transfer)?;
        let os = run.platform.os.clone();
        let dest = Self::destination(run, &values.dest).map_err(|message| (message, transfer.dest.span))?;
        let owner = Some(values.chown.as_str()).filter(|text| !text.is_empty()).map(Owner::read);
        let mode = match values.chmod.as_str() {
            "" => None,
            text => match chmod::read(text).map_err(|message| (message, transfer.chmod.span))? {
                Some(bits) => Some(FileMode::Bits(bits)),
                None => Some(FileMode::Symbolic(text.to_owned())),
            },
        };
        check_checksum(&values).map_err(|message| (message, transfer.checksum.span))?;
        let name = self.step_name(run, command, Mode::default());
        let links = transfer.link && values.chmod.is_empty();
        let mut steps = Steps {
            base: if links { None } else { run.outcome.output },
            inputs: Vec::new(),
            actions: Vec::with_capacity(values.sources.len() + values.inline.len()),
        };
        let plain = CopyAction {
            dest: dest.into(),
            owner,
            mode,
            exclude: transfer.excludes.iter().map(|word| String::from(&word.text)).collect(),
            ..CopyAction::default()
        };
        let whole = |src| CopyAction { src, flags: &WHOLE, ..plain.clone() };
        let mut content = Content::Inline;
        for (text, span) in &values.sources {
            let fault = |message: String| (message, *span);
            if let Some(git) = GitRef::read(text) {
                let git = git.map_err(fault)?;
                if !is_add {
                    return Err(fault("source can't be a git ref for COPY".to_owned()));
                }
                let vertex = self.git(run, it, &git, transfer, &values.checksum, &name).map_err(fault)?;
                steps.add(whole("/".to_owned()), Some(vertex));
                content = Content::Remote;
            } else if is_url(text) {
                if !is_add {
                    return Err(fault("source can't be a URL for COPY".to_owned()));
                }
                let (vertex, file) = self.url(run, it, text, &values.checksum, &name).map_err(fault)?;
                let mut copy = whole(paths::join("/", &file));
                if transfer.unpack == Some(true) {
                    copy.flags = &WHOLE_UNPACKED;
                }
                steps.add(copy, Some(vertex));
                content = Content::Remote;
            } else {
                self.check_ignored(it, transfer, text, *span);
                let unpack = transfer.unpack.unwrap_or(is_add);
                let copy = local(&plain, text, transfer.parents, unpack, &os).map_err(fault)?;
                steps.add(copy, source);
                content = command.sources.first().map_or(Content::Context, |state| Content::State(*state));
            }
        }
        for (file, data) in &values.inline {
            let path = paths::without_drive(file, &os, false);
            let path = path.map_err(|message| (format!("removing drive letter: {message}"), it.line_span))?;
            let vertex = self.inline_file(run, it, &path, 0o644, data.clone());
            steps.add(whole(paths::join("/", &path)), Some(vertex));
        }
        if transfer.from.is_none() {
            let paths = values.sources.iter().map(|(text, _)| text.as_str());
            let taken = paths.filter(|text| !text.starts_with("http://") && !text.starts_with("https://"));
            self.context_paths.extend(taken.map(|text| paths::join("/", text)));
        }
        let (actions, inputs) = steps.finish();
        self.add_transfer(run, it, (actions, inputs), name, links.then_some(command.on_build));
        let bytes: usize = values.inline.iter().map(|(_, data)| data.len()).sum();
        add_layer(run, it, content.clone(), size_of(&content, bytes));
        let text = history_text(it, transfer, &values);
        run.outcome.image.commit(text, true, it.index);
        Ok(())
    }

    fn values(&mut self, run: &Running, it: &Instruction, transfer: &Transfer) -> Result<Values, Fault> {
        let mut values = Values {
            chown: self.word(run, it, &transfer.chown)?,
            chmod: self.word(run, it, &transfer.chmod)?,
            checksum: self.word(run, it, &transfer.checksum)?,
            sources: Vec::with_capacity(transfer.sources.len()),
            dest: Text::default(),
            inline: Vec::new(),
        };
        for source in &transfer.sources {
            values.sources.push((self.word(run, it, source)?, source.span));
        }
        values.dest = self.word(run, it, &transfer.dest)?;
        for file in &transfer.inline {
            let data = if file.expand { self.body(run, it, &file.content)? } else { file.content.clone() };
            values.inline.push((file.name.clone(), data));
        }
        Ok(values)
    }

    /// What local sources are taken from: the build context, or another state.
    fn source(
        &mut self,
        run: &Running,
        command: &Command<'a>,
        transfer: &Transfer,
    ) -> Result<Option<VertexId>, Fault> {
        let Some(from) = &transfer.from else {
            return Ok(if transfer.sources.is_empty() { None } else { Some(self.context()) });
        };
        let Some(id) = command.sources.first() else { return Ok(None) };
        let is_done = self.evaluation.state(*id).is_some_and(|state| state.done);
        if !is_done {
            let display =
                self.evaluation.state(run.id).map(|state| state.display.as_str()).unwrap_or_default();
            let message = format!(
                "cannot copy from stage {}, it needs to be defined before current stage {}",
                quote(&from.text),
                quote(display)
            );
            return Err((message, from.span));
        }
        Ok(self.outcomes.get(*id).and_then(|outcome| outcome.as_ref()?.output))
    }

    fn destination(run: &Running, dest: &str) -> Result<String, String> {
        let os = &run.platform.os;
        let wrap = |message: String| format!("removing drive letter: {message}");
        let dest = paths::without_drive(dest, os, true).map_err(wrap)?;
        let dest = if matches!(&*dest, "" | ".") { "./" } else { &dest };
        let dir = if paths::is_absolute(dest, os) { "/" } else { run.outcome.dir.as_str() };
        Ok(paths::clean_dest(&paths::normalize(dir, dest, os, true)?))
    }

    fn git(
        &mut self,
        run: &Running,
        it: &Instruction,
        git: &GitRef,
        transfer: &Transfer,
        checksum: &str,
        name: &str,
    ) -> Result<VertexId, String> {
        if let (Some(flag), Some(query)) = (transfer.keep_git_dir, git.keep_git_dir)
            && flag != query
        {
            return Err("inconsistent keep-git-dir configuration".to_owned());
        }
        if !checksum.is_empty() && !git.checksum.is_empty() && checksum != git.checksum {
            return Err(format!("checksum mismatch {} != {}", quote(checksum), quote(&git.checksum)));
        }
        let checksum = if git.checksum.is_empty() { checksum } else { &git.checksum };
        let keeps = git.keep_git_dir.or(transfer.keep_git_dir) == Some(true);
        let op = Op::Source { identifier: git.identifier(), attrs: git.attrs(checksum, keeps) };
        Ok(self.remote(run, it, op, name))
    }

    fn url(
        &mut self,
        run: &Running,
        it: &Instruction,
        url: &str,
        checksum: &str,
        name: &str,
    ) -> Result<(VertexId, String), String> {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default();
        let file = match paths::base(path) {
            "." | "/" => "__unnamed__".to_owned(),
            file => file.to_owned(),
        };
        let mut attrs = vec![("http.filename".to_owned(), file.clone())];
        if !checksum.is_empty() {
            check_digest(checksum)?;
            attrs.insert(0, ("http.checksum".to_owned(), checksum.to_owned()));
        }
        let op = Op::Source { identifier: url.to_owned(), attrs };
        Ok((self.remote(run, it, op, name), file))
    }

    fn remote(&mut self, run: &Running, it: &Instruction, op: Op, name: &str) -> VertexId {
        self.graph.add(Vertex {
            op,
            inputs: Vec::new(),
            name: name.to_owned(),
            command: Text::default(),
            platform: Text::default(),
            group: None,
            instruction: Some(it.index),
            state: Some(run.id),
        })
    }

    fn check_ignored(&mut self, it: &Instruction, transfer: &Transfer, source: &str, span: Span) {
        let Some(ignore) = self.ignore.filter(|ignore| transfer.from.is_none() && !ignore.has_negation())
        else {
            return;
        };
        let source = paths::clean(source);
        if matches!(source.as_str(), "." | "/") && !ignore.excludes_all() {
            return;
        }
        if ignore.excludes(&source) {
            let verb = if it.is("ADD") { "Add" } else { "Copy" };
            let message =
                format!("Attempting to {verb} file {} that is excluded by .dockerignore", quote(&source));
            self.warn(it, "CopyIgnoredFile", message, span);
        }
    }

    /// Adds the file vertex; with `link`, on an empty file system that is then merged.
    fn add_transfer(
        &mut self,
        run: &mut Running,
        it: &Instruction,
        (actions, inputs): (Vec<FileAction>, Vec<VertexId>),
        name: String,
        link: Option<bool>,
    ) {
        let mut vertex = Vertex {
            op: Op::File(actions),
            inputs,
            name,
            command: Text::default(),
            platform: Text::default(),
            group: None,
            instruction: Some(it.index),
            state: Some(run.id),
        };
        let Some(on_build) = link else {
            run.outcome.output = Some(self.graph.add(vertex));
            return;
        };
        let name = vertex.name.clone();
        let id = self.groups;
        self.groups += 1;
        vertex.group = Some(Group { id, name: name.clone(), weak: true });
        let copy = self.graph.add(vertex);
        // The merge has the number of the copy.
        if let Some(state) = self.evaluation.states.get_mut(run.id) {
            state.numbered = state.numbered.saturating_sub(1);
        }
        let prefix = if on_build { "ONBUILD " } else { "" };
        let text = name.split_once("] ").map_or(name.as_str(), |(_, text)| text);
        let text = text.strip_prefix(prefix).unwrap_or(text).to_owned();
        let link_name = self.number(run, on_build, &format!("LINK {text}"));
        run.outcome.output = Some(self.graph.add(Vertex {
            op: Op::Merge,
            inputs: run.outcome.output.into_iter().chain([copy]).collect(),
            name: link_name,
            command: Text::default(),
            platform: Text::default(),
            group: Some(Group { id, name, weak: false }),
            instruction: Some(it.index),
            state: Some(run.id),
        }));
    }
}

fn size_of(content: &Content, inline_bytes: usize) -> Size {
    match content {
        Content::Inline => Size::measured(inline_bytes as u64, "counted in the here-document"),
        Content::State(_) => Size::unknown("what lies at that path is known once the other stage has run"),
        Content::Remote => Size::unknown("nothing is fetched here"),
        _ => Size::unknown("the files of the build context are not known"),
    }
}

fn local(
    plain: &CopyAction,
    text: &str,
    parents: bool,
    unpack: bool,
    os: &str,
) -> Result<CopyAction, String> {
    let wrap = |message: String| format!("removing drive letter: {message}");
    let mut copy = plain.clone();
    copy.flags = if unpack { &LOCAL_UNPACKED } else { &LOCAL };
    let mut src = text;
    if parents {
        let (root, pattern) = text.split_once("/./").unwrap_or(("/", text));
        src = root;
        let pattern = paths::normalize("/", pattern, os, false).map_err(wrap)?;
        copy.include = vec![pattern.strip_prefix('/').unwrap_or(&pattern).to_owned()];
        if !has_wildcard(root) && !has_wildcard(&pattern) {
            let required = paths::join(root, &pattern);
            copy.required = vec![paths::normalize("/", &required, os, false).map_err(wrap)?];
        }
    }
    let src = paths::normalize("/", src, os, false).map_err(wrap)?;
    copy.src = paths::join("/", &paths::clean(&src));
    Ok(copy)
}

fn has_wildcard(path: &str) -> bool {
    let mut chars = path.chars();
    while let Some(ch) = chars.next() {
        match ch {
            '*' | '?' | '[' => return true,
            '\\' => {
                chars.next();
            }
            _ => {}
        }
    }
    false
}

fn is_url(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

fn check_checksum(values: &Values) -> Result<(), String> {
    if values.checksum.is_empty() {
        return Ok(());
    }
    match values.sources.as_slice() {
        [(source, _)] if is_url(source) || matches!(GitRef::read(source), Some(Ok(_))) => Ok(()),
        [_] => Err("checksum requires HTTP(S) or Git sources".to_owned()),
        _ => Err("checksum can't be specified for multiple sources".to_owned()),
    }
}

fn history_text(it: &Instruction, transfer: &Transfer, values: &Values) -> String {
    let mut text = String::with_capacity(it.original.len() + 32);
    text.push_str(if it.is("ADD") { "ADD " } else { "COPY " });
    let mut add = |sign: &str, word: &str| text.extend([sign, word, " "]);
    if transfer.parents {
        add("--parents", "");
    }
    if !values.chown.is_empty() {
        add("--chown=", &values.chown);
    }
    if !values.chmod.is_empty() {
        add("--chmod=", &values.chmod);
    }
    for (source, _) in &values.sources {
        add("", source);
    }
    for (name, _) in &values.inline {
        add("<<", name);
    }
    add("", &values.dest);
    text.push_str("# buildkit");
    text
}
