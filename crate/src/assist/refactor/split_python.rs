//! Python: packages go into a virtual environment, which is all that the slim image needs of the large one.

use crate::rules::slim;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};

use super::cut::{Cut, cut, is_setting};
use super::scene::Scene;
use super::split::{copy_line, loses_user, makes_users};
use super::{Draft, Keeps};

const VENV: &str = "/opt/venv";

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let stage = scene.only_stage()?;
    let (repository, tag) = scene.tagged(stage)?;
    let all: Vec<&Instruction> = scene.instructions(stage).collect();
    let makes_venv =
        |command: &SimpleCommand| matches!(command.name(), "venv" | "virtualenv" | "uv" | "poetry" | "conda");
    if repository != "python" || all.iter().any(|it| scene.commands(it).iter().any(makes_venv)) {
        return None;
    }
    let installs = |it: &Instruction| {
        scene.commands(it).iter().any(|command| command.is("pip", "install") || command.is("pip3", "install"))
    };
    let last = all.iter().rposition(|it| matches!(it.kind, Kind::Run(_)) && installs(it))?;
    if loses_user(scene, stage, all.get(..last)?) {
        return None;
    }
    let path = format!("{} PATH=\"{VENV}/bin:$PATH\"", scene.keyword("ENV"));
    let is_file =
        |it: &Instruction| matches!(&it.kind, Kind::Copy(copy) | Kind::Add(copy) if copy.from.is_none());
    let parted = Cut {
        title: "Install the packages in a stage of its own",
        image: format!("python:{}", slim(tag)),
        begin: vec![format!("{} python -m venv {VENV}", scene.keyword("RUN")), path.clone()],
        first: vec![copy_line(scene, VENV, VENV), path],
        carries: &|it| is_setting(it) || is_file(it) || makes_users(scene, it),
        then: Vec::new(),
        review: "Libraries of the system that packages load stay behind; install those in the last stage."
            .to_owned(),
        keeps: Keeps::ConfigButPath,
    };
    cut(scene, stage, last + 1, parted)
}

#[cfg(test)]
mod tests {
    use crate::assist::refactor::testing::{check, none};

    #[test]
    fn an_application() {
        check(
            "FROM python:3.12\nWORKDIR /app\nEXPOSE 80\nCOPY . .\nRUN apt-get update && apt-get install -y gcc\nRUN pip install -r requirements.txt\nUSER nobody\nCMD [\"python\", \"app.py\"]|\n",
            "Install the packages in a stage of its own",
            "FROM python:3.12 AS build\nRUN python -m venv /opt/venv\nENV PATH=\"/opt/venv/bin:$PATH\"\nWORKDIR /app\nCOPY . .\nRUN apt-get update && apt-get install -y gcc\nRUN pip install -r requirements.txt\n\nFROM python:3.12-slim\nCOPY --from=build /opt/venv /opt/venv\nENV PATH=\"/opt/venv/bin:$PATH\"\nWORKDIR /app\nEXPOSE 80\nCOPY . .\nUSER nobody\nCMD [\"python\", \"app.py\"]\n",
        );
        check(
            "FROM python:3.12 AS app\nRUN pip install Flask|",
            "Install the packages in a stage of its own",
            "FROM python:3.12 AS build\nRUN python -m venv /opt/venv\nENV PATH=\"/opt/venv/bin:$PATH\"\nRUN pip install Flask\n\nFROM python:3.12-slim AS app\nCOPY --from=build /opt/venv /opt/venv\nENV PATH=\"/opt/venv/bin:$PATH\"\n",
        );
    }

    #[test]
    fn a_user_of_its_own() {
        check(
            "FROM python:3.12\nRUN useradd web\nUSER web\nRUN pip install Flask|\n",
            "Install the packages in a stage of its own",
            "FROM python:3.12 AS build\nRUN python -m venv /opt/venv\nENV PATH=\"/opt/venv/bin:$PATH\"\nRUN useradd web\nUSER web\nRUN pip install Flask\n\nFROM python:3.12-slim\nCOPY --from=build /opt/venv /opt/venv\nENV PATH=\"/opt/venv/bin:$PATH\"\nRUN useradd web\nUSER web\n",
        );
        none(
            "FROM python:3.12\nRUN useradd web && mkdir /data\nRUN pip install Flask\nUSER web|\n",
            "Install the packages",
        );
    }

    #[test]
    fn what_has_one_already() {
        none("FROM python:3.12\nRUN python -m venv /v && /v/bin/pip install x|\n", "Install the packages");
        none("FROM python:3.12\nCOPY . .\nCMD [\"python\", \"a.py\"]|\n", "Install the packages");
    }
}
