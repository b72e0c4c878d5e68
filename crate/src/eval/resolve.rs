//! Finds what every stage stands on and takes from, in the order in which the reference does, so that the first error is
//! the one that it reports.

use std::borrow::Cow;
use std::rc::Rc;

use crate::catalog::{Catalog, Lookup};
use crate::diag::{Journal, Warning};
use crate::stage::{Stage, Stages, from_of, lines_of};
use crate::syntax::expand::{Env, Expanded, expand};
use crate::syntax::suggest::{did_you_mean, search};
use crate::syntax::{Dockerfile, From, Instruction, Kind, mount};
use crate::text::go::{atoi, quote};
use crate::text::{Lines, Span, Text};

use super::platform::only_platform;
use super::states::{Command, Dependency, Origin, State, StateId, States};
use super::{BuildOptions, EnvList, Evaluation, Globals, Platform, Platforms, globals, onbuild, reference};

/// Resolves a file for given options. With `all`, every stage counts as needed, as for `docker build --check`.
pub fn evaluate<'a>(
    file: &'a Dockerfile,
    stages: &Stages,
    options: &BuildOptions,
    catalog: &Catalog<'_>,
    all: bool,
) -> Evaluation<'a> {
    let mut prepared = Prepared::new(file, stages, options, catalog);
    prepared.resolver.all = all;
    prepared.finish()
}

/// Resolves a file for its target, and once more with every stage counted as needed; `None` where the target needs every
/// stage, so that both are the same.
pub fn evaluate_both<'a>(
    file: &'a Dockerfile,
    stages: &Stages,
    options: &BuildOptions,
    catalog: &Catalog<'_>,
) -> (Evaluation<'a>, Option<Evaluation<'a>>) {
    let prepared = Prepared::new(file, stages, options, catalog);
    if prepared.resolver.reachable(prepared.target).iter().all(|reached| *reached) {
        return (prepared.finish(), None);
    }
    let mut of_all = prepared.clone();
    of_all.resolver.all = true;
    let target = prepared.finish();
    // Triggers may have asked for the rest.
    let needs_all = target.reached.iter().all(|reached| *reached);
    (target, (!needs_all).then(|| of_all.finish()))
}

/// A file whose stages are linked, before any image is looked up.
#[derive(Clone)]
struct Prepared<'a, 'c> {
    resolver: Resolver<'a, 'c>,
    target: Option<StateId>,
    passed: Vec<(String, String)>,
    epoch: Option<i64>,
}

impl<'a, 'c> Prepared<'a, 'c> {
    fn new(file: &'a Dockerfile, stages: &Stages, options: &BuildOptions, catalog: &'c Catalog<'c>) -> Self {
        let mut journal = Journal::default();
        let platforms = platforms(options, &mut journal);
        let last_name = stages.list.last().map(|stage| stage.name.as_str()).unwrap_or_default();
        let target_name = options.target.as_deref().filter(|name| !name.is_empty()).unwrap_or(last_name);
        let predefined = globals::predefined(&platforms, options, target_name);
        check_defaults(file, stages, &predefined, &mut journal);
        let passed = |name: &str| options.build_arg(name).map(str::to_owned);
        let mut globals = globals::evaluate(file, stages, predefined, passed, &mut journal);
        let (passed, epoch) = read_epoch(options, &mut globals);
        let mut resolver = Resolver {
            file,
            catalog,
            platforms,
            globals,
            all: false,
            states: States::default(),
            listed_twice: Vec::new(),
            looked_up: Vec::new(),
            journal,
        };
        for stage in &stages.list {
            resolver.add_stage(stage);
        }
        let target = resolver.target(options);
        resolver.link();
        resolver.check_cycles();
        if let [only] = resolver.states.list.as_mut_slice() {
            only.display.clear();
        }
        Self { resolver, target, passed, epoch }
    }

    fn finish(self) -> Evaluation<'a> {
        let Self { mut resolver, target, passed, epoch } = self;
        let reached = resolver.resolve(target);
        let Resolver { platforms, globals, states, journal, .. } = resolver;
        Evaluation { states: states.list, target, reached, globals, passed, epoch, platforms, journal }
    }
}

/// Reads `SOURCE_DATE_EPOCH`: a number is the time of everything that is made; anything else names a source of a time that
/// only a real build can ask, and counts as unset.
fn read_epoch(options: &BuildOptions, globals: &mut Globals) -> (Vec<(String, String)>, Option<i64>) {
    const NAME: &str = "SOURCE_DATE_EPOCH";
    let mut passed = options.build_args.clone();
    let global = globals.env.get(NAME).map(str::to_owned);
    let text = match options.build_arg(NAME) {
        Some(text) => Some(text.to_owned()),
        None => global.clone().filter(|text| !text.is_empty()),
    };
    let Some(text) = text else { return (passed, None) };
    let epoch = atoi(&text);
    let value = epoch.map(|seconds| seconds.to_string());
    let is_passed = passed.iter().any(|(name, _)| name == NAME);
    passed.retain(|(name, _)| name != NAME);
    if let Some(value) = value.as_ref().filter(|_| is_passed) {
        passed.push((NAME.to_owned(), value.clone()));
    }
    match value {
        Some(value) if global.is_some() => globals.env.set(NAME, value),
        None => globals.env.remove(NAME),
        Some(_) => {}
    }
    (passed, epoch)
}

fn platforms(options: &BuildOptions, journal: &mut Journal) -> Platforms {
    let mut read = |text: Option<&String>| {
        let text = text.filter(|text| !text.is_empty())?;
        match Platform::parse(text) {
            Ok(platform) => Some(platform),
            Err(message) => {
                journal.error(message, Vec::new(), Span::default());
                None
            }
        }
    };
    let build = read(options.build_platform.as_ref()).unwrap_or_default();
    let target = read(options.platform.as_ref());
    Platforms { implicit: target.is_none(), target: Rc::new(target.unwrap_or_else(|| build.clone())), build }
}

/// Every base should be a valid name when nothing is passed.
fn check_defaults(file: &Dockerfile, stages: &Stages, predefined: &EnvList, journal: &mut Journal) {
    let mut ignored = Journal::default();
    let defaults = globals::evaluate(file, stages, predefined.clone(), |_| None, &mut ignored);
    if ignored.first_error().is_some() {
        return;
    }
    for (it, from) in stages.list.iter().filter_map(|stage| from_of(file, stage)) {
        let Ok(base) = expand(&from.image.text, &defaults.env, file.escape) else { return };
        if reference::parse_normalized(&base.text).is_err() {
            let name = &from.image.text;
            journal.warning(Warning {
                check: "InvalidDefaultArgInFrom",
                message: format!("Default value for ARG {name} results in empty or invalid base image name"),
                lines: it.lines,
                span: from.image.span,
                instruction: Some(it.index),
                inline: false,
            });
        }
    }
}

#[derive(Clone)]
pub(super) struct Resolver<'a, 'c> {
    pub(super) file: &'a Dockerfile,
    catalog: &'c Catalog<'c>,
    platforms: Platforms,
    globals: Globals,
    all: bool,
    pub(super) states: States<'a>,
    /// Images with two indices: the older, the newer.
    listed_twice: Vec<(StateId, StateId)>,
    /// What the catalogue said of each image.
    looked_up: Vec<(String, Lookup)>,
    pub(super) journal: Journal,
}

impl<'a> Resolver<'a, '_> {
    fn add_stage(&mut self, stage: &Stage) {
        let from = from_of(self.file, stage);
        let mut uses = Vec::new();
        let base = from.map(|(it, from)| self.base_name(it, from, &mut uses)).unwrap_or_default();
        let platform = from.and_then(|(it, from)| self.platform_of(it, from, &stage.name, &mut uses));
        let display = stage.shown_name();
        let commands = stage.instructions.iter().filter_map(|index| self.file.instructions.get(*index));
        let commands: Vec<Command<'a>> = commands
            .map(|it| Command { instruction: Cow::Borrowed(it), sources: Vec::new(), on_build: false })
            .collect();
        let steps = commands.iter().filter(|command| command.instruction.is_step()).count();
        let id = self.states.add(State {
            stage: Some(stage.index),
            from: stage.from,
            name: stage.name.clone(),
            display,
            written_base: base.clone(),
            base_ref: base,
            origin: Origin::Unresolved,
            awaited: false,
            platform,
            deps: Vec::new(),
            commands,
            lines: Some(from.map_or_else(|| lines_of(self.file, stage), |(it, _)| it.lines)),
            span: from.map_or_else(Span::default, |(it, _)| it.line_span),
            uses,
            code: from.map(|(it, _)| it.original.trimmed()).unwrap_or_default(),
            total: 0,
            numbered: 0,
            from_step: None,
            resolved: false,
            done: false,
            triggers_read: false,
        });
        if let Some(state) = self.states.list.get_mut(id) {
            let from_image = state.base_ref != "scratch" && state.base().is_none();
            state.total = steps + usize::from(from_image);
        }
    }

    fn base_name(&mut self, it: &Instruction, from: &From, uses: &mut Vec<String>) -> String {
        let written = &from.image;
        match expand(&written.text, &self.globals.env, self.file.escape) {
            Ok(expanded) => {
                self.check_declared(it, &expanded.unmatched, written.span);
                if expanded.text.is_empty() {
                    let message = format!("base name ({}) should not be blank", written.text);
                    self.journal.error(message, vec![it.lines], written.span);
                }
                uses.extend(expanded.matched);
                expanded.text
            }
            Err(error) => {
                self.check_declared(it, &error.unmatched, written.span);
                self.journal.error(error.message, vec![it.lines], written.span);
                String::from(&written.text)
            }
        }
    }

    fn warn(&mut self, it: &Instruction, check: &'static str, message: String, span: Span) {
        let warning =
            Warning { check, message, lines: it.lines, span, instruction: Some(it.index), inline: true };
        self.journal.warning(warning);
    }

    fn check_declared(&mut self, it: &Instruction, unmatched: &[String], span: Span) {
        for name in unmatched {
            if !self.globals.declares(name) {
                let suggestion = did_you_mean(name, self.globals.names(), true);
                let message = format!("FROM argument '{name}' is not declared{suggestion}");
                self.warn(it, "UndefinedArgInFrom", message, span);
            }
        }
    }

    fn platform_of(
        &mut self,
        it: &Instruction,
        from: &From,
        stage_name: &str,
        uses: &mut Vec<String>,
    ) -> Option<Rc<Platform>> {
        let written = from.platform.as_ref()?;
        let span = written.span;
        let expanded = match expand(&written.text, &self.globals.env, self.file.escape) {
            Ok(expanded) => expanded,
            Err(error) => {
                self.check_declared(it, &error.unmatched, span);
                let message = format!("failed to process arguments for platform : {}", error.message);
                self.journal.error(message, vec![it.lines], span);
                return None;
            }
        };
        self.check_declared(it, &expanded.unmatched, span);
        if expanded.unmatched.is_empty() {
            self.check_platform_use(it, &written.text, &expanded, stage_name, span);
        }
        // The first unknown name that resembles a known one is named.
        let names = || self.globals.env.names();
        let suggestion = expanded.unmatched.iter().find_map(|name| search(name, names(), true));
        let suggestion = suggestion.map(|name| format!(" (did you mean {name}?)")).unwrap_or_default();
        if expanded.text.is_empty() {
            let message = format!("empty platform value from expression {}{suggestion}", written.text);
            self.journal.error(message, vec![it.lines], span);
            return None;
        }
        match Platform::parse(&expanded.text) {
            Ok(platform) => {
                uses.extend(expanded.matched);
                Some(Rc::new(platform))
            }
            Err(message) => {
                let message = format!("failed to parse platform {}: {message}{suggestion}", written.text);
                self.journal.error(message, vec![it.lines, it.lines], span);
                None
            }
        }
    }

    fn check_platform_use(
        &mut self,
        it: &Instruction,
        text: &str,
        value: &Expanded,
        stage: &str,
        span: Span,
    ) {
        match value.matched.as_slice() {
            [name] if name == "TARGETPLATFORM" && self.globals.env.get(name) == Some(value.text.as_str()) => {
                let message = format!(
                    "Setting platform to predefined {text} in FROM is redundant as this is the default behavior"
                );
                self.warn(it, "RedundantTargetPlatform", message, span);
            }
            [] => {
                let Ok(platform) = Platform::parse(&value.text) else { return };
                if !stage.contains(&platform.os) && !stage.contains(&platform.arch) {
                    let message =
                        format!("FROM --platform flag should not use constant value \"{}\"", value.text);
                    self.warn(it, "FromPlatformFlagConstDisallowed", message, span);
                }
            }
            _ => {}
        }
    }

    fn target(&mut self, options: &BuildOptions) -> Option<StateId> {
        let Some(name) = options.target.as_deref().filter(|name| !name.is_empty()) else {
            return self.states.list.len().checked_sub(1);
        };
        let found = self.states.find(name);
        if found.is_none() {
            let suggestion = did_you_mean(name, self.states.display_names(), true);
            let message = format!("target stage {} could not be found{suggestion}", quote(name));
            self.journal.error(message, Vec::new(), Span::default());
        }
        found
    }

    /// Finds what the instructions of each stage take from others.
    fn link(&mut self) {
        for id in 0..self.states.list.len() {
            let mut commands = self.states.list.get_mut(id).map(|state| std::mem::take(&mut state.commands));
            for command in commands.iter_mut().flatten() {
                self.link_command(id, command);
            }
            if let (Some(state), Some(commands)) = (self.states.list.get_mut(id), commands) {
                state.commands = commands;
            }
        }
    }

    /// Finds what one instruction takes from others; gives whether it takes anything.
    pub(super) fn link_command(&mut self, id: StateId, command: &mut Command<'a>) -> bool {
        let it = command.instruction.clone();
        match &it.kind {
            Kind::Copy(copy) => {
                if let Some(from) = &copy.from
                    && let Some(source) = self.copy_source(&it, &from.text, from.span)
                {
                    command.sources.push(source);
                }
            }
            Kind::Run(run) => {
                for mount in &run.mounts {
                    let from = mount::check_from(&mount.text).unwrap_or_default();
                    let name = if from.is_empty() { "scratch" } else { from.as_str() };
                    let source =
                        self.states.find(name).unwrap_or_else(|| self.add_image(name, None, mount.span));
                    command.sources.push(source);
                }
            }
            _ => {}
        }
        for source in &command.sources {
            self.depend(id, *source, &it);
        }
        !command.sources.is_empty()
    }

    fn depend(&mut self, id: StateId, on: StateId, it: &Instruction) {
        let Some(state) = self.states.list.get_mut(id) else { return };
        let dependency = Dependency { state: on, lines: it.lines, span: it.line_span };
        match state.deps.iter_mut().find(|known| known.state == on) {
            Some(known) => *known = dependency,
            None => state.deps.push(dependency),
        }
    }

    fn copy_source(&mut self, it: &Instruction, from: &str, span: Span) -> Option<StateId> {
        match expand(from, &EnvList::default(), self.file.escape) {
            Ok(plain) if plain.text == from => {}
            Ok(_) => {
                let message = "variable expansion is not supported for --from, define a new stage with FROM using ARG \
                               from global scope as a workaround";
                self.journal.error(message, Vec::new(), span);
                return None;
            }
            Err(error) => {
                self.journal.error(error.message, Vec::new(), span);
                return None;
            }
        }
        let Some(index) = atoi(from) else {
            return Some(
                self.states.find(from).unwrap_or_else(|| self.add_image(from, Some(it.lines), span)),
            );
        };
        let found = usize::try_from(index).ok().filter(|index| *index < self.states.list.len());
        let Some(found) = found else {
            self.journal.error(format!("invalid stage index {index}"), Vec::new(), span);
            return None;
        };
        Some(self.listed_again(found))
    }

    /// An image that is taken by its index is listed a second time by the reference, and known under the new index.
    fn listed_again(&mut self, id: StateId) -> StateId {
        let Some(image) = self.states.list.get(id).filter(|state| state.unregistered()).cloned() else {
            return id;
        };
        let new = self.states.list.len();
        self.states.list.push(image);
        for state in &mut self.states.list {
            for dep in state.deps.iter_mut().filter(|dep| dep.state == id) {
                dep.state = new;
            }
        }
        self.listed_twice.push((id, new));
        new
    }

    /// Adds an image that is only copied from or mounted.
    fn add_image(&mut self, name: &str, lines: Option<Lines>, span: Span) -> StateId {
        self.states.add(State {
            stage: None,
            from: None,
            name: String::new(),
            display: String::new(),
            written_base: name.to_owned(),
            base_ref: name.to_owned(),
            origin: Origin::Unresolved,
            awaited: false,
            platform: None,
            deps: Vec::new(),
            commands: Vec::new(),
            lines,
            span,
            uses: Vec::new(),
            code: Text::default(),
            total: 0,
            numbered: 0,
            from_step: None,
            resolved: false,
            done: false,
            triggers_read: false,
        })
    }

    /// Walks what each state takes from others; bases do not count.
    fn check_cycles(&mut self) {
        let count = self.states.list.len();
        let mut visited = vec![false; count];
        for root in 0..count {
            // Each entry: a state, and which of its dependencies comes next.
            let mut path: Vec<(StateId, usize)> = Vec::new();
            if !visited.get(root).copied().unwrap_or(true) {
                path.push((root, 0));
            }
            while let Some((id, next)) = path.last_mut() {
                let id = *id;
                if let Some(seen) = visited.get_mut(id) {
                    *seen = true;
                }
                let Some(dep) = self.states.list.get(id).and_then(|state| state.deps.get(*next)) else {
                    path.pop();
                    continue;
                };
                *next += 1;
                let dep_state = dep.state;
                if path.iter().any(|(on_path, _)| *on_path == dep_state) {
                    self.report_cycle(&path);
                    return;
                }
                if visited.get(dep_state) == Some(&false) {
                    path.push((dep_state, 0));
                }
            }
        }
    }

    fn report_cycle(&mut self, path: &[(StateId, usize)]) {
        let taken = path.iter().filter_map(|(id, next)| {
            self.states.list.get(*id)?.deps.get(next.checked_sub(1)?).map(|dep| (dep.lines, dep.span))
        });
        let (lines, spans): (Vec<Lines>, Vec<Span>) = taken.unzip();
        let root = path.first().and_then(|(id, _)| self.states.list.get(*id));
        let name = root.map(|state| state.display.as_str()).unwrap_or_default();
        let message = format!("circular dependency detected on stage: {name}");
        self.journal.error(message, lines, spans.first().copied().unwrap_or_default());
    }

    /// Looks up images and reads triggers until nothing new is needed; gives which states the target needs.
    fn resolve(&mut self, target: Option<StateId>) -> Vec<bool> {
        // Each round reads the triggers of states that were not reached before, so there are no more rounds than states.
        loop {
            let reached = self.reachable(target);
            let mut errors = Vec::new();
            for id in 0..self.states.list.len() {
                let needed = self.all || reached.get(id) == Some(&true);
                errors.extend(self.look_up(id, needed));
            }
            // The reference looks all of them up at once and reports whichever fails first, mostly the last.
            for (message, lines, span) in errors.into_iter().rev() {
                self.journal.error(message, lines, span);
            }
            let mut has_new = false;
            for id in 0..reached.len() {
                if reached.get(id) == Some(&true) {
                    has_new |= onbuild::pull(self, id);
                }
            }
            if !has_new {
                return self.reachable(target);
            }
        }
    }

    fn reachable(&self, target: Option<StateId>) -> Vec<bool> {
        let mut reached = vec![false; self.states.list.len()];
        let mut open: Vec<StateId> = target.into_iter().collect();
        while let Some(id) = open.pop() {
            match (reached.get_mut(id), self.states.list.get(id)) {
                (Some(seen), Some(state)) if !*seen => {
                    *seen = true;
                    open.extend(state.base());
                    open.extend(state.deps.iter().map(|dep| dep.state));
                }
                _ => {}
            }
        }
        for (old, new) in &self.listed_twice {
            let is_reached = reached.get(*new) == Some(&true);
            if let Some(slot) = reached.get_mut(*old) {
                *slot |= is_reached;
            }
        }
        reached
    }

    /// Looks up the image that a state starts from; gives what is wrong with it.
    fn look_up(&mut self, id: StateId, needed: bool) -> Option<(String, Vec<Lines>, Span)> {
        let implicit = self.platforms.implicit;
        let target = Rc::clone(&self.platforms.target);
        let state = self.states.list.get_mut(id)?;
        if state.base().is_some() || state.done || state.resolved {
            return None;
        }
        state.resolved = needed;
        state.done = state.unregistered();
        if state.base_ref == "scratch" {
            state.origin = Origin::Scratch;
            state.platform = Some(target);
            return None;
        }
        let location: Vec<Lines> = state.lines.into_iter().collect();
        let span = state.span;
        let wanted = state.platform.clone().unwrap_or(target);
        let name = match reference::parse_normalized(&state.base_ref) {
            Ok(name) => name,
            Err(message) => {
                let message = format!("failed to parse stage name {}: {message}", quote(&state.base_ref));
                if state.base_ref.is_empty() {
                    // Already told: the name is blank, or there is no FROM.
                    state.platform = Some(wanted);
                    return None;
                }
                return Some((message, location, span));
            }
        };
        state.base_ref.clone_from(&name);
        let mut mismatch = None;
        if needed {
            let known = match self.looked_up.iter().find(|(known, _)| *known == name) {
                Some((_, answer)) => answer.clone(),
                None => {
                    let answer = self.catalog.image(&name);
                    self.looked_up.push((name.clone(), answer.clone()));
                    answer
                }
            };
            state.origin = match known {
                Lookup::Known(image) => {
                    if let Some(actual) = only_platform(&image) {
                        // Without an explicit platform the reference takes what the image has, when this machine can.
                        let takes = state.platform.is_none()
                            && implicit
                            && self.platforms.build.same_machine(&actual);
                        if !takes && !actual.same_machine(&wanted) {
                            // An image without a variant is read over a config that has the wanted one.
                            let variant =
                                if actual.variant.is_empty() { &wanted.variant } else { &actual.variant };
                            mismatch = Some(Platform { variant: variant.clone(), ..actual });
                        }
                    }
                    Origin::Image(Some(image))
                }
                Lookup::Unknown => Origin::Image(None),
                Lookup::NotLoaded => {
                    state.awaited = true;
                    Origin::Image(None)
                }
                Lookup::Missing => {
                    let written = state.written_base.clone();
                    let known = self.states.display_names();
                    let common = COMMON_IMAGES.into_iter();
                    let suggestion = did_you_mean(&written, known.chain(common), true);
                    let message = format!("{written}: {name}: not found{suggestion}");
                    return Some((message, location, span));
                }
            };
        }
        let empty = matches!(&state.origin, Origin::Image(Some(image)) if image.layers == Some(0));
        state.platform = Some(wanted.clone());
        if !empty {
            state.from_step = state.next_step();
            if let Some(actual) = mismatch {
                let (written, lines) = (state.written_base.clone(), state.lines.unwrap_or_default());
                let from = state.from;
                self.warn_platform(&written, (&wanted, &actual), lines, span, from);
            }
        }
        None
    }

    fn warn_platform(
        &mut self,
        name: &str,
        (wanted, actual): (&Platform, &Platform),
        lines: Lines,
        span: Span,
        instruction: Option<usize>,
    ) {
        let message = format!(
            "Base image {name} was pulled with platform \"{}\", expected \"{}\" for current build",
            actual.format_all(),
            wanted.format_all()
        );
        let check = "InvalidBaseImagePlatform";
        self.journal.warning(Warning { check, message, lines, span, instruction, inline: false });
    }
}

/// Images that a misspelt name is compared with. The reference joins `docker.io/library` without a slash.
const COMMON_IMAGES: [&str; 28] = [
    "alpine",
    "docker.io/libraryalpine",
    "alpine:latest",
    "docker.io/libraryalpine:latest",
    "busybox",
    "docker.io/librarybusybox",
    "busybox:latest",
    "docker.io/librarybusybox:latest",
    "centos",
    "docker.io/librarycentos",
    "centos:latest",
    "docker.io/librarycentos:latest",
    "debian",
    "docker.io/librarydebian",
    "debian:latest",
    "docker.io/librarydebian:latest",
    "golang",
    "docker.io/librarygolang",
    "golang:latest",
    "docker.io/librarygolang:latest",
    "ubuntu",
    "docker.io/libraryubuntu",
    "ubuntu:latest",
    "docker.io/libraryubuntu:latest",
    "fedora",
    "docker.io/libraryfedora",
    "fedora:latest",
    "docker.io/libraryfedora:latest",
];
