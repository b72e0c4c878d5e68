//! L7. Rules: one file each, listed once below. A rule reads the typed model and the plan, never the raw text, and says
//! what is wrong, why it matters in this file, and what to do.

#[macro_use]
mod declare;
mod builders;
mod context;
mod facts;
mod page;
mod suppress;
#[cfg(test)]
mod testing;

use crate::diag::{Finding, RuleMeta};
use crate::text::order;

pub use context::{Landing, RuleContext};
pub use page::{Example, RulePage};

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What is known of it without running it.
    pub meta: &'static RuleMeta,
    check: fn(&mut RuleContext<'_>),
}

/// Lists the files of this folder that hold a rule, in order.
macro_rules! registry {
    ($($file:ident),* $(,)?) => {
        $(mod $file;)*
        /// All rules, in order of their file names.
        pub static RULES: &[&Rule] = &[$(&$file::RULE),*];
        /// The page of each of [`RULES`], in the same order. Only who names this carries the pages.
        pub static PAGES: &[&RulePage] = &[$(&$file::PAGE),*];
    };
}

registry![
    apt_lists_left,
    apt_update_alone,
    arg_not_redeclared,
    base_untagged,
    builder_output_mismatch,
    cache_mount_holds_artifact,
    cache_mount_would_help,
    cgo_to_scratch,
    consistent_instruction_casing,
    copy_all_before_install,
    copy_from_index,
    copy_from_unknown,
    copy_ignored_file,
    delete_in_later_layer,
    duplicate_stage_name,
    expose_invalid_format,
    expose_proto_casing,
    final_from_builder,
    final_has_build_tools,
    final_on_sdk_image,
    from_as_casing,
    from_platform_flag_const_disallowed,
    from_stage_not_resolved,
    invalid_base_image_platform,
    invalid_default_arg_in_from,
    invalid_definition_description,
    json_args_recommended,
    legacy_key_value_format,
    libc_mismatch,
    maintainer_deprecated,
    mount_from_index,
    multiple_instructions_disallowed,
    no_empty_continuation,
    redundant_target_platform,
    reserved_stage_name,
    secrets_used_in_arg_or_env,
    single_stage_could_split,
    stage_name_casing,
    stage_unused,
    undefined_arg_in_from,
    undefined_var,
    venv_path_moved,
    venv_python_mismatch,
    workdir_relative_path,
];

/// Runs every rule that the file does not silence; gives the findings in order of their place.
pub fn run(mut ctx: RuleContext<'_>) -> Vec<Finding> {
    for rule in RULES {
        (rule.check)(&mut ctx);
    }
    let mut findings = suppress::apply(ctx.into_findings());
    order::sort_by_key(&mut findings, |finding| (finding.span.start, finding.severity, finding.rule.id));
    findings
}
