//! Names of images, read and completed as the distribution project does.

use std::borrow::Cow;

use crate::text::case::is_lower;

const DEFAULT_DOMAIN: &str = "docker.io";
const FORMAT: &str = "invalid reference format";

/// The canonical name: domain, path, and a tag where there is neither tag nor digest:
/// `docker.io/library/alpine:latest`. The error is the message of the reference.
pub fn parse_normalized(text: &str) -> Result<String, String> {
    if text.len() == 64 && text.chars().all(|ch| matches!(ch, '0'..='9' | 'a'..='f')) {
        return Err(format!("invalid repository name ({text}), cannot specify 64-byte hexadecimal strings"));
    }
    let (domain, rest) = split_domain(text);
    let path = rest.split(':').next().unwrap_or_default();
    if !is_lower(path) {
        return Err(format!("{FORMAT}: repository name ({path}) must be lowercase"));
    }
    let parts = Parts::read(&rest).ok_or_else(|| FORMAT.to_owned())?;
    // What looks like a domain and is none may still be the first part of a path, as in `my_registry.lan/app`.
    let domain_length = if domain == DEFAULT_DOMAIN || is_domain(domain) {
        0
    } else if is_path_component(domain) {
        domain.len() + 1
    } else {
        return Err(FORMAT.to_owned());
    };
    if domain_length + parts.path.len() > 255 {
        return Err("repository name must not be more than 255 characters".to_owned());
    }
    if let Some(digest) = parts.digest {
        check_digest(digest)?;
    }
    let end = if parts.tag.is_none() && parts.digest.is_none() { ":latest" } else { "" };
    Ok([domain, "/", &rest, end].concat())
}

/// The first part of a name is a domain when it looks like one.
fn split_domain(text: &str) -> (&str, Cow<'_, str>) {
    let own = |rest| {
        if str::contains(rest, '/') { Cow::Borrowed(rest) } else { ["library/", rest].concat().into() }
    };
    match text.split_once('/') {
        Some(("index.docker.io" | DEFAULT_DOMAIN, rest)) => (DEFAULT_DOMAIN, own(rest)),
        Some((first, rest)) if first == "localhost" || first.contains(['.', ':']) || !is_lower(first) => {
            (first, Cow::Borrowed(rest))
        }
        Some(_) | None => (DEFAULT_DOMAIN, own(text)),
    }
}

struct Parts<'t> {
    path: &'t str,
    tag: Option<&'t str>,
    digest: Option<&'t str>,
}

impl<'t> Parts<'t> {
    fn read(rest: &'t str) -> Option<Self> {
        let (rest, digest) = rest.split_once('@').map_or((rest, None), |(rest, digest)| (rest, Some(digest)));
        let (path, tag) = rest.split_once(':').map_or((rest, None), |(path, tag)| (path, Some(tag)));
        let fits =
            path.split('/').all(is_path_component) && tag.is_none_or(is_tag) && digest.is_none_or(is_digest);
        fits.then_some(Self { path, tag, digest })
    }
}

fn is_domain(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let is_label = |label: &str| {
        let inner = |ch: char| ch.is_ascii_alphanumeric() || ch == '-';
        !label.is_empty() && label.chars().all(inner) && !label.starts_with('-') && !label.ends_with('-')
    };
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let host_fits = match address {
        Some(address) => !address.is_empty() && address.chars().all(|ch| ch.is_ascii_hexdigit() || ch == ':'),
        None => host.split('.').all(is_label),
    };
    host_fits && port.is_none_or(|port| !port.is_empty() && port.chars().all(|ch| ch.is_ascii_digit()))
}

/// Letters and digits in runs that one dot, one or two underscores or any number of dashes separate.
fn is_path_component(text: &str) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    bytes.first().is_some_and(is_plain)
        && bytes.last().is_some_and(is_plain)
        && bytes.chunk_by(|a, b| is_plain(a) == is_plain(b)).all(|run| match run {
            [first, ..] if is_plain(first) => true,
            b"." | b"_" | b"__" => true,
            separator => separator.iter().all(|byte| *byte == b'-'),
        })
}

fn is_tag(text: &str) -> bool {
    let is_word = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    text.len() <= 128
        && text.starts_with(is_word)
        && text.chars().all(|ch| is_word(ch) || matches!(ch, '.' | '-'))
}

fn is_digest(text: &str) -> bool {
    let Some((algorithm, hex)) = text.split_once(':') else { return false };
    let is_name = |part: &str| {
        part.starts_with(|ch: char| ch.is_ascii_alphabetic())
            && part.chars().all(|ch| ch.is_ascii_alphanumeric())
    };
    algorithm.split(['-', '_', '+', '.']).all(is_name)
        && hex.len() >= 32
        && hex.chars().all(|ch| ch.is_ascii_hexdigit())
}

/// The digest must be one of a known kind, of its length, in lower case.
pub fn check_digest(text: &str) -> Result<(), String> {
    let is_word = |part: &str| {
        !part.is_empty() && part.chars().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit())
    };
    let format = || Err("invalid checksum digest format".to_owned());
    let Some((algorithm, hex)) = text.split_once(':').filter(|(_, hex)| !hex.is_empty()) else {
        return format();
    };
    let is_encoded = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '=' | '_' | '-');
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ if hex.chars().all(is_encoded) && algorithm.split(['+', '.', '_', '-']).all(is_word) => {
            return Err("unsupported digest algorithm".to_owned());
        }
        _ => return format(),
    };
    if hex.len() != length {
        return Err("invalid checksum digest length".to_owned());
    }
    if hex.chars().any(|ch| !matches!(ch, '0'..='9' | 'a'..='f')) {
        return format();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{check_digest, parse_normalized};

    #[test]
    fn names() {
        let digest = format!("sha256:{}", "a".repeat(64));
        for (text, name) in [
            ("alpine", "docker.io/library/alpine:latest"),
            ("a/b", "docker.io/a/b:latest"),
            ("docker.io/alpine", "docker.io/library/alpine:latest"),
            ("index.docker.io/alpine:3", "docker.io/library/alpine:3"),
            ("gcr.io/a/b:1", "gcr.io/a/b:1"),
            ("localhost/a", "localhost/a:latest"),
            ("host:5000/a", "host:5000/a:latest"),
            ("Host/a", "Host/a:latest"),
            ("a__b--c.d", "docker.io/library/a__b--c.d:latest"),
            ("my_host.lan/a", "my_host.lan/a:latest"),
            ("[::1]:5000/a", "[::1]:5000/a:latest"),
        ] {
            assert_eq!(parse_normalized(text).as_deref(), Ok(name), "{text}");
        }
        assert_eq!(
            parse_normalized(&format!("alpine:3@{digest}")),
            Ok(format!("docker.io/library/alpine:3@{digest}"))
        );
    }

    #[test]
    fn faults() {
        for (text, message) in [
            ("Build", "invalid reference format: repository name (library/Build) must be lowercase"),
            ("", "invalid reference format"),
            ("a:", "invalid reference format"),
            ("a b", "invalid reference format"),
            ("a/", "invalid reference format"),
            ("-a", "invalid reference format"),
            ("a@sha256:00", "invalid reference format"),
            ("my_host:5000/a", "invalid reference format"),
            ("-a.b/c", "invalid reference format"),
        ] {
            assert_eq!(parse_normalized(text).unwrap_err(), message, "{text:?}");
        }
        let short = format!("a@sha256:{}", "a".repeat(40));
        assert_eq!(parse_normalized(&short).unwrap_err(), "invalid checksum digest length");
        let long = "a/".repeat(140) + "b";
        assert_eq!(
            parse_normalized(&long).unwrap_err(),
            "repository name must not be more than 255 characters"
        );
    }

    #[test]
    fn digests() {
        let hex = "a".repeat(64);
        for (text, message) in [
            (format!("sha256:{hex}"), None),
            (format!("sha256:{}", hex.to_uppercase()), Some("invalid checksum digest format")),
            ("sha256:!".to_owned(), Some("invalid checksum digest length")),
            ("md5:ab".to_owned(), Some("unsupported digest algorithm")),
            ("md5:a!".to_owned(), Some("invalid checksum digest format")),
            ("sha256:".to_owned(), Some("invalid checksum digest format")),
            (hex, Some("invalid checksum digest format")),
        ] {
            assert_eq!(check_digest(&text).err().as_deref(), message, "{text}");
        }
    }
}
