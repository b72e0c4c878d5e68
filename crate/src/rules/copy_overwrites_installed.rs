//! `CopyOverwritesInstalled`: packages that the build context writes over.

use crate::diag::{Finding, Severity};
use crate::plan::files::Found;
use crate::plan::vertex::Op;
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};

use super::copy_from_path_missing::taken_from;

declare_rule! {
    /// `COPY . .` may write over packages that were just installed.
    ///
    /// ## Why it matters
    /// Where the directory of packages exists on the machine that builds, its files replace those of the image: other
    /// versions, and compiled for another system. `.dockerignore` keeps it out.
    ///
    /// ## Examples
    /// ```dockerfile,bad,ignore=dist
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// COPY . .
    /// ```
    /// Use instead:
    /// ```dockerfile,good,ignore=node_modules
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// COPY . .
    /// ```
    CopyOverwritesInstalled {
        category: "build context",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    // Without a listing of the context and without a .dockerignore, `DockerignoreMissing` says all that is known.
    if ctx.ignore.is_none() && !is_listed(ctx) {
        return;
    }
    for stage in ctx.stages() {
        // Directories that hold packages, each with what put it there.
        let mut installed: Vec<(String, &'static str, &Instruction)> = Vec::new();
        for it in ctx.instructions_to(stage) {
            match &it.kind {
                Kind::Run(_) => {
                    let dir = ctx.dir_of(it);
                    let made = ctx.commands(it).iter().find_map(makes);
                    installed.extend(made.map(|name| (dir.to_owned(), name, it)));
                }
                Kind::Copy(copy) if copy.from.is_some() => {
                    for (_, dest) in ctx.copies_of(it) {
                        let Some((dir, name)) = dest.trim_end_matches('/').rsplit_once('/') else { continue };
                        let name = ["node_modules", ".venv"].into_iter().find(|known| *known == name);
                        installed.extend(name.map(|name| (dir.to_owned(), name, it)));
                    }
                }
                Kind::Copy(copy) if ctx.stage_of(it.index).is_some_and(|own| own.index == stage.index) => {
                    let all = copy.sources.iter().any(|word| matches!(word.text.as_str(), "." | "./"));
                    if !all || !copy.excludes.is_empty() {
                        continue;
                    }
                    for (_, dest) in ctx.copies_of(it) {
                        let dest = dest.trim_end_matches('/');
                        let Some((_, name, by)) =
                            installed.iter().find(|(dir, _, _)| dir.trim_end_matches('/') == dest)
                        else {
                            continue;
                        };
                        report(ctx, it, name, by);
                        break;
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether the files of the build context are known.
fn is_listed(ctx: &RuleContext<'_>) -> bool {
    let is_context = |vertex: &crate::plan::Vertex| matches!(&vertex.op, Op::Source { identifier, .. } if identifier == "local://context");
    let vertices = ctx.build.plan.graph.vertices.iter().enumerate();
    vertices.into_iter().any(|(id, vertex)| is_context(vertex) && ctx.landing.files.root(id).is_some())
}

fn report(ctx: &mut RuleContext<'_>, it: &Instruction, name: &str, by: &Instruction) {
    if ctx.ignore.is_some_and(|ignore| ignore.excludes(&format!("{name}/x"))) {
        return;
    }
    // What the context has, where it is listed.
    let listed = ctx
        .first_vertex_of(it)
        .and_then(|id| taken_from(ctx, id))
        .map(|from| ctx.landing.files.find(from, name));
    let severity = match listed {
        Some(Found::No) => return,
        Some(Found::Yes(_)) => META.severity,
        // Somebody wrote a .dockerignore, without it.
        _ => Severity::Info,
    };
    let message = format!("{name} of the context may replace the installed one");
    let why = format!("line {} puts it there, and .dockerignore does not name it", by.lines.start);
    ctx.report(Finding::new(&META, it.index, it.line_span, message, why).at_most(severity));
}

/// The directory of packages that a command fills where it runs.
fn makes(command: &SimpleCommand) -> Option<&'static str> {
    let first = command.operand_texts().next().unwrap_or_default();
    let is_global = command.has_flag(&["-g", "--global"]);
    match command.name() {
        "npm" | "pnpm" | "bun" if matches!(first, "ci" | "install" | "i") && !is_global => {
            Some("node_modules")
        }
        "yarn" if matches!(first, "" | "install") => Some("node_modules"),
        "uv" if first == "sync" => Some(".venv"),
        "composer" if first == "install" => Some("vendor"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_ignored, check_none};

    const NODE: &str = "FROM node:24\nWORKDIR /app\nRUN npm ci\nCOPY . .\n";

    #[test]
    fn written_over() {
        let copied =
            "FROM node:24\nWORKDIR /app\nCOPY --from=deps /x/node_modules ./node_modules\nCOPY . .\n";
        check_ignored(&RULE, "dist\n", copied, 1);
        check_ignored(&RULE, "dist\n", NODE, 1);
    }

    #[test]
    fn kept_out_elsewhere_or_installed_later() {
        check_ignored(&RULE, "**/node_modules\n", NODE, 0);
        check_ignored(&RULE, "*\n!src\n", NODE, 0);
        for rest in [
            "RUN npm ci\nCOPY . /src\n",
            "COPY . .\nRUN npm ci\n",
            "RUN npm ci\nCOPY --exclude=node_modules . .\n",
            "RUN npm install -g x\nCOPY . .\n",
        ] {
            check_ignored(&RULE, "dist\n", &format!("FROM node:24\nWORKDIR /app\n{rest}"), 0);
        }
        check_none(&RULE, NODE);
    }
}
