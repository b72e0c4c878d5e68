//! L7. Rules: one file each, listed once below. A rule reads the typed model and the plan, never the raw text, and says
//! what is wrong, why it matters in this file, and what to do.

#[macro_use]
mod declare;
mod bases;
mod builders;
mod context;
mod facts;
mod hadolint;
mod page;
mod programs;
mod suppress;
#[cfg(test)]
mod testing;

use crate::diag::{Finding, RuleMeta};
use crate::text::order;

pub(crate) use builders::is_build_package;
use context::is_buildkits;
pub use context::{Landing, RuleContext};
pub(crate) use facts::{DEBIAN, is_small, slim};
pub use page::{Example, RulePage};
pub use suppress::explains_error;

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
    add_remote_unverified,
    apk_build_deps,
    apk_no_cache,
    apt_cli,
    apt_lists_left,
    apt_recommends,
    apt_update_alone,
    arch_hardcoded,
    archive_copied_then_extracted,
    arg_after_from,
    arg_empty_unless_passed,
    arg_not_redeclared,
    arg_unused,
    base_eol,
    base_latest,
    base_not_digest,
    base_untagged,
    bashism_in_sh,
    builder_output_mismatch,
    buildplatform_missing,
    buildplatform_without_target,
    bundler_without_dev,
    cache_mount_defeated,
    cache_mount_holds_artifact,
    cache_mount_would_help,
    cgo_to_scratch,
    chmod777,
    chown_doubles_layer,
    composer_no_dev,
    consecutive_runs,
    consistent_instruction_casing,
    copy_all_before_install,
    copy_from_index,
    copy_from_path_missing,
    copy_from_unknown,
    copy_from_variable,
    copy_from_whole_root,
    copy_from_whole_workdir,
    copy_ignored_file,
    copy_multi_src_slash,
    copy_outside_context,
    copy_overwrites_installed,
    copy_relative_no_workdir,
    copy_without_chown,
    curl_no_fail,
    curl_pipe_shell,
    debian_frontend_env,
    debug_build_shipped,
    delete_in_later_layer,
    deps_layer_missing,
    dev_deps_in_final,
    dockerignore_missing,
    duplicate_setup,
    duplicate_stage_name,
    entrypoint_ignores_cmd,
    entrypoint_missing,
    env_not_carried,
    env_self_reference,
    errors_swallowed,
    exec_json_invalid,
    expose_invalid_format,
    expose_proto_casing,
    final_base_not_slim,
    final_from_builder,
    final_has_build_tools,
    final_on_buildplatform,
    final_on_sdk_image,
    flag_unknown,
    from_as_casing,
    from_platform_flag_const_disallowed,
    from_stage_not_resolved,
    healthcheck_missing,
    healthcheck_tool_missing,
    install_after_user,
    invalid_base_image_platform,
    invalid_default_arg_in_from,
    invalid_definition_description,
    json_args_recommended,
    lang_packages_unpinned,
    last_stage_not_production,
    legacy_key_value_format,
    libc_mismatch,
    lockfile_not_enforced,
    maintainer_deprecated,
    manifest_after_source,
    mount_from_index,
    multiple_instructions_disallowed,
    native_modules_cross_platform,
    no_empty_continuation,
    no_start_command,
    npm_node_env_before_build,
    oci_labels,
    os_packages_after_source,
    os_packages_unpinned,
    os_upgrade,
    package_already_there,
    pip_cache_left,
    pipefail,
    pkg_missing_yes,
    placeholder_package,
    platform_arg_default,
    redundant_target_platform,
    reserved_stage_name,
    root_user_final,
    rpm_clean,
    runtime_config_in_builder,
    scratch_missing_runtime_files,
    scratch_named_user,
    secret_file_copied,
    secret_literal_in_run,
    secret_mount_leaked,
    secret_reaches_final,
    secrets_used_in_arg_or_env,
    shell_less_stage,
    shell_state_lost,
    single_stage_could_split,
    sort_packages,
    source_in_final,
    stage_cycle,
    stage_name_casing,
    stage_unnamed,
    stage_unused,
    stopsignal_ungraceful,
    sudo_used,
    targetarch_not_declared,
    undefined_arg_in_from,
    undefined_var,
    user_created_not_used,
    user_programs_not_copied,
    venv_path_moved,
    venv_python_mismatch,
    verification_disabled,
    volatile_arg_early,
    workdir_relative_path,
];

/// Runs those of the rules that the file does not silence; gives the findings in order of their place.
pub fn run(rules: &[&Rule], mut ctx: RuleContext<'_>) -> Vec<Finding> {
    let asks = ctx.asks_for_more();
    for rule in rules.iter().filter(|rule| rule.meta.on || asks || is_buildkits(rule.meta)) {
        (rule.check)(&mut ctx);
    }
    let mut findings = suppress::apply(ctx.into_findings());
    order::sort_by_key(&mut findings, |finding| (finding.span.start, finding.severity, finding.rule.id));
    findings
}
