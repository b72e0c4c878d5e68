//! What somebody knows and nobody can work out, as a comment above an instruction:
//! `# stagescope: size=120MB user=app workdir=/srv env=LANG=C.UTF-8`.
//!
//! `size` is what the step adds; above a `FROM` it is the size of its base image on disk, and the others are of the config of
//! that image. To the reference it is a comment like any other.

use crate::text::{Text, bytes};

/// How the comment starts, behind its `#`.
pub const NAME: &str = "stagescope:";

/// What the comment above an instruction says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ByHand {
    /// Bytes.
    pub size: Option<u64>,
    /// User of the base image.
    pub user: Option<String>,
    /// Working directory of the base image.
    pub workdir: Option<String>,
    /// Variables of the base image, as `NAME=value`.
    pub env: Vec<String>,
    /// Words that cannot be read.
    pub unread: Vec<String>,
}

impl ByHand {
    /// Reads the comments above an instruction; `None` where none of them is meant. Of several the last one counts.
    pub fn of(comments: &[Text]) -> Option<Self> {
        let words = comments.iter().rev().find_map(|comment| comment.trim().strip_prefix(NAME))?;
        let mut found = Self::default();
        for word in words.split_whitespace() {
            match word.split_once('=') {
                Some(("size", text)) if bytes(text).is_some() => found.size = bytes(text),
                Some(("user", text)) => found.user = Some(text.to_owned()),
                Some(("workdir", text)) if text.starts_with('/') => found.workdir = Some(text.to_owned()),
                Some(("env", pair)) if pair.find('=').is_some_and(|at| at > 0) => {
                    found.env.push(pair.to_owned());
                }
                _ => found.unread.push(word.to_owned()),
            }
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::ByHand;

    fn of(comments: &[&str]) -> Option<ByHand> {
        ByHand::of(&comments.iter().map(|text| (*text).into()).collect::<Vec<_>>())
    }

    #[test]
    fn the_last_comment_that_is_meant_counts() {
        assert_eq!(of(&["builder compiles", "check=skip=A"]), None);
        let found = of(&[
            "stagescope: size=1MB",
            " a note",
            "stagescope: size=2MB user=app workdir=/a env=A=b=c env=B=",
        ]);
        let env = vec!["A=b=c".to_owned(), "B=".to_owned()];
        let expected = ByHand {
            size: Some(2_000_000),
            user: Some("app".to_owned()),
            workdir: Some("/a".to_owned()),
            env,
            unread: Vec::new(),
        };
        assert_eq!(found, Some(expected));
    }

    #[test]
    fn what_cannot_be_read_is_kept() {
        let found = of(&["stagescope: size=big workdir=a env==b colour=red word"]).unwrap();
        assert_eq!(found.unread, ["size=big", "workdir=a", "env==b", "colour=red", "word"]);
        assert_eq!(found.size, None);
    }
}
