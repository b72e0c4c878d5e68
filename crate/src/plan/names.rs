//! How the log names a step: `[builder 2/4] RUN make`.

use std::fmt::Write as _;

use crate::eval::{EnvList, Platform, State};
use crate::syntax::expand::{Env, Mode, expand_with};

/// What the name of a step depends on besides its state.
pub(super) struct Naming<'a> {
    /// Whether each step names its platform.
    pub(super) multi_platform: bool,
    /// Platform of the state.
    pub(super) platform: &'a Platform,
    /// Whether the instruction is a trigger.
    pub(super) on_build: bool,
}

/// Puts the number in front. Takes the next number of the state.
pub(super) fn numbered(state: &mut State<'_>, text: &str, naming: &Naming<'_>, env: &EnvList) -> String {
    let step = state.next_step();
    at_step(state, step, text, naming, env)
}

/// Puts a given number in front.
pub(super) fn at_step(
    state: &State<'_>,
    step: Option<(usize, usize)>,
    text: &str,
    naming: &Naming<'_>,
    env: &EnvList,
) -> String {
    let Some((number, total)) = step else { return text.to_owned() };
    let mut name = String::with_capacity(text.len() + state.display.len() + 24);
    name.push('[');
    if naming.multi_platform {
        name.push_str(&naming.platform.format_all());
        name.push_str(&cross_target(naming.platform, env));
        name.push(' ');
    }
    if !state.display.is_empty() {
        name.push_str(&state.display);
        name.push(' ');
    }
    let width = total.checked_ilog10().map_or(1, |zeros| zeros as usize + 1);
    let on_build = if naming.on_build { "ONBUILD " } else { "" };
    // Writing to a text cannot fail.
    let _ = write!(name, "{number:width$}/{total}] ");
    name.push_str(on_build);
    name.push_str(text);
    name
}

/// `->arm64`, when the variables of the stage say that it builds for another platform than it runs on.
fn cross_target(runs_on: &Platform, env: &EnvList) -> String {
    let mut target = Platform { os: String::new(), arch: String::new(), ..Platform::default() };
    let mut is_set = false;
    for name in env.names() {
        let value = env.get(name).unwrap_or_default().to_owned();
        match name {
            "TARGETPLATFORM" => {
                if let Ok(platform) = Platform::parse(&value) {
                    target = platform;
                    is_set = true;
                    break;
                }
                continue;
            }
            "TARGETOS" => target.os = value,
            "TARGETARCH" => target.arch = value,
            "TARGETVARIANT" => target.variant = value,
            _ => continue,
        }
        is_set = true;
    }
    if !is_set {
        return String::new();
    }
    if target.os.is_empty() {
        target.os.clone_from(&runs_on.os);
    }
    if target.arch.is_empty() {
        target.arch.clone_from(&runs_on.arch);
    }
    let target = target.normalized();
    if target.os != runs_on.os {
        return format!("->{}", target.format_all());
    }
    if target.arch == runs_on.arch {
        return String::new();
    }
    if target.variant.is_empty() {
        format!("->{}", target.arch)
    } else {
        format!("->{}/{}", target.arch, target.variant)
    }
}

/// The text of an instruction as the log shows it: variables set in, keyword in upper case.
pub(super) fn shown(code: &str, env: &impl Env, escape: char, mode: Mode) -> String {
    let mut text =
        expand_with(code, env, escape, mode).map_or_else(|_| code.to_owned(), |expanded| expanded.text);
    let keyword = text.find(' ').unwrap_or(text.len());
    if let Some(keyword) = text.get_mut(..keyword) {
        keyword.make_ascii_uppercase();
    }
    text
}
