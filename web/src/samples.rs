//! The examples of the menu: one of our own for every section of the guide to multi-stage builds, in its order.
//!
//! Each is a few files in `web/samples/`, so that they can be read, built and corrected as what they are.

/// A Dockerfile to learn from, with the options that show its point.
#[derive(Debug, PartialEq, Eq)]
pub struct Sample {
    /// Stable name, in links and of its files: `python-web-application`.
    pub id: &'static str,
    /// Name in the menu, unique.
    pub title: &'static str,
    /// Section of the guide, which is a group of the menu.
    pub section: &'static str,
    /// What to look at, in a sentence or three.
    pub intro: &'static str,
    /// Text of the Dockerfile.
    pub dockerfile: &'static str,
    /// Text of its `.dockerignore`, where that matters.
    pub dockerignore: Option<&'static str>,
    /// Its build context, as [`crate::listing::read`] reads it; sizes that no text tells are made up.
    pub files: &'static str,
    /// `--target` to start with; `None` is the last stage.
    pub target: Option<&'static str>,
    /// `--build-arg` names and values to start with.
    pub args: &'static [(&'static str, &'static str)],
    /// `--platform` to start with; `None` is that of the machine that builds.
    pub platform: Option<&'static str>,
}

/// Id of the example that is open at first.
pub static DEFAULT: &str = "python-web-application";

/// All examples; those of one section stand together.
pub static SAMPLES: &[Sample] = &[
    Sample {
        id: "what-are-multi-stage-builds",
        title: "A Go server in two stages",
        section: "What are multi-stage builds?",
        intro: "One stage compiles, the next one takes a single file out of it. Point at the COPY --from line to \
                see what crosses; all the rest of the first stage stays behind.",
        dockerfile: include_str!("../samples/what-are-multi-stage-builds.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/what-are-multi-stage-builds.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "benefits",
        title: "Before and after",
        section: "Benefits",
        intro: "The same Rust program twice. Choose the target before, then after, and compare what lands in the \
                image.",
        dockerfile: include_str!("../samples/benefits.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/benefits.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "basic-syntax",
        title: "FROM, AS and COPY --from",
        section: "Basic syntax",
        intro: "A static site: Node.js builds the pages and nginx serves them. Three words do it all; the \
                comments say what each of them means.",
        dockerfile: include_str!("../samples/basic-syntax.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/basic-syntax.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "name-your-stages",
        title: "Name your stages",
        section: "Best practices",
        intro: "Four stages, and every name says what its stage is for. The graph shows who needs whom; the two \
                that install packages wait for nobody.",
        dockerfile: include_str!("../samples/name-your-stages.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/name-your-stages.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "optimize-layer-caching",
        title: "Optimize layer caching",
        section: "Best practices",
        intro: "What changes rarely stands above what changes often. So an edit of the source installs no \
                package again.",
        dockerfile: include_str!("../samples/optimize-layer-caching.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/optimize-layer-caching.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "use-specific-base-images",
        title: "Use specific base images",
        section: "Best practices",
        intro: "Both stages name a version and the same release of Debian. A program that is linked with C needs \
                that, and a build in a year needs it too.",
        dockerfile: include_str!("../samples/use-specific-base-images.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/use-specific-base-images.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "minimize-number-of-layers",
        title: "Minimize the number of layers",
        section: "Best practices",
        intro: "Related commands share one RUN, and a mount lends files to a step without a layer of their own. \
                Layers of a stage that does not ship cost nothing.",
        dockerfile: include_str!("../samples/minimize-number-of-layers.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/minimize-number-of-layers.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "keep-build-stages-focused",
        title: "Keep build stages focused",
        section: "Best practices",
        intro: "Five jobs of a Java program, five stages. The stage test is skipped, since nothing in the image \
                needs it: choose it as the target to run it.",
        dockerfile: include_str!("../samples/keep-build-stages-focused.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/keep-build-stages-focused.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "python-web-application",
        title: "Python web application",
        section: "Real-world examples",
        intro: "The full Python image installs the packages, the slim one runs them. Point at a layer of the \
                image to see which lines made it, also across stages.",
        dockerfile: include_str!("../samples/python-web-application.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/python-web-application.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "development-and-production",
        title: "Development and production",
        section: "Real-world examples",
        intro: "Two images from one file. Choose the target development or production: both start from base, and \
                neither contains the other.",
        dockerfile: include_str!("../samples/development-and-production.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/development-and-production.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "our-own-site",
        title: "This playground itself",
        section: "Real-world examples",
        intro: "How this very site is built: Node.js brings the packages while Rust waits for nobody, and a small \
                server takes the finished files.",
        dockerfile: include_str!("../../Dockerfile"),
        dockerignore: Some(include_str!("../../.dockerignore")),
        files: include_str!("../samples/our-own-site.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "build-arguments",
        title: "Build arguments",
        section: "Advanced techniques",
        intro: "Change APP_VERSION or GO_VERSION above. An argument from the top of the file is seen in a stage \
                only where the stage asks for it again.",
        dockerfile: include_str!("../samples/build-arguments.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/build-arguments.files"),
        target: None,
        args: &[("APP_VERSION", "2.4.0")],
        platform: None,
    },
    Sample {
        id: "conditional-stages",
        title: "Conditional stages",
        section: "Advanced techniques",
        intro: "An argument chooses the stage to build from. With SITE=maintenance Node.js never runs; write \
                live and it does.",
        dockerfile: include_str!("../samples/conditional-stages.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/conditional-stages.files"),
        target: None,
        args: &[("SITE", "maintenance")],
        platform: None,
    },
    Sample {
        id: "multi-architecture-builds",
        title: "Multi-architecture builds",
        section: "Advanced techniques",
        intro: "The image is for linux/arm64, and the compiler runs on the machine that builds. Choose another \
                platform and see which steps change.",
        dockerfile: include_str!("../samples/multi-architecture-builds.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/multi-architecture-builds.files"),
        target: None,
        args: &[],
        platform: Some("linux/arm64"),
    },
    Sample {
        id: "large-final-image",
        title: "Large final image",
        section: "Troubleshooting",
        intro: "This file has mistakes, all in the last stage. Look at the size of its base image, and for \
                layers that store again, or only hide, what a layer below has.",
        dockerfile: include_str!("../samples/large-final-image.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/large-final-image.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "build-context",
        title: "Build context",
        section: "Troubleshooting",
        intro: "This file has a mistake: it copies a file that its .dockerignore keeps out, so the build would \
                not find it. Open the .dockerignore and let the file in.",
        dockerfile: include_str!("../samples/build-context.Dockerfile"),
        dockerignore: Some(include_str!("../samples/build-context.dockerignore")),
        files: include_str!("../samples/build-context.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "layer-caching",
        title: "Layer caching",
        section: "Troubleshooting",
        intro: "This file has mistakes of order. Look for what changes often and stands above what takes long, \
                and for a package list that may grow old in the cache.",
        dockerfile: include_str!("../samples/layer-caching.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/layer-caching.files"),
        target: None,
        args: &[],
        platform: None,
    },
    Sample {
        id: "running-multi-stage-builds",
        title: "One file, many targets",
        section: "Running multi-stage builds",
        intro: "Only what the target needs is built. Here it is test; choose binary, production or none and \
                watch the command and the skipped stages.",
        dockerfile: include_str!("../samples/running-multi-stage-builds.Dockerfile"),
        dockerignore: None,
        files: include_str!("../samples/running-multi-stage-builds.files"),
        target: Some("test"),
        args: &[],
        platform: None,
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The headings of the guide, in its order, with the number of things that each of them tells.
    const GUIDE: [(&str, usize); 8] = [
        ("What are multi-stage builds?", 1),
        ("Benefits", 1),
        ("Basic syntax", 1),
        ("Best practices", 5),
        ("Real-world examples", 3),
        ("Advanced techniques", 3),
        ("Troubleshooting", 3),
        ("Running multi-stage builds", 1),
    ];

    fn is_kebab(word: &str) -> bool {
        word.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
        })
    }

    fn texts(sample: &Sample) -> impl Iterator<Item = &'static str> {
        [Some(sample.dockerfile), sample.dockerignore].into_iter().flatten()
    }

    #[test]
    fn ids_and_titles_are_unique() {
        let ids: BTreeSet<_> = SAMPLES.iter().map(|it| it.id).collect();
        let titles: BTreeSet<_> = SAMPLES.iter().map(|it| it.title).collect();
        assert_eq!((ids.len(), titles.len()), (SAMPLES.len(), SAMPLES.len()));
    }

    #[test]
    fn ids_are_lower_kebab_case() {
        let bad: Vec<_> = SAMPLES.iter().map(|it| it.id).filter(|id| !is_kebab(id)).collect();
        assert_eq!(bad, Vec::<&str>::new());
    }

    #[test]
    fn every_section_of_the_guide_has_its_examples() {
        let mut groups: Vec<(&str, usize)> = Vec::new();
        for sample in SAMPLES {
            match groups.last_mut() {
                Some((section, count)) if *section == sample.section => *count += 1,
                _ => groups.push((sample.section, 1)),
            }
        }
        assert_eq!(groups, GUIDE);
    }

    #[test]
    fn the_default_exists() {
        assert!(SAMPLES.iter().any(|it| it.id == DEFAULT));
    }

    #[test]
    fn every_file_is_used_and_named_after_its_example() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
        let there: BTreeSet<(String, String)> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, std::fs::read_to_string(path).unwrap())
            })
            .collect();
        // One has the Dockerfile of this repository.
        let is_elsewhere =
            |name: &str| matches!(name, "our-own-site.Dockerfile" | "our-own-site.dockerignore");
        let used: BTreeSet<(String, String)> = SAMPLES
            .iter()
            .flat_map(|it| {
                let ignore = it.dockerignore.map(|text| (format!("{}.dockerignore", it.id), text.to_owned()));
                let files = (format!("{}.files", it.id), it.files.to_owned());
                [Some((format!("{}.Dockerfile", it.id), it.dockerfile.to_owned())), ignore, Some(files)]
            })
            .flatten()
            .filter(|(name, _)| !is_elsewhere(name))
            .collect();
        assert_eq!(there, used);
    }

    #[test]
    fn every_example_has_stages_and_a_moderate_length() {
        for sample in SAMPLES {
            let stages = sample.dockerfile.lines().filter(|line| line.starts_with("FROM ")).count();
            assert!(stages >= 2, "{} has {stages} stages", sample.id);
            let lines = sample.dockerfile.lines().count();
            assert!((8..=40).contains(&lines), "{} has {lines} lines", sample.id);
        }
    }

    #[test]
    fn lines_fit_a_narrow_page() {
        for sample in SAMPLES {
            for line in texts(sample).flat_map(str::lines) {
                assert!(line.chars().count() <= 100, "{}: {line}", sample.id);
                assert_eq!(line, line.trim_end(), "{}", sample.id);
            }
        }
    }

    #[test]
    fn every_example_says_what_to_look_at() {
        for sample in SAMPLES {
            assert!(sample.intro.ends_with('.'), "{}", sample.id);
            assert!((60..=200).contains(&sample.intro.chars().count()), "{}", sample.id);
        }
    }

    #[test]
    fn chosen_targets_and_arguments_are_in_the_file() {
        for sample in SAMPLES {
            if let Some(target) = sample.target {
                assert!(sample.dockerfile.contains(&format!(" AS {target}\n")), "{}", sample.id);
            }
            for (name, _) in sample.args {
                assert!(sample.dockerfile.contains(&format!("\nARG {name}=")), "{}", sample.id);
            }
        }
    }
}
