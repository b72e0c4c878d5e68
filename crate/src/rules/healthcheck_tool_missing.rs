//! `HealthcheckToolMissing`: a check that can never pass.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::syntax::command;

use super::facts::short_image;
use super::programs::is_missing;

declare_rule! {
    /// `HEALTHCHECK` runs a tool that the image does not have.
    ///
    /// ## Why it matters
    /// The check fails every time, so the container counts as unhealthy for ever. Slim images have neither curl nor wget;
    /// Alpine has a wget, and Node.js and Python can ask for a page themselves.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// HEALTHCHECK CMD curl -f http://localhost:3000/ || exit 1
    /// CMD ["node", "server.js"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// HEALTHCHECK CMD ["node", "-e", "fetch('http://localhost:3000/').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
    /// CMD ["node", "server.js"]
    /// ```
    HealthcheckToolMissing {
        category: "metadata/runtime config",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    if !ctx.file.instructions.iter().any(|it| matches!(it.kind, Kind::Healthcheck(_))) {
        return;
    }
    let own = ctx.chain_instructions();
    let Some(it) = own.iter().rfind(|it| matches!(it.kind, Kind::Healthcheck(_))).copied() else { return };
    let (Kind::Healthcheck(health), Some(target)) = (&it.kind, ctx.target_stage()) else { return };
    let program = match health.test.as_slice() {
        [kind, text] if kind == "CMD-SHELL" => {
            let commands = command::read(text);
            commands.first().map(|command| command.name().to_owned())
        }
        [kind, program, ..] if kind == "CMD" => Some(program.clone()),
        _ => None,
    };
    // Builtins of every shell.
    let is_builtin =
        |name: &str| matches!(name, "" | "exit" | "test" | "[" | "true" | "false" | "echo" | "set" | "cd");
    let Some(program) = program.filter(|name| !is_builtin(name)) else { return };
    if !is_missing(ctx, target, &program) {
        return;
    }
    let image = if ctx.is_scratch(target) { "scratch" } else { short_image(ctx.image_of(target)) };
    let message = format!("HEALTHCHECK runs {program}, which the image lacks");
    let why = format!("{image} does not bring it: the container is never healthy");
    let is_alpine = ctx.base_image(target).is_some_and(|base| base.package_manager == "apk");
    let text = it.line_span.of(ctx.source);
    let at = text.find("curl -f ").filter(|_| is_alpine && program == "curl");
    let fix = at.map(|at| {
        let start = it.line_span.start as usize + at;
        let span = crate::text::Span::new(start, start + "curl -f".len());
        Fix::review("Use the wget of Alpine", span, "wget -q --spider")
    });
    ctx.report(Finding::new(&META, it.index, it.line_span, message, why).fixed_by(fix));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn neither_in_the_base_nor_installed() {
        check(
            &RULE,
            "
FROM golang:1.26 AS b
RUN go build -o /app .
FROM scratch
COPY --from=b /app /app
HEALTHCHECK CMD [\"/health\"]
^^^^^^^^^^^^^^^^^^^^^^^^^^^ HEALTHCHECK runs /health, which the image lacks
",
        );
        let source = "FROM node:24-alpine\nHEALTHCHECK CMD curl -f http://localhost || exit 1\n";
        check_fix(&RULE, source, &source.replace("curl -f", "wget -q --spider"));
    }

    #[test]
    fn brought_installed_or_unknown() {
        for source in [
            "FROM node:24-alpine\nHEALTHCHECK CMD wget -q --spider http://localhost\n",
            "FROM node:24-slim\nRUN apt-get update && apt-get install -y curl\nHEALTHCHECK CMD curl -f http://localhost\n",
            "FROM nobody/knows\nHEALTHCHECK CMD curl -f http://localhost\n",
            "FROM node:24\nHEALTHCHECK CMD curl -f http://localhost\n",
            "FROM node:24-slim\nHEALTHCHECK NONE\n",
            "FROM node:24-slim AS a\nHEALTHCHECK CMD curl x\nFROM node:24-slim\n",
        ] {
            check_none(&RULE, source);
        }
    }
}
