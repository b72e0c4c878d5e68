//! `SortPackages`: a list of packages in no order.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::syntax::shell::{Manager, Package, PackageKind};
use crate::text::{Span, TextEdit, order};

declare_rule! {
    /// A list of packages, one a line, is not sorted.
    ///
    /// ## Why it matters
    /// In a sorted list nothing stands twice, and two people who add a package change different lines. It is a matter of
    /// taste, so this rule speaks only when asked to.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// # check=experimental=SortPackages
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends \
    ///     zip \
    ///     curl \
    ///     git \
    ///     bzip2 \
    ///  && rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// # check=experimental=SortPackages
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends \
    ///     bzip2 \
    ///     curl \
    ///     git \
    ///     zip \
    ///  && rm -rf /var/lib/apt/lists/*
    /// ```
    SortPackages {
        category: "style",
        severity: Hint,
        default: Off,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        for command in ctx.commands(it) {
            if !command.installs().is_some_and(Manager::is_of_system) {
                continue;
            }
            let packages = command.packages();
            let first = packages.iter().enumerate().find_map(|(at, package)| {
                let twice = packages.iter().take(at).any(|other| other.name == package.name);
                (twice && package.kind == PackageKind::Named).then_some(package)
            });
            if let Some(package) = first {
                let message = format!("{} stands twice in the list", package.name);
                let why = "once is enough, and the second may hide that it was meant to be another";
                ctx.report(Finding::new(&META, it.index, package.word.span, message, why));
                continue;
            }
            if packages.len() < 4 || !is_a_list(ctx.source, &packages) {
                continue;
            }
            let mut sorted: Vec<&Package<'_>> = packages.iter().collect();
            order::sort_by(&mut sorted, |a, b| a.name.cmp(b.name));
            let moved = packages.iter().zip(&sorted).find(|(now, then)| now.name != then.name);
            let Some((now, then)) = moved else { continue };
            let text = |package: &Package<'_>| package.word.span.of(ctx.source).to_owned();
            let edits = packages.iter().zip(&sorted).filter(|(now, then)| now.name != then.name);
            let edits = edits.map(|(now, then)| TextEdit { span: now.word.span, new_text: text(then) });
            let finding = Finding::new(
                &META,
                it.index,
                now.word.span,
                "the list of packages is not sorted",
                format!("{} comes before {}", then.name, now.name),
            );
            let fix = edits.collect();
            ctx.report(finding.with_fix("Sort the list", Safety::Safe, fix));
        }
    }
}

/// Whether packages stand one a line with nothing between them but line breaks.
fn is_a_list(source: &str, packages: &[Package<'_>]) -> bool {
    packages.windows(2).all(|pair| {
        let [a, b] = pair else { return false };
        let between = Span { start: a.word.span.end, end: b.word.span.start };
        let text = between.of(source);
        let named = a.kind == PackageKind::Named && b.kind == PackageKind::Named;
        named && text.matches('\n').count() == 1 && text.chars().all(|ch| ch.is_whitespace() || ch == '\\')
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    const ASKED: &str = "# check=experimental=SortPackages\nFROM a:1\n";

    #[test]
    fn out_of_order_or_twice() {
        check(
            &RULE,
            "
# check=experimental=SortPackages
FROM a:1
RUN apk add curl git curl
                     ^^^^ curl stands twice in the list
",
        );
        check_fix(
            &RULE,
            &format!("{ASKED}RUN apk add \\\n    d=1 \\\n    b \\\n    c \\\n    a\n"),
            &format!("{ASKED}RUN apk add \\\n    a \\\n    b \\\n    c \\\n    d=1\n"),
        );
    }

    #[test]
    fn short_in_one_line_grouped_or_not_asked() {
        check_none(&RULE, &format!("{ASKED}RUN apk add d c b a\n"));
        check_none(&RULE, &format!("{ASKED}RUN apk add \\\n c \\\n b \\\n a\n"));
        check_none(&RULE, &format!("{ASKED}RUN apk add \\\n d \\\n c \\\n# group\n b \\\n a\n"));
        check_none(&RULE, "FROM a:1\nRUN apk add \\\n d \\\n b \\\n c \\\n a\n");
    }
}
