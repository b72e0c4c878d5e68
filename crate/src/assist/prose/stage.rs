//! What is said above the first stage, of a `FROM` and of an `ARG`.

use crate::eval::Origin;
use crate::plan::StageArg;
use crate::report::{Basis, root_size, size_view};
use crate::stage::{Stage, from_of};
use crate::syntax::expand::Env as _;
use crate::syntax::{Argument, Instruction, Kind};
use crate::text::Lines;

use super::Teller;
use super::sentences::list;

impl Teller<'_> {
    /// What is built, and the arguments for every `FROM`.
    pub(super) fn overview(&mut self) {
        let report = self.report;
        if let Some(stop) = &report.stop {
            let line = stop.line.map(|it| it.to_string()).unwrap_or_default();
            self.say_of_all("stop", &[&stop.message, &line]);
        }
        if report.fragment.is_some() {
            self.say_of_all("fragment", &[]);
        }
        let target = report.target.and_then(|index| report.stages.get(index));
        let names =
            |reached: bool| list(report.stages.iter().filter(|it| it.reached == reached).map(|it| &it.name));
        match target.filter(|_| report.fragment.is_none()) {
            Some(target) if report.stages.len() == 1 => {
                self.say_of_all("builds.one", &[&report.command, &target.name]);
            }
            Some(target) => {
                let (runs, skipped) = (names(true), names(false));
                let (n_runs, n_all) = (runs.lines().count().to_string(), report.stages.len().to_string());
                let key = match (skipped.lines().count(), n_runs.as_str()) {
                    (0, _) => "builds.all",
                    (1, _) => "builds.but-one",
                    _ => "builds.some",
                };
                self.say_of_all(key, &[&report.command, &target.name, &n_runs, &n_all, &skipped]);
            }
            None => {}
        }
        for directive in &self.build.file.directives {
            let line = u32::try_from(directive.line).unwrap_or_default();
            let key = format!("directive.{}", directive.name);
            self.say_of(Lines { start: line, end: line }, &key, &[&directive.value]);
        }
        for index in &self.build.stages.global_args {
            let Some(it) = self.build.file.instructions.get(*index) else { continue };
            if let Kind::Arg(arguments) = &it.kind {
                for argument in arguments {
                    self.global(it, argument);
                }
            } else {
                self.say(it, "invalid", &[]);
            }
        }
    }

    fn global(&mut self, it: &Instruction, argument: &Argument) {
        let name = argument.key.text.as_str();
        let evaluation = &self.build.plan.evaluation;
        let default = argument.default.as_ref().map(|it| it.text.as_str()).unwrap_or_default();
        let value = evaluation.globals.env.get(name).unwrap_or_default().to_owned();
        let is_passed = evaluation.passed(name).is_some();
        let uses = evaluation.states.iter().filter(|it| it.uses.iter().any(|used| used == name));
        let froms = list(uses.filter_map(|it| Some(it.lines?.start.to_string())));
        let declares = |it: &&Instruction| matches!(&it.kind, Kind::Arg(list) if list.iter().any(|arg| arg.key.text == name));
        let inside =
            self.build.file.instructions.iter().filter(|it| self.build.stages.of(it.index).is_some());
        let again = list(inside.filter(declares).map(|it| it.lines.start.to_string()));
        self.say(it, "arg.global", &[name, default]);
        match (is_passed, value.as_str()) {
            (true, _) => self.say(it, "arg.passed", &[&value]),
            (_, "") => self.say(it, "arg.unset", &[]),
            (_, value) if value != default => self.say(it, "arg.value", &[value]),
            _ => {}
        }
        let key = match froms.lines().count() {
            0 => "arg.no-from",
            1 => "arg.from",
            _ => "arg.froms",
        };
        self.say(it, key, &[&froms]);
        let key = match again.lines().count() {
            0 => "arg.never-again",
            1 => "arg.again",
            _ => "arg.again-all",
        };
        self.say(it, key, &[&again]);
    }

    /// What a stage begins with.
    pub(super) fn from(&mut self, stage: &Stage) {
        let Some((it, from)) = from_of(self.build.file, stage) else {
            if let Some(it) = stage.from.and_then(|index| self.build.file.instructions.get(index)) {
                self.say(it, "invalid", &[]);
            }
            return;
        };
        let evaluation = &self.build.plan.evaluation;
        let Some((id, state)) =
            evaluation.state_of_stage(stage.index).and_then(|id| Some((id, evaluation.state(id)?)))
        else {
            return;
        };
        let base = state.written_base.as_str();
        match &state.origin {
            Origin::State(_) => self.say(it, "from.stage", &[base]),
            Origin::Scratch => self.say(it, "from.scratch", &[]),
            Origin::Image(image) => {
                self.say(it, "from.image", &[base]);
                let size = size_view(&root_size(self.build, id));
                let distribution = image.as_ref().map(|it| it.distribution.as_str()).unwrap_or_default();
                if size.basis != Basis::Unknown {
                    self.say(it, "from.size", &[&size.text, distribution]);
                }
                let name = base.rsplit('/').next().unwrap_or_default();
                if base.contains('@') {
                    self.say(it, "from.digest", &[]);
                } else if !name.contains(':') {
                    self.say(it, "from.latest", &[]);
                }
            }
            Origin::Unresolved => self.say(it, "from.unknown", &[base]),
        }
        for name in &state.uses {
            let value = evaluation.globals.env.get(name).unwrap_or_default().to_owned();
            self.say(it, "from.uses", &[name, &value]);
        }
        if let (Some(word), Some(platform)) = (&from.platform, &state.platform) {
            let platform = platform.format_all();
            let target = evaluation.platforms.target.format_all();
            let is_builder = word.text.contains("BUILDPLATFORM");
            let key = match (is_builder, platform == target) {
                (true, true) => "from.builder-same",
                (true, false) => "from.builder",
                (false, _) => "from.platform",
            };
            self.say(it, key, &[&platform, &target]);
        }
        if let Some(name) = &from.name {
            self.say(it, "from.as", &[&name.text]);
        }
        for command in state.commands.iter().filter(|it| it.on_build) {
            self.say(it, "from.trigger", &[command.instruction.code()]);
        }
        let reason = self.report.stages.get(stage.index).map(|it| it.reason.clone()).unwrap_or_default();
        let key = match (self.runs(stage.index), self.report.target.is_some()) {
            (true, _) if self.report.stages.len() == 1 => "",
            (true, _) => "from.runs",
            (false, true) => "from.skipped",
            (false, false) => "from.no-target",
        };
        self.say(it, key, &[&reason]);
    }

    /// An `ARG` of a stage.
    pub(super) fn arguments(&mut self, stage: usize, it: &Instruction, arguments: &[Argument]) {
        for argument in arguments {
            let name = argument.key.text.as_str();
            let default = argument.default.as_ref().map(|it| it.text.as_str()).unwrap_or_default();
            self.say(it, "arg.stage", &[name, default]);
            let found = self.outcome(stage).and_then(|outcome| {
                let own = |arg: &&StageArg| arg.name == name && arg.lines == it.lines;
                outcome.args.iter().find(own).cloned()
            });
            let Some(arg) = found else { continue };
            let evaluation = &self.build.plan.evaluation;
            let is_passed = evaluation.passed(name).is_some();
            let global = evaluation.globals.args.iter().find(|known| known.name == name);
            let line = global.map(|it| it.lines.start.to_string()).unwrap_or_default();
            let value = arg.value.clone().unwrap_or_default();
            match (is_passed, arg.inherited, value.as_str()) {
                (true, ..) => self.say(it, "arg.passed", &[&value]),
                (_, _, "") => self.say(it, "arg.unset", &[]),
                (_, true, _) if line.is_empty() => self.say(it, "arg.builder", &[&value]),
                (_, true, _) => self.say(it, "arg.inherited", &[&value, &line]),
                (_, false, value) if value == default => self.say(it, "arg.default", &[]),
                (_, false, value) => self.say(it, "arg.value", &[value]),
            }
        }
    }
}
