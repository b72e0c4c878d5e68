//! The build context: what `.dockerignore` leaves of it, and what of that the build asks for.

use crate::eval::Filtered;
use crate::eval::ignore::{IgnoreFile, NamePattern, Verdict};
use crate::plan::{Build, Size};

use super::SizeView;
use super::size::view as size_view;

/// The build context as a whole.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct ContextView {
    /// Number of files that are listed.
    pub files: usize,
    /// What they weigh together.
    pub size: SizeView,
    /// Number of files that `.dockerignore` lets through.
    pub kept: usize,
    /// What those weigh: the most that can be sent.
    pub kept_size: SizeView,
    /// Number of files that the build sends: of those that are let through, what the `COPY`s, `ADD`s and bind mounts of the
    /// target ask for.
    pub sent: usize,
    /// What those weigh.
    pub sent_size: SizeView,
    /// The patterns of `.dockerignore`, in the order of the file.
    pub patterns: Vec<IgnorePatternView>,
    /// The verdict on each file, in the order of [`crate::Context::files`].
    pub verdicts: Vec<ContextVerdict>,
    /// What of the listing could not be used, a sentence each.
    pub problems: Vec<String>,
}

/// A pattern of `.dockerignore`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct IgnorePatternView {
    /// 1-based line in `.dockerignore`.
    pub line: usize,
    /// The pattern as it is compared: `!` first where it takes files back in, without `./` and slashes at either end.
    pub text: String,
    /// Number of files that it decides over.
    pub decides: usize,
}

/// What becomes of one file of the build context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct ContextVerdict {
    /// Whether `.dockerignore` lets it through.
    pub kept: bool,
    /// Whether the build asks for it as well, so that it is sent.
    pub sent: bool,
    /// Index in [`ContextView::patterns`] of the pattern that decides; `None` where none does, which lets it through.
    pub pattern: Option<usize>,
}

/// Counts and weighs the files.
pub(super) fn view(filtered: &Filtered<'_>, ignore: Option<&IgnoreFile>, build: &Build<'_>) -> ContextView {
    let pattern = |(line, text, negated): (usize, &str, bool)| {
        let sign = if negated { "!" } else { "" };
        IgnorePatternView { line, text: format!("{sign}{text}"), decides: 0 }
    };
    let mut patterns: Vec<IgnorePatternView> =
        ignore.map_or_else(Vec::new, |it| it.patterns().map(pattern).collect());
    let asked = Asked::new(&build.plan.context_paths);
    let mut verdicts = Vec::with_capacity(filtered.verdicts.len());
    let [mut all, mut kept_sum, mut sent_sum] = [Sum::default(); 3];
    for (file, Verdict { ignored, pattern }) in filtered.files() {
        if let Some(rule) = pattern.and_then(|place| patterns.get_mut(place)) {
            rule.decides += 1;
        }
        let kept = !ignored;
        let sent = kept && asked.has(&file.path);
        let made_up = filtered.context.is_example() && file.text.is_none();
        all.add(file.size, made_up);
        if kept {
            kept_sum.add(file.size, made_up);
        }
        if sent {
            sent_sum.add(file.size, made_up);
        }
        verdicts.push(ContextVerdict { kept, sent, pattern });
    }
    let sent_how = if build.plan.context_paths.is_empty() {
        "nothing in the build asks for the context"
    } else {
        "the files that COPY, ADD and bind mounts ask for"
    };
    ContextView {
        files: all.count,
        size: all.view("the files as listed"),
        kept: kept_sum.count,
        kept_size: kept_sum.view("the files that .dockerignore lets through"),
        sent: sent_sum.count,
        sent_size: sent_sum.view(sent_how),
        patterns,
        verdicts,
        problems: filtered.context.problems().to_vec(),
    }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    count: usize,
    bytes: u64,
    unknown: usize,
    made_up: bool,
}

impl Sum {
    fn add(&mut self, size: Option<u64>, made_up: bool) {
        self.count += 1;
        self.made_up |= made_up;
        match size {
            Some(size) => self.bytes = self.bytes.saturating_add(size),
            None => self.unknown += 1,
        }
    }

    fn view(self, how: &str) -> SizeView {
        let mut size = if self.made_up {
            Size::estimated(self.bytes, self.bytes, format!("{how}, whose sizes an example makes up"))
        } else {
            Size::measured(self.bytes, how.to_owned())
        };
        if self.unknown > 0 {
            size.high = None;
            size.basis = Size::unknown("").basis;
            size.how = format!("{how}; {} of them have no size", self.unknown).into();
        }
        size_view(&size)
    }
}

/// The paths that the build asks for.
struct Asked<'a> {
    all: bool,
    plain: Vec<&'a str>,
    wild: Vec<Vec<NamePattern>>,
}

impl<'a> Asked<'a> {
    fn new(paths: &'a [String]) -> Self {
        let mut asked = Self { all: false, plain: Vec::new(), wild: Vec::new() };
        for path in paths.iter().map(|path| path.trim_start_matches('/')) {
            if path.is_empty() {
                asked.all = true;
            } else if path.contains(['*', '?', '[', '\\']) {
                asked.wild.extend(path.split('/').map(NamePattern::read).collect::<Option<Vec<_>>>());
            } else if !asked.plain.contains(&path) {
                asked.plain.push(path);
            }
        }
        asked
    }

    /// Whether a path, or a directory that it lies in, is asked for.
    fn has(&self, path: &str) -> bool {
        let lies_in =
            |dir: &&str| path.strip_prefix(*dir).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.all
            || self.plain.iter().any(lies_in)
            || self.wild.iter().any(|parts| {
                let mut names = path.split('/');
                parts.iter().all(|part| names.next().is_some_and(|name| part.fits(name)))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::ContextView;
    use crate::catalog::Catalog;
    use crate::eval::{Context, ContextFile};
    use crate::report::{Basis, Input, analyze};

    fn view(dockerfile: &str, ignore: &str, files: &[(&str, u64)]) -> ContextView {
        let file = |(path, size): &(&str, u64)| ContextFile {
            path: (*path).to_owned(),
            size: Some(*size),
            text: None,
        };
        let input = Input {
            dockerfile: dockerfile.to_owned(),
            dockerignore: Some(ignore.to_owned()),
            context: Some(Context::new(files.iter().map(file).collect())),
            ..Input::default()
        };
        analyze(&input, &Catalog::empty()).context.unwrap()
    }

    #[track_caller]
    fn check_sent(dockerfile: &str, sent: &[&str]) {
        let files = [("a.txt", 1), ("b.md", 1), ("dir/c.txt", 1), ("dir/sub/d", 1), ("dirx", 1)];
        let view = view(dockerfile, "", &files);
        let names: Vec<&str> = files
            .iter()
            .zip(&view.verdicts)
            .filter(|(_, verdict)| verdict.sent)
            .map(|((name, _), _)| *name)
            .collect();
        assert_eq!(names, sent, "{dockerfile}");
    }

    #[test]
    fn only_what_is_asked_for_is_sent() {
        check_sent("FROM scratch\nCOPY a.txt /\n", &["a.txt"]);
        check_sent("FROM scratch\nCOPY ./dir/ /\n", &["dir/c.txt", "dir/sub/d"]);
        check_sent("FROM scratch\nCOPY *.txt /\n", &["a.txt"]);
        check_sent("FROM scratch\nCOPY d*/*.txt /\n", &["dir/c.txt"]);
        check_sent("FROM scratch\nCOPY . /\n", &["a.txt", "b.md", "dir/c.txt", "dir/sub/d", "dirx"]);
        check_sent("FROM scratch\nADD https://example.com/x /\n", &[]);
        check_sent("FROM a\nRUN --mount=type=bind,source=dir/sub,target=/x true\n", &["dir/sub/d"]);
        check_sent("FROM scratch AS a\nCOPY b.md /\nFROM scratch\nCOPY a.txt /\n", &["a.txt"]);
    }

    #[test]
    fn made_up_sizes_are_called_estimated() {
        let basis = |context: Context| {
            let input = Input {
                dockerfile: "FROM scratch\nCOPY a /\n".to_owned(),
                context: Some(context),
                ..Input::default()
            };
            let report = analyze(&input, &Catalog::empty());
            (report.context.unwrap().sent_size.basis, report.image.unwrap().size.basis)
        };
        let file = |text: Option<&str>| ContextFile {
            path: "a".to_owned(),
            size: Some(2),
            text: text.map(str::to_owned),
        };
        assert_eq!(basis(Context::new(vec![file(None)])), (Basis::Measured, Basis::Measured));
        assert_eq!(basis(Context::example(vec![file(None)])), (Basis::Estimated, Basis::Estimated));
        assert_eq!(basis(Context::example(vec![file(Some("x\n"))])), (Basis::Measured, Basis::Measured));
        let edited = Context::example(vec![file(None)]).with(vec![file(None)]).without("b");
        assert_eq!(basis(edited), (Basis::Estimated, Basis::Estimated));
    }

    #[test]
    fn each_file_has_its_verdict() {
        let ignore = "# logs\n*.log\n!keep.log\nnode_modules\n";
        let files = [("a.log", 10), ("keep.log", 20), ("main.js", 30), ("node_modules/x/y", 40)];
        let view = view("FROM scratch\nCOPY . /\n", ignore, &files);
        assert_eq!((view.files, view.kept, view.sent), (4, 2, 2));
        let texts = [view.size.text.as_str(), &view.kept_size.text, &view.sent_size.text];
        assert_eq!(texts, ["100 B", "50 B", "50 B"]);
        let line = |at: usize| {
            view.verdicts[at].pattern.map(|place| (view.patterns[place].line, view.verdicts[at].kept))
        };
        assert_eq!(
            [line(0), line(1), line(2), line(3)],
            [Some((2, false)), Some((3, true)), None, Some((4, false))]
        );
        assert_eq!(view.patterns[1].text, "!keep.log");
        assert_eq!(view.patterns[2].decides, 1);
    }
}
