//! Which commands build a program, in which language, and which packages and images are there to build with.

use crate::stage::Stage;
use crate::syntax::Instruction;
use crate::syntax::command::SimpleCommand;
use crate::text::Span;

use super::RuleContext;
use super::facts::split_image;

/// What is built with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// `go build`
    Go,
    /// `cargo build`
    Rust,
    /// Maven, Gradle
    Java,
    /// `dotnet publish`
    DotNet,
    /// A build script of Node.js.
    Node,
    /// A C or C++ compiler, make, `CMake`.
    C,
    /// Any other.
    Other,
}

impl Language {
    /// Whether what is built runs without its sources.
    pub(super) fn is_compiled(self) -> bool {
        !matches!(self, Self::Node | Self::Other)
    }
}

/// A command that builds.
#[derive(Debug, Clone)]
pub(super) struct BuildStep<'a> {
    /// The instruction.
    pub(super) it: &'a Instruction,
    /// The command.
    pub(super) command: SimpleCommand,
    /// The place of the command.
    pub(super) span: Span,
    /// What it builds with.
    pub(super) language: Language,
}

/// What a command builds with; `None` where it builds nothing.
pub(super) fn language(command: &SimpleCommand) -> Option<Language> {
    let mut operands = command.operand_texts();
    let (first, second) = (operands.next().unwrap_or_default(), operands.next().unwrap_or_default());
    let asks = |words: &[&str]| command.operand_texts().any(|word| words.iter().any(|it| word.ends_with(it)));
    match command.name() {
        "go" if matches!(first, "build" | "install") => Some(Language::Go),
        "cargo" if matches!(first, "build" | "rustc" | "zigbuild") => Some(Language::Rust),
        "rustc" => Some(Language::Rust),
        "mvn" | "mvnw" if asks(&["package", "install", "verify", "compile"]) => Some(Language::Java),
        "gradle" | "gradlew" if asks(&["build", "assemble", "ootJar", "jar", "shadowJar", "installDist"]) => {
            Some(Language::Java)
        }
        "javac" => Some(Language::Java),
        "dotnet" if matches!(first, "publish" | "build") => Some(Language::DotNet),
        "npm" | "pnpm" | "bun" if matches!(first, "run" | "run-script") && second.contains("build") => {
            Some(Language::Node)
        }
        "yarn" if first.contains("build") || first == "run" && second.contains("build") => {
            Some(Language::Node)
        }
        "tsc" | "webpack" => Some(Language::Node),
        "npx" | "ng" | "vite" | "next" if asks(&["build", "tsc", "webpack"]) => Some(Language::Node),
        "make" | "ninja" | "gcc" | "g++" | "cc" | "c++" | "clang" | "clang++" => Some(Language::C),
        "cmake" if command.has_flag(&["--build"]) => Some(Language::C),
        "swift" | "zig" | "stack" | "cabal" | "crystal" if first == "build" => Some(Language::Other),
        "mix" if first == "release" => Some(Language::Other),
        _ => None,
    }
}

/// The first command of a stage that builds.
pub(super) fn build_step<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> Option<BuildStep<'a>> {
    build_steps(ctx, stage).into_iter().next()
}

/// The commands of a stage that build.
pub(super) fn build_steps<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> Vec<BuildStep<'a>> {
    let mut steps = Vec::new();
    for it in ctx.instructions_of(stage) {
        for command in ctx.commands(it) {
            if let Some(language) = language(command) {
                steps.push(BuildStep { it, command: command.clone(), span: command.span(), language });
            }
        }
    }
    steps
}

/// Whether a package of a distribution is there to build with.
pub(crate) fn is_build_package(name: &str) -> bool {
    const NAMES: [&str; 30] = [
        "gcc",
        "g++",
        "gcc-c++",
        "make",
        "cmake",
        "build-essential",
        "build-base",
        "clang",
        "llvm",
        "autoconf",
        "automake",
        "libtool",
        "pkg-config",
        "pkgconf",
        "linux-headers",
        "golang",
        "golang-go",
        "go",
        "cargo",
        "rustc",
        "rust",
        "maven",
        "gradle",
        "musl-dev",
        "libc6-dev",
        "ninja-build",
        "bison",
        "flex",
        "nasm",
        "openjdk-17-jdk",
    ];
    // Headers of the runtime's own library are asked for by name only to build.
    let is_headers = name.ends_with("-dev") || name.ends_with("-devel") || name.ends_with("-headers");
    NAMES.contains(&name) || is_headers
}

/// An image to build with, and what runs its programs.
pub(super) struct Sdk {
    /// What it holds.
    pub(super) what: &'static str,
    /// The programs that belong to it.
    pub(super) programs: &'static [&'static str],
    /// The image to run on instead.
    pub(super) runtime: String,
}

/// Whether an image is there to build with. The name is canonical.
pub(super) fn sdk(image: &str) -> Option<Sdk> {
    let (name, tag) = split_image(image);
    let short = name.strip_prefix("docker.io/library/").unwrap_or(name);
    let (what, programs, runtime): (_, &'static [&'static str], String) = match short {
        "golang" => {
            ("the Go compiler", &["go"], "gcr.io/distroless/static-debian12, alpine or scratch".to_owned())
        }
        "rust" => (
            "the Rust compiler",
            &["cargo", "rustc"],
            "debian:12-slim or gcr.io/distroless/cc-debian12".to_owned(),
        ),
        "maven" => ("Maven and a JDK", &["mvn"], jre(tag)),
        "gradle" => ("Gradle and a JDK", &["gradle", "gradlew"], jre(tag)),
        "eclipse-temurin" if tag.contains("jdk") => {
            ("a JDK", &["javac", "jshell"], format!("eclipse-temurin:{}", tag.replace("jdk", "jre")))
        }
        "openjdk" if tag.contains("jdk") => ("a JDK", &["javac", "jshell"], jre(tag)),
        "mcr.microsoft.com/dotnet/sdk" => {
            ("the .NET SDK", &[], format!("mcr.microsoft.com/dotnet/aspnet:{tag}"))
        }
        "composer" => ("Composer", &["composer"], "php".to_owned()),
        "swift" if !tag.contains("slim") => ("the Swift compiler", &["swift"], format!("swift:{tag}-slim")),
        "gcc" => ("a C compiler", &["gcc", "g++", "make"], "debian:12-slim".to_owned()),
        "haskell" => ("the Haskell compiler", &["stack", "cabal", "ghc"], "debian:12-slim".to_owned()),
        _ => return None,
    };
    Some(Sdk { what, programs, runtime })
}

/// The runtime image of the Java version that a tag names.
fn jre(tag: &str) -> String {
    let numbers = tag.split(|ch: char| !ch.is_ascii_digit()).filter_map(|part| part.parse::<u32>().ok());
    // Of `3.9-eclipse-temurin-21` the last is Java's.
    match numbers.rev().find(|number| (8..40).contains(number)) {
        Some(version) => format!("eclipse-temurin:{version}-jre"),
        None => "eclipse-temurin, a tag with -jre".to_owned(),
    }
}
