//! Settings of the build that stand in the comments of a text: what `docker build` would be told, kept with the text.
//!
//! `# @target NAME`, `# @platform os/arch` and `# @arg NAME=value`, each alone in a comment between instructions. Docker reads
//! none of them. Of two with the same name the later counts, as on the command line; and what the command line, a menu or
//! a link says counts more than any of them.

use crate::eval::BuildOptions;
use crate::stage::group;
use crate::syntax::{Kind, parse};
use crate::text::{Span, offset};

use super::complete::{Completion, CompletionKind};

/// The settings, with what they hold.
const KINDS: [(&str, &str); 3] = [
    ("@target", "the stage to build, as --target"),
    ("@platform", "the platform to build for, as --platform"),
    ("@arg", "a build argument, as --build-arg: NAME=value"),
];
/// Platforms that are offered.
const PLATFORMS: [&str; 6] =
    ["linux/amd64", "linux/arm64", "linux/arm/v7", "linux/arm/v6", "linux/s390x", "linux/ppc64le"];

/// A value, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The value.
    pub value: String,
    /// 1-based line of the comment.
    pub line: u32,
    /// Where the value stands; for a build argument with its name.
    pub(super) span: Span,
}

/// What the comments of a text set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// `--target`.
    pub target: Option<Setting>,
    /// `--platform`.
    pub platform: Option<Setting>,
    /// `--build-arg`: each name once, with its value.
    pub build_args: Vec<(String, Setting)>,
}

impl Settings {
    /// The build options when these were chosen besides: what is chosen counts more.
    #[must_use]
    pub fn under(&self, chosen: &BuildOptions) -> BuildOptions {
        let value = |setting: &Option<Setting>| setting.as_ref().map(|it| it.value.clone());
        let mut options = chosen.clone();
        options.target = options.target.or_else(|| value(&self.target));
        options.platform = options.platform.or_else(|| value(&self.platform));
        let own = self.build_args.iter().filter(|(name, _)| chosen.build_arg(name).is_none());
        options.build_args = own.map(|(name, it)| (name.clone(), it.value.clone())).collect();
        options.build_args.extend(chosen.build_args.iter().cloned());
        options
    }

    /// Where the value of a build argument stands.
    pub fn build_arg(&self, name: &str) -> Option<&Setting> {
        self.build_args.iter().find(|(known, _)| known == name).map(|(_, it)| it)
    }
}

/// Reads the settings of a text.
pub fn settings(dockerfile: &str) -> Settings {
    let mut found = Settings::default();
    // Most texts have none, and need no parser for it.
    if !KINDS.iter().any(|(kind, _)| dockerfile.contains(kind)) {
        return found;
    }
    let file = parse(dockerfile);
    let is_inside =
        |line: u32| file.instructions.iter().any(|it| it.lines.start <= line && line <= it.lines.end);
    let mut start = 0;
    for (line, text) in (1..).zip(dockerfile.split('\n')) {
        let from = start;
        start += text.len() + 1;
        let Some((kind, value)) = setting(text) else { continue };
        if value.is_empty() || is_inside(line) {
            continue;
        }
        let at = from + text.trim_end().len() - value.len();
        let span = Span { start: offset(at), end: offset(at + value.len()) };
        let setting = |value: &str| Setting { value: value.to_owned(), line, span };
        match kind {
            "@target" => found.target = Some(setting(value)),
            "@platform" => found.platform = Some(setting(value)),
            _ => {
                if let Some((name, value)) = value.split_once('=').filter(|(name, _)| !name.is_empty()) {
                    found.build_args.retain(|(known, _)| known != name);
                    found.build_args.push((name.to_owned(), setting(value)));
                }
            }
        }
    }
    found
}

/// The kind and the value of a comment that sets something.
fn setting(line: &str) -> Option<(&'static str, &str)> {
    let comment = line.trim().strip_prefix('#')?.trim_start();
    let (kind, value) = comment.split_once([' ', '\t']).unwrap_or((comment, ""));
    let (kind, _) = KINDS.into_iter().find(|(known, _)| *known == kind)?;
    Some((kind, value.trim()))
}

/// What can be written in a comment that begins with `# @`: the bytes that are typed of it, and the offers.
pub(super) fn offers<'t>(dockerfile: &str, line: &'t str) -> Option<(&'t str, Vec<Completion>)> {
    let comment = line.trim_start().strip_prefix('#')?.trim_start();
    let offer = |kind, label: &str, detail: &str| Completion::new(kind, label, detail);
    let Some((kind, typed)) = comment.split_once(' ') else {
        let fits = KINDS.iter().filter(|(kind, _)| comment.starts_with('@') && kind.starts_with(comment));
        let all =
            fits.map(|(kind, about)| offer(CompletionKind::Flag, kind, about).inserting(format!("{kind} ")));
        return Some((comment, all.collect())).filter(|(_, all): &(_, Vec<_>)| !all.is_empty());
    };
    let file = parse(dockerfile);
    let all = match kind {
        "@target" => {
            let stages = group(&file).list;
            let named = stages.iter().filter(|stage| !stage.name.is_empty());
            named.map(|stage| offer(CompletionKind::Stage, &stage.name, "")).collect()
        }
        "@platform" => PLATFORMS.map(|it| offer(CompletionKind::Value, it, "")).to_vec(),
        "@arg" if !typed.contains('=') => {
            let mut names: Vec<&str> = Vec::new();
            for it in &file.instructions {
                let Kind::Arg(arguments) = &it.kind else { continue };
                for argument in arguments {
                    let name = argument.key.text.as_str();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            let all = names.into_iter();
            all.map(|name| offer(CompletionKind::Variable, name, "").inserting(format!("{name}="))).collect()
        }
        _ => Vec::new(),
    };
    (!all.is_empty()).then_some((typed.trim_start(), all))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<String>, Vec<(String, String)>) {
        let Settings { target, platform, build_args } = settings(text);
        let value = |it: Option<Setting>| it.map(|it| it.value);
        (value(target), value(platform), build_args.into_iter().map(|(name, it)| (name, it.value)).collect())
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn comments_set_the_build() {
        let text = "# @target web\n#@platform linux/arm64\n  # @arg A=1 2\n# @arg B=\nFROM a AS web\n";
        let args = vec![pair("A", "1 2"), pair("B", "")];
        assert_eq!(read(text), (Some("web".to_owned()), Some("linux/arm64".to_owned()), args));
        assert_eq!(settings(text).build_arg("B").unwrap().line, 4);
    }

    #[test]
    fn the_later_of_two_counts() {
        let text = "# @target a\n# @arg A=1\nFROM a\n# @target b\n# @arg A=2\n";
        assert_eq!(read(text), (Some("b".to_owned()), None, vec![pair("A", "2")]));
        assert_eq!(settings(text).target.unwrap().line, 4);
    }

    #[test]
    fn what_is_no_comment_or_has_no_value_sets_nothing() {
        for text in [
            "# @target\nFROM a\n",
            "# @arg A\n",
            "# @arg =1\n",
            "# target web\n",
            "# @targets web\n",
            "RUN <<EOF\n# @target web\nEOF\n",
            "RUN a \\\n# @target web\n  b\n",
            "LABEL a=\"# @target web\"\n",
        ] {
            assert_eq!(settings(text), Settings::default(), "{text}");
        }
    }

    #[test]
    fn what_is_chosen_counts_more() {
        let found = settings("# @target web\n# @platform linux/arm64\n# @arg A=1\n# @arg B=2\n");
        let chosen = BuildOptions {
            target: Some("api".to_owned()),
            build_args: vec![pair("B", "3"), pair("C", "4")],
            ..BuildOptions::default()
        };
        let options = found.under(&chosen);
        assert_eq!(options.target.as_deref(), Some("api"));
        assert_eq!(options.platform.as_deref(), Some("linux/arm64"));
        assert_eq!(options.build_args, [pair("A", "1"), pair("B", "3"), pair("C", "4")]);
    }

    #[test]
    fn they_are_offered_where_they_fit() {
        let text = "ARG V=1\nFROM a AS web\nFROM web\nARG W X=2\n";
        let labels = |line: &str| {
            let (typed, all) = offers(text, line)?;
            Some((typed.to_owned(), all.into_iter().map(|it| it.insert).collect::<Vec<_>>().join("|")))
        };
        let some = |typed: &str, all: &str| Some((typed.to_owned(), all.to_owned()));
        assert_eq!(labels("# @"), some("@", "@target |@platform |@arg "));
        assert_eq!(labels("#@ta"), some("@ta", "@target "));
        assert_eq!(labels("# @target w"), some("w", "web"));
        assert_eq!(labels("# @arg "), some("", "V=|W=|X="));
        assert!(labels("# @platform ").unwrap().1.starts_with("linux/amd64|linux/arm64"));
        for line in ["# a", "# @x", "# @arg A=", "#"] {
            assert_eq!(labels(line), None, "{line}");
        }
    }
}
