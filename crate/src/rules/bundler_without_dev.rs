//! `BundlerWithoutDev`: gems of development in the image.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;

declare_rule! {
    /// Bundler installs the groups of development and test.
    ///
    /// ## Why it matters
    /// They make the image larger, and some need compilers that nothing else needs.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM ruby:3.4-slim
    /// WORKDIR /app
    /// COPY Gemfile Gemfile.lock ./
    /// RUN bundle install
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM ruby:3.4-slim
    /// WORKDIR /app
    /// ENV BUNDLE_WITHOUT=development:test BUNDLE_FROZEN=1
    /// COPY Gemfile Gemfile.lock ./
    /// RUN bundle install
    /// ```
    BundlerWithoutDev {
        category: "package managers",
        severity: Info,
        equivalents: [],
    }
}

use super::bases::is_for_work;

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        if is_for_work(stage) || !ctx.is_reached(stage.index) {
            continue;
        }
        let is_set = ctx.instructions_to(stage).any(|it| {
            it.original.contains("BUNDLE_WITHOUT")
                || (it.original.contains("bundle") && it.original.contains("without"))
                || it.original.contains("BUNDLE_ONLY")
        });
        if is_set {
            continue;
        }
        for it in ctx.instructions_of(stage) {
            let commands = ctx.commands(it);
            let Some(command) = commands.iter().find(|command| command.is("bundle", "install")) else {
                continue;
            };
            let text = "ENV BUNDLE_WITHOUT=development:test\n";
            let fix = Fix::review("Leave out development and test", it.span.at_start(), text);
            let why = "neither BUNDLE_WITHOUT nor bundle config leaves a group out";
            let message = "bundler installs gems of development and test";
            ctx.report(Finding::new(&META, it.index, command.span(), message, why).fixed_by(Some(fix)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn all_groups() {
        check(
            &RULE,
            "
FROM a:1
RUN bundle install
    ^^^^^^^^^^^^^^ bundler installs gems of development and test
",
        );
    }

    #[test]
    fn without_them() {
        check_none(&RULE, "FROM a:1\nENV BUNDLE_WITHOUT=development\nRUN bundle install\n");
        check_none(
            &RULE,
            "FROM a:1\nRUN bundle config set --local without 'test' && bundle install\nFROM a:1 AS test\nRUN bundle install\n",
        );
    }

    #[test]
    fn the_fix_leaves_them_out() {
        check_fix(
            &RULE,
            "FROM a:1\nRUN bundle install\n",
            "FROM a:1\nENV BUNDLE_WITHOUT=development:test\nRUN bundle install\n",
        );
    }
}
