//! Texts and what is said of their lines.

use super::{Sentences, prose};
use crate::catalog::Catalog;
use crate::eval::BuildOptions;
use crate::report::{Input, analyze};

fn told_of(input: &Input) -> Vec<(u32, String)> {
    let catalog = Catalog::bundled();
    let paragraphs = prose(input, &analyze(input, &catalog), &catalog, &Sentences::bundled());
    let sentences = paragraphs.into_iter().flat_map(|it| it.sentences);
    sentences.map(|it| (it.line, it.markdown())).collect()
}

/// What is said of a line of a text with options such as `target=dev arg=A=1`; of line 0 what is said of the whole.
fn said(options: &str, text: &str, line: u32) -> String {
    let mut input = Input { dockerfile: text.to_owned(), ..Input::default() };
    for word in options.split_whitespace() {
        match word.split_once('=').unwrap() {
            ("target", name) => input.options.target = Some(name.to_owned()),
            ("platform", name) => input.options.platform = Some(name.to_owned()),
            (_, pair) => {
                let (name, value) = pair.split_once('=').unwrap();
                input.options.build_args.push((name.to_owned(), value.to_owned()));
            }
        }
    }
    let own = told_of(&input).into_iter().filter(|(at, _)| *at == line).map(|(_, sentence)| sentence);
    own.collect::<Vec<_>>().join(" ")
}

/// Checks what is said of the last line of a text.
#[track_caller]
fn last(text: &str, expected: &str) {
    let line = u32::try_from(text.lines().count()).unwrap();
    assert_eq!(said("", text, line), expected, "{text}");
}

/// Checks what is said of a command of a `RUN`, but for the size of its layer.
#[track_caller]
fn command(text: &str, expected: &str) {
    let all = said("", &format!("FROM alpine:3.23\nRUN {text}\n"), 2);
    assert_eq!(all.split(" Its layer").next(), Some(expected), "{text}");
}

const TWO: &str = "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n\
                   FROM alpine:3.23 AS test\nRUN true\n\
                   FROM alpine:3.23\nCOPY --from=build /app /usr/bin/app\nCMD [\"app\"]\n";

#[test]
fn the_whole() {
    assert!(said("", TWO, 0).starts_with(
        "`docker build .` builds `stage-2` and runs 2 of 3 stages for it; `test` is skipped. The image"
    ));
    assert!(said("target=build", TWO, 0).contains(
        "`docker build --target build .` builds `build` and runs 1 of 3 stages for it; `test` and `stage-2` are skipped."
    ));
    assert!(
        said("", "FROM scratch\nCOPY a /\n", 0)
            .starts_with("`docker build .` builds the only stage. The image")
    );
    assert!(said("", "FROM alpine:3.23\nRNU x\n", 0).starts_with("`docker build` stops at line 2: `"));
    assert!(said("", "RUN x\n", 0).contains("There is no `FROM`"));
    assert!(
        said("", TWO, 0).ends_with("A container of it runs `app` as `root` in `/`."),
        "{}",
        said("", TWO, 0)
    );
}

#[test]
fn what_a_stage_starts_from() {
    let first = |text: &str| said("", text, 1);
    assert_eq!(
        first("FROM scratch\nCOPY a /\n"),
        "Starts from nothing: there are no files, no shell and no package manager."
    );
    assert!(
        first("FROM nobody/knows\nRUN x\n")
            .starts_with("Starts from the image `nobody/knows`. It has no tag,")
    );
    assert!(!first("FROM nobody/knows:1\nRUN x\n").contains("no tag"));
    let size = first("FROM alpine:3.23\nRUN x\n");
    assert!(size.contains("It weighs 8.42 MB on disk"), "{size}");
    assert_eq!(
        said("", "FROM alpine:3.23 AS a\nFROM a\nRUN x\n", 2),
        "Goes on from the stage `a`, with all of its files and settings. It is the target."
    );
}

#[test]
fn why_a_stage_runs_or_does_not() {
    assert!(
        said("", TWO, 1).contains("Other lines call this stage `build`. stage-2 copies from it (line 8).")
    );
    let skipped = said("", TWO, 5);
    assert!(
        skipped.contains("Skipped: nothing") && skipped.ends_with("they say what they would do."),
        "{skipped}"
    );
    // For another target another stage is skipped.
    assert!(said("target=test", TWO, 5).contains("It is the target."));
    assert!(said("target=test", TWO, 1).contains("Skipped: only stage-2 copies from it"));
    assert!(said("target=none", TWO, 1).contains("There is no such target"));
    // What is skipped is explained all the same.
    assert_eq!(said("target=test", TWO, 4), "Runs in `/src`. Compiles the Go program `.` into `/app`.");
}

#[test]
fn the_platform_of_a_stage() {
    let text = "FROM --platform=$BUILDPLATFORM golang:1.26 AS b\nRUN x\nFROM --platform=linux/arm64 b\n";
    assert!(said("", text, 1).contains("for the same one, `linux/amd64`."), "{}", said("", text, 1));
    let other = said("platform=linux/arm64", text, 1);
    assert!(other.contains("Runs on the platform of the machine that builds, `linux/amd64`, though the image is for `linux/arm64`."), "{other}");
}

#[test]
fn arguments_have_a_scope() {
    let text = "ARG V=3.23\nARG N\nFROM alpine:$V\nARG V\nARG W=1\nARG N\nARG TARGETARCH\nRUN echo $V $W\n";
    assert_eq!(
        said("", text, 1),
        "Declares the build argument `V` for every `FROM`, with the default `3.23`. The `FROM` of line 3 uses it. \
         Inside a stage it is known only where that declares it again, as on line 4."
    );
    assert!(said("arg=V=3.22", text, 1).contains("`--build-arg` gives it the value `3.22` in this build."));
    assert!(
        said("", text, 2)
            .contains("Nothing gives it a value in this build, so it is empty. No `FROM` uses it.")
    );
    assert!(
        said("", text, 3).contains("Starts from the image `alpine:3.23`.")
            && said("", text, 3).contains("`$V` is `3.23` here.")
    );
    assert!(said("arg=V=3.22", text, 3).contains("Starts from the image `alpine:3.22`."));
    assert_eq!(
        said("", text, 4),
        "Declares the build argument `V` from here to the end of the stage. Its value is `3.23`, from line 1 above the first `FROM`."
    );
    assert!(
        said("", text, 5).ends_with("with the default `1`. No `--build-arg` says otherwise in this build.")
    );
    assert!(said("arg=W=2", text, 5).ends_with("`--build-arg` gives it the value `2` in this build."));
    assert!(said("", text, 6).ends_with("so it is empty."));
    assert!(
        said("platform=linux/arm64", text, 7)
            .ends_with("Its value is `arm64`, which the builder itself sets.")
    );
    assert_eq!(said("arg=W=2", text, 8), "Prints a text. `$V` is `3.23` here. `$W` is `2` here.");
    assert!(said("", "ARG A\nFROM a\nRUN x\n", 1).ends_with("none of them declares it again."));
}

#[test]
fn variables() {
    last(
        "FROM alpine:3.23\nARG V=2\nENV A=1 B=v$V\n",
        "Sets the variable `A` to `1`. Sets the variable `B` to `v$V`. With what it refers to put in, that is `v2`. \
         It holds for the lines below, for stages that start from this one, and in the container.",
    );
    let text = "FROM alpine:3.23 AS b\nENV A=1\nFROM alpine:3.23\nCOPY --from=b /a /\n";
    assert!(said("", text, 2).ends_with("It does not reach the image: only files go there from this stage."));
    assert!(said("target=b", text, 2).ends_with("and in the container."));
}

#[test]
fn copies_from_the_build_context() {
    last(
        "FROM alpine:3.23\nWORKDIR /app\nCOPY a b ./\n",
        "Copies `a` and `b` from the build context to `/app/`. When one of these files changes, this line and those that follow run again.",
    );
    assert!(
        said("", "FROM alpine:3.23\nCOPY . /x\n", 2)
            .starts_with("Copies everything in the build context to `/x`.")
    );
    let mut input = Input { dockerfile: "FROM alpine:3.23\nCOPY . /x\n".to_owned(), ..Input::default() };
    input.dockerignore = Some(".git\n".to_owned());
    assert!(told_of(&input).iter().any(|(_, it)| it.contains("that `.dockerignore` does not keep back")));
    let flags = said("", "FROM alpine:3.23\nCOPY --link --chown=1:2 --chmod=755 --exclude=*.md a /x/\n", 2);
    for part in [
        "to `/x/`.",
        "belong to `1:2`.",
        "Their mode is `755`.",
        "What matches `*.md` is left out.",
        "stays cached",
    ] {
        assert!(flags.contains(part), "{part}: {flags}");
    }
    assert!(
        said("", "FROM alpine:3.23\nCOPY <<EOF /etc/a\nx\nEOF\n", 2)
            .contains("as the file `EOF` to `/etc/a`")
    );
}

#[test]
fn copies_from_elsewhere() {
    assert_eq!(
        said("", TWO, 8),
        "Takes `/app` out of the stage `build` and puts it at `/usr/bin/app`. Nothing else of that stage comes along. Line 4 made that."
    );
    last(
        "FROM alpine:3.23\nCOPY --from=nginx:1.29 /etc/nginx /n\n",
        "Takes `/etc/nginx` out of the image `nginx:1.29`, which is fetched for that, and puts it at `/n`.",
    );
    last(
        "FROM alpine:3.23\nADD https://example.com/a.tgz /x/\n",
        "Downloads `https://example.com/a.tgz` to `/x/`. What comes is whatever is there on the day of the build.",
    );
    last(
        "FROM alpine:3.23\nADD https://example.com/a.git /x\n",
        "Clones the repository `https://example.com/a.git` to `/x`. What comes is whatever is there on the day of the build.",
    );
    assert!(
        said("", "FROM alpine:3.23\nADD a.tar.gz /x\n", 2).ends_with("Archives among them are unpacked.")
    );
}

#[test]
fn what_a_run_sees() {
    let text = "FROM alpine:3.23\nWORKDIR /w\nUSER me\nRUN --network=none --mount=type=cache,target=/c \
                --mount=type=secret,id=k --mount=type=bind,from=golang:1.26,source=/a,target=/b --mount=type=ssh true\n";
    let run = said("", text, 4);
    for part in [
        "Runs in `/w` as `me`.",
        "`/c` is kept from build to build",
        "The builder hands in the secret `k` while it runs",
        "`/a` of `golang:1.26` is seen at `/b`",
        "The SSH agent",
        "The command has no network.",
        "Does nothing, and well.",
    ] {
        assert!(run.contains(part), "{part}: {run}");
    }
}

#[test]
fn commands_that_are_known() {
    command(
        "npm ci --omit=dev",
        "Installs exactly the packages that `package-lock.json` names, without those for development.",
    );
    command("npm ci --omit=optional", "Installs exactly the packages that `package-lock.json` names.");
    command(
        "pip install --no-cache-dir -r requirements.txt",
        "Installs the Python packages that `requirements.txt` lists.",
    );
    command(
        "python -m pip install flask==3 gunicorn",
        "Installs the Python packages `flask==3` and `gunicorn` and what they need.",
    );
    command("CGO_ENABLED=0 go build -o /out/app ./cmd", "Compiles the Go program `./cmd` into `/out/app`.");
    command("cargo build --release", "Compiles the Rust program, as fast as it gets.");
    command(
        "./mvnw -q package",
        "Compiles, tests and packs the Java program, with the Maven that the project brings.",
    );
    command(
        "dotnet publish -c Release -o /app",
        "Compiles the .NET project and gathers what it needs to run in `/app`.",
    );
    command("cd /tmp", "Goes to `/tmp`, for the rest of this `RUN` only.");
}

#[test]
fn the_layer_of_a_run_is_weighed_where_it_is_known() {
    let text = "FROM alpine:3.23\nRUN python -m pip install flask==3 gunicorn\nRUN make\n";
    assert!(said("", text, 2).contains("Its layer weighs ") && !said("", text, 3).contains("weighs"));
}

#[test]
fn commands_that_are_not_known_are_said_not_to_be() {
    command(
        "./configure --with-x",
        "Runs `./configure --with-x`. What that does is not known here: it may write anything.",
    );
    let long = said("", &format!("FROM alpine:3.23\nRUN x {}\n", "y".repeat(200)), 2);
    assert!(long.contains("yyy…`. What that does"), "{long}");
    // The name of a known program in front of words that no row is about.
    command("go frob", "Runs `go frob`. What that does is not known here: it may write anything.");
}

#[test]
fn commands_stand_on_their_lines() {
    let text = "FROM debian:13-slim\nRUN apt-get update && \\\n    apt-get install -y --no-install-recommends \\\n      curl git \\\n    || echo no | tee /log\n";
    assert!(said("", text, 2).starts_with("Fetches the lists of packages that there are."));
    assert_eq!(
        said("", text, 3),
        "Installs the packages `curl` and `git` and only what they cannot do without, with apt."
    );
    assert_eq!(
        said("", text, 5),
        "If that fails: Prints a text. What it prints goes on: Writes what comes in to `/log`."
    );
    command(
        "if true; then echo x > /y; fi",
        "In a condition, a loop or a group: Does nothing, and well. In a condition, a loop or a group: Prints a text. What it prints goes into `/y`.",
    );
    command("A=1", "Sets `A` for this shell.");
}

#[test]
fn what_is_no_language_of_a_shell_is_not_read() {
    let script = said("", "FROM python:3.14-slim\nRUN <<EOF\n#!/usr/bin/env python\nprint()\nEOF\n", 2);
    assert!(script.starts_with("The lines that follow are a script for `/usr/bin/env python`."), "{script}");
    let shell = said("", "FROM alpine:3.23\nSHELL [\"pwsh\", \"-c\"]\nRUN Get-Item x\n", 3);
    assert!(
        shell.starts_with("Runs `Get-Item x` with `pwsh`. It is written in a language that is not read here"),
        "{shell}"
    );
    let exec = said("", "FROM alpine:3.23\nRUN [\"echo\", \"a\"]\n", 2);
    assert!(exec.contains("No shell is involved") && exec.ends_with("Prints a text."), "{exec}");
}

#[test]
fn directory_user_and_the_like() {
    last(
        "FROM alpine:3.23\nWORKDIR /a\nWORKDIR b\n",
        "From here on commands run in `/a/b`, and relative paths start there. The directory is made if it is not there.",
    );
    assert!(said("", "FROM alpine:3.23\nWORKDIR /a\nWORKDIR b\n", 2).contains("run in `/a`,"));
    last(
        "FROM alpine:3.23\nUSER app\n",
        "From here on commands run as `app`, and so does the program in the container.",
    );
    last("FROM alpine:3.23\nUSER 0\n", "From here on commands run as `0`, who may do everything.");
    assert_eq!(said("", "FROM alpine:3.23\nUSER app\nUSER root\n", 2), "From here on commands run as `app`.");
    last(
        "FROM alpine:3.23\nEXPOSE 80 443/udp\n",
        "Says that the program listens on port `443/udp` and `80`. It opens nothing: `docker run -p` does.",
    );
    last(
        "FROM alpine:3.23\nHEALTHCHECK CMD wget -q localhost\n",
        "In the container, `wget -q localhost` is run again and again and says whether the program still works.",
    );
    last("FROM alpine:3.23\nHEALTHCHECK NONE\n", "Takes away the health check of the base image.");
    last(
        "FROM alpine:3.23\nONBUILD COPY . .\n",
        "Does nothing now. It is kept in the image, and carried out in a build that starts from it: `COPY . .`.",
    );
    last("FROM alpine:3.23\nLABEL a=b\n", "Notes about the image that `a` is `b`.");
}

#[test]
fn the_start_command() {
    last(
        "FROM alpine:3.23\nCMD [\"a\", \"b\"]\n",
        "A container runs `a b`, unless `docker run` names something else.",
    );
    assert!(
        said("", "FROM alpine:3.23\nCMD a b\n", 2).ends_with("goes to that shell and not to the program.")
    );
    last(
        "FROM alpine:3.23\nENTRYPOINT [\"a\"]\nCMD [\"b\"]\n",
        "Gives `b` to the `ENTRYPOINT` as arguments, so a container runs `a b`. What stands behind the image in `docker run` takes their place.",
    );
    last(
        "FROM alpine:3.23\nENTRYPOINT a\nCMD [\"b\"]\n",
        "`b` never runs: the `ENTRYPOINT` of line 2 is run by a shell, which takes no arguments.",
    );
    let replaced = "FROM alpine:3.23\nCMD [\"a\"]\nCMD [\"b\"]\n";
    assert_eq!(said("", replaced, 2), "`a` does not count: line 3 says something else.");
    assert!(
        said("", "FROM python:3.14-slim\nENTRYPOINT [\"a\"]\n", 2)
            .ends_with("The `CMD` of the base image does not count any more.")
    );
    let left = "FROM alpine:3.23 AS b\nCMD [\"a\"]\nFROM alpine:3.23\nCOPY --from=b /a /a\n";
    assert!(said("", left, 2).ends_with("none is made in this build."));
}

#[test]
fn what_cannot_be_read_is_said_to_stop_the_build() {
    assert_eq!(
        said("", "FROM alpine:3.23\nRNU x\n", 2),
        "This line cannot be read, so `docker build` stops here."
    );
    assert_eq!(told_of(&Input::default()).first().map(|(line, _)| *line), Some(0));
}

#[test]
fn every_key_that_is_used_is_in_the_table_and_no_other() {
    let table = Sentences::bundled();
    let sources = concat!(
        include_str!("stage.rs"),
        include_str!("transfer.rs"),
        include_str!("settings.rs"),
        include_str!("commands.rs"),
        include_str!("image.rs"),
        include_str!("mod.rs"),
        include_str!("sentences.rs"),
    );
    for (key, sentence) in super::sentences::SENTENCES.lines().filter_map(|line| line.split_once('\t')) {
        let is_known =
            key.starts_with("$ ") || key.starts_with("directive.") || sources.contains(&format!("\"{key}\""));
        assert!(is_known, "no code uses {key}");
        assert_eq!(table.get(key), Some(sentence), "{key} is there twice");
        assert_eq!(sentence.matches('`').count() % 2, 0, "{sentence}");
        assert_eq!(sentence.matches('[').count(), sentence.matches(']').count(), "{sentence}");
    }
    for name in ["syntax", "escape", "check"] {
        assert!(table.get(&format!("directive.{name}")).is_some(), "{name}");
    }
    for key in
        sources.split('"').skip(1).step_by(2).filter(|it| it.contains('.') && !it.contains([' ', '/', '{']))
    {
        let prefix = key.split('.').next().unwrap_or_default();
        if ["arg", "from", "copy", "add", "run", "mount", "cmd", "entrypoint", "image", "env", "user"]
            .contains(&prefix)
        {
            assert!(table.get(key).is_some(), "{key} is not in the table");
        }
    }
}

#[test]
fn any_text_is_explained() {
    let options = BuildOptions { target: Some("x".to_owned()), ..BuildOptions::default() };
    for text in [
        "",
        "\n",
        "FROM",
        "FROM a AS\nCOPY --from=9 x",
        "ARG",
        "RUN <<EOF\n",
        "FROM a\nRUN --mount=type=x y\n",
        "FROM a\nFROM a AS a\n",
    ] {
        told_of(&Input { dockerfile: text.to_owned(), options: options.clone(), ..Input::default() });
        told_of(&Input { dockerfile: text.to_owned(), ..Input::default() });
    }
}
