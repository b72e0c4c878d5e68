//! `LastStageNotProduction`: a last stage that is not the product.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::rules::facts::is_dev;
use crate::stage::Stage;

declare_rule! {
    /// A plain `docker build` builds the stage for developers.
    ///
    /// ## Why it matters
    /// Without `--target` the last stage is built. Where that is the one for development or tests, it is shipped by
    /// mistake one day.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim AS base
    /// FROM base AS production
    /// CMD ["node", "server.js"]
    /// FROM base AS development
    /// CMD ["npm", "run", "dev"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim AS base
    /// FROM base AS development
    /// CMD ["npm", "run", "dev"]
    /// FROM base AS production
    /// CMD ["node", "server.js"]
    /// ```
    LastStageNotProduction {
        category: "multi-stage",
        severity: Info,
        equivalents: [],
    }
}

const PRODUCTS: [&str; 7] = ["prod", "production", "release", "runtime", "runner", "final", "app"];

fn check(ctx: &mut RuleContext<'_>) {
    let Some(last) = ctx.stages().last().filter(|last| is_dev(last)) else { return };
    let is_product = |stage: &&Stage| stage.name.split(['-', '_', '.']).any(|word| PRODUCTS.contains(&word));
    let is_used = |stage: &&Stage| {
        ctx.stages().iter().any(|other| ctx.base_of(other) == Some(stage.index))
            || ctx
                .file
                .instructions
                .iter()
                .any(|it| ctx.source_of(it).is_some_and(|source| source.index == stage.index))
    };
    let product =
        ctx.stages().iter().filter(is_product).find(|stage| stage.index != last.index && !is_used(stage));
    let (Some(product), Some((it, from))) = (product, ctx.from_of(last)) else { return };
    let span = from.name.as_ref().map_or(from.image.span, |name| name.span);
    let message = format!("a plain docker build gives {}, not {}", last.name, product.name);
    let why = format!("the last stage is what is built without --target; move {} to the end", product.name);
    ctx.report(Finding::new(&META, it.index, span, message, why));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn for_developers() {
        check(
            &RULE,
            "
FROM a:1 AS prod
FROM a:1 AS test
            ^^^^ a plain docker build gives test, not prod
",
        );
        check_why(
            &RULE,
            "FROM a:1 AS prod\nFROM a:1 AS dev\n",
            "the last stage is what is built without --target; move prod to the end",
        );
    }

    #[test]
    fn the_product_last_or_only_one() {
        check_none(&RULE, "FROM a:1 AS dev\nFROM a:1 AS prod\n");
        check_none(&RULE, "FROM a:1 AS app\nFROM app AS test\n");
        check_none(&RULE, "FROM a:1 AS build\nFROM a:1 AS dev\n");
    }
}
