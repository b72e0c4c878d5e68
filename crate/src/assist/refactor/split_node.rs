//! Node.js: what is built runs on the slim image of the same version, without what only the build needs.

use crate::rules::is_small;
use crate::syntax::Kind;
use crate::text::TextEdit;

use super::artifact::start_words;
use super::scene::Scene;
use super::split::{Split, split};
use super::{Draft, Keeps};

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let stage = scene.only_stage()?;
    let (repository, tag) = scene.tagged(stage)?;
    let words = start_words(scene, stage)?;
    let is_node = matches!(words.first()?.as_str(), "node" | "npm" | "yarn" | "pnpm");
    if repository != "node" || is_small(tag) || !is_node || super::split_static::folder(&words).is_some() {
        return None;
    }
    let builds = |name: &str, operand: Option<&str>| {
        matches!(name, "npm" | "yarn" | "pnpm") && matches!(operand, Some("run" | "build" | "install" | "ci"))
    };
    let runs = scene.instructions(stage).filter(|it| matches!(it.kind, Kind::Run(_)));
    let tools: Vec<_> = runs
        .filter_map(|it| {
            let found =
                scene.commands(it).into_iter().find(|it| builds(it.name(), it.operand_texts().next()))?;
            Some((it, found.name().to_owned()))
        })
        .collect();
    let (last, _) = tools.last()?;
    let dir = String::from(&scene.outcome(stage)?.dir);
    // All of the root is no directory of a program's.
    if dir.len() < 2 || !scene.instructions(stage).any(|it| it.is("WORKDIR")) {
        return None;
    }
    let parted = Split {
        what: "Node.js program",
        image: format!("node:{tag}-slim"),
        copies: vec![(dir.clone(), dir)],
        first: Vec::new(),
        drop_start: false,
        review: "Libraries that were installed into the system stay behind; install those that run."
            .to_owned(),
        keeps: Keeps::Config,
    };
    let mut draft = split(scene, stage, parted)?;
    // Only npm takes out of its folder what it has installed for the build.
    if tools.iter().all(|(_, name)| name == "npm") && !installs_less(scene) {
        let new_text = format!("\n{} npm prune --omit=dev", scene.keyword("RUN"));
        draft.edits.push(TextEdit { span: last.span.at_end(), new_text });
    }
    Some(draft)
}

/// Whether what only the build needs was never installed.
fn installs_less(scene: &Scene<'_>) -> bool {
    let source = scene.source();
    source.contains("--omit=dev") || source.contains("--only=prod") || source.contains("npm prune")
}

#[cfg(test)]
mod tests {
    use crate::assist::refactor::testing::{check, none};

    #[test]
    fn a_server() {
        check(
            "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nEXPOSE 3000\nCMD [\"node\", \"dist/server.js\"]|\n",
            "Build the Node.js program in a stage of its own",
            "FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nRUN npm prune --omit=dev\n\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=build /app /app\nEXPOSE 3000\nCMD [\"node\", \"dist/server.js\"]\n",
        );
        check(
            "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN yarn install\nCMD [\"node\", \"a.js\"]|\n",
            "Build the Node.js program in a stage of its own",
            "FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN yarn install\n\nFROM node:22-slim\nWORKDIR /app\nCOPY --from=build /app /app\nCMD [\"node\", \"a.js\"]\n",
        );
    }

    #[test]
    fn what_is_small_or_no_program() {
        none("FROM node:24-slim\nWORKDIR /app\nRUN npm ci\nCMD [\"node\", \"a.js\"]|\n", "Build the Node.js");
        none("FROM node:24\nRUN npm ci\nCMD [\"node\", \"a.js\"]|\n", "Build the Node.js");
        none("FROM node:24\nWORKDIR /app\nRUN npm ci\n|", "Build the Node.js");
    }
}
