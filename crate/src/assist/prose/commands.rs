//! What is said of a `RUN`: what it sees, and each of its commands.

use crate::plan::vertex::{Exec, Op};
use crate::syntax::command::{RedirectKind, Separator, SimpleCommand, commands, script};
use crate::syntax::expand::Env as _;
use crate::syntax::mount::{self, Mount, MountKind};
use crate::syntax::{Instruction, Network, Run};
use crate::text::Lines;

use super::sentences::{list, one_line};
use super::{Piece, Teller};

/// Longest command that is shown whole, in characters.
const LONGEST: usize = 60;

/// Shells whose language is read.
const SHELLS: [&str; 5] = ["sh", "bash", "ash", "dash", "zsh"];

impl Teller<'_> {
    /// A `RUN`.
    pub(super) fn run(&mut self, it: &Instruction, run: &Run) {
        let exec = self.vertex(it).and_then(|vertex| match &vertex.op {
            Op::Exec(exec) => Some(exec.as_ref().clone()),
            _ => None,
        });
        if let Some(exec) = &exec {
            let user = if matches!(exec.user.as_str(), "root" | "0") { "" } else { exec.user.as_str() };
            match (user, exec.cwd.as_str()) {
                ("", "/") => {}
                ("", dir) => self.say(it, "run.dir", &[dir]),
                (user, dir) => self.say(it, "run.user", &[dir, user]),
            }
        }
        for word in &run.mounts {
            if let Ok(mount) = mount::read(&word.text, |value| Ok(value.to_owned())) {
                self.mount(it, &mount);
            }
        }
        match run.network {
            Network::Default => {}
            Network::None => self.say(it, "run.no-network", &[]),
            Network::Host => self.say(it, "run.host-network", &[]),
        }
        if run.insecure {
            self.say(it, "run.insecure", &[]);
        }
        if !run.command.shell {
            self.say(it, "run.no-shell", &[]);
        }
        self.commands(it, run, exec.as_ref());
        self.layer(it);
    }

    fn mount(&mut self, it: &Instruction, mount: &Mount) {
        let target = mount.target.as_str();
        match mount.kind {
            MountKind::Bind if mount.from.is_empty() => {
                self.say(it, "mount.context", &[&mount.source, target]);
            }
            MountKind::Bind => self.say(it, "mount.bind", &[&mount.source, target, &mount.from]),
            MountKind::Cache => self.say(it, "mount.cache", &[target]),
            MountKind::Tmpfs => self.say(it, "mount.tmpfs", &[target]),
            MountKind::Ssh => self.say(it, "mount.ssh", &[]),
            MountKind::Secret => {
                let env = mount.env.as_deref().unwrap_or_default();
                self.say(it, "mount.secret", &[&mount.id, target, env]);
            }
        }
    }

    fn commands(&mut self, it: &Instruction, run: &Run, exec: Option<&Exec>) {
        let text =
            one_line(&run.command.args.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "));
        let shell = exec.and_then(|exec| exec.args.first()).map(String::as_str).unwrap_or_default();
        let shell = shell.rsplit('/').next().unwrap_or_default();
        let is_read = !run.command.shell || exec.is_none() || SHELLS.contains(&shell);
        if let Some(interpreter) = it.heredocs.first().and_then(|it| {
            it.body().strip_prefix("#!").map(|rest| one_line(rest.lines().next().unwrap_or_default()))
        }) && script(it).is_none()
        {
            return self.say(it, "run.script", &[&interpreter]);
        }
        let found = commands(self.build.file, it);
        if !is_read || found.is_empty() {
            return self.say(it, "run.unread", &[&shortened(&text), shell]);
        }
        let mut shown: Vec<&str> = Vec::new();
        for command in &found {
            self.command(it, command);
            for word in &command.vars {
                let name = word.text.as_str();
                let value = exec.and_then(|exec| exec.env.get(name));
                if let Some(value) =
                    value.filter(|_| !shown.contains(&name) && !matches!(name, "PATH" | "HOME"))
                {
                    let value = value.to_owned();
                    self.say_of(self.lines(it, command), "run.variable", &[name, &value]);
                }
                shown.push(name);
            }
        }
    }

    fn command(&mut self, it: &Instruction, command: &SimpleCommand) {
        let mut pieces = Vec::new();
        match command.separator {
            Separator::Or => pieces = self.sentences.fill("run.or", &[]),
            Separator::Pipe => pieces = self.sentences.fill("run.pipe", &[]),
            Separator::Start | Separator::And | Separator::Then if command.depth > 0 => {
                pieces = self.sentences.fill("run.inside", &[]);
            }
            Separator::Start | Separator::And | Separator::Then => {}
        }
        pieces.extend(self.meaning(command));
        let is_output = |kind| matches!(kind, RedirectKind::Write | RedirectKind::Append);
        let files =
            command.redirects.iter().filter(|it| is_output(it.kind) && !it.target.text.starts_with("/dev/"));
        let files = list(files.map(|it| &it.target.text));
        if !files.is_empty() {
            pieces.extend(self.sentences.fill("run.writes", &[&files]));
        }
        self.push(self.lines(it, command), pieces);
    }

    /// What a command does; where no row is about it, that this is not known.
    fn meaning(&self, command: &SimpleCommand) -> Vec<Piece> {
        let program = command.name();
        if program.is_empty() {
            let names = command.assigns.iter().filter_map(|word| word.text.split('=').next());
            let names = list(names);
            return if names.is_empty() { Vec::new() } else { self.sentences.fill("run.assigns", &[&names]) };
        }
        let row = self.sentences.commands(program).filter_map(|(words, sentence)| {
            Some((words.split_whitespace().count(), values(command, words)?, sentence))
        });
        // The row that asks for most; of equals the first.
        let best = row.fold(None, |best: Option<(usize, Vec<String>, &str)>, row| match best {
            Some(best) if best.0 >= row.0 => Some(best),
            _ => Some(row),
        });
        match best {
            Some((_, values, sentence)) => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                self.sentences.put_in(sentence, &values)
            }
            None => {
                let words: Vec<&str> = command.words.iter().map(|word| word.text.as_str()).collect();
                self.sentences.fill("run.unknown", &[&shortened(&one_line(&words.join(" ")))])
            }
        }
    }

    /// The lines that a command stands on.
    fn lines(&self, it: &Instruction, command: &SimpleCommand) -> Lines {
        let span = command.span();
        let text = &self.input.dockerfile;
        let line = |to: u32| {
            let before = text.get(it.span.start as usize..to as usize).unwrap_or_default();
            it.lines.start + u32::try_from(before.matches('\n').count()).unwrap_or_default()
        };
        if span.end <= it.span.start {
            it.lines
        } else {
            Lines { start: line(span.start), end: line(span.end) }
        }
    }

    /// What the step adds to the image, where that is known.
    fn layer(&mut self, it: &Instruction) {
        let layers = self.report.image.iter().flat_map(|image| &image.layers);
        let own = layers.filter(|layer| layer.instruction == Some(it.index) && !layer.inherited);
        let sizes: Vec<String> =
            own.filter(|layer| layer.size.low > 0.0).map(|layer| layer.size.text.clone()).collect();
        if let [size] = sizes.as_slice() {
            self.say(it, "run.layer", &[size]);
        }
    }
}

/// The values for a row about a command: its operands, then those of the flags that the row names; `None` when the command is not
/// what the row is about.
fn values(command: &SimpleCommand, words: &str) -> Option<Vec<String>> {
    let mut operands = command.operand_texts().map(str::to_owned).collect::<Vec<_>>().into_iter();
    let mut flags = Vec::new();
    for word in words.split_whitespace() {
        if let Some(flag) = word.strip_suffix('=').filter(|_| word.starts_with('-')) {
            flags.push(one_line(&command.flag_value(&[flag])?.text));
        } else if word.starts_with('-') {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            let given = command.has_flag(&[name]);
            let is_it = value.is_empty() || command.flag_value(&[name]).is_some_and(|it| it.text == value);
            (given && is_it).then_some(())?;
        } else {
            operands.next().filter(|operand| operand == word)?;
        }
    }
    let mut all = vec![list(operands)];
    all.extend(flags);
    Some(all)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
