//! What is in force where the cursor stands: directory, user, shell, and the variables that the Dockerfile has set.

use crate::catalog::Catalog;
use crate::plan::ConfigKey;
use crate::report::Input;
use crate::syntax::parse;
use crate::text::Utf16Index;

use super::byte_at;
use super::here::{Here, above};

/// What is in force behind the instruction at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Standing {
    /// The name of the stage, or `stage-N`; empty above the first.
    pub stage: String,
    /// The working directory; empty above the first stage.
    pub dir: String,
    /// The user; empty where nobody says, which mostly is root.
    pub user: String,
    /// The words of the shell, where the Dockerfile or the base image names one; else empty.
    pub shell: String,
    /// `NAME=value` of what the Dockerfile has set or declared, in order; a name alone has no value.
    pub variables: Vec<String>,
}

/// What is in force at a UTF-16 offset; `None` where nothing stands above it.
pub fn standing(input: &Input, catalog: &Catalog<'_>, offset: u32) -> Option<Standing> {
    let source = input.dockerfile.as_str();
    let pos = byte_at(input, &Utf16Index::new(source), offset);
    let end = parse(source).instructions.iter().rfind(|it| it.span.start as usize <= pos)?.span.end;
    above(input, catalog, end as usize, |here| {
        let Some((stage, outcome)) = here.stage().zip(here.outcome()) else { return of_globals(here) };
        let is_own = |name: &str| {
            outcome.image.origin(&ConfigKey::Env(name.to_owned())).is_some()
                || outcome.build_args.iter().any(|(known, _)| known == name)
        };
        let variables = here.variables(false).into_iter().filter(|it| is_own(&it.name));
        Standing {
            stage: stage.shown_name(),
            dir: if outcome.dir.is_empty() { "/".to_owned() } else { String::from(&outcome.dir) },
            user: String::from(&outcome.user),
            shell: outcome.image.config.shell.as_ref().map(|words| words.join(" ")).unwrap_or_default(),
            variables: variables.map(shown).collect(),
        }
    })
}

fn shown(variable: super::here::Variable) -> String {
    match variable.value {
        Some(value) => format!("{}={value}", variable.name),
        None => variable.name,
    }
}

fn of_globals(here: &Here<'_>) -> Standing {
    let declared = &here.build.plan.evaluation.globals.args;
    let own = here.variables(true).into_iter().filter(|it| declared.iter().any(|arg| arg.name == it.name));
    Standing {
        stage: String::new(),
        dir: String::new(),
        user: String::new(),
        shell: String::new(),
        variables: own.map(shown).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::standing;
    use crate::assist::testing::{catalog, input};

    #[test]
    fn what_is_in_force() {
        let text = "ARG V=1\nFROM alpine:3.22 AS b\nARG V\nARG W\nENV P=$V\nWORKDIR /a\nUSER me\nSHELL [\"/bin/ash\", \"-c\"]\nRUN x\n";
        let at = |words: &str| {
            let (input, offset) = input(&text.replacen(words, &format!("{words}|"), 1));
            let it = standing(&input, &catalog(), offset).unwrap();
            (it.stage, it.dir, it.user, it.shell, it.variables.join(" "))
        };
        let owned = |a: &str, b: &str, c: &str, d: &str, e: &str| {
            (a.to_owned(), b.to_owned(), c.to_owned(), d.to_owned(), e.to_owned())
        };
        assert_eq!(at("ARG V=1"), owned("", "", "", "", "V=1"));
        assert_eq!(at("FROM"), owned("b", "/", "", "", ""));
        assert_eq!(at("WORKDIR"), owned("b", "/a", "", "", "V=1 P=1 W"));
        assert_eq!(at("RUN x"), owned("b", "/a", "me", "/bin/ash -c", "V=1 P=1 W"));
        let (input, offset) = input("# only a note|\n");
        assert_eq!(standing(&input, &catalog(), offset), None);
    }
}
