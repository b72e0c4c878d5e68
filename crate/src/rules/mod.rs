//! L7. Rules: one file each, listed once below. A rule reads the typed model and the plan, never the raw text, and says
//! what is wrong, why it matters in this file, and what to do.

#[macro_use]
mod declare;
mod bases;
mod builders;
mod context;
mod facts;
mod suppress;
#[cfg(test)]
mod testing;

use crate::diag::{Finding, RuleMeta};
use crate::text::order;

pub use context::{Landing, RuleContext};

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
    add_remote_unverified,
    apt_cli,
    apt_lists_left,
    apt_update_alone,
    arg_after_from,
    arg_not_redeclared,
    arg_unused,
    base_eol,
    base_latest,
    base_untagged,
    bashism_in_sh,
    builder_output_mismatch,
    bundler_without_dev,
    cache_mount_holds_artifact,
    cache_mount_would_help,
    cgo_to_scratch,
    chmod777,
    composer_no_dev,
    consistent_instruction_casing,
    copy_all_before_install,
    copy_from_index,
    copy_from_unknown,
    copy_ignored_file,
    copy_multi_src_slash,
    copy_relative_no_workdir,
    curl_no_fail,
    curl_pipe_shell,
    debian_frontend_env,
    debug_build_shipped,
    delete_in_later_layer,
    duplicate_stage_name,
    entrypoint_ignores_cmd,
    env_self_reference,
    errors_swallowed,
    exec_json_invalid,
    expose_invalid_format,
    expose_proto_casing,
    final_from_builder,
    final_has_build_tools,
    final_on_buildplatform,
    final_on_sdk_image,
    from_as_casing,
    from_platform_flag_const_disallowed,
    from_stage_not_resolved,
    install_after_user,
    invalid_base_image_platform,
    invalid_default_arg_in_from,
    invalid_definition_description,
    json_args_recommended,
    lang_packages_unpinned,
    legacy_key_value_format,
    libc_mismatch,
    lockfile_not_enforced,
    maintainer_deprecated,
    mount_from_index,
    multiple_instructions_disallowed,
    no_empty_continuation,
    no_start_command,
    npm_node_env_before_build,
    os_upgrade,
    pipefail,
    pkg_missing_yes,
    platform_arg_default,
    redundant_target_platform,
    reserved_stage_name,
    root_user_final,
    secret_file_copied,
    secret_mount_leaked,
    secret_reaches_final,
    secrets_used_in_arg_or_env,
    shell_state_lost,
    single_stage_could_split,
    stage_name_casing,
    stage_unused,
    stopsignal_ungraceful,
    sudo_used,
    targetarch_not_declared,
    undefined_arg_in_from,
    undefined_var,
    venv_path_moved,
    venv_python_mismatch,
    verification_disabled,
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
