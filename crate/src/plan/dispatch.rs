//! Carries out the instructions of every state that is needed, one after the other, in the order of the states.

use std::rc::Rc;

use crate::catalog::BaseImage;
use crate::diag::{Journal, Warning};
use crate::eval::ignore::IgnoreFile;
use crate::eval::platform::only_platform;
use crate::eval::{
    BuildOptions, Command, EnvList, Evaluation, NOT_IN_ENV, Origin, Platform, StateId, description, expose,
    signal,
};
use crate::syntax::by_hand::ByHand;
use crate::syntax::expand::{Env, ExpandError, Expanded, Mode, expand, expand_with, is_literal};
use crate::syntax::suggest::did_you_mean;
use crate::syntax::{Argument, Dockerfile, Instruction, Kind, Pair, Word};
use crate::text::go::{format_duration, quote};
use crate::text::{Lines, Span, Text, order, paths};

use super::image::{ConfigKey, History};
use super::layer::{Content, Layer, Size};
use super::names::{Naming, at_step, numbered, shown};
use super::vertex::{FileAction, FileKind, Graph, Op, Owner, Vertex, VertexId};
use super::{Outcome, Plan, StageArg};

/// The environments that the instructions of one build see may have so many bytes together. Each step keeps its own, and
/// without a bound a few kilobytes of text could ask for gigabytes.
const MOST_ENVIRONMENT: usize = 1 << 26;

const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Plans a build. With `all`, every stage is carried out, as for `docker build --check`.
pub fn make<'a>(
    file: &'a Dockerfile,
    evaluation: Evaluation<'a>,
    options: &BuildOptions,
    ignore: Option<&IgnoreFile>,
    all: bool,
) -> Plan<'a> {
    let mut planner = Planner::new(file, evaluation, options, ignore);
    for id in 0..planner.outcomes.len() {
        planner.start_image(id);
    }
    for id in 0..planner.outcomes.len() {
        if all || planner.is_needed(id) {
            planner.run_state(id);
        }
    }
    planner.finish_context();
    let Planner { evaluation, graph, outcomes, context_paths, journal, .. } = planner;
    Plan { evaluation, graph, outcomes, context_paths, journal }
}

/// Plans a build, and the same with every stage carried out, from evaluations that differ in that alone. What the target
/// needs is carried out once, for both.
pub(super) fn make_both<'a>(
    file: &'a Dockerfile,
    (evaluation, of_all): (Evaluation<'a>, Evaluation<'a>),
    options: &BuildOptions,
    ignore: Option<&IgnoreFile>,
) -> (Plan<'a>, Plan<'a>) {
    let mut planner = Planner::new(file, evaluation, options, ignore);
    for id in 0..planner.outcomes.len() {
        planner.start_image(id);
    }
    // For each state, how much had been said and asked of the context when it was done.
    let mut said = Vec::with_capacity(planner.outcomes.len());
    for id in 0..planner.outcomes.len() {
        if planner.is_needed(id) {
            planner.run_state(id);
        }
        said.push((planner.journal.entries.len(), planner.context_paths.len()));
    }
    planner.finish_context();

    // The check goes on from here with the stages that are left. It shares the vertices that are there.
    let graph = planner.graph.clone();
    let none = vec![None; planner.outcomes.len()];
    let evaluation = std::mem::replace(&mut planner.evaluation, of_all);
    let outcomes = std::mem::replace(&mut planner.outcomes, none);
    let journal = std::mem::take(&mut planner.journal);
    let context_paths = std::mem::take(&mut planner.context_paths);
    let is_needed = |id: StateId| evaluation.reached.get(id) == Some(&true);
    for id in (0..outcomes.len()).filter(|id| !is_needed(*id)) {
        planner.start_image(id);
    }
    let mut from = (0, 0);
    for (id, (outcome, to)) in outcomes.iter().zip(said).enumerate() {
        if !is_needed(id) {
            planner.run_state(id);
        } else if let (Some(state), Some(done)) =
            (planner.evaluation.states.get_mut(id), evaluation.states.get(id))
        {
            state.platform.clone_from(&done.platform);
            (state.numbered, state.done) = (done.numbered, done.done);
            if let Some(slot) = planner.outcomes.get_mut(id) {
                slot.clone_from(outcome);
            }
            let entries = journal.entries.get(from.0..to.0).unwrap_or_default();
            planner.journal.entries.extend(entries.iter().cloned());
            let paths = context_paths.get(from.1..to.1).unwrap_or_default();
            planner.context_paths.extend(paths.iter().cloned());
        }
        from = to;
    }
    planner.finish_context();
    let check = Plan {
        evaluation: planner.evaluation,
        graph: planner.graph,
        outcomes: planner.outcomes,
        context_paths: planner.context_paths,
        journal: planner.journal,
    };
    (Plan { evaluation, graph, outcomes, context_paths, journal }, check)
}

pub(super) struct Planner<'a, 'o> {
    pub(super) file: &'a Dockerfile,
    pub(super) options: &'o BuildOptions,
    pub(super) ignore: Option<&'o IgnoreFile>,
    pub(super) evaluation: Evaluation<'a>,
    pub(super) graph: Graph,
    pub(super) outcomes: Vec<Option<Rc<Outcome>>>,
    pub(super) journal: Journal,
    context: Option<VertexId>,
    pub(super) context_paths: Vec<String>,
    pub(super) groups: usize,
    /// Bytes of environment that the instructions so far have seen.
    environment: usize,
}

/// A state while its instructions are carried out.
pub(super) struct Running {
    pub(super) id: StateId,
    pub(super) platform: Rc<Platform>,
    pub(super) outcome: Outcome,
    workdir_set: bool,
    cmd: Option<(Lines, Span, usize)>,
    entrypoint: Option<(Lines, Span, usize)>,
    healthcheck: Option<(Lines, Span, usize)>,
}

/// Why an instruction cannot be carried out, and the text to mark.
pub(super) type Fault = (String, Span);

impl<'a, 'o> Planner<'a, 'o> {
    fn new(
        file: &'a Dockerfile,
        evaluation: Evaluation<'a>,
        options: &'o BuildOptions,
        ignore: Option<&'o IgnoreFile>,
    ) -> Self {
        let outcomes = vec![None; evaluation.states.len()];
        Self {
            file,
            options,
            ignore,
            evaluation,
            graph: Graph::default(),
            outcomes,
            journal: Journal::default(),
            context: None,
            context_paths: Vec::new(),
            groups: 0,
            environment: 0,
        }
    }

    /// Whether the target needs a state.
    fn is_needed(&self, id: StateId) -> bool {
        self.evaluation.reached.get(id) == Some(&true)
    }

    /// Gives a state that starts from nothing or from an image its file system and config.
    fn start_image(&mut self, id: StateId) {
        let Some(state) = self.evaluation.state(id) else { return };
        let platform = state.platform.clone().unwrap_or_else(|| self.evaluation.platforms.target.clone());
        let mut outcome = Outcome { root: id, ..Outcome::default() };
        let image = &mut outcome.image;
        let set_platform = |image: &mut super::Image, platform: &Platform| {
            image.os.clone_from(&platform.os);
            image.architecture.clone_from(&platform.arch);
            image.variant.clone_from(&platform.variant);
        };
        match &state.origin {
            Origin::State(_) => return,
            Origin::Scratch => {
                set_platform(image, &platform);
                "/".clone_into(&mut image.config.working_dir);
                if platform.os != "windows" {
                    image.config.env = vec![format!("PATH={PATH}").into()];
                }
                self.set_outcome(id, outcome);
                return;
            }
            Origin::Image(known) => {
                let own = known.as_ref().and_then(|known| only_platform(known));
                set_platform(image, own.as_ref().unwrap_or(&platform));
                if let Some(known) = known {
                    take_config(image, known);
                }
                let from = state.from.and_then(|at| self.file.instructions.get(at));
                if let Some((it, by_hand)) = from.and_then(|it| Some((it, it.by_hand()?))) {
                    set_config(image, by_hand, it.index);
                }
                if known.as_ref().is_some_and(|known| known.layers == Some(0)) {
                    self.set_outcome(id, outcome);
                    return;
                }
            }
            Origin::Unresolved if state.from_step.is_none() && state.platform.is_none() => return,
            Origin::Unresolved => {}
        }
        let naming =
            Naming { multi_platform: self.options.multi_platform, platform: &platform, on_build: false };
        let text = ["FROM ", &state.base_ref].concat();
        let vertex = Vertex {
            op: Op::Source { identifier: ["docker-image://", &state.base_ref].concat(), attrs: Vec::new() },
            inputs: Vec::new(),
            name: at_step(state, state.from_step, &text, &naming, &EnvList::default()),
            command: state.code.clone(),
            platform: platform.format_all().into(),
            group: None,
            instruction: state.from,
            state: Some(id),
        };
        outcome.output = Some(self.graph.add(vertex));
        self.set_outcome(id, outcome);
    }

    fn set_outcome(&mut self, id: StateId, outcome: Outcome) {
        if let Some(slot) = self.outcomes.get_mut(id) {
            *slot = Some(Rc::new(outcome));
        }
    }

    /// Carries out the instructions of a state. An image that is only copied from or mounted has none.
    fn run_state(&mut self, id: StateId) {
        let Some(state) = self.evaluation.state(id).filter(|state| !state.done) else { return };
        let base = state.base();
        let start = match base {
            Some(base) => self.outcomes.get(base).cloned().flatten(),
            // A stage that takes from itself, which is an error, takes from what it starts with.
            None if state.deps.iter().any(|dep| dep.state == id) => self.outcomes.get(id).cloned().flatten(),
            None => self.outcomes.get_mut(id).and_then(Option::take),
        };
        let mut outcome =
            start.map_or_else(|| Outcome { root: id, ..Outcome::default() }, Rc::unwrap_or_clone);
        let platform = match base {
            Some(base) => self.evaluation.state(base).and_then(|base| base.platform.clone()),
            None => state.platform.clone(),
        };
        let platform = platform.unwrap_or_else(|| self.evaluation.platforms.target.clone());
        outcome.requests.clear();
        outcome.args.clear();
        outcome.image.config.on_build.clear();
        let workdir_set = base.is_some_and(|base| self.sets_workdir(base));
        let mut run =
            Running { id, platform, outcome, workdir_set, cmd: None, entrypoint: None, healthcheck: None };
        let mut commands = Vec::new();
        if let Some(state) = self.evaluation.states.get_mut(id) {
            state.platform = Some(run.platform.clone());
            state.done = true;
            commands = std::mem::take(&mut state.commands);
        }
        start_environment(&mut run);
        for command in &commands {
            if let Err((message, span)) = self.carry_out(&mut run, command) {
                let it = &command.instruction;
                self.journal.error(message, vec![it.lines], span);
            }
        }
        if let Some(state) = self.evaluation.states.get_mut(id) {
            state.commands = commands;
        }
        self.set_outcome(id, run.outcome);
    }

    /// Whether a state or one that it starts from has a `WORKDIR`.
    fn sets_workdir(&self, id: StateId) -> bool {
        let mut next = Some(id);
        // A base always stands before what starts from it, so this ends.
        while let Some(state) = next.and_then(|id| self.evaluation.state(id)) {
            if state.commands.iter().any(|command| matches!(command.instruction.kind, Kind::Workdir(_))) {
                return true;
            }
            next = state.base().filter(|base| Some(*base) < next);
        }
        false
    }

    fn carry_out(&mut self, run: &mut Running, command: &Command<'a>) -> Result<(), Fault> {
        let it = command.instruction.as_ref();
        self.environment += run.outcome.env.size();
        if self.environment > MOST_ENVIRONMENT {
            return Err(("the environment is too large to be followed any further".to_owned(), it.span));
        }
        match &it.kind {
            Kind::Env(pairs) => self.env(run, it, pairs),
            Kind::Label(pairs) => self.label(run, it, pairs),
            Kind::Arg(arguments) => self.arg(run, it, arguments),
            Kind::Run(exec) => self.exec(run, command, exec),
            Kind::Copy(transfer) | Kind::Add(transfer) => self.transfer(run, command, transfer),
            Kind::Workdir(path) => self.workdir(run, command, path),
            Kind::User(user) => {
                let user = self.word(run, it, user)?;
                run.outcome.image.config.user = String::from(&user);
                run.outcome.image.note(ConfigKey::Field("User"), it.index);
                run.outcome.image.commit(["USER ", &user].concat(), false, it.index);
                run.outcome.user = user;
                Ok(())
            }
            Kind::Volume(volumes) => self.volume(run, it, volumes),
            Kind::Expose(ports) => self.expose(run, it, ports),
            Kind::StopSignal(word) => {
                let text = self.word(run, it, word)?;
                signal::check(&text).map_err(|message| (message, word.span))?;
                run.outcome.image.config.stop_signal = String::from(&text);
                run.outcome.image.note(ConfigKey::Field("StopSignal"), it.index);
                run.outcome.image.commit(format!("STOPSIGNAL {text}"), false, it.index);
                Ok(())
            }
            Kind::Cmd(command) => {
                self.check_once(it, &mut run.cmd);
                let args = self.start_words(run, it, command);
                run.outcome.image.commit(["CMD ", &quoted_list(&args)].concat(), false, it.index);
                run.outcome.image.config.cmd = Some(args);
                run.outcome.image.config.args_escaped = true;
                run.outcome.image.note(ConfigKey::Field("Cmd"), it.index);
                Ok(())
            }
            Kind::Entrypoint(command) => {
                self.check_once(it, &mut run.entrypoint);
                let args = self.start_words(run, it, command);
                run.outcome.image.commit(["ENTRYPOINT ", &quoted_list(&args)].concat(), false, it.index);
                run.outcome.image.config.entrypoint = Some(args).filter(|args| !args.is_empty());
                run.outcome.image.note(ConfigKey::Field("Entrypoint"), it.index);
                if run.cmd.is_none() {
                    run.outcome.image.config.cmd = None;
                    run.outcome.image.note(ConfigKey::Field("Cmd"), it.index);
                }
                Ok(())
            }
            Kind::Shell(words) => {
                run.outcome.image.config.shell = Some(words.clone());
                run.outcome.image.note(ConfigKey::Field("Shell"), it.index);
                run.outcome.image.commit(format!("SHELL [{}]", words.join(" ")), false, it.index);
                Ok(())
            }
            Kind::Healthcheck(check) => {
                self.check_once(it, &mut run.healthcheck);
                let times = [
                    ("Interval", check.interval),
                    ("Timeout", check.timeout),
                    ("StartPeriod", check.start_period),
                    ("StartInterval", check.start_interval),
                ];
                let times: Vec<String> =
                    times.iter().map(|(name, time)| format!("{name}:{}", format_duration(*time))).collect();
                let (test, retries) = (check.test.join(" "), check.retries);
                let text = format!("HEALTHCHECK {{Test:[{test}] {} Retries:{retries}}}", times.join(" "));
                run.outcome.image.commit(text, false, it.index);
                run.outcome.image.config.healthcheck = Some(check.clone());
                run.outcome.image.note(ConfigKey::Field("Healthcheck"), it.index);
                Ok(())
            }
            Kind::OnBuild(trigger) => {
                run.outcome.image.config.on_build.push(trigger.clone());
                run.outcome.image.note(ConfigKey::Field("OnBuild"), it.index);
                Ok(())
            }
            Kind::Maintainer(name) => {
                run.outcome.image.author.clone_from(name);
                run.outcome.image.commit(format!("MAINTAINER {name}"), false, it.index);
                Ok(())
            }
            Kind::From(_) | Kind::Invalid => Ok(()),
        }
    }

    pub(super) fn warn(&mut self, it: &Instruction, check: &'static str, message: String, span: Span) {
        let warning =
            Warning { check, message, lines: it.lines, span, instruction: Some(it.index), inline: true };
        self.journal.warning(warning);
    }

    /// The value of a word, with a warning for each variable that is not there.
    pub(super) fn word(&mut self, run: &Running, it: &Instruction, word: &Word) -> Result<Text, Fault> {
        if is_literal(&word.text, self.file.escape) {
            return Ok(word.text.clone());
        }
        self.value(run, it, &word.text, word.span).map(Text::from)
    }

    pub(super) fn value(
        &mut self,
        run: &Running,
        it: &Instruction,
        text: &str,
        span: Span,
    ) -> Result<String, Fault> {
        self.checked(run, it, expand(text, &run.outcome.env, self.file.escape), span)
    }

    /// The content of a here-document with its variables set in: quotes stay as they are.
    pub(super) fn body(&mut self, run: &Running, it: &Instruction, text: &str) -> Result<String, Fault> {
        let mode = Mode { skip_quotes: true, ..Mode::default() };
        let span = it.heredocs.first().map_or(it.line_span, |heredoc| heredoc.span);
        self.checked(run, it, expand_with(text, &run.outcome.env, '\\', mode), span)
    }

    fn checked(
        &mut self,
        run: &Running,
        it: &Instruction,
        result: Result<Expanded, ExpandError>,
        span: Span,
    ) -> Result<String, Fault> {
        let (text, unmatched, fault) = match result {
            Ok(expanded) => (expanded.text, expanded.unmatched, None),
            Err(error) => (String::new(), error.unmatched, Some(error.message)),
        };
        for name in unmatched {
            let is_declared = run.outcome.build_args.iter().any(|(known, _)| *known == name);
            if !is_declared && !NOT_IN_ENV.contains(&name.as_str()) {
                let suggestion = did_you_mean_variable(&name, &run.outcome.env);
                self.warn(
                    it,
                    "UndefinedVar",
                    format!("Usage of undefined variable '${name}'{suggestion}"),
                    span,
                );
            }
        }
        fault.map_or(Ok(text), |message| Err((message, span)))
    }

    fn env(&mut self, run: &mut Running, it: &Instruction, pairs: &[Pair]) -> Result<(), Fault> {
        // All values see the environment before the instruction.
        let pairs = self.pairs(run, it, pairs)?;
        let mut text = String::from("ENV");
        for (key, value, legacy, span) in &pairs {
            self.check_legacy(it, *legacy, *span);
            self.check_secret(it, "ENV", key, *span);
            text.extend([" ", key, "=", value]);
            run.outcome.env.set(key.clone(), value.clone());
            run.outcome.image.set_env(key, value);
            run.outcome.image.note(ConfigKey::Env(String::from(key)), it.index);
        }
        run.outcome.image.commit(text, false, it.index);
        Ok(())
    }

    fn label(&mut self, run: &mut Running, it: &Instruction, pairs: &[Pair]) -> Result<(), Fault> {
        let pairs = self.pairs(run, it, pairs)?;
        let mut text = String::from("LABEL");
        for (key, value, legacy, span) in pairs {
            self.check_legacy(it, legacy, span);
            text.extend([" ", &key, "=", &value]);
            let labels = &mut run.outcome.image.config.labels;
            labels.retain(|(known, _)| *known != key);
            labels.push((String::from(&key), String::from(&value)));
            order::sort(labels);
            run.outcome.image.note(ConfigKey::Label(key.into()), it.index);
        }
        run.outcome.image.commit(text, false, it.index);
        Ok(())
    }

    fn pairs(
        &mut self,
        run: &Running,
        it: &Instruction,
        pairs: &[Pair],
    ) -> Result<Vec<(Text, Text, bool, Span)>, Fault> {
        let mut expanded = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let key = self.word(run, it, &pair.key)?;
            let value = self.word(run, it, &pair.value)?;
            expanded.push((key, value, pair.legacy, pair.key.span.to(pair.value.span)));
        }
        Ok(expanded)
    }

    fn check_legacy(&mut self, it: &Instruction, legacy: bool, span: Span) {
        if legacy {
            let keyword = &it.keyword.text;
            let message = format!(
                "\"{keyword} key=value\" should be used instead of legacy \"{keyword} key value\" format"
            );
            self.warn(it, "LegacyKeyValueFormat", message, span);
        }
    }

    fn check_secret(&mut self, it: &Instruction, keyword: &str, key: &str, span: Span) {
        if names_a_secret(key) {
            let message =
                format!("Do not use ARG or ENV instructions for sensitive data ({keyword} {})", quote(key));
            self.warn(it, "SecretsUsedInArgOrEnv", message, span);
        }
    }

    fn arg(&mut self, run: &mut Running, it: &Instruction, arguments: &[Argument]) -> Result<(), Fault> {
        let mut shown = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let name = argument.key.text.as_str();
            self.check_secret(it, "ARG", name, argument.key.span);
            let global = self.evaluation.globals.env.get(name).map(Text::from);
            let mut inherited = false;
            let value = match (self.evaluation.passed(name).map(Text::from), &argument.default) {
                (Some(passed), _) => Some(passed),
                (None, Some(default)) => Some(self.word(run, it, default)?),
                (None, None) => {
                    inherited = global.is_some();
                    global
                }
            };
            if let Some(value) = value.as_ref().filter(|_| !NOT_IN_ENV.contains(&name)) {
                run.outcome.env.set(argument.key.text.clone(), value.clone());
            }
            run.outcome.args.push(StageArg {
                name: argument.key.text.clone(),
                value: value.clone(),
                inherited,
                description: description(it, name),
                lines: it.lines,
            });
            shown.push(value.as_ref().map_or_else(|| name.to_owned(), |value| [name, "=", value].concat()));
            run.outcome.build_args.push((argument.key.text.clone(), value));
        }
        run.outcome.image.commit(["ARG ", &shown.join(" ")].concat(), false, it.index);
        Ok(())
    }

    fn workdir(&mut self, run: &mut Running, command: &Command<'a>, word: &Word) -> Result<(), Fault> {
        let it = command.instruction.as_ref();
        let path = self.word(run, it, word)?;
        let os = run.platform.os.clone();
        if !run.workdir_set && !paths::is_absolute(&path, &os) {
            let message =
                format!("Relative workdir \"{path}\" can have unexpected results if the base image changes");
            self.warn(it, "WorkdirRelativePath", message, word.span);
        }
        run.workdir_set = true;
        let current = run.outcome.image.config.working_dir.clone();
        let dir = paths::workdir(&current, &path, &os).map_err(|message| (message, word.span))?;
        run.outcome.image.config.working_dir.clone_from(&dir);
        run.outcome.image.note(ConfigKey::Field("WorkingDir"), it.index);
        let dir = Text::from(paths::to_slash(&dir, &os).into_owned());
        run.outcome.dir = dir.clone();
        let with_layer = dir != "/";
        if with_layer {
            let name = self.step_name(run, command, Mode::default());
            let user = &run.outcome.image.config.user;
            let owner = Some(user.as_str()).filter(|user| !user.is_empty()).map(Owner::read);
            let kind = FileKind::Mkdir { path: paths::clean(&dir), mode: 0o755, owner, parents: true };
            let input = if run.outcome.output.is_some() { 0 } else { -1 };
            let action = FileAction { input, secondary_input: -1, output: 0, kind };
            run.outcome.output = Some(self.graph.add(Vertex {
                op: Op::File(vec![action]),
                inputs: run.outcome.output.into_iter().collect(),
                name,
                command: Text::default(),
                platform: Text::default(),
                group: None,
                instruction: Some(it.index),
                state: Some(run.id),
            }));
            let size = Size::estimated(0, 0, "a directory holds no bytes of its own");
            add_layer(run, it, Content::Directory, size);
        }
        run.outcome.image.commit(["WORKDIR ", &dir].concat(), with_layer, it.index);
        Ok(())
    }

    /// The name of the next step of a state.
    pub(super) fn step_name(&mut self, run: &Running, command: &Command<'a>, mode: Mode) -> String {
        let text = shown(command.instruction.code(), &run.outcome.env, self.file.escape, mode);
        self.number(run, command.on_build, &text)
    }

    pub(super) fn number(&mut self, run: &Running, on_build: bool, text: &str) -> String {
        let multi_platform = self.options.multi_platform;
        let naming = Naming { multi_platform, platform: &run.platform, on_build };
        match self.evaluation.states.get_mut(run.id) {
            Some(state) => numbered(state, text, &naming, &run.outcome.env),
            None => text.to_owned(),
        }
    }

    fn volume(&mut self, run: &mut Running, it: &Instruction, volumes: &[Word]) -> Result<(), Fault> {
        let values =
            volumes.iter().map(|volume| self.word(run, it, volume)).collect::<Result<Vec<_>, _>>()?;
        for (value, word) in values.iter().zip(volumes) {
            if value.is_empty() {
                return Err(("VOLUME specified can not be an empty string".to_owned(), word.span));
            }
            insert_sorted(&mut run.outcome.image.config.volumes, value);
            run.outcome.image.note(ConfigKey::Volume(String::from(value)), it.index);
        }
        let list: Vec<&str> = values.iter().map(Text::as_str).collect();
        run.outcome.image.commit(format!("VOLUME [{}]", list.join(" ")), false, it.index);
        Ok(())
    }

    fn expose(&mut self, run: &mut Running, it: &Instruction, words: &[Word]) -> Result<(), Fault> {
        let mut specs = Vec::new();
        for word in words {
            let mode = Mode { split: true, ..Mode::default() };
            let expanded = expand_with(&word.text, &run.outcome.env, self.file.escape, mode);
            let expanded = expanded.map_err(|error| (error.message, word.span))?;
            specs.extend(expanded.words.into_iter().map(|port| (port, word.span)));
        }
        let mut ports = Vec::new();
        for (spec, span) in specs {
            let read = expose::read(&spec);
            if read.proto_casing {
                let message = format!("Defined protocol '{spec}' in EXPOSE instruction should be lowercase");
                self.warn(it, "ExposeProtoCasing", message, span);
            }
            if read.has_host_part {
                let message = format!(
                    "EXPOSE instruction should not define an IP address or host-port mapping, found '{spec}'"
                );
                self.warn(it, "ExposeInvalidFormat", message, span);
            }
            ports.extend(read.ports.map_err(|message| (message, span))?);
        }
        for port in &ports {
            insert_sorted(&mut run.outcome.image.config.exposed_ports, port);
            run.outcome.image.note(ConfigKey::Port(port.clone()), it.index);
        }
        run.outcome.image.commit(format!("EXPOSE [{}]", ports.join(" ")), false, it.index);
        Ok(())
    }

    fn start_words(
        &mut self,
        run: &Running,
        it: &Instruction,
        command: &crate::syntax::CommandLine,
    ) -> Vec<String> {
        let args: Vec<String> = command.args.iter().map(|word| String::from(&word.text)).collect();
        if !command.shell {
            return args;
        }
        if run.outcome.image.config.shell.as_ref().is_none_or(Vec::is_empty) {
            let message = format!(
                "JSON arguments recommended for {} to prevent unintended behavior related to OS signals",
                it.keyword.text
            );
            self.warn(it, "JSONArgsRecommended", message, it.line_span);
        }
        run.outcome.image.with_shell(args)
    }

    /// Only the last of these counts, so the one before is what the reference marks.
    fn check_once(&mut self, it: &Instruction, last: &mut Option<(Lines, Span, usize)>) {
        if let Some((lines, span, instruction)) = last.replace((it.lines, it.line_span, it.index)) {
            let name = &it.keyword.text;
            let message = format!(
                "Multiple {name} instructions should not be used in the same stage because only the last one will be used"
            );
            // Comments above the later one silence it, for that is where the reference finds it.
            let options = self.file.checks.with_comments(&it.comments);
            if options.allows("MultipleInstructionsDisallowed") {
                let check = "MultipleInstructionsDisallowed";
                let warning =
                    Warning { check, message, lines, span, instruction: Some(instruction), inline: false };
                self.journal.warning(warning);
            }
        }
    }

    /// The build context as a vertex, made when it is first asked for.
    pub(super) fn context(&mut self) -> VertexId {
        if let Some(id) = self.context {
            return id;
        }
        let id = self.graph.add(Vertex {
            op: Op::Source { identifier: "local://context".to_owned(), attrs: Vec::new() },
            inputs: Vec::new(),
            name: "[internal] load build context".to_owned(),
            command: Text::default(),
            platform: Text::default(),
            group: None,
            instruction: None,
            state: None,
        });
        self.context = Some(id);
        id
    }

    /// Now that all paths are known that are taken from the build context.
    fn finish_context(&mut self) {
        let mut options = vec![("local.sharedkeyhint".to_owned(), "context".to_owned())];
        if !self.context_paths.is_empty() && !self.context_paths.iter().any(|path| path == "/") {
            let mut wanted: Vec<&str> =
                self.context_paths.iter().map(|path| path.trim_start_matches('/')).collect();
            order::sort(&mut wanted);
            wanted.dedup();
            let list: Vec<String> = wanted.into_iter().map(crate::text::go::json_string).collect();
            options.insert(0, ("local.followpaths".to_owned(), format!("[{}]", list.join(","))));
        }
        let context = self.context.and_then(|id| self.graph.vertices.get_mut(id));
        if let Some(Vertex { op: Op::Source { attrs, .. }, .. }) = context.map(Rc::make_mut) {
            *attrs = options;
        }
    }
}

fn take_config(image: &mut super::Image, known: &BaseImage) {
    image.config = known.config.clone();
    image.config.on_build.clear();
    image.author.clone_from(&known.author);
    let history = known.history.iter().cloned();
    image.history = history.map(|entry| History { entry, instruction: None }).collect();
}

/// The values of a base image's config that were set by hand, in the comment above its `FROM`.
fn set_config(image: &mut super::Image, by_hand: ByHand, from: usize) {
    for pair in by_hand.env {
        let (name, value) = pair.split_once('=').unwrap_or((pair.as_str(), ""));
        image.set_env(name, value);
        image.note(ConfigKey::Env(name.to_owned()), from);
    }
    if let Some(user) = by_hand.user {
        image.config.user = user;
        image.note(ConfigKey::Field("User"), from);
    }
    if let Some(workdir) = by_hand.workdir {
        image.config.working_dir = workdir;
        image.note(ConfigKey::Field("WorkingDir"), from);
    }
}

/// What a state starts with: the variables of its image on top of what its base left, its directory and its user.
fn start_environment(run: &mut Running) {
    let outcome = &mut run.outcome;
    let config = &mut outcome.image.config;
    let has_path = config.env.iter().any(|pair| pair.split('=').next() == Some("PATH"));
    if !has_path && run.platform.os != "windows" {
        config.env.push(format!("PATH={PATH}").into());
    }
    for pair in &config.env {
        let sign = pair.find('=').unwrap_or(pair.len());
        outcome.env.set(pair.part(0, sign), pair.part(sign + 1, pair.len()));
    }
    if !config.working_dir.is_empty()
        && let Ok(dir) = paths::workdir(&config.working_dir, &config.working_dir, &run.platform.os)
    {
        outcome.dir = paths::to_slash(&dir, &run.platform.os).into_owned().into();
        config.working_dir = dir;
    }
    if !config.user.is_empty() {
        outcome.user = config.user.as_str().into();
    }
}

/// Adds a layer to what a state makes.
pub(super) fn add_layer(run: &mut Running, it: &Instruction, content: Content, size: Size) {
    let text = in_one_line(it.original.trimmed());
    let vertex = run.outcome.output;
    run.outcome.layers.push(Layer { instruction: it.index, state: run.id, text, content, size, vertex });
}

/// A text with one blank between its words.
fn in_one_line(text: Text) -> Text {
    let mut before = b' ';
    let is_in_one_line = text.bytes().all(|byte| {
        let fits = !byte.is_ascii_whitespace() || (byte == b' ' && before != b' ');
        before = byte;
        fits
    });
    if is_in_one_line {
        return text;
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        line.extend([if line.is_empty() { "" } else { " " }, word]);
    }
    line.into()
}

fn insert_sorted(list: &mut Vec<String>, item: &str) {
    if let Err(place) = list.binary_search_by(|known| known.as_str().cmp(item)) {
        list.insert(place, item.to_owned());
    }
}

fn quoted_list(words: &[String]) -> String {
    let mut list = String::from("[");
    for (at, word) in words.iter().enumerate() {
        list.push_str(if at == 0 { "" } else { " " });
        list.push_str(&quote(word));
    }
    list.push(']');
    list
}

fn did_you_mean_variable(name: &str, env: &EnvList) -> String {
    let suggestion = did_you_mean(name, env.names(), true);
    suggestion.replace("(did you mean ", "(did you mean $")
}

/// Whether the name of a variable says that it holds a secret: one of its words does, and none says that it does not.
pub fn names_a_secret(name: &str) -> bool {
    const SECRET: [&str; 10] = [
        "apikey",
        "auth",
        "credential",
        "credentials",
        "key",
        "password",
        "pword",
        "passwd",
        "secret",
        "token",
    ];
    const HARMLESS: [&str; 3] = ["public", "file", "version"];
    let has =
        |words: &[&str]| name.split('_').any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)));
    has(&SECRET) && !has(&HARMLESS)
}

#[cfg(test)]
mod tests {
    use super::names_a_secret;

    #[test]
    fn secrets_by_whole_words() {
        for name in ["API_KEY", "key", "GITHUB_TOKEN", "secret_MESSAGE", "AUTH"] {
            assert!(names_a_secret(name), "{name}");
        }
        for name in ["KEYBOARD", "PUBLIC_KEY", "PASSWORD_FILE", "TOKEN_VERSION", "MONKEY", ""] {
            assert!(!names_a_secret(name), "{name}");
        }
    }
}
