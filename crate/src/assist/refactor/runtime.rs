//! Images to run in what another image has built: of the same distribution, so that libraries fit.

use crate::catalog::BaseImage;

/// The versions of Debian that images are made of.
const DEBIAN: [&str; 3] = ["bullseye", "bookworm", "trixie"];

/// The small image of the distribution that an image is made of.
pub(super) fn of_same_system(image: &BaseImage) -> Option<String> {
    let text = image.distribution.as_str();
    if let Some(version) = text.strip_prefix("Alpine ") {
        let version = version.trim_start_matches("Linux ").trim_start_matches('v');
        let parts: Vec<&str> = version.split('.').take(2).collect();
        return Some(format!("alpine:{}", parts.join(".")));
    }
    let name = DEBIAN.into_iter().find(|name| text.starts_with("Debian") && text.contains(name))?;
    Some(format!("debian:{name}-slim"))
}

/// The slim variant of a tag of Python or Ruby: `3.12-slim`, `3.12-slim-bookworm`. Small ones stay as they are.
pub(super) fn slim(tag: &str) -> String {
    if is_small(tag) {
        return tag.to_owned();
    }
    let (version, system) = match tag.rsplit_once('-') {
        Some((version, system)) if DEBIAN.contains(&system) => (version, Some(system)),
        _ if DEBIAN.contains(&tag) => ("latest", Some(tag)),
        _ => (tag, None),
    };
    let version = Some(version).filter(|version| *version != "latest");
    [version, Some("slim"), system].into_iter().flatten().collect::<Vec<_>>().join("-")
}

/// Whether a tag is that of a small variant.
pub(super) fn is_small(tag: &str) -> bool {
    tag.contains("slim") || tag.contains("alpine")
}

#[cfg(test)]
mod tests {
    use super::slim;

    #[test]
    fn tags() {
        for (tag, expected) in [
            ("3.12", "3.12-slim"),
            ("3.12-bookworm", "3.12-slim-bookworm"),
            ("3.15-rc", "3.15-rc-slim"),
            ("trixie", "slim-trixie"),
            ("latest", "slim"),
            ("3.4-slim-bookworm", "3.4-slim-bookworm"),
            ("3.4-alpine3.24", "3.4-alpine3.24"),
        ] {
            assert_eq!(slim(tag), expected, "{tag}");
        }
    }
}
