//! What somebody knows and nobody can work out, as a comment above an instruction:
//! `# stagescope: size=120MB user=app workdir=/srv env=LANG=C.UTF-8`.
//!
//! `size` is what the step adds; above a `FROM` it is the size of its base image on disk, and the others are of the config of
//! that image. To the reference it is a comment like any other.

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
    pub fn of(comments: &[String]) -> Option<Self> {
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

/// Reads a number of bytes as people write it: `120MB`, `1.5 GB`, `4kB`, `512`; the units of Docker are decimal, `MiB` is
/// not. `None` for anything else, and beyond 2^53.
pub fn bytes(text: &str) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|ch: char| !ch.is_ascii_digit() && ch != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let unit: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || part.len() > 9 {
        return None;
    }
    let one = 10_u64.checked_pow(u32::try_from(part.len()).ok()?)?;
    // At most nine digits of a unit of at most 2^30, so that their product fits.
    let part: u64 = if part.is_empty() { 0 } else { part.parse().ok()? };
    let whole = whole.parse::<u64>().ok()?.checked_mul(unit)?;
    let sum = whole.checked_add(part.checked_mul(unit)? / one)?;
    (sum <= 1 << 53).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::{ByHand, bytes};

    fn of(comments: &[&str]) -> Option<ByHand> {
        ByHand::of(&comments.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn sizes_as_people_write_them() {
        for (text, expected) in [
            ("512", Some(512)),
            ("4kB", Some(4_000)),
            ("1.5 GB", Some(1_500_000_000)),
            ("124.84mb", Some(124_840_000)),
            ("2MiB", Some(2_097_152)),
            ("0.5", Some(0)),
            ("", None),
            (".5MB", None),
            ("MB", None),
            ("-1MB", None),
            ("1,5MB", None),
            ("1.2.3MB", None),
            ("12 bananas", None),
            ("9007199254740992", Some(1 << 53)),
            ("9007199254740993", None),
            ("99999999999999999999GB", None),
            ("0.0000000001GB", None),
        ] {
            assert_eq!(bytes(text), expected, "{text}");
        }
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
