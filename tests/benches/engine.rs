//! The engine beside its peers: all in one process, over the same files, in turns, so that what disturbs one of them
//! disturbs the others as well. With `--json` it gives the figures to programs.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stagescope::{Catalog, Input, analyze, parse};
use stagescope_tests::texts::{rule_examples, samples, short_lines, stages_of_ten_lines, twelve_stages};

/// How long the subjects of one table are measured together.
const TIME: Duration = Duration::from_secs(3);

/// What is measured: a name, and the work.
type Subject<'s> = (&'static str, Box<dyn Fn() + 's>);

/// Median time of each subject in nanoseconds. They take turns until the time is up, but at least five times.
fn medians(subjects: &[Subject<'_>]) -> Vec<(&'static str, f64)> {
    let mut times = vec![Vec::new(); subjects.len()];
    let start = Instant::now();
    for turn in 0.. {
        if turn >= 5 && start.elapsed() > TIME {
            break;
        }
        for ((_, work), times) in subjects.iter().zip(&mut times) {
            let before = Instant::now();
            work();
            times.push(before.elapsed());
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times.get(times.len() / 2).map_or(0.0, |it| it.as_secs_f64() * 1e9)
    };
    subjects.iter().zip(&mut times).map(|((name, _), times)| (*name, median(times))).collect()
}

/// Reading alone: ours with typed instructions and spans, and two published parsers.
fn reading(texts: &[String]) -> Vec<(&'static str, f64)> {
    medians(&[
        ("stagescope", each(texts, parse)),
        ("parse-dockerfile", each(texts, parse_dockerfile::parse)),
        ("dockerfile-parser", each(texts, dockerfile_parser::Dockerfile::parse)),
    ])
}

/// Does something with each text.
fn each<'s, T>(texts: &'s [String], work: impl Fn(&'s str) -> T + 's) -> Box<dyn Fn() + 's> {
    Box::new(move || {
        for text in texts {
            drop(black_box(work(text)));
        }
    })
}

/// Median time of one subject alone, in nanoseconds.
fn median(work: impl Fn()) -> f64 {
    medians(&[("", Box::new(work))]).first().map_or(0.0, |(_, time)| *time)
}

fn analysis(text: &str) -> f64 {
    whole(&Input { dockerfile: text.to_owned(), ..Input::default() })
}

fn whole(input: &Input) -> f64 {
    let catalog = Catalog::bundled();
    median(|| drop(black_box(analyze(input, &catalog))))
}

fn main() {
    let as_json = std::env::args().any(|arg| arg == "--json");
    // Only what all three accept, so that nobody wins by giving up early.
    let accepted = |text: &String| {
        parse_dockerfile::parse(text).is_ok() && dockerfile_parser::Dockerfile::parse(text).is_ok()
    };
    let mut texts: Vec<String> = samples().into_iter().chain(rule_examples()).map(|it| it.text).collect();
    texts.push(stages_of_ten_lines(100));
    texts.retain(accepted);
    let lines: usize = texts.iter().map(|text| text.lines().count()).sum();
    let peers = reading(&texts);
    let ours = peers.first().map_or(1.0, |(_, time)| *time);

    let growth: Vec<(usize, f64, f64)> = [100, 1_000, 10_000, 100_000]
        .into_iter()
        .map(|lines| {
            let text = short_lines(lines);
            let per_line = 1.0 / lines as f64;
            let reading = median(|| drop(black_box(parse(&text))));
            (lines, reading * per_line, analysis(&text) * per_line)
        })
        .collect();
    let by_lines: Vec<(usize, f64)> =
        [10, 100].into_iter().map(|stages| (stages * 10, analysis(&stages_of_ten_lines(stages)))).collect();
    let by_files: Vec<(usize, f64)> =
        [0, 2_000, 20_000].into_iter().map(|files| (files, whole(&twelve_stages(files)))).collect();

    if as_json {
        let peers =
            peers.iter().map(|(name, time)| json!({ "name": name, "ns": time, "times_ours": time / ours }));
        let growth = growth
            .iter()
            .map(|(lines, parse, analyze)| json!({ "lines": lines, "parse_ns_per_line": parse, "analyze_ns_per_line": analyze }));
        let by_lines = by_lines.iter().map(|(lines, time)| json!({ "lines": lines, "ns": time }));
        let by_files = by_files.iter().map(|(files, time)| json!({ "files": files, "ns": time }));
        println!(
            "{}",
            json!({
                "files": texts.len(),
                "lines": lines,
                "reading": peers.collect::<Vec<Value>>(),
                "analyze": by_lines.collect::<Vec<Value>>(),
                "context": by_files.collect::<Vec<Value>>(),
                "growth": growth.collect::<Vec<Value>>(),
            })
        );
        return;
    }
    println!("Reading {} files of {lines} lines together, median:", texts.len());
    for (name, time) in &peers {
        println!("  {name:<20}{:>10.3} ms{:>8.2} times ours", time / 1e6, time / ours);
    }
    println!("The whole analysis, median:");
    for (lines, time) in &by_lines {
        println!("  {lines:>7} lines{:>13.3} ms", time / 1e6);
    }
    println!("The whole analysis of twelve stages with a build context, median:");
    for (files, time) in &by_files {
        println!("  {files:>7} files{:>13.3} ms", time / 1e6);
    }
    println!("Growth, median:");
    for (lines, parse, analyze) in &growth {
        println!("  {lines:>7} lines  reading {parse:>7.0} ns a line, analysis {analyze:>7.0} ns a line");
    }
}
