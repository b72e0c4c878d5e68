//! What comments and the configuration file for hadolint leave out, so that nobody has to say it twice.

use crate::diag::RuleMeta;
use crate::syntax::Dockerfile;
use crate::text::Text;

/// The names of rules that are left out of a whole file: those of `# hadolint global ignore=DL3007`, and the list `ignored`
/// of `.hadolint.yaml`.
#[derive(Debug, Default)]
pub(super) struct Ignored(Vec<String>);

impl Ignored {
    /// What comments of the file say.
    pub(super) fn of(file: &Dockerfile) -> Self {
        let comments = file.instructions.iter().flat_map(|it| &it.comments);
        Self(comments.filter_map(|it| list(it, true)).flatten().map(str::to_owned).collect())
    }

    /// Adds what the text of a `.hadolint.yaml` says.
    pub(super) fn add(&mut self, config: &str) {
        let mut is_inside = false;
        for line in config.lines() {
            let line = line.split(" #").next().unwrap_or_default().trim_end();
            if let Some(rest) = line.strip_prefix("ignored:") {
                is_inside = true;
                self.0.extend(rest.split(',').filter_map(name));
            } else if let Some(item) = line.trim_start().strip_prefix("- ").filter(|_| is_inside) {
                self.0.extend(name(item));
            } else if !line.trim_start().is_empty() && !line.starts_with('#') {
                is_inside = false;
            }
        }
    }

    /// Whether a rule is among them, by one of its names.
    pub(super) fn has(&self, rule: &RuleMeta) -> bool {
        self.0.iter().any(|name| rule.answers_to(name))
    }
}

/// Whether comments above an instruction leave out a rule: `# hadolint ignore=DL3009,DL3015`.
pub(super) fn ignores(comments: &[Text], rule: &RuleMeta) -> bool {
    comments.iter().filter_map(|it| list(it, false)).flatten().any(|name| rule.answers_to(name))
}

/// The names in a comment that is for the whole file, or for one instruction.
fn list(comment: &str, is_global: bool) -> Option<impl Iterator<Item = &str>> {
    let rest = comment.trim().strip_prefix("hadolint")?.trim_start();
    let rest = if is_global { rest.strip_prefix("global")?.trim_start() } else { rest };
    Some(rest.strip_prefix("ignore=")?.split(',').map(str::trim))
}

/// An item of a list in YAML.
fn name(item: &str) -> Option<String> {
    let name = item.trim_matches(|ch: char| ch.is_whitespace() || matches!(ch, '[' | ']' | '"' | '\''));
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Ignored;
    use crate::rules::base_latest::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn comments() {
        let text = "FROM alpine:latest\nRUN apk add curl\n";
        check(
            &RULE,
            "
# hadolint ignore=DL3019
FROM alpine:latest
     ^^^^^^^^^^^^^ alpine:latest moves without notice
",
        );
        for comment in ["hadolint ignore=DL3019,DL3007", "hadolint global ignore=DL3007", "check=skip=DL3007"]
        {
            check_none(&RULE, &format!("# {comment}\n{text}"));
        }
        check_none(&RULE, &format!("{text}# hadolint global ignore=DL3019, DL3007\nUSER a\n"));
    }

    #[test]
    fn lists_of_yaml() {
        let names = |text: &str| {
            let mut ignored = Ignored::default();
            ignored.add(text);
            ignored.0
        };
        assert_eq!(names("ignored: [DL3007, \"DL3008\"]\n"), ["DL3007", "DL3008"]);
        assert_eq!(names("ignored:\n  - DL3007 # why\n"), ["DL3007"]);
        assert_eq!(
            names("ignored:\n- DL1\n# x\n\n- 'DL2'\ntrustedRegistries:\n- docker.io\n"),
            ["DL1", "DL2"]
        );
        for none in ["ignored:\n", "- DL1\n:\n[\n", "override:\n  error:\n    - DL3007\n"] {
            assert_eq!(names(none), [""; 0], "{none}");
        }
    }
}
