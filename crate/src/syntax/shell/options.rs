//! The options of the shell that runs a list of commands: `set -e`, `set -u`, `set -o pipefail`.

use crate::syntax::Word;
use crate::syntax::command::SimpleCommand;

/// Options of a shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ShellOptions {
    /// `-e`: it stops at the first command that fails.
    pub errexit: bool,
    /// `-u`: a variable that is not set is an error.
    pub nounset: bool,
    /// `-o pipefail`: a pipeline fails if any of its commands does.
    pub pipefail: bool,
}

impl ShellOptions {
    /// Those that a `SHELL` sets: `["bash", "-o", "pipefail", "-c"]`.
    pub fn of_shell(words: &[String]) -> Self {
        let mut options = Self::default();
        options.read(words.iter().skip(1).map(String::as_str));
        options
    }

    /// With those that a command sets, if it is a `set`.
    pub fn apply(&mut self, command: &SimpleCommand) {
        if command.name() == "set" {
            self.read(command.args().iter().map(|word: &Word| word.text.as_str()));
        }
    }

    fn read<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        let mut named = None;
        for word in words {
            if let Some(on) = named.take() {
                match word {
                    "errexit" => self.errexit = on,
                    "nounset" => self.nounset = on,
                    "pipefail" => self.pipefail = on,
                    _ => {}
                }
                continue;
            }
            let on = word.starts_with('-');
            let Some(letters) = word.strip_prefix(['-', '+']).filter(|letters| !letters.starts_with('-'))
            else {
                continue;
            };
            self.errexit = if letters.contains('e') { on } else { self.errexit };
            self.nounset = if letters.contains('u') { on } else { self.nounset };
            named = letters.contains('o').then_some(on);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ShellOptions;
    use crate::syntax::command::commands;
    use crate::syntax::parse;

    fn after(text: &str) -> ShellOptions {
        let source = format!("RUN {text}\n");
        let file = parse(&source);
        let mut options = ShellOptions::default();
        for command in commands(&file, &file.instructions[0]) {
            options.apply(&command);
        }
        options
    }

    #[test]
    fn forms() {
        let all = ShellOptions { errexit: true, nounset: true, pipefail: true };
        assert_eq!(after("set -euxo pipefail; make"), all);
        assert_eq!(after("set -e -u -o pipefail && make"), all);
        assert_eq!(after("set -eu; set +e"), ShellOptions { nounset: true, ..ShellOptions::default() });
        assert_eq!(after("set -- a -e; make -e"), ShellOptions { errexit: true, ..ShellOptions::default() });
        assert_eq!(after("echo set -e"), ShellOptions::default());
        let words = ["/bin/bash", "-o", "pipefail", "-c"].map(str::to_owned);
        assert_eq!(
            ShellOptions::of_shell(&words),
            ShellOptions { pipefail: true, ..ShellOptions::default() }
        );
        let words = ["/bin/bash", "-eo", "pipefail", "-c"].map(str::to_owned);
        assert!(ShellOptions::of_shell(&words).pipefail);
        let words = ["/bin/sh", "-c"].map(str::to_owned);
        assert_eq!(ShellOptions::of_shell(&words), ShellOptions::default());
    }
}
