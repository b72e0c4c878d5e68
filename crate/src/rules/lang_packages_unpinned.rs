//! `LangPackagesUnpinned`: packages without a version.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::{Manager, PackageKind};

declare_rule! {
    /// A package is installed without a version.
    ///
    /// ## Why it matters
    /// The build takes whatever is newest on its day. One day that is a version that does not work with the rest.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-slim
    /// RUN pip install --no-cache-dir gunicorn
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-slim
    /// RUN pip install --no-cache-dir gunicorn==22.0.0
    /// ```
    LangPackagesUnpinned {
        category: "reproducibility/pinning",
        severity: Info,
        equivalents: ["hadolint DL3013", "hadolint DL3016", "hadolint DL3028", "hadolint DL3062"],
    }
}

use super::bases::list;

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        for command in ctx.commands(it) {
            let names = unpinned(command);
            let Some(first) = names.first() else { continue };
            let shown: Vec<&str> = names.iter().take(3).copied().collect();
            let verb = if names.len() == 1 { "has" } else { "have" };
            let more = if names.len() > 3 { " and others" } else { "" };
            let message = if more.is_empty() {
                format!("{} {verb} no version", list(&shown))
            } else {
                format!("{}{more} have no version", shown.join(", "))
            };
            let tools = ["pip", "setuptools", "wheel", "npm"];
            let is_tool = names.iter().all(|name| tools.contains(name));
            let severity = if is_tool || !ctx.ships(it) { Severity::Hint } else { META.severity };
            let why = format!("each build takes the {first} that is newest on its day");
            ctx.report(Finding::new(&META, it.index, command.span(), message, why).at_most(severity));
        }
    }
}

/// The names of what a command installs in whatever version there is.
fn unpinned(command: &SimpleCommand) -> Vec<&str> {
    let pins: &[&str] = match command.installs() {
        Some(Manager::Pip) => &["-c", "--constraint", "--no-index", "--no-deps"],
        Some(Manager::Gem) => &["-v", "--version"],
        Some(Manager::Cargo) => &["--version", "--vers", "--path", "--git"],
        Some(Manager::Node | Manager::Go) => &[],
        _ => return Vec::new(),
    };
    if !pins.is_empty() && command.has_flag(pins) {
        return Vec::new();
    }
    let is_go = command.installs() == Some(Manager::Go);
    let packages = command.packages().into_iter().filter(|it| it.kind == PackageKind::Named);
    // A Go package without a version is taken in the version of `go.mod`.
    let is_open = |version: &str| version == "latest" || (version.is_empty() && !is_go);
    packages.filter(|it| is_open(it.version)).map(|it| it.name).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn names_alone() {
        check(
            &RULE,
            "
FROM a:1
RUN pip install --no-cache-dir 'flask[async]' gunicorn==22.0.0 uvicorn
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ flask and uvicorn have no version
RUN npm install -g typescript
    ^^^^^^^^^^^^^^^^^^^^^^^^^ typescript has no version
",
        );
    }

    #[test]
    fn versions_lists_and_files() {
        check_none(
            &RULE,
            "FROM a:1\nRUN pip install -r requirements.txt && pip install . ./x.whl 'a>=1' $PKG -c c.txt\n",
        );
        check_none(
            &RULE,
            "FROM a:1\nRUN npm install && npm ci && npm i -g @scope/a@1.2 && gem install rails -v 8\n",
        );
        check_none(
            &RULE,
            "FROM a:1\nRUN go install ./... && cargo install --path . && apt-get install -y curl\n",
        );
        check_none(&RULE, "FROM a:1\nRUN pip install git+https://example.com/a.git@v1\n");
    }
}
