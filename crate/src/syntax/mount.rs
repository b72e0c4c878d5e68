//! The value of `RUN --mount`: comma-separated fields, some of which depend on the ones before.

use std::borrow::Cow;

use crate::text::go::{parse_bool, quote};

use super::suggest::did_you_mean;

/// What kind of mount it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MountKind {
    /// Files of the build context or of another stage.
    #[default]
    Bind,
    /// A directory that is kept between builds.
    Cache,
    /// A directory in memory.
    Tmpfs,
    /// A file or variable that does not enter any layer.
    Secret,
    /// A socket of an SSH agent.
    Ssh,
}

impl MountKind {
    /// All of them by their names.
    pub const ALL: [(&'static str, Self); 5] = [
        ("bind", Self::Bind),
        ("cache", Self::Cache),
        ("secret", Self::Secret),
        ("ssh", Self::Ssh),
        ("tmpfs", Self::Tmpfs),
    ];

    /// Its name in a Dockerfile.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// Who may use a cache at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Everybody.
    Shared,
    /// Each its own.
    Private,
    /// One after the other.
    Locked,
}

/// All of them by their names.
pub const SHARINGS: [(&str, Sharing); 3] =
    [("locked", Sharing::Locked), ("private", Sharing::Private), ("shared", Sharing::Shared)];

/// A mount with its values expanded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mount {
    /// What it is.
    pub kind: MountKind,
    /// Stage or image that it comes from; empty: the build context.
    pub from: String,
    /// Path in what it comes from.
    pub source: String,
    /// Where it is seen.
    pub target: String,
    /// Whether it cannot be written to.
    pub read_only: bool,
    /// Bytes that a `tmpfs` may hold; 0 is no limit.
    pub size: i64,
    /// `id`
    pub id: String,
    /// `sharing`
    pub sharing: Option<Sharing>,
    /// Whether the build fails without the secret or agent.
    pub required: bool,
    /// Variable that holds the secret.
    pub env: Option<String>,
    /// File mode.
    pub mode: Option<u32>,
    /// Owner.
    pub uid: Option<u32>,
    /// Group.
    pub gid: Option<u32>,
}

const KEYS: [&str; 19] = [
    "type",
    "from",
    "source",
    "target",
    "readonly",
    "id",
    "sharing",
    "required",
    "size",
    "mode",
    "uid",
    "gid",
    "src",
    "dst",
    "destination",
    "ro",
    "rw",
    "readwrite",
    "env",
];

/// What can be checked before values are known: that `from` names its source without a variable. Gives that name.
pub fn check_from(text: &str) -> Result<String, String> {
    let mut from = String::new();
    for field in fields(text)? {
        let Some((key, value)) = field.split_once('=') else { continue };
        if !key.eq_ignore_ascii_case("from") {
            continue;
        }
        if value.find('$').is_some_and(|at| at + 1 != value.len()) {
            return Err("'from' doesn't support variable expansion, define alias stage instead".to_owned());
        }
        value.clone_into(&mut from);
    }
    Ok(from)
}

/// Reads a mount; `expand` gives the value of a text with variables.
pub fn read(text: &str, mut expand: impl FnMut(&str) -> Result<String, String>) -> Result<Mount, String> {
    let mut mount = Mount::default();
    let mut read_only = None;
    for field in fields(text)? {
        let (key, value) =
            field.split_once('=').map_or((field.as_ref(), None), |(key, value)| (key, Some(value)));
        let key = lower(key);
        let value = match value {
            Some(value) => expand(value)?,
            None => match key.as_ref() {
                "readonly" | "ro" | "readwrite" | "rw" | "required" => "true".to_owned(),
                _ => return Err(format!("invalid field '{field}' must be a key=value pair")),
            },
        };
        match key.as_ref() {
            "readonly" | "ro" => read_only = Some(switch(&key, &value)?),
            "readwrite" | "rw" => read_only = Some(!switch(&key, &value)?),
            _ => mount.set(&key, value, &field)?,
        }
    }
    mount.read_only = read_only.unwrap_or(!matches!(mount.kind, MountKind::Cache | MountKind::Tmpfs));
    mount.check()?;
    Ok(mount)
}

fn lower(key: &str) -> Cow<'_, str> {
    if key.bytes().any(|byte| byte.is_ascii_uppercase()) {
        key.to_ascii_lowercase().into()
    } else {
        key.into()
    }
}

fn switch(key: &str, value: &str) -> Result<bool, String> {
    parse_bool(value).ok_or_else(|| format!("invalid value for {key}: {value}"))
}

fn number(key: &str, value: &str, radix: u32) -> Result<Option<u32>, String> {
    let digits = !value.is_empty() && value.chars().all(|ch| ch.is_digit(radix));
    let number = digits.then(|| u32::from_str_radix(value, radix).ok()).flatten();
    number.map(Some).ok_or_else(|| format!("invalid value {value} for {key}"))
}

impl Mount {
    fn set(&mut self, key: &str, value: String, field: &str) -> Result<(), String> {
        let unexpected = |kind: MountKind| format!("unexpected key '{key}' for mount type '{}'", kind.name());
        match key {
            "type" => {
                let known = MountKind::ALL.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(&value));
                let Some((_, kind)) = known else {
                    let names = MountKind::ALL.into_iter().map(|(name, _)| name);
                    let suggestion = did_you_mean(&value, names, true);
                    return Err(format!("unsupported mount type {}{suggestion}", quote(&value)));
                };
                self.kind = kind;
            }
            "from" => self.from = value,
            "source" | "src" => self.source = value,
            "target" | "dst" | "destination" => self.target = value,
            "required" if matches!(self.kind, MountKind::Secret | MountKind::Ssh) => {
                self.required = switch(key, &value)?;
            }
            "size" if self.kind == MountKind::Tmpfs => {
                self.size = bytes(&value).ok_or_else(|| format!("invalid value for {key}: {value}"))?;
            }
            "required" | "size" => return Err(unexpected(self.kind)),
            "id" => self.id = value,
            "sharing" => {
                let known = SHARINGS.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(&value));
                let Some((_, sharing)) = known else {
                    let suggestion = did_you_mean(&value, SHARINGS.into_iter().map(|(name, _)| name), true);
                    return Err(format!("unsupported sharing value {}{suggestion}", quote(&value)));
                };
                self.sharing = Some(sharing);
            }
            "mode" => self.mode = number(key, &value, 8)?,
            "uid" => self.uid = number(key, &value, 10)?,
            "gid" => self.gid = number(key, &value, 10)?,
            "env" => self.env = Some(value),
            _ => {
                let suggestion = did_you_mean(key, KEYS.into_iter(), true);
                return Err(format!("unexpected key '{key}' in '{field}'{suggestion}"));
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<(), String> {
        let name = self.kind.name();
        if matches!(self.kind, MountKind::Bind | MountKind::Tmpfs) {
            let owned = [("mode", self.mode), ("uid", self.uid), ("gid", self.gid)];
            if let Some((key, _)) = owned.into_iter().find(|(_, value)| value.is_some()) {
                return Err(format!("{key} not allowed for {} type mounts", quote(name)));
            }
        }
        if self.kind == MountKind::Secret {
            let message = if !self.from.is_empty() {
                "secret mount should not have a from"
            } else if self.sharing.is_some() {
                "secret mount should not define sharing"
            } else if self.source.is_empty() && self.target.is_empty() && self.id.is_empty() {
                "invalid secret mount. one of source, target required"
            } else if !self.source.is_empty() && !self.id.is_empty() {
                "both source and id can't be set"
            } else {
                ""
            };
            if !message.is_empty() {
                return Err(message.to_owned());
            }
        }
        if self.sharing.is_some() && self.kind != MountKind::Cache {
            return Err(format!("invalid cache sharing set for {name} mount"));
        }
        Ok(())
    }
}

/// A number of bytes such as `64m`, with binary units in any case, as Docker reads sizes of memory.
fn bytes(text: &str) -> Option<i64> {
    let last = text.rfind(|ch: char| ch.is_ascii_digit() || matches!(ch, '.' | ' '))?;
    let (number, suffix) = text.split_at_checked(last + 1)?;
    let number = number.strip_suffix(' ').unwrap_or(number);
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || number.len() == usize::from(number.contains('.')) {
        return None;
    }
    let suffix = suffix.to_ascii_lowercase();
    let mut chars = suffix.chars();
    let unit = chars.next();
    let factor: i64 = match unit {
        None | Some('b') => 1,
        Some(unit) => {
            1 << (10 * (["k", "m", "g", "t", "p"].iter().position(|known| known.starts_with(unit))? + 1))
        }
    };
    let rest_fits = match unit {
        None => true,
        Some('b') => chars.as_str().is_empty(),
        Some(_) => matches!(chars.as_str(), "" | "b" | "ib"),
    };
    if !rest_fits {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    // Beyond nine decimals nothing of a byte is left but in the largest units, where nobody writes any.
    let decimals: String = decimals.chars().chain("000000000".chars()).take(9).collect();
    let part = i128::from(decimals.parse::<i64>().ok()?) * i128::from(factor) / 1_000_000_000;
    whole.checked_mul(factor)?.checked_add(i64::try_from(part).ok()?)
}

/// Splits a text at commas; a field in double quotes may hold some, and a quote as two.
fn fields(text: &str) -> Result<Vec<Cow<'_, str>>, String> {
    let fault = |at: usize, what: &str| {
        Err(format!("failed to parse csv mounts: parse error on line 1, column {}: {what}", at + 1))
    };
    let line = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
    if line.is_empty() {
        return Err("failed to parse csv mounts: EOF".to_owned());
    }
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let at = line.len() - rest.len();
        let Some(quoted) = rest.strip_prefix('"') else {
            let (field, more) =
                rest.split_once(',').map_or((rest, None), |(field, more)| (field, Some(more)));
            if let Some(quote) = field.find('"') {
                return fault(at + quote, "bare \" in non-quoted-field");
            }
            fields.push(field.into());
            match more {
                Some(more) => rest = more,
                None => return Ok(fields),
            }
            continue;
        };
        let mut field = String::new();
        let mut inner = quoted;
        loop {
            let Some((part, more)) = inner.split_once('"') else {
                return fault(line.len() - inner.len(), "extraneous or missing \" in quoted-field");
            };
            field.push_str(part);
            if let Some(more) = more.strip_prefix('"') {
                field.push('"');
                inner = more;
            } else if let Some(more) = more.strip_prefix(',') {
                fields.push(field.into());
                rest = more;
                break;
            } else if more.is_empty() {
                fields.push(field.into());
                return Ok(fields);
            } else {
                return fault(line.len() - more.len() - 1, "extraneous or missing \" in quoted-field");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mount, MountKind, bytes, check_from, fields, read};

    fn plain(text: &str) -> Result<Mount, String> {
        read(text, |value| Ok(value.to_owned()))
    }

    #[test]
    fn defaults_depend_on_the_type() {
        assert!(plain("target=/a").unwrap().read_only);
        assert!(!plain("type=cache,target=/a").unwrap().read_only);
        assert_eq!(plain("type=tmpfs,target=/a,size=64m").unwrap().size, 67_108_864);
        assert_eq!(plain("type=secret,id=x").unwrap().kind, MountKind::Secret);
    }

    #[test]
    fn faults() {
        let error = |text: &str| plain(text).unwrap_err();
        assert_eq!(error("type=cach,target=/a"), "unsupported mount type \"cach\" (did you mean cache?)");
        assert_eq!(error("target"), "invalid field 'target' must be a key=value pair");
        assert_eq!(error("size=1,target=/a"), "unexpected key 'size' for mount type 'bind'");
        assert_eq!(error("ro=maybe"), "invalid value for ro: maybe");
        assert_eq!(error("type=cache,uid=bob"), "invalid value bob for uid");
        assert_eq!(error("type=cache,uid=+1"), "invalid value +1 for uid");
        assert_eq!(error("mode=0755"), "mode not allowed for \"bind\" type mounts");
        assert_eq!(error("sharing=shared"), "invalid cache sharing set for bind mount");
        assert_eq!(error("type=secret"), "invalid secret mount. one of source, target required");
    }

    #[test]
    fn only_from_is_looked_at_early() {
        assert_eq!(check_from("type=bind,from=build,target=$X"), Ok("build".to_owned()));
        assert!(check_from("from=$X").is_err());
        assert!(check_from("from=x$").is_ok());
    }

    #[test]
    fn comma_separated_fields() {
        assert_eq!(fields("a,\"b,c\",d\u{e9}").unwrap(), ["a", "b,c", "d\u{e9}"]);
        assert_eq!(fields("\"a\"\"b\"").unwrap(), ["a\"b"]);
        assert_eq!(fields("a,").unwrap(), ["a", ""]);
        assert!(fields("a\"b").is_err());
        assert!(fields("\"a").is_err());
        assert!(fields("").is_err());
    }

    #[test]
    fn sizes() {
        assert_eq!(bytes("1KiB"), Some(1024));
        assert_eq!(bytes("1.5g"), Some(1_610_612_736));
        assert_eq!(bytes("12 b"), Some(12));
        assert_eq!(bytes("m"), None);
        assert_eq!(bytes("1kx"), None);
    }
}
