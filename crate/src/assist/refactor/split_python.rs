//! Python: packages go into a virtual environment, which is all that the slim image needs of the large one.

use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};
use crate::text::{Span, TextEdit};

use super::scene::Scene;
use super::{Draft, Keeps};

const VENV: &str = "/opt/venv";

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let stage = scene.only_stage()?;
    let (repository, tag) = scene.tagged(stage)?;
    let (from_it, from) = scene.base_of(stage)?;
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
    let (head, tail) = all.split_at_checked(last + 1)?;
    let lower = crate::text::case::is_lower(&from_it.keyword.text);
    let keyword = |text: &str| if lower { text.to_ascii_lowercase() } else { text.to_owned() };
    let name = scene.free_name("build");
    let path = format!("{} PATH=\"{VENV}/bin:$PATH\"", keyword("ENV"));
    let mut edits = vec![match &from.name {
        Some(own) => TextEdit { span: own.span, new_text: name.clone() },
        None => TextEdit { span: from.image.span.at_end(), new_text: format!(" {} {name}", keyword("AS")) },
    }];
    let begin = format!("\n{} python -m venv {VENV}\n{path}", keyword("RUN"));
    // Two edits at one place would have no order.
    match edits.first_mut().filter(|edit| edit.span.end == from_it.span.end) {
        Some(edit) => edit.new_text.push_str(&begin),
        None => edits.push(TextEdit { span: from_it.span.at_end(), new_text: begin }),
    }
    let slim = if tag.contains("slim") || tag.contains("alpine") { tag.to_owned() } else { slim(tag) };
    let own_name =
        from.name.as_ref().map(|own| format!(" {} {}", keyword("AS"), own.text)).unwrap_or_default();
    let platform =
        from.platform.as_ref().map(|word| format!(" --platform={}", word.text)).unwrap_or_default();
    let mut lines = vec![String::new(), format!("{}{platform} python:{slim}{own_name}", keyword("FROM"))];
    lines.push(format!("{} --from={name} {VENV} {VENV}", keyword("COPY")));
    lines.push(path);
    for it in head {
        // What says how the container runs belongs to the last stage alone.
        let is_setting = matches!(
            it.kind,
            Kind::Workdir(_) | Kind::Env(_) | Kind::Arg(_) | Kind::User(_) | Kind::Shell(_)
        );
        let is_file = matches!(&it.kind, Kind::Copy(copy) | Kind::Add(copy) if copy.from.is_none());
        let is_of_the_container = !is_setting
            && !is_file
            && !matches!(it.kind, Kind::Run(_) | Kind::Copy(_) | Kind::Add(_) | Kind::OnBuild(_));
        if is_of_the_container {
            edits.push(TextEdit { span: scene.lines(it), new_text: String::new() });
        }
        if is_setting || is_file || is_of_the_container {
            lines.push(scene.text(it).to_owned());
        }
    }
    let end = head.last()?.span.end as usize;
    let rest = if tail.is_empty() { "" } else { "\n" };
    let new_text =
        format!("\n{}{}", lines.join("\n"), if scene.source().get(end..)?.is_empty() { "\n" } else { "" });
    let new_text = if rest.is_empty() { new_text } else { new_text.trim_end_matches('\n').to_owned() };
    edits.push(TextEdit { span: Span::new(end, end), new_text });
    Some(Draft {
        title: "Install the packages in a stage of its own".to_owned(),
        review: "Libraries of the system that packages load stay behind; install those in the last stage."
            .to_owned(),
        edits,
        keeps: Keeps::ConfigButPath,
    })
}

/// The slim variant of a tag: `3.12-slim`, `3.12-slim-bookworm`.
fn slim(tag: &str) -> String {
    match tag.split_once('-') {
        Some((version, system)) => format!("{version}-slim-{system}"),
        None => format!("{tag}-slim"),
    }
}

#[cfg(test)]
mod tests {
    use super::slim;
    use crate::assist::refactor::testing::{check, none};

    #[test]
    fn tags() {
        assert_eq!([slim("3.12"), slim("3.12-bookworm")], ["3.12-slim", "3.12-slim-bookworm"]);
    }

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
    fn what_has_one_already() {
        none("FROM python:3.12\nRUN python -m venv /v && /v/bin/pip install x|\n", "Install the packages");
        none("FROM python:3.12\nCOPY . .\nCMD [\"python\", \"a.py\"]|\n", "Install the packages");
    }
}
