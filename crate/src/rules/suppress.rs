//! One cause, one finding: where two rules speak of the same thing, the one that knows more is heard.

use crate::diag::Finding;

/// Where two findings have to stand to be of one cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Same {
    /// On one instruction.
    Instruction,
    /// Anywhere in the file.
    File,
}

/// What is left out, and the rule that explains it.
const EXPLAINED: &[(&str, &str, Same)] = &[
    ("SecretsUsedInArgOrEnv", "SecretReachesFinal", Same::Instruction),
    ("DepsLayerMissing", "CopyAllBeforeInstall", Same::File),
    ("ManifestAfterSource", "CopyAllBeforeInstall", Same::File),
    ("UndefinedVar", "EnvSelfReference", Same::Instruction),
    ("UndefinedArgInFrom", "ArgAfterFrom", Same::Instruction),
    ("StageNameCasing", "FromStageNotResolved", Same::File),
    ("CopyFromPathMissing", "BuilderOutputMismatch", Same::Instruction),
    ("CopyFromPathMissing", "CacheMountHoldsArtifact", Same::File),
    ("FinalBaseNotSlim", "FinalOnSdkImage", Same::File),
    ("FinalOnSdkImage", "SingleStageCouldSplit", Same::File),
    ("FinalOnSdkImage", "FinalFromBuilder", Same::File),
    ("FinalHasBuildTools", "FinalFromBuilder", Same::File),
    ("BaseUntagged", "CopyFromUnknown", Same::Instruction),
    ("CopyIgnoredFile", "CopyOutsideContext", Same::Instruction),
    ("RootUserFinal", "UserCreatedNotUsed", Same::File),
    ("FinalHasBuildTools", "ApkBuildDeps", Same::Instruction),
    ("CopyOverwritesInstalled", "DockerignoreMissing", Same::Instruction),
    ("BuildplatformMissing", "BuildplatformWithoutTarget", Same::File),
    ("SecretsUsedInArgOrEnv", "SecretLiteralInRun", Same::Instruction),
];

/// Where the build itself stops, and the rule that says the same with what to do about it.
const EXPLAINED_ERRORS: &[(&str, &str)] =
    &[(super::stage_cycle::ERROR, "StageCycle"), (super::copy_from_variable::ERROR, "CopyFromVariable")];

/// Whether a finding says what an error of the build says, and more.
pub fn explains_error(finding: &Finding, error: &str) -> bool {
    EXPLAINED_ERRORS.iter().any(|(start, rule)| finding.rule.id == *rule && error.starts_with(start))
}

/// Leaves out what another finding explains.
pub(super) fn apply(findings: Vec<Finding>) -> Vec<Finding> {
    let is_explained = |finding: &Finding| {
        EXPLAINED.iter().any(|(weaker, stronger, same)| {
            finding.rule.id == *weaker
                && findings.iter().any(|other| {
                    other.rule.id == *stronger
                        && (*same == Same::File || other.instruction == finding.instruction)
                })
        })
    };
    let explained: Vec<bool> = findings.iter().map(is_explained).collect();
    let keeps = findings.into_iter().zip(explained).filter(|(_, explained)| !explained);
    keeps.map(|(finding, _)| finding).collect()
}
