//! `ComposerNoDev`: packages of development in the image.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;

declare_rule! {
    /// Composer installs what only development needs.
    ///
    /// ## Why it matters
    /// Test runners and their like make the image larger, and are one more way in.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM composer:2 AS deps
    /// WORKDIR /app
    /// COPY composer.json composer.lock ./
    /// RUN composer install
    /// FROM php:8.4-apache
    /// COPY --from=deps /app/vendor /var/www/html/vendor
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM composer:2 AS deps
    /// WORKDIR /app
    /// COPY composer.json composer.lock ./
    /// RUN composer install --no-dev --prefer-dist --no-interaction
    /// FROM php:8.4-apache
    /// COPY --from=deps /app/vendor /var/www/html/vendor
    /// ```
    ComposerNoDev {
        category: "package managers",
        severity: Warning,
        equivalents: [],
    }
}

use super::bases::is_for_work;

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        if is_for_work(stage) || !ctx.is_reached(stage.index) {
            continue;
        }
        if ctx.instructions_to(stage).any(|it| it.original.contains("COMPOSER_NO_DEV")) {
            continue;
        }
        for it in ctx.instructions_of(stage) {
            for command in ctx.commands(it).iter().filter(|command| command.is("composer", "install")) {
                let Some(word) = command.operands().next().filter(|_| !command.has_flag(&["--no-dev"]))
                else {
                    continue;
                };
                let fix = Fix::review("Leave out packages of development", word.span.at_end(), " --no-dev");
                let why = "without --no-dev it installs what require-dev lists";
                let message = "composer installs packages of development";
                ctx.report(Finding::new(&META, it.index, command.span(), message, why).fixed_by(Some(fix)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn without_the_flag() {
        check(
            &RULE,
            "
FROM a:1
RUN composer install -n
    ^^^^^^^^^^^^^^^^^^^ composer installs packages of development
",
        );
    }

    #[test]
    fn with_it_or_for_tests() {
        check_none(&RULE, "FROM a:1\nRUN composer install --no-dev && composer dump-autoload\n");
        check_none(
            &RULE,
            "FROM a:1\nENV COMPOSER_NO_DEV=1\nRUN composer install\nFROM a:1 AS test\nRUN composer install\n",
        );
    }

    #[test]
    fn the_fix_adds_the_flag() {
        check_fix(
            &RULE,
            "FROM a:1\nRUN composer install -n\n",
            "FROM a:1\nRUN composer install --no-dev -n\n",
        );
    }
}
