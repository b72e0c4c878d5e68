//! The OCI image config, as `docker image inspect` shows it: known of base images, built up by the plan.

use std::borrow::Cow;

use crate::text::Text;

/// The part of an image config that a Dockerfile can read or set; field names and meanings are those of Docker's image
/// specification.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImageConfig {
    /// `NAME=value`, in order.
    pub env: Vec<Text>,
    /// Exec-form entry point; `None` is `null`.
    pub entrypoint: Option<Vec<String>>,
    /// Exec-form command; `None` is `null`.
    pub cmd: Option<Vec<String>>,
    /// Set when `cmd` was given by a Dockerfile (a relic that `BuildKit` still writes).
    pub args_escaped: bool,
    /// Working directory; empty is unset.
    pub working_dir: String,
    /// User, as written; empty is root.
    pub user: String,
    /// `80/tcp`, sorted, without duplicates.
    pub exposed_ports: Vec<String>,
    /// Paths, sorted, without duplicates.
    pub volumes: Vec<String>,
    /// Labels sorted by key, without duplicates.
    pub labels: Vec<(String, String)>,
    /// Signal as written; empty is unset.
    pub stop_signal: String,
    /// Instructions for images built from this one.
    pub on_build: Vec<String>,
    /// `SHELL`; `None` is unset.
    pub shell: Option<Vec<String>>,
    /// `HEALTHCHECK`; `None` is unset.
    pub healthcheck: Option<Healthcheck>,
}

/// A health check. Durations are nanoseconds; 0 is unset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Healthcheck {
    /// `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", text]`.
    pub test: Vec<String>,
    /// Time between two checks.
    pub interval: i64,
    /// Time that one check may take.
    pub timeout: i64,
    /// Time in which a failure does not count.
    pub start_period: i64,
    /// Time between two checks in that period.
    pub start_interval: i64,
    /// Failures in a row until the container is unhealthy.
    pub retries: i64,
}

/// One entry of an image's history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HistoryEntry {
    /// The instruction that made it.
    pub created_by: String,
    /// Which builder wrote it.
    pub comment: Cow<'static, str>,
    /// Whether it added no layer.
    pub empty_layer: bool,
}
