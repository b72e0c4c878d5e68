//! `ErrorsSwallowed`: a failure that the next command hides.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::syntax::command::{Separator, SimpleCommand, script};
use crate::syntax::shell::ShellOptions;

declare_rule! {
    /// A step can fail, and the `RUN` goes on.
    ///
    /// ## Why it matters
    /// Commands that `;` or a line break joins run one after the other, whatever happens. Only the last one decides
    /// whether the `RUN` has failed.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN apt-get update; apt-get install -y --no-install-recommends curl; rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// RUN set -e; apt-get update; apt-get install -y --no-install-recommends curl; rm -rf /var/lib/apt/lists/*
    /// ```
    ErrorsSwallowed {
        category: "shell",
        severity: Warning,
        equivalents: [],
    }
}

use crate::text::Span;

use super::apt_update_alone::updates;
use super::bases::shell_at;

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        if !matches!(&it.kind, Kind::Run(run) if run.command.shell) {
            continue;
        }
        let commands = ctx.commands(it);
        let mut options = shell_at(ctx, it).map(|words| ShellOptions::of_shell(&words)).unwrap_or_default();
        let mut found = None;
        for (command, next) in commands.iter().zip(commands.iter().skip(1)) {
            options.apply(command);
            let is_joined = next.separator == Separator::Then && next.depth == 0 && command.depth == 0;
            // What asks how it went takes care of it.
            let asks = next.vars.iter().any(|var| var.text == "?") || matches!(next.name(), "wait" | "exit");
            if is_joined && !asks && !options.errexit && matters(command) {
                found = Some(command);
                break;
            }
        }
        let Some(command) = found else { continue };
        let is_script = script(it);
        let place = is_script.map(Span::at_start).or_else(|| match &it.kind {
            Kind::Run(run) => run.command.args.first().map(|word| word.span.at_start()),
            _ => None,
        });
        let text = if is_script.is_some() { "set -e\n" } else { "set -e; " };
        let fix = place.map(|span| Fix::review("Stop at the first failure", span, text));
        let message = format!("{} can fail here, and the build goes on", command.name());
        let why = "only the last command decides whether the RUN has failed";
        ctx.report(Finding::new(&META, it.index, command.span(), message, why).fixed_by(fix));
    }
}

/// Whether a command downloads, installs or builds something.
fn matters(command: &SimpleCommand) -> bool {
    let first = command.operand_texts().next().unwrap_or_default();
    let builds = match command.name() {
        "make" | "mvn" | "gradle" | "ninja" | "curl" | "wget" => true,
        "go" | "cargo" | "npm" | "yarn" | "pnpm" | "dotnet" => {
            matches!(first, "build" | "ci" | "run" | "publish" | "restore")
        }
        "git" => first == "clone",
        _ => false,
    };
    builds || updates(command) || command.installs().is_some()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn joined_by_a_semicolon_or_a_line() {
        check(
            &RULE,
            "
FROM a:1
RUN apt-get update; apt-get install -y curl; rm -r /x
    ^^^^^^^^^^^^^^ apt-get can fail here, and the build goes on
RUN <<EOF
make
^^^^ make can fail here, and the build goes on
echo done
EOF
",
        );
    }

    #[test]
    fn set_last_or_in_a_condition() {
        check_none(&RULE, "FROM a:1\nRUN set -eux; apt-get update; make\nRUN a && make\nRUN rm a; make\n");
        check_none(&RULE, "FROM a:1\nRUN if make; then echo a; fi\nRUN for a in b; do make; echo; done\n");
        check_none(&RULE, "FROM a:1\nSHELL [\"/bin/bash\", \"-ec\"]\nRUN make; make install\n");
        check_none(&RULE, "FROM a:1\nRUN <<EOF\nset -e\nmake\necho\nEOF\n");
    }

    #[test]
    fn the_fix_stops_at_the_first_failure() {
        check_fix(&RULE, "FROM a:1\nRUN make; ls\n", "FROM a:1\nRUN set -e; make; ls\n");
    }
}
