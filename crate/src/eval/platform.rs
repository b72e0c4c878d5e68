//! Platforms: operating system, architecture and variant, written and normalized as containerd does.

use crate::catalog::BaseImage;
use crate::text::go::quote;
use crate::text::order::sort;
use crate::text::paths::clean;

/// A platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    /// Operating system, lower case.
    pub os: String,
    /// Version of the operating system, which stands in brackets behind it; empty when there is none.
    pub os_version: String,
    /// Features of the operating system, which stand behind its version, each after a `+`; sorted, each once.
    pub os_features: Vec<String>,
    /// Architecture, lower case.
    pub arch: String,
    /// Variant of the architecture; empty when there is none.
    pub variant: String,
}

impl Default for Platform {
    /// The machine that the reference's answers were made on.
    fn default() -> Self {
        Self {
            os: "linux".to_owned(),
            os_version: String::new(),
            os_features: Vec::new(),
            arch: "amd64".to_owned(),
            variant: String::new(),
        }
    }
}

const SYSTEMS: [&str; 17] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "windows",
    "zos",
];

const ARCHITECTURES: [&str; 24] = [
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "arm64",
    "arm64be",
    "armbe",
    "loong64",
    "mips",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "mipsle",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

const INVALID: &str = "invalid argument";

impl Platform {
    /// Reads `os`, `arch`, `os/arch` or `os/arch/variant`. A single word takes the other half from the default platform.
    ///
    /// The error is the message of containerd.
    pub fn parse(text: &str) -> Result<Self, String> {
        // Only what is said of a fault is quoted: a platform is read for every stage.
        let whole = || quote(text);
        if text.contains('*') {
            return Err(format!("{}: wildcards not yet supported: {INVALID}", whole()));
        }
        let parts: Vec<&str> = text.splitn(4, '/').collect();
        let (first, rest) = parts.split_first().unwrap_or((&"", &[]));
        let (name, os_version, os_features) = split_os(first).ok_or_else(|| {
            let (part, whole) = (quote(first), whole());
            let pattern = quote(r"^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$");
            format!(
                "{part} is an invalid OS component of {whole}: OSAndVersion specifier component must match {pattern}: \
                 {INVALID}"
            )
        })?;
        for part in rest {
            let is_word = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '.' | '-');
            if part.is_empty() || !part.chars().all(is_word) {
                let (part, whole, pattern) = (quote(part), whole(), quote("^[A-Za-z0-9_.-]+$"));
                return Err(format!(
                    "{part} is an invalid component of {whole}: platform specifier component must match {pattern}: \
                     {INVALID}"
                ));
            }
        }
        let os = normalize_os(name);
        let read = |arch: &str, variant: &str| {
            let (arch, variant) = normalize_arch(arch, variant);
            let (os_version, os_features) = (os_version.to_owned(), os_features.clone());
            Self { os: os.clone(), os_version, os_features, arch, variant }
        };
        let without_v7 = |mut platform: Self| {
            if platform.arch == "arm" && platform.variant == "v7" {
                platform.variant.clear();
            }
            platform
        };
        match rest {
            [] if SYSTEMS.contains(&os.as_str()) => Ok(read("amd64", "")),
            [] => {
                let platform = without_v7(read(first, ""));
                if !ARCHITECTURES.contains(&platform.arch.as_str()) {
                    return Err(format!("{}: unknown operating system or architecture: {INVALID}", whole()));
                }
                Ok(Self { os: "linux".to_owned(), ..platform })
            }
            [arch] => Ok(without_v7(read(arch, ""))),
            [arch, variant] => {
                let mut platform = read(arch, variant);
                if platform.arch == "arm64" && platform.variant.is_empty() {
                    "v8".clone_into(&mut platform.variant);
                }
                Ok(platform)
            }
            _ => Err(format!("{}: cannot parse platform specifier: {INVALID}", whole())),
        }
    }

    /// The platform with all parts in their usual form.
    #[must_use]
    pub fn normalized(&self) -> Self {
        let (arch, variant) = normalize_arch(&self.arch, &self.variant);
        Self { os: normalize_os(&self.os), arch, variant, ..self.clone() }
    }

    /// `os/arch/variant`, without what is empty.
    pub fn format(&self) -> String {
        self.join(&self.os)
    }

    /// The same with version and features of the operating system.
    pub fn format_all(&self) -> String {
        if self.os_version.is_empty() && self.os_features.is_empty() {
            return self.format();
        }
        let mut options = vec![self.os_version.as_str()];
        options.extend(self.os_features.iter().map(String::as_str));
        self.join(&format!("{}({})", self.os, options.join("+")))
    }

    fn join(&self, os: &str) -> String {
        if self.os.is_empty() {
            return "unknown".to_owned();
        }
        let variant_sign = if self.variant.is_empty() { "" } else { "/" };
        clean(&[os, "/", &self.arch, variant_sign, &self.variant].concat())
    }

    /// Whether both name the same operating system and architecture.
    pub fn same_machine(&self, other: &Self) -> bool {
        self.os == other.os && self.arch == other.arch
    }
}

/// The platform of an image that is there for no other; `None` for one of many platforms.
pub fn only_platform(image: &BaseImage) -> Option<Platform> {
    let text = Some(image.only_platform.as_str()).filter(|text| !text.is_empty());
    text.and_then(|text| Platform::parse(text).ok())
}

/// Splits `os(version+feature+feature)`. Characters written as `%xx` stay so.
fn split_os(text: &str) -> Option<(&str, &str, Vec<String>)> {
    let (name, options) = match text.split_once('(') {
        Some((name, rest)) => (name, rest.strip_suffix(')')?),
        None => (text, ""),
    };
    let is_name = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-');
    let is_option = |ch: char| is_name(ch) || matches!(ch, '.' | '%');
    let (version, features) = options.split_once('+').map_or((options, None), |(v, rest)| (v, Some(rest)));
    let mut features: Vec<&str> = features.into_iter().flat_map(|rest| rest.split('+')).collect();
    let fits = !name.is_empty()
        && name.chars().all(is_name)
        && version.chars().all(is_option)
        && features.iter().all(|feature| !feature.is_empty() && feature.chars().all(is_option));
    sort(&mut features);
    features.dedup();
    fits.then(|| (name, version, features.into_iter().map(str::to_owned).collect()))
}

fn normalize_os(os: &str) -> String {
    match os.to_ascii_lowercase().as_str() {
        "" => "linux".to_owned(),
        "macos" => "darwin".to_owned(),
        os => os.to_owned(),
    }
}

fn normalize_arch(arch: &str, variant: &str) -> (String, String) {
    let (arch, variant) = (arch.to_ascii_lowercase(), variant.to_ascii_lowercase());
    let (arch, variant) = match (arch.as_str(), variant.as_str()) {
        ("i386", _) => ("386", ""),
        ("x86_64" | "x86-64" | "amd64", "v1") => ("amd64", ""),
        ("x86_64" | "x86-64" | "amd64", variant) => ("amd64", variant),
        ("aarch64" | "arm64", "8" | "v8" | "v8.0") => ("arm64", ""),
        ("aarch64" | "arm64", "9" | "9.0" | "v9.0") => ("arm64", "v9"),
        ("aarch64" | "arm64", variant) => ("arm64", variant),
        ("armhf", _) | ("arm", "" | "7") => ("arm", "v7"),
        ("armel", _) | ("arm", "6") => ("arm", "v6"),
        ("arm", "5") => ("arm", "v5"),
        ("arm", "8") => ("arm", "v8"),
        (arch, variant) => (arch, variant),
    };
    (arch.to_owned(), variant.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Platform;

    #[test]
    fn forms() {
        for (text, formatted) in [
            ("linux/amd64", "linux/amd64"),
            ("Linux/x86_64", "linux/amd64"),
            ("linux/amd64/v1", "linux/amd64"),
            ("linux/arm64", "linux/arm64"),
            ("linux/aarch64/v8", "linux/arm64/v8"),
            ("linux/arm", "linux/arm"),
            ("linux/arm/v7", "linux/arm/v7"),
            ("linux/arm/6", "linux/arm/v6"),
            ("linux/armhf", "linux/arm"),
            ("linux/i386", "linux/386"),
            ("arm64", "linux/arm64"),
            ("windows", "windows/amd64"),
            ("macos/arm64", "darwin/arm64"),
            ("windows(10.0.17763)/amd64", "windows(10.0.17763)/amd64"),
            ("windows(10.0.17763+b+a)/amd64", "windows(10.0.17763+a+b)/amd64"),
            ("windows(+a)", "windows(+a)/amd64"),
            ("windows()", "windows/amd64"),
            ("linux/.", "linux"),
        ] {
            assert_eq!(Platform::parse(text).unwrap().format_all(), formatted, "{text}");
        }
    }

    #[test]
    fn faults() {
        let error = |text: &str| Platform::parse(text).unwrap_err();
        assert_eq!(error("a/b/c/d"), "\"a/b/c/d\": cannot parse platform specifier: invalid argument");
        assert_eq!(error("x"), "\"x\": unknown operating system or architecture: invalid argument");
        assert_eq!(error("linux/*"), "\"linux/*\": wildcards not yet supported: invalid argument");
        assert!(error("linux/").starts_with("\"\" is an invalid component of \"linux/\""));
        assert!(error("").starts_with("\"\" is an invalid OS component of \"\""));
    }
}
