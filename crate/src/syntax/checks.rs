//! `check=` options: which of the reference's checks are silent, and whether a finding fails the build.

use crate::text::Text;
use crate::text::go::{parse_bool, quote};

use super::directive::DirectiveReader;

/// The options of one `check=` text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// `skip=all`
    pub skip_all: bool,
    /// `skip=A,B`
    pub skip: Vec<String>,
    /// `experimental=all`
    pub experimental_all: bool,
    /// `experimental=A,B`
    pub experimental: Vec<String>,
    /// `error=true`
    pub error: bool,
    /// Why the text cannot be read, in the reference's words.
    pub fault: Option<String>,
}

/// The checks that speak only when asked to.
const EXPERIMENTAL: [&str; 1] = ["InvalidDefinitionDescription"];

impl Options {
    /// Reads a text such as `skip=A,B;error=true`.
    pub fn read(text: &str) -> Self {
        let mut options = Self::default();
        let text = text.trim();
        if text.is_empty() {
            return options;
        }
        for part in text.splitn(3, ';') {
            if let Err(fault) = options.read_part(part) {
                return Self { fault: Some(fault), ..Self::default() };
            }
        }
        options
    }

    fn read_part(&mut self, part: &str) -> Result<(), String> {
        let (key, value) =
            part.split_once('=').ok_or_else(|| format!("invalid check option {}", quote(part)))?;
        let value = value.trim();
        let list = || value.split(',').map(|name| name.trim().to_owned()).collect();
        match key.trim() {
            "skip" if value == "all" => self.skip_all = true,
            "skip" => self.skip = list(),
            "experimental" if value == "all" => self.experimental_all = true,
            "experimental" => self.experimental = list(),
            "error" => {
                self.error = parse_bool(value).ok_or_else(|| {
                    let reason = format!("strconv.ParseBool: parsing {}: invalid syntax", quote(value));
                    format!("failed to parse check option {}: {reason}", quote(part))
                })?;
            }
            key => return Err(format!("invalid check option {}", quote(key))),
        }
        Ok(())
    }

    /// These options with those of the comments above an instruction: the first comment that is a `check=` counts.
    #[must_use]
    pub fn with_comments(&self, comments: &[Text]) -> Self {
        let found = comments.iter().find_map(|comment| match DirectiveReader::default().read(comment, "") {
            Ok(Some(("check", value))) => Some(Self::read(value.split(' ').next().unwrap_or_default())),
            _ => None,
        });
        let Some(more) = found.filter(|more| more.fault.is_none()) else { return self.clone() };
        let mut merged = self.clone();
        merged.skip_all |= more.skip_all;
        merged.experimental_all |= more.experimental_all;
        merged.skip.extend(more.skip);
        merged.experimental.extend(more.experimental);
        merged
    }

    /// Whether a check may speak.
    pub fn allows(&self, check: &str) -> bool {
        if EXPERIMENTAL.contains(&check) {
            self.asks_for(check)
        } else {
            !self.skip_all && !self.skip.iter().any(|name| name == check)
        }
    }

    /// Whether a check that speaks only when asked to is asked.
    pub fn asks_for(&self, check: &str) -> bool {
        self.experimental_all || self.experimental.iter().any(|name| name == check)
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn forms() {
        let options = Options::read("skip=A, B;error=true");
        assert_eq!(options.skip, ["A", "B"]);
        assert!(options.error);
        assert!(Options::read("skip=all").skip_all);
        assert_eq!(Options::read("x").fault.unwrap(), "invalid check option \"x\"");
        assert_eq!(
            Options::read("error=maybe").fault.unwrap(),
            "failed to parse check option \"error=maybe\": strconv.ParseBool: parsing \"maybe\": invalid syntax"
        );
    }

    #[test]
    fn experimental_checks_obey_experimental_alone() {
        let all = Options { skip_all: true, experimental_all: true, ..Options::default() };
        assert!(all.allows("InvalidDefinitionDescription"));
        assert!(!all.allows("StageNameCasing"));
        assert!(!Options::default().allows("InvalidDefinitionDescription"));
    }

    #[test]
    fn comments_add() {
        let base = Options::default();
        let comments = ["a note", "check=skip=A", "check=skip=B"].map(Into::into);
        let merged = base.with_comments(&comments);
        assert!(!merged.allows("A"));
        assert!(merged.allows("B"), "only the first counts");
    }
}
