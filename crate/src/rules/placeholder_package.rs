//! `PlaceholderPackage`: a package that only an example has.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::shell::{Manager, PackageKind};

declare_rule! {
    /// A package has a name that stands for one in examples.
    ///
    /// ## Why it matters
    /// Where everybody can publish, somebody may have published that name, and the build runs what is in it. Elsewhere the
    /// build stops, because there is no such package.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-slim
    /// RUN pip install --no-cache-dir package1==1.0
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-slim
    /// RUN pip install --no-cache-dir flask==3.1.2
    /// ```
    PlaceholderPackage {
        category: "correctness",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        for command in ctx.commands(it) {
            let Some(manager) = command.installs() else { continue };
            let packages = command.packages();
            let found = packages.iter().find(|it| it.kind == PackageKind::Named && is_placeholder(it.name));
            let Some(package) = found else { continue };
            let is_open = matches!(manager, Manager::Pip | Manager::Node | Manager::Gem | Manager::Cargo);
            let why = if is_open {
                format!("{} takes what anybody published under that name", command.name())
            } else {
                format!("{} knows no package of that name, so the build stops", command.name())
            };
            let message = format!("{} is a placeholder", package.name);
            ctx.report(Finding::new(&META, it.index, command.span(), message, why));
        }
    }
}

/// Whether examples write the name where the reader is to write another: `package1`, `your-package`.
fn is_placeholder(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let plain = name.trim_end_matches(|ch: char| ch.is_ascii_digit());
    let whole =
        ["package", "pkg", "package-name", "some-package", "my-package", "your-package", "foo", "bar"];
    whole.contains(&plain.trim_end_matches('-')) || name.starts_with("your-")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn names_of_examples() {
        check(
            &RULE,
            "
FROM python:3.13-slim
RUN pip install --user package1 package2
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ package1 is a placeholder
RUN npm install -g your_tool
    ^^^^^^^^^^^^^^^^^^^^^^^^ your_tool is a placeholder
",
        );
        check_why(&RULE, "FROM a:1\nRUN npm i -g foo\n", "npm takes what anybody published under that name");
        check_why(
            &RULE,
            "FROM debian:13-slim\nRUN apt-get install -y pkg-1\n",
            "apt-get knows no package of that name, so the build stops",
        );
    }

    #[test]
    fn names_of_packages() {
        check_none(&RULE, "FROM a:1\nRUN apt-get install -y pkg-config package-update-indicator foot\n");
        check_none(
            &RULE,
            "FROM a:1\nRUN pip install packaging barcode 'flask==3' ./package1 && echo package1\n",
        );
    }
}
