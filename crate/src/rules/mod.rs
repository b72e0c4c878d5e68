//! L7. Rules: one file each, listed once below. A rule reads the typed model and the plan, never the raw text, and says
//! what is wrong, why it matters in this file, and what to do.

#[macro_use]
mod declare;
mod context;
#[cfg(test)]
mod testing;

use crate::diag::{Finding, RuleMeta};
use crate::text::order;

pub use context::RuleContext;

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What is known of it without running it.
    pub meta: &'static RuleMeta,
    /// The file that it stands in, from the root of the repository.
    pub file: &'static str,
    check: fn(&mut RuleContext<'_>),
}

/// Lists the files of this folder that hold a rule, in order.
macro_rules! registry {
    ($($file:ident),* $(,)?) => {
        $(mod $file;)*
        /// All rules, in order of their file names.
        pub static RULES: &[&Rule] = &[$(&$file::RULE),*];
    };
}

registry![
    apt_lists_left,
    apt_update_alone,
    arg_not_redeclared,
    base_untagged,
    consistent_instruction_casing,
    copy_all_before_install,
    copy_from_index,
    duplicate_stage_name,
    from_as_casing,
    from_stage_not_resolved,
    json_args_recommended,
    legacy_key_value_format,
    maintainer_deprecated,
    secrets_used_in_arg_or_env,
    stage_name_casing,
    stage_unused,
    undefined_var,
    workdir_relative_path,
];

/// Runs every rule that the file does not silence; gives the findings in order of their place.
pub fn run(mut ctx: RuleContext<'_>) -> Vec<Finding> {
    for rule in RULES {
        (rule.check)(&mut ctx);
    }
    let mut findings = ctx.into_findings();
    order::sort_by_key(&mut findings, |finding| (finding.span.start, finding.severity, finding.rule.id));
    findings
}
