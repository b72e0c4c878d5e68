//! Reads the flags of an instruction against those that it knows.

use crate::text::{Span, Text};

use super::instruction::Word;
use super::suggest::did_you_mean;

/// What a flag takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FlagKind {
    /// Nothing, `true` or `false`.
    Switch,
    /// One value, once.
    Value,
    /// One value, as often as you like.
    List,
}

/// The flags of one instruction, read.
#[derive(Debug, Default)]
pub(super) struct Flags {
    values: Vec<(&'static str, Word)>,
    /// The first thing that is wrong with them, and the text to mark.
    pub(super) error: Option<(String, Span)>,
}

impl Flags {
    /// Reads `given`. The first fault is kept and the flag that has it is passed over.
    pub(super) fn read(given: &[Word], known: &[(&'static str, FlagKind)]) -> Self {
        let mut flags = Self::default();
        for word in given {
            match flags.check(&word.text, known) {
                Ok((name, text)) => flags.values.push((name, Word { text, span: word.span })),
                Err(message) => {
                    flags.error.get_or_insert((message, word.span));
                }
            }
        }
        flags
    }

    fn check(&self, flag: &Text, known: &[(&'static str, FlagKind)]) -> Result<(&'static str, Text), String> {
        let Some(rest) = flag.strip_prefix("--") else {
            return Err(format!("arg should start with -- : {flag}"));
        };
        let (name, value) = rest.split_once('=').map_or((rest, None), |(name, value)| (name, Some(value)));
        let Some((name, kind)) = known.iter().find(|(known, _)| *known == name) else {
            let names = known.iter().map(|(known, _)| *known);
            return Err(format!("unknown flag: --{name}{}", did_you_mean(name, names, true)));
        };
        if *kind != FlagKind::List && self.given(name).next().is_some() {
            return Err(format!("duplicate flag specified: --{name}"));
        }
        let text = match (kind, value) {
            (FlagKind::Switch, None) => "true".into(),
            (FlagKind::Switch, Some(value)) if !value.is_empty() => {
                if value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false") {
                    value.to_ascii_lowercase().into()
                } else {
                    return Err(format!("expecting boolean value for flag --{name}, not: {value}"));
                }
            }
            (FlagKind::Value | FlagKind::List, Some(value)) => {
                flag.part(flag.len() - value.len(), flag.len())
            }
            _ => return Err(format!("missing a value on flag: --{name}")),
        };
        Ok((name, text))
    }

    fn given(&self, name: &str) -> impl Iterator<Item = &Word> {
        self.values.iter().filter(move |(known, _)| *known == name).map(|(_, word)| word)
    }

    /// The value of a flag that was given.
    pub(super) fn value(&self, name: &str) -> Option<Word> {
        self.given(name).last().cloned()
    }

    /// All values of a flag.
    pub(super) fn list(&self, name: &str) -> Vec<Word> {
        self.given(name).cloned().collect()
    }

    /// A switch: `None` when it was not given.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        self.value(name).map(|word| word.text == "true")
    }
}

#[cfg(test)]
mod tests {
    use super::{FlagKind, Flags};
    use crate::syntax::Word;

    const KNOWN: [(&str, FlagKind); 3] =
        [("chown", FlagKind::Value), ("link", FlagKind::Switch), ("exclude", FlagKind::List)];

    fn read(given: &[&str]) -> Flags {
        let words: Vec<Word> =
            given.iter().map(|text| Word { text: (*text).into(), ..Word::default() }).collect();
        Flags::read(&words, &KNOWN)
    }

    fn error(given: &[&str]) -> String {
        read(given).error.unwrap().0
    }

    #[test]
    fn values() {
        let flags = read(&["--chown=a", "--link", "--exclude=x", "--exclude=y"]);
        assert_eq!(flags.value("chown").unwrap().text, "a");
        assert_eq!(flags.switch("link"), Some(true));
        assert_eq!(flags.list("exclude").len(), 2);
        assert_eq!(flags.switch("parents"), None);
        assert_eq!(read(&["--link=FALSE"]).switch("link"), Some(false));
        assert_eq!(read(&["--chown="]).value("chown").unwrap().text, "");
    }

    #[test]
    fn faults() {
        assert_eq!(error(&["--chwon=a"]), "unknown flag: --chwon (did you mean chown?)");
        assert_eq!(error(&["--chown=a", "--chown=b"]), "duplicate flag specified: --chown");
        assert_eq!(error(&["--chown"]), "missing a value on flag: --chown");
        assert_eq!(error(&["--link=maybe"]), "expecting boolean value for flag --link, not: maybe");
        assert_eq!(error(&["--link="]), "missing a value on flag: --link");
        assert_eq!(error(&["--nope", "--chown"]), "unknown flag: --nope", "the first fault counts");
    }
}
