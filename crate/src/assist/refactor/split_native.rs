//! Go and Rust: the program is one file.

use crate::stage::Stage;

use super::artifact::{absolute, start_words};
use super::runtime::of_same_system;
use super::scene::Scene;
use super::split::{Split, split};
use super::{Draft, Keeps};

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let stage = scene.only_stage()?;
    let builds = |name: &str, words: &[&str]| {
        let mut all = scene.instructions(stage).flat_map(|it| scene.commands(it));
        all.any(|it| it.name() == name && it.operand_texts().next().is_some_and(|word| words.contains(&word)))
    };
    let what = if builds("go", &["build", "install"]) {
        "Go program"
    } else if builds("cargo", &["build", "install"]) {
        "Rust program"
    } else {
        return None;
    };
    let image = of_same_system(scene.image(stage)?)?;
    let program = program(scene, stage)?;
    let review = "Copy what else the program reads, such as templates and certificates.".to_owned();
    let copies = vec![(program.clone(), program)];
    let parted =
        Split { what, image, copies, first: Vec::new(), drop_start: false, review, keeps: Keeps::Config };
    split(scene, stage, parted)
}

/// Where the program lies that the image starts. One that is looked up in the search path may be anything.
fn program(scene: &Scene<'_>, stage: &Stage) -> Option<String> {
    let words = start_words(scene, stage)?;
    let first = words.first().filter(|word| word.contains('/'))?;
    let path = absolute(scene, stage, first);
    let is_system = ["/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"].iter().any(|dir| path.starts_with(dir));
    (!is_system).then_some(path)
}

#[cfg(test)]
mod tests {
    use crate::assist::refactor::testing::{check, none};

    #[test]
    fn go() {
        check(
            "FROM golang:1.26\nWORKDIR /src\nENV CGO_ENABLED=0\nCOPY . .\nRUN go build -o /app .\n# the port\nEXPOSE 80\nCMD [\"/app\"]|\n",
            "Build the Go program in a stage of its own",
            "FROM golang:1.26 AS build\nWORKDIR /src\nENV CGO_ENABLED=0\nCOPY . .\nRUN go build -o /app .\n\nFROM debian:trixie-slim\nWORKDIR /src\nENV CGO_ENABLED=0\nCOPY --from=build /app /app\n# the port\nEXPOSE 80\nCMD [\"/app\"]\n",
        );
        check(
            "FROM golang:1.26-alpine AS app\nWORKDIR /src\nCOPY . .\nRUN go build -o bin/app . && adduser -D x\nUSER nobody\nENTRYPOINT bin/app|",
            "Build the Go program in a stage of its own",
            "FROM golang:1.26-alpine AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o bin/app . && adduser -D x\nUSER nobody\n\n\nFROM alpine:3.24 AS app\nWORKDIR /src\nCOPY --from=build /src/bin/app /src/bin/app\nUSER nobody\nENTRYPOINT bin/app\n"
                .replace("nobody\n\n\n", "nobody\n\n"),
        );
    }

    #[test]
    fn rust() {
        check(
            "FROM rust:1.98.1-slim\nARG V=1\nENV V=$V\nRUN useradd web\nCOPY . /src\nWORKDIR /src\nRUN cargo build --release\nUSER web\nCMD [\"./target/release/app\"]|\n",
            "Build the Rust program in a stage of its own",
            "FROM rust:1.98.1-slim AS build\nARG V=1\nENV V=$V\nRUN useradd web\nCOPY . /src\nWORKDIR /src\nRUN cargo build --release\nUSER web\n\nFROM debian:trixie-slim\nWORKDIR /src\nARG V=1\nENV V=$V\nRUN useradd web\nCOPY --from=build /src/target/release/app /src/target/release/app\nUSER web\nCMD [\"./target/release/app\"]\n",
        );
    }

    #[test]
    fn what_is_no_program() {
        none("FROM golang:1.26\nRUN go build -o /app .\nCMD [\"app\"]|\n", "Build the Go");
        none("FROM golang:1.26\nRUN go test ./...\nCMD [\"/app\"]|\n", "Build the Go");
        none("FROM own/golang:1\nRUN go build -o /app .\nCMD [\"/app\"]|\n", "Build the Go");
        none("FROM golang:1.26\nRUN go build -o /app .|\n", "Build the Go");
        none(
            "FROM golang:1.26\nRUN go build -o /app . && useradd x\nUSER x\nCMD [\"/app\"]|\n",
            "Build the Go",
        );
    }
}
