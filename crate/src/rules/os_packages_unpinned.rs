//! `OsPackagesUnpinned`: packages of the distribution without a version.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::shell::{Manager, PackageKind};

use super::bases::list;

declare_rule! {
    /// Packages of the distribution are installed without a version.
    ///
    /// ## Why it matters
    /// Another day may bring another version. Distributions drop old versions from their mirrors, though, so a pinned one
    /// breaks the build some day. This rule speaks only when asked to.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// # check=experimental=OsPackagesUnpinned
    /// FROM alpine:3.22
    /// RUN apk add --no-cache curl
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// # check=experimental=OsPackagesUnpinned
    /// FROM alpine:3.22
    /// RUN apk add --no-cache curl=8.14.1-r2
    /// ```
    OsPackagesUnpinned {
        category: "reproducibility/pinning",
        severity: Hint,
        default: Off,
        equivalents: ["hadolint DL3008", "hadolint DL3018", "hadolint DL3033", "hadolint DL3037", "hadolint DL3041"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        for command in ctx.commands(it) {
            if !command.installs().is_some_and(Manager::is_of_system) {
                continue;
            }
            let packages = command.packages();
            let open: Vec<&str> = packages
                .iter()
                .filter(|it| it.kind == PackageKind::Named && it.version.is_empty())
                .filter(|it| !it.name.starts_with('@'))
                .map(|it| it.name)
                .collect();
            let Some(first) = open.first() else { continue };
            let verb = if open.len() == 1 { "has" } else { "have" };
            let few = open.get(..3).unwrap_or(&open);
            let rest = open.len() - few.len();
            let names = if rest > 0 { format!("{} and {rest} more", few.join(", ")) } else { list(few) };
            let message = format!("{names} {verb} no version");
            let why = format!("each build takes the {first} that is newest on its day");
            ctx.report(Finding::new(&META, it.index, command.span(), message, why));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn without_a_version_when_asked() {
        check(
            &RULE,
            "
# check=experimental=OsPackagesUnpinned
FROM debian:12
RUN apt-get update && apt-get install -y curl git=1:2.39 jq
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ curl and jq have no version
",
        );
    }

    #[test]
    fn not_asked_files_and_variables() {
        check_none(&RULE, "FROM debian:12\nRUN apt-get install -y curl\n");
        check_none(
            &RULE,
            "# check=experimental=all\nFROM debian:12\nRUN apt-get install -y ./x.deb $Y z=1\nRUN apk add --virtual .deps a=1\n",
        );
    }
}
