//! The words that can stand in a flag or as an argument, where the syntax leaves a choice.

/// Platforms that most images exist for.
pub(super) const PLATFORMS: [&str; 5] =
    ["linux/amd64", "linux/arm64", "linux/arm/v7", "$BUILDPLATFORM", "$TARGETPLATFORM"];

/// Directories that tools fill and look into again: what is useful as the target of a cache, and whose it is.
const CACHES: [(&str, &str); 13] = [
    ("/root/.cache/pip", "pip"),
    ("/root/.cache/uv", "uv"),
    ("/root/.npm", "npm"),
    ("/usr/local/share/.cache/yarn", "Yarn"),
    ("/root/.local/share/pnpm/store", "pnpm"),
    ("/go/pkg/mod", "modules of Go"),
    ("/root/.cache/go-build", "compiler of Go"),
    ("/usr/local/cargo/registry", "Cargo"),
    ("/root/.m2", "Maven"),
    ("/root/.gradle", "Gradle"),
    ("/root/.nuget/packages", "NuGet"),
    ("/var/cache/apt", "apt"),
    ("/var/lib/apt", "lists of apt"),
];

/// The keys of a mount, by its type.
const MOUNT_KEYS: [(&str, &[&str]); 5] = [
    ("bind", &["target", "source", "from", "readwrite"]),
    ("cache", &["target", "id", "sharing", "readonly", "from", "source", "mode", "uid", "gid"]),
    ("tmpfs", &["target", "size"]),
    ("secret", &["id", "target", "env", "required", "mode", "uid", "gid"]),
    ("ssh", &["id", "target", "required", "mode", "uid", "gid"]),
];

/// Keys that stand alone.
pub(super) const SWITCHES: [&str; 3] = ["readwrite", "readonly", "required"];

/// The keys of a type of mount.
pub(super) fn mount_keys(kind: &str) -> &'static [&'static str] {
    MOUNT_KEYS.iter().find(|(name, _)| *name == kind).map_or(&[], |(_, keys)| *keys)
}

/// All keys of mounts, each once.
pub(super) fn all_mount_keys() -> Vec<&'static str> {
    let mut keys: Vec<&str> = MOUNT_KEYS.iter().flat_map(|(_, keys)| *keys).copied().collect();
    crate::text::order::sort(&mut keys);
    keys.dedup();
    keys
}

/// The values that a flag of an instruction, or with an empty keyword a key of a mount, is mostly given; each with a
/// word about it.
pub(super) fn values(keyword: &str, flag: &str) -> Vec<(&'static str, &'static str)> {
    let plain: &[(&str, &str)] = match (keyword, flag) {
        ("FROM", "platform") => return PLATFORMS.iter().map(|it| (*it, "")).collect(),
        ("RUN", "network") => &[("default", ""), ("none", "no network"), ("host", "that of the host")],
        ("RUN", "security") => &[("sandbox", "the default"), ("insecure", "all rights")],
        ("COPY" | "ADD", "chmod") => &[("755", "rwxr-xr-x"), ("644", "rw-r--r--"), ("u+x", "")],
        ("ADD", "checksum") => &[("sha256:", "")],
        ("HEALTHCHECK", "retries") => &[("3", "the default")],
        ("HEALTHCHECK", "start-period") => &[("0s", "the default"), ("10s", "")],
        ("HEALTHCHECK", "start-interval") => &[("5s", "the default")],
        ("HEALTHCHECK", _) => &[("30s", "the default"), ("5s", "")],
        ("", "target") => &CACHES,
        _ => &[],
    };
    plain.to_vec()
}

/// The arguments that an instruction is mostly given.
pub(super) fn arguments(keyword: &str) -> &'static [(&'static str, &'static str)] {
    match keyword {
        "SHELL" => &[
            ("[\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]", "fails where any part of a pipe does"),
            ("[\"/bin/sh\", \"-c\"]", "the default on Linux"),
            ("[\"powershell\", \"-Command\"]", "Windows"),
        ],
        "STOPSIGNAL" => &[
            ("SIGTERM", "the default"),
            ("SIGINT", "as Ctrl-C"),
            ("SIGQUIT", "nginx, php-fpm"),
            ("SIGWINCH", "Apache"),
            ("SIGUSR1", ""),
            ("SIGKILL", "cannot be caught"),
        ],
        "HEALTHCHECK" => &[("CMD", "the command that asks"), ("NONE", "that of the base is off")],
        _ => &[],
    }
}
