//! Copies the lists of packages and installs before the rest is copied, so that a changed source does not install again.

use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind, Transfer};
use crate::text::TextEdit;

use super::scene::Scene;
use super::{Draft, Keeps};

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let all: Vec<&Instruction> = scene.instructions(scene.stage).collect();
    let (place, copy) = all.iter().enumerate().find_map(|(at, it)| match &it.kind {
        Kind::Copy(copy) if takes_all(copy) => Some((at, copy)),
        _ => None,
    })?;
    let install = all.get(place + 1..)?.iter().find(|it| matches!(it.kind, Kind::Run(_)))?;
    let commands = scene.commands(install);
    let lists: Option<Vec<Vec<String>>> = commands.iter().map(manifests).collect();
    let mut files: Vec<String> = lists?.into_iter().flatten().collect();
    // Where the files are known, those that are not there cannot be copied.
    if let Some(context) = &scene.input.context {
        files.retain(|file| context.file(file).is_some());
    }
    files.dedup();
    if files.is_empty() {
        return None;
    }
    let before = all.get(place)?;
    let dest = if copy.dest.text.ends_with('/') || copy.dest.text == "." {
        String::from(&copy.dest.text)
    } else {
        format!("{}/", copy.dest.text)
    };
    let dest = if dest == "." { "./".to_owned() } else { dest };
    let lines = scene.lines(install);
    // The order of a hundred lines is not to be thrown about by a comment in between.
    let text = lines.of(scene.source()).trim_end();
    let keyword = &before.keyword.text;
    let owner =
        if copy.chown.text.is_empty() { String::new() } else { format!(" --chown={}", copy.chown.text) };
    let new_text = format!("{keyword}{owner} {} {dest}\n{text}\n", files.join(" "));
    let edits = vec![
        TextEdit { span: scene.lines(before).at_start(), new_text },
        TextEdit { span: lines, new_text: String::new() },
    ];
    Some(Draft {
        title: "Copy the lists of packages first".to_owned(),
        review: "An install that runs scripts of the project needs their files as well.".to_owned(),
        edits,
        keeps: Keeps::Config,
    })
}

/// Whether it copies the whole build context.
fn takes_all(copy: &Transfer) -> bool {
    copy.from.is_none()
        && matches!(copy.sources.as_slice(), [only] if matches!(only.text.as_str(), "." | "./"))
}

/// The files that an install reads; `None` for a command that is none or that needs more than them.
fn manifests(command: &SimpleCommand) -> Option<Vec<String>> {
    let first = command.operand_texts().next();
    let names: &[&str] = match (command.name(), first) {
        ("npm", Some("ci" | "install")) if command.operand_texts().count() == 1 => {
            &["package.json", "package-lock.json"]
        }
        ("yarn", None | Some("install")) => &["package.json", "yarn.lock"],
        ("pnpm", Some("install")) => &["package.json", "pnpm-lock.yaml"],
        ("pip" | "pip3", Some("install")) => {
            let list = command.flag_value(&["-r", "--requirement"])?;
            let more = command.operand_texts().skip(1).any(|it| it.starts_with('.') || it.contains('/'));
            return (!more && !list.text.starts_with(['/', '.'])).then(|| vec![list.text.into()]);
        }
        ("go", Some("mod")) if command.operand_texts().nth(1) == Some("download") => &["go.mod", "go.sum"],
        ("bundle", Some("install")) => &["Gemfile", "Gemfile.lock"],
        // Scripts and the list of classes read the sources.
        ("composer", Some("install"))
            if command.has_flag(&["--no-scripts"]) && command.has_flag(&["--no-autoloader"]) =>
        {
            &["composer.json", "composer.lock"]
        }
        _ => return None,
    };
    Some(names.iter().map(|name| (*name).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use crate::assist::refactor::testing::{check, none};
    use crate::syntax::command;

    #[test]
    fn python() {
        check(
            "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n# all of them\nRUN pip install -r requirements.txt\nCMD [\"python\", \"app.py\"]|\n",
            "Copy the lists of packages first",
            "FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt ./\n# all of them\nRUN pip install -r requirements.txt\nCOPY . .\nCMD [\"python\", \"app.py\"]\n",
        );
    }

    #[test]
    fn composer() {
        let files = |text: &str| super::manifests(&command::read(text)[0]);
        let expected = ["composer.json", "composer.lock"].map(str::to_owned).to_vec();
        assert_eq!(files("composer install --no-scripts --no-autoloader"), Some(expected));
        assert_eq!(files("composer install --no-scripts"), None);
    }

    #[test]
    fn what_needs_more() {
        none("FROM python:3.12-slim\nCOPY . .\nRUN pip install .|\n", "Copy the lists");
        none(
            "FROM python:3.12-slim\nCOPY . .\nRUN make && pip install -r requirements.txt|\n",
            "Copy the lists",
        );
        none("FROM node:24-slim\nCOPY . .\nRUN npm ci|\n", "Copy the lists");
        none(
            "FROM python:3.12-slim\nCOPY app.py .\nRUN pip install -r requirements.txt|\n",
            "Copy the lists",
        );
    }
}
