//! Secrets as the page shows them.

use crate::plan::Build;
use crate::plan::secrets::{Reach, Secret, SecretKind as PlanKind};

/// What a secret reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum SecretReach {
    /// Nothing that stays.
    Nowhere,
    /// The build cache of the machine that builds, and any cache that is exported.
    Cache,
    /// The history or the config of the image: whoever can pull it can read it.
    Config,
    /// A layer of the image, even where a later layer deletes it.
    Layer,
}

/// How a secret comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum SecretKind {
    /// An `ARG`.
    Argument,
    /// An `ENV`.
    Variable,
    /// A file.
    File,
    /// The text of a `RUN`.
    Command,
    /// A `RUN --mount` of a secret or an agent.
    Mount,
}

/// Something that looks like a secret, and what of the build for this target it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct SecretView {
    /// How it comes in.
    pub kind: SecretKind,
    /// Its name: of the variable, the path in the image, the flag or the mount; never its value.
    pub name: String,
    /// What it reaches.
    pub reach: SecretReach,
    /// The instruction that brings it in.
    pub instruction: usize,
    /// The stage that it is brought into.
    pub stage: Option<usize>,
    /// Its way, a sentence for each part, in order.
    pub reasons: Vec<String>,
}

/// All of them, those that reach furthest first.
pub(super) fn views(build: &Build<'_>, secrets: &[Secret]) -> Vec<SecretView> {
    let mut views: Vec<SecretView> = secrets.iter().map(|secret| view(build, secret)).collect();
    crate::text::order::sort_by(&mut views, |a: &SecretView, b: &SecretView| {
        b.reach.cmp(&a.reach).then(a.instruction.cmp(&b.instruction))
    });
    views
}

fn view(build: &Build<'_>, secret: &Secret) -> SecretView {
    SecretView {
        kind: match secret.kind {
            PlanKind::Argument => SecretKind::Argument,
            PlanKind::Variable => SecretKind::Variable,
            PlanKind::File => SecretKind::File,
            PlanKind::Command => SecretKind::Command,
            PlanKind::Mount => SecretKind::Mount,
        },
        name: secret.name.clone(),
        reach: match secret.reach {
            Reach::Nowhere => SecretReach::Nowhere,
            Reach::Cache => SecretReach::Cache,
            Reach::Config => SecretReach::Config,
            Reach::Layer => SecretReach::Layer,
        },
        instruction: secret.instruction,
        stage: build.plan.evaluation.state(secret.state).and_then(|state| state.stage),
        reasons: secret.reasons.clone(),
    }
}
