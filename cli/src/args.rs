//! What can be typed behind `stagescope`. The comments are the help.

#![expect(clippy::doc_markdown, reason = "these comments are printed as they stand")]

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// See what a Dockerfile builds, before it is built: stages, steps, layers and advice, after BuildKit's own rules.
/// Nothing is built, run or sent anywhere.
#[derive(Debug, Parser)]
#[command(name = "stagescope", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  stagescope explain                          what ./Dockerfile builds, stage by stage
  stagescope explain --target dev --context . the same for another target, with the files of this folder
  stagescope check --fail-on error            only errors make it fail
  stagescope check --format sarif > out.sarif for code scanning
  stagescope graph --format svg > graph.svg   a picture of the stages, for a page
  stagescope fix --write                      make all safe fixes
  git show HEAD:Dockerfile | stagescope check -

Exit codes:
  0  nothing at or above the threshold; nothing to fix
  1  findings at or above the threshold; something to fix
  2  the command could not be carried out: a wrong option, a file that cannot be read";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Explain(ExplainArgs),
    Check(CheckArgs),
    Graph(GraphArgs),
    Fix(FixArgs),
    /// Print the completions of a shell
    ///
    /// For example: stagescope completions fish > ~/.config/fish/completions/stagescope.fish
    Completions {
        /// The shell
        #[arg(value_parser = clap::builder::EnumValueParser::<Shell>::new())]
        shell: Shell,
    },
}

/// What is read, and what `docker build` would be told.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// The Dockerfile; - is standard input
    #[arg(value_name = "FILE", default_value = "Dockerfile")]
    pub(crate) file: PathBuf,
    /// The stage to build; the last one without it
    #[arg(long, value_name = "STAGE")]
    pub(crate) target: Option<String>,
    /// A build argument; without a value that of the environment. Can be given again
    #[arg(long = "build-arg", value_name = "NAME[=VALUE]")]
    pub(crate) build_args: Vec<String>,
    /// The platform to build for, such as linux/arm64; that of a linux/amd64 machine without it
    #[arg(long)]
    pub(crate) platform: Option<String>,
    /// The folder that is the build context. Its files are listed, and small manifests such as package.json read
    #[arg(long, value_name = "FOLDER")]
    pub(crate) context: Option<PathBuf>,
    /// The .dockerignore file; without it the one that docker build would find in the context
    #[arg(long, value_name = "FILE")]
    pub(crate) ignore: Option<PathBuf>,
}

/// Tell what a Dockerfile builds
///
/// Which stages run and why, the steps as BuildKit names them, the layers of the image with their sizes and origins, where
/// secrets get to, and what could be better. Every size says whether it is measured, estimated or unknown.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) build: Asked,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
    /// Tell which steps run again once this file of the context has changed
    #[arg(long, value_name = "PATH", group = "change")]
    pub(crate) changed: Option<String>,
    /// Tell which steps run again once this base image has changed
    #[arg(long, value_name = "IMAGE", group = "change")]
    pub(crate) changed_image: Option<String>,
    /// Tell which steps run again with this value of a build argument
    #[arg(long, value_name = "NAME=VALUE", group = "change")]
    pub(crate) changed_arg: Option<String>,
    /// Tell why one stage needs another
    #[arg(long, num_args = 2, value_names = ["STAGE", "NEEDS"])]
    pub(crate) why: Option<Vec<String>>,
    /// Tell how the image of another target differs
    #[arg(long, value_name = "STAGE")]
    pub(crate) compare_target: Option<String>,
}

/// The forms of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For reading
    Text,
    /// The whole report, with the files of the image
    Json,
    /// A page with tables and the graph
    Markdown,
    /// A docker-bake.hcl with the target, platform and build arguments given here
    Bake,
    /// The Dockerfile in plain sentences, line by line
    Prose,
}

/// List what is wrong or wasteful
///
/// What docker build and its checks would say, and advice of our own. Comments silence it as they silence BuildKit's
/// checks: # check=skip=RuleName.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) build: Asked,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// The least serious finding that makes the exit code 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = Threshold::Warning)]
    pub(crate) fail_on: Threshold,
}

/// The forms of a list of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// FILE:LINE:COLUMN: LEVEL: MESSAGE, with the reason and the fixes
    Text,
    /// The findings and where docker build stops
    Json,
    /// SARIF 2.1.0, for code scanning; safe fixes are in it
    Sarif,
    /// The report as a page, with the findings
    Markdown,
}

/// What makes a check fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Threshold {
    /// The build stops, or the image does not do what it is for
    Error,
    /// Bad in almost every case
    Warning,
    /// Usually better otherwise
    Info,
    /// A matter of taste, or a waste that does not ship
    Hint,
    /// Nothing
    Never,
}

/// Draw the stages and what they need of each other
#[derive(Debug, Args)]
pub(crate) struct GraphArgs {
    #[command(flatten)]
    pub(crate) build: Asked,
    /// The form of the drawing
    #[arg(long, value_enum, default_value_t = GraphFormat::Mermaid)]
    pub(crate) format: GraphFormat,
    /// The colours of an SVG
    #[arg(long, value_enum, default_value_t = Theme::Auto)]
    pub(crate) theme: Theme,
}

/// The forms of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// A picture that needs nothing else
    Svg,
    /// A flow chart for Markdown pages
    Mermaid,
    /// For Graphviz
    Dot,
    /// Nodes and edges with their places
    Json,
}

/// The colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Theme {
    /// As the reader prefers
    Auto,
    /// Dark on white
    Light,
    /// Light on black
    Dark,
}

/// Make all fixes after which the image is the same
///
/// Shows the difference, and changes nothing without --write. What needs a person to look at it is left; stagescope check
/// lists it.
#[derive(Debug, Args)]
pub(crate) struct FixArgs {
    #[command(flatten)]
    pub(crate) build: Asked,
    /// Write the file instead of showing the difference
    #[arg(long)]
    pub(crate) write: bool,
    /// Print the whole fixed text instead of the difference
    #[arg(long, conflicts_with = "write")]
    pub(crate) print: bool,
}
