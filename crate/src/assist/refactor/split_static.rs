//! Pages that are built once and only handed out afterwards need a web server, not what built them.

use super::artifact::{absolute, start_words};
use super::scene::Scene;
use super::split::{Split, split};
use super::{Draft, Keeps};

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let stage = scene.only_stage()?;
    let words = start_words(scene, stage)?;
    let folder = absolute(scene, stage, folder(&words)?);
    let parted = Split {
        what: "pages",
        image: "nginx:alpine".to_owned(),
        copies: vec![(folder, "/usr/share/nginx/html".to_owned())],
        first: Vec::new(),
        drop_start: true,
        review: "nginx listens on port 80. Pages whose addresses are made up in the browser need a rule of their own there."
            .to_owned(),
        keeps: Keeps::Nothing,
    };
    split(scene, stage, parted)
}

/// The folder that a command line hands out.
pub(super) fn folder(words: &[String]) -> Option<&str> {
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| *word != "npx").collect();
    let (program, rest) = words.split_first()?;
    if !matches!(*program, "serve" | "http-server") {
        return None;
    }
    // A number is that of the port.
    let mut folders =
        rest.iter().filter(|word| !word.starts_with('-') && !word.bytes().all(|it| it.is_ascii_digit()));
    folders.next().copied().filter(|folder| !folder.contains("://"))
}

#[cfg(test)]
mod tests {
    use crate::assist::refactor::testing::{check, none};

    #[test]
    fn pages() {
        check(
            "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nEXPOSE 3000\nLABEL a=b\nCMD [\"npx\", \"serve\", \"-s\", \"dist\", \"-l\", \"3000\"]|\n",
            "Build the pages in a stage of its own",
            "FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM nginx:alpine\nWORKDIR /app\nCOPY --from=build /app/dist /usr/share/nginx/html\nLABEL a=b\n",
        );
        none("FROM node:24\nWORKDIR /app\nRUN npm ci\nCMD [\"npm\", \"start\"]|\n", "Build the pages");
    }
}
