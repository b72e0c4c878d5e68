//! What is said of the instructions that set something: variables, directory, user, start command and the like.

use crate::plan::ConfigKey;
use crate::syntax::{CommandLine, Instruction, Kind, Pair, Word};
use crate::text::Text;

use super::Teller;
use super::sentences::{list, one_line};

impl Teller<'_> {
    /// An instruction that sets something.
    pub(super) fn setting(&mut self, stage: usize, it: &Instruction) {
        match &it.kind {
            Kind::Env(pairs) => self.env(stage, it, pairs),
            Kind::Label(pairs) => {
                for Pair { key, value, .. } in pairs {
                    self.say(it, "label", &[&key.text, &value.text]);
                }
            }
            Kind::Workdir(word) => {
                let own = self
                    .outcome(stage)
                    .filter(|it_| it_.image.origin(&ConfigKey::Field("WorkingDir")) == Some(it.index));
                let dir = own.map(|outcome| String::from(&outcome.dir)).or_else(|| self.made(it));
                self.say(it, "workdir", &[&dir.unwrap_or_else(|| String::from(&word.text))]);
            }
            Kind::User(word) => self.user(stage, it, word),
            Kind::Volume(paths) => self.say(it, "volume", &[&list(paths.iter().map(|it| &it.text))]),
            Kind::Expose(ports) => self.say(it, "expose", &[&list(ports.iter().map(|it| &it.text))]),
            Kind::StopSignal(word) => self.say(it, "stopsignal", &[&word.text]),
            Kind::Shell(words) => self.say(it, "shell", &[&words.join(" ")]),
            Kind::Healthcheck(check) => match check.test.split_first() {
                Some((kind, words)) if kind != "NONE" => {
                    self.say(it, "healthcheck", &[&one_line(&words.join(" "))]);
                }
                _ => self.say(it, "healthcheck.none", &[]),
            },
            Kind::OnBuild(trigger) => self.say(it, "onbuild", &[&one_line(trigger)]),
            Kind::Maintainer(name) => self.say(it, "maintainer", &[name]),
            Kind::Cmd(command) => self.cmd(stage, it, command),
            Kind::Entrypoint(command) => self.entrypoint(stage, it, command),
            _ => {}
        }
    }

    fn env(&mut self, stage: usize, it: &Instruction, pairs: &[Pair]) {
        for Pair { key, value, .. } in pairs {
            let written = value.text.trim_matches(['"', '\'']);
            self.say(it, "env", &[&key.text, &one_line(written)]);
            let outcome = self.outcome(stage);
            let own = outcome.filter(|found| {
                found.image.origin(&ConfigKey::Env(String::from(&key.text))) == Some(it.index)
            });
            let set = own.and_then(|outcome| {
                let pair =
                    |pair: &Text| pair.strip_prefix(key.text.as_str())?.strip_prefix('=').map(str::to_owned);
                outcome.image.config.env.iter().find_map(pair)
            });
            if let Some(set) = set.filter(|_| written.contains('$')) {
                self.say(it, "env.value", &[&set]);
            }
        }
        self.say(it, if self.is_left(stage) { "env.left" } else { "env.scope" }, &[]);
    }

    fn user(&mut self, stage: usize, it: &Instruction, word: &Word) {
        let own = self
            .outcome(stage)
            .filter(|found| found.image.origin(&ConfigKey::Field("User")) == Some(it.index));
        let user = own.map_or_else(|| String::from(&word.text), |outcome| String::from(&outcome.user));
        let is_last = own.is_some();
        let is_root = matches!(user.split(':').next(), Some("root" | "0"));
        let key = match (is_root, is_last && !self.is_left(stage)) {
            (true, _) => "user.root",
            (false, true) => "user",
            (false, false) => "user.steps",
        };
        self.say(it, key, &[&user]);
    }

    /// Whether the build carries out the stage, and no image is made of it.
    fn is_left(&self, stage: usize) -> bool {
        self.runs(stage) && !self.is_in_image(stage)
    }

    /// The directory that a `WORKDIR` makes.
    fn made(&self, it: &Instruction) -> Option<String> {
        use crate::plan::vertex::{FileKind, Op};
        match &self.vertex(it)?.op {
            Op::File(actions) => actions.iter().find_map(|action| match &action.kind {
                FileKind::Mkdir { path, .. } => Some(path.clone()),
                _ => None,
            }),
            _ => None,
        }
    }

    /// The line of what counts instead of a start command, where that is another one of the stage.
    fn replaced_by(&self, stage: usize, it: &Instruction, field: &'static str) -> Option<String> {
        let last = self.outcome(stage)?.image.origin(&ConfigKey::Field(field))?;
        (last != it.index).then(|| self.line_of(last))
    }

    fn cmd(&mut self, stage: usize, it: &Instruction, command: &CommandLine) {
        let words = words(command);
        let entrypoint = self.outcome(stage).and_then(|outcome| {
            let words = outcome.image.config.entrypoint.clone().filter(|words| !words.is_empty())?;
            Some((words, outcome.image.origin(&ConfigKey::Field("Entrypoint"))))
        });
        if let Some(line) = self.replaced_by(stage, it, "Cmd") {
            return self.say(it, "cmd.replaced", &[&words, &line]);
        }
        match &entrypoint {
            Some((_, Some(index))) if self.is_in_shell(*index) => {
                let line = self.line_of(*index);
                self.say(it, "cmd.ignored", &[&words, &line]);
            }
            Some((entry, _)) => {
                self.say(it, "cmd.arguments", &[&words, &one_line(&format!("{} {words}", entry.join(" ")))]);
            }
            None => {
                self.say(it, "cmd", &[&words]);
                if command.shell {
                    self.say(it, "cmd.shell", &[]);
                }
            }
        }
        if self.is_left(stage) {
            self.say(it, "cmd.left", &[]);
        }
    }

    fn entrypoint(&mut self, stage: usize, it: &Instruction, command: &CommandLine) {
        let words = words(command);
        if let Some(line) = self.replaced_by(stage, it, "Entrypoint") {
            return self.say(it, "entrypoint.replaced", &[&words, &line]);
        }
        self.say(it, if command.shell { "entrypoint.shell" } else { "entrypoint" }, &[&words]);
        let evaluation = &self.build.plan.evaluation;
        let base = evaluation.state_of_stage(stage).and_then(|id| evaluation.state(id));
        let base_has_cmd = base.is_some_and(|state| match &state.origin {
            crate::eval::Origin::State(base) => {
                self.build.plan.outcome(*base).is_some_and(|outcome| outcome.image.config.cmd.is_some())
            }
            crate::eval::Origin::Image(Some(image)) => image.config.cmd.is_some(),
            _ => false,
        });
        let has_cmd = self.outcome(stage).is_some_and(|outcome| outcome.image.config.cmd.is_some());
        if base_has_cmd && !has_cmd {
            self.say(it, "entrypoint.resets", &[]);
        }
        if self.is_left(stage) {
            self.say(it, "cmd.left", &[]);
        }
    }

    /// Whether an `ENTRYPOINT` is run by a shell.
    fn is_in_shell(&self, index: usize) -> bool {
        let it = self.build.file.instructions.get(index);
        it.is_some_and(|it| matches!(&it.kind, Kind::Entrypoint(command) if command.shell))
    }
}

fn words(command: &CommandLine) -> String {
    one_line(&command.args.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "))
}
