//! Images to run in what another image has built: of the same distribution, so that libraries fit.

use crate::catalog::BaseImage;
use crate::rules::DEBIAN;

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
