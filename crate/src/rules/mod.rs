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
    add_instead_of_copy,
    apk_no_cache,
    apt_lists_left,
    apt_recommends,
    apt_update_alone,
    archive_copied_then_extracted,
    arg_not_redeclared,
    base_untagged,
    builder_output_mismatch,
    cache_mount_defeated,
    cache_mount_holds_artifact,
    cache_mount_would_help,
    cgo_to_scratch,
    chown_doubles_layer,
    consecutive_runs,
    consistent_instruction_casing,
    copy_all_before_install,
    copy_from_index,
    copy_from_unknown,
    copy_from_whole_root,
    copy_ignored_file,
    copy_outside_context,
    delete_in_later_layer,
    dockerignore_missing,
    duplicate_stage_name,
    env_not_carried,
    expose_invalid_format,
    expose_proto_casing,
    final_base_not_slim,
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
    last_stage_not_production,
    legacy_key_value_format,
    libc_mismatch,
    maintainer_deprecated,
    manifest_after_source,
    mount_from_index,
    multiple_instructions_disallowed,
    no_empty_continuation,
    os_packages_after_source,
    pip_cache_left,
    redundant_target_platform,
    reserved_stage_name,
    rpm_clean,
    runtime_config_in_builder,
    scratch_missing_runtime_files,
    scratch_named_user,
    secrets_used_in_arg_or_env,
    shell_less_stage,
    single_stage_could_split,
    source_in_final,
    stage_name_casing,
    stage_unnamed,
    stage_unused,
    undefined_arg_in_from,
    undefined_var,
    venv_path_moved,
    venv_python_mismatch,
    volatile_arg_early,
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
