//! What single steps weigh.

use crate::catalog::Catalog;
use crate::eval::{BuildOptions, evaluate};
use crate::plan::{Basis, Size, make};
use crate::stage::group;
use crate::syntax::parse;

use super::{Knowledge, weigh};

/// The size of the last layer of the last stage.
fn last(source: &str, files: &[(&str, &str)]) -> Size {
    let (file, catalog) = (parse(source), Catalog::bundled());
    let stages = group(&file);
    let options = BuildOptions::default();
    let mut plan = make(&file, evaluate(&file, &stages, &options, &catalog, false), &options, None, false);
    let text = |path: &str| files.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned());
    weigh(&mut plan, &file, &Knowledge { catalog: &catalog, text: &text });
    plan.result().unwrap().layers.last().unwrap().size.clone()
}

fn run(base: &str, run: &str) -> Size {
    last(&format!("FROM {base}\nRUN {run}\n"), &[])
}

/// Bounds in megabytes; `None` where there is no upper one.
#[track_caller]
fn check(size: &Size, low: u64, high: Option<u64>, words: &[&str]) {
    let (found, bound) = (size.low / 1_000_000, size.high.map(|high| high / 1_000_000));
    assert_eq!((found, bound), (low, high), "{size:?}");
    assert_eq!(size.basis, if high.is_some() { Basis::Estimated } else { Basis::Unknown });
    for word in words {
        assert!(size.how.contains(word), "{word}: {}", size.how);
    }
}

const CLEAN: &str = "&& rm -rf /var/lib/apt/lists/*";

#[test]
fn apt_installs_what_a_release_has() {
    let gcc = run(
        "debian:bookworm-slim",
        &format!("apt-get update && apt-get install -y --no-install-recommends gcc {CLEAN}"),
    );
    // 176,018 KiB with what it needs: 70 % of it at least, 15 % and 3 MB more at most.
    check(&gcc, 126, Some(210), &["gcc", "bookworm", "2026-11-24", "Packages lists"]);
    let more = run("debian:bookworm-slim", &format!("apt-get update && apt-get install -y gcc {CLEAN}"));
    check(&more, 187, Some(311), &[]);
    let option = "apt-get -o APT::Install-Recommends=false install -y gcc";
    assert_eq!(run("debian:bookworm-slim", option).high, gcc.high);
    let kept =
        run("debian:bookworm-slim", "apt-get update && apt-get install -y --no-install-recommends gcc");
    check(&kept, 142, Some(235), &["/var/lib/apt/lists"]);
}

#[test]
fn what_packages_share_is_counted_once() {
    let install = |names: &str| {
        run("debian:bookworm", &format!("apt-get install -y --no-install-recommends {names} {CLEAN}"))
    };
    let (git, curl, both) = (install("git"), install("curl"), install("git curl"));
    // They share most of what curl needs.
    let apart = git.high.unwrap() + curl.high.unwrap() - 3_000_000;
    assert!(both.high.unwrap() + 8_000_000 < apart, "{both:?} {apart}");
    assert!(both.low >= git.low && both.high >= git.high, "{both:?} {git:?}");
}

#[test]
fn apt_cleans_its_lists() {
    let install = "apt-get update && apt-get install -y --no-install-recommends gcc";
    let (removed, cleaned) = (
        run("debian:trixie", &format!("{install} {CLEAN}")),
        run("debian:trixie", &format!("{install} && apt-get dist-clean")),
    );
    assert_eq!((removed.low, removed.high), (cleaned.low, cleaned.high));
    assert!(run("debian:trixie", install).low > cleaned.low);
}

#[test]
fn what_is_set_by_hand_is_taken_over() {
    let size = last("FROM debian:trixie\n# stagescope: size=1.5MB\nRUN make\n", &[]);
    assert_eq!((size.low, size.high, size.basis), (1_500_000, Some(1_500_000), Basis::ByHand));
    assert_eq!(size.how, "by the comment above line 3");
    let copied = last("FROM debian:trixie\n# stagescope: size=2kB\nCOPY a /\n", &[]);
    assert_eq!((copied.low, copied.basis), (2_000, Basis::ByHand));
}

#[test]
fn apt_says_what_it_does_not_know() {
    let size = run(
        "debian:bookworm-slim",
        &format!("apt-get update && apt-get install -y gcc no-such $MORE {CLEAN}"),
    );
    check(&size, 187, None, &["no figure for no-such, $MORE"]);
    for base in ["ubuntu:24.04", "debian:sid-slim", "no/such:1"] {
        check(
            &run(base, "apt-get install -y gcc"),
            0,
            None,
            &["no figures for packages of the base's release"],
        );
    }
    check(
        &last("FROM --platform=linux/arm64 debian:bookworm\nRUN apt-get install gcc\n", &[]),
        0,
        None,
        &["amd64"],
    );
}

#[test]
fn what_may_be_there_already_lowers_the_lower_bound() {
    // python:3.11-slim outgrows debian:trixie-slim by 46.2 MB.
    let install = "apt-get install -y --no-install-recommends gcc";
    let (plain, more) = (run("debian:trixie-slim", install), run("python:3.11-slim", install));
    assert_eq!((plain.low - more.low, plain.high), (46_210_000, more.high));
    let twice = last(&format!("FROM debian:trixie-slim\nRUN {install}\nRUN {install}\n"), &[]);
    assert_eq!((twice.low, twice.high), (0, plain.high));
    assert_eq!(run("python:3.12", &format!("make && {install}")).high, None);
    let removed = run("debian:trixie-slim", &format!("{install} && true && apt-get purge -y gcc"));
    assert_eq!((removed.low, removed.high), (0, plain.high));
}

#[test]
fn lists_in_a_mount_are_no_part_of_the_layer() {
    let mount = "--mount=type=cache,target=/var/lib/apt apt-get update";
    assert_eq!(run("debian:bookworm-slim", mount).high, Some(0));
    check(&run("debian:bookworm-slim", "apt-get update"), 15, Some(24), &["measured by us"]);
    check(&run("ubuntu:24.04", "apt-get update"), 0, None, &["no source"]);
}

#[test]
fn apk_adds() {
    let size = run("alpine:3.24", "apk add --no-cache git");
    check(&size, 11, Some(15), &["git", "Alpine 3.24", "docker-library/repo-info"]);
    check(&run("alpine:3.24", "apk add git"), 11, None, &["/var/cache/apk"]);
    check(&run("alpine:3.21", "apk add --no-cache git"), 5, Some(30), &["another release"]);
    check(&run("nobody/knows", "apk add --no-cache git"), 0, None, &["no figures"]);
    let removed = "apk add --no-cache --virtual .build gcc && true && apk del .build";
    check(&run("alpine:3.24", removed), 0, Some(0), &["removes again"]);
}

#[test]
fn pip_installs_what_was_measured() {
    let size = run("python:3.11-slim", "pip install --no-cache-dir flask gunicorn");
    check(&size, 2, Some(21), &["flask gunicorn 3.1.3", "pip 23.2.1", "2026-11-24", "compiles"]);
    let quiet = "PYTHONDONTWRITEBYTECODE=1 pip install --no-cache-dir flask gunicorn";
    check(&run("python:3.11-slim", quiet), 2, Some(8), &[]);
    check(&run("python:3.11-slim", "pip install flask"), 1, None, &["cache"]);
    let cached = "--mount=type=cache,target=/root/.cache/pip pip install flask";
    check(&run("python:3.11-slim", cached), 1, Some(18), &[]);
    check(&run("python:3.11-slim", "pip install --no-cache-dir flask==1.0"), 1, Some(22), &["twice as wide"]);
    check(
        &run("python:3.11-slim", "pip install --no-cache-dir flask no-such"),
        1,
        None,
        &["no figure for no-such"],
    );
}

#[test]
fn requirements_come_from_the_context() {
    let source = "FROM python:3.11-slim\nWORKDIR /app\nCOPY requirements.txt .\n\
                  RUN pip install --no-cache-dir -r requirements.txt\n";
    let with = |text| last(source, &[("requirements.txt", text)]);
    check(&with("Flask\nWerkzeug\npandas>=2\n"), 83, Some(210), &["flask", "pandas"]);
    check(&with("Flask\nmy-own\n"), 1, None, &["no figure for my-own"]);
    check(&last(source, &[]), 0, None, &["requirements.txt is not among"]);
}

#[test]
fn npm_reads_the_manifest() {
    let source = "FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\n\
                  RUN --mount=type=cache,target=/root/.npm npm ci\n";
    let manifest = r#"{"dependencies": {"express": "^5.0.0"}, "devDependencies": {"jest": "^30"}}"#;
    let size = last(source, &[("package.json", manifest)]);
    check(&size, 29, Some(48), &["jest", "express 5.3.0"]);
    let production = source.replace("npm ci", "npm ci --omit=dev");
    check(&last(&production, &[("package.json", manifest)]), 1, Some(2), &["express"]);
    check(&last(source, &[]), 0, None, &["package.json is not among"]);
    check(&run("node:24-slim", "npm install -g pnpm && npm cache clean --force"), 55, Some(86), &["pnpm"]);
    check(&run("node:24-slim", "npm install -g pnpm"), 55, None, &["cache"]);
}

#[test]
fn what_nobody_can_say_stays_open() {
    for text in [
        "make",
        "curl -fsSL https://x.y/z -o /z",
        "echo a | tee /b",
        "cat a > b",
        "./x.sh",
        "find . -exec x {} +",
    ] {
        let size = run("debian:bookworm-slim", text);
        assert_eq!((size.low, size.high), (0, None), "{text}");
    }
    assert_eq!(run("debian:bookworm-slim", "mkdir -p /a && ln -s /a /b").high, Some(0));
    assert_eq!(run("debian:bookworm-slim", "echo abc > /a").high, None, "left to the files");
    check(&run("alpine:3.24", "apk add --no-cache git && echo abc > /a"), 11, Some(15), &["its own words"]);
    check(&run("debian:bookworm-slim", "useradd --create-home app"), 0, Some(0), &["account files"]);
    assert_eq!(run("debian:bookworm-slim", "useradd -u 4000000 app").high, None);
    assert_eq!(run("debian:bookworm-slim", "[\"make\"]").high, None);
}

#[test]
fn what_may_not_run_has_no_lower_bound() {
    let install = "apt-get install -y --no-install-recommends gcc";
    assert_eq!(run("debian:bookworm-slim", &format!("test -f a || {install}")).low, 0);
    let size = run("debian:bookworm-slim", &format!("if [ -f a ]; then {install}; fi"));
    assert_eq!((size.low, size.high), (0, None));
}

#[test]
fn a_stage_hands_its_sizes_on() {
    let source = "FROM debian:bookworm-slim AS a\nRUN mkdir /a\nFROM a\nRUN mkdir /b\n";
    let (file, catalog) = (parse(source), Catalog::bundled());
    let options = BuildOptions::default();
    let stages = group(&file);
    let mut plan = make(&file, evaluate(&file, &stages, &options, &catalog, false), &options, None, false);
    weigh(&mut plan, &file, &Knowledge { catalog: &catalog, text: &|_| None });
    assert!(plan.result().unwrap().layers.iter().all(|layer| layer.size.high == Some(0)));
}

#[test]
fn what_is_not_loaded_is_said() {
    let source = "FROM debian:bookworm-slim\nRUN apt-get install -y gcc\n";
    let (file, catalog) = (parse(source), Catalog::first());
    let options = BuildOptions::default();
    let stages = group(&file);
    let mut plan = make(&file, evaluate(&file, &stages, &options, &catalog, false), &options, None, false);
    weigh(&mut plan, &file, &Knowledge { catalog: &catalog, text: &|_| None });
    assert!(plan.result().unwrap().layers[0].size.how.contains("not loaded yet"));
}
