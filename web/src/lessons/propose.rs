//! Goals that a lesson could have: what is so of its solution, first what is not so of its start.

use stagescope::report::{EdgeKind, Report};
use stagescope::{Catalog, Input, analyze};

use super::{Goal, judge};

/// The most goals that are proposed.
const MOST: usize = 20;

/// Goals that hold of the solution, as a lesson writes them; those that the start does not meet come first.
pub fn propose(start: &Input, solution: &Input, catalog: &Catalog<'_>) -> Vec<String> {
    let (before, after) = (analyze(start, catalog), analyze(solution, catalog));
    let mut found: Vec<(bool, String)> = Vec::new();
    for line in candidates(&before, &after) {
        let Ok(goal) = Goal::read(&line) else { continue };
        if judge(&goal, solution, &after, catalog).met {
            let is_met = judge(&goal, start, &before, catalog).met;
            if !found.iter().any(|(_, known)| *known == line) {
                found.push((is_met, line));
            }
        }
    }
    found.sort_by_key(|(is_met, _)| *is_met);
    found.into_iter().map(|(_, line)| line).take(MOST).collect()
}

/// What could be said, whether it is so or not.
fn candidates(before: &Report, after: &Report) -> Vec<String> {
    let mut lines = vec!["builds".to_owned()];
    if let Some(image) = &after.image {
        lines.extend(image.size.high.and_then(limit).map(|limit| format!("size below {limit}")));
        let own = image.layers.iter().filter(|layer| !layer.inherited).count();
        lines.push(format!("own layers at most {own}"));
        for row in &image.config {
            match row.key.as_str() {
                "User" => lines.push("config User set".to_owned()),
                "Cmd" | "Entrypoint" if row.instruction.is_some() => {
                    lines.push(format!("config {} is {}", row.key, row.value));
                }
                _ => {}
            }
        }
    }
    let target = after.target.and_then(|index| after.stages.get(index));
    lines.extend(target.map(|stage| format!("base is {}", stage.base)));
    for stage in after.stages.iter().filter(|stage| stage.named) {
        lines.push(format!("stage {} {}", stage.name, if stage.reached { "runs" } else { "skipped" }));
    }
    if after.stages.len() > 1 {
        lines.push(format!("stages at least {}", after.stages.len()));
    }
    let copies = after.graph.edges.iter().filter(|edge| edge.kind == EdgeKind::Copy);
    for path in copies.flat_map(|edge| edge.label.split(' ')).filter(|path| path.starts_with('/')) {
        lines.push(format!("image may have {path}"));
    }
    for finding in before.diagnostics.iter().filter(|it| !it.rule.is_empty()) {
        if !after.diagnostics.iter().any(|it| it.rule == finding.rule) {
            lines.push(format!("no finding {}", finding.rule));
        }
    }
    if !before.secrets.is_empty() {
        lines.push("no secret in the image or the cache".to_owned());
        lines.push("no secret in the image".to_owned());
    }
    lines
}

/// A round figure above a size in bytes.
fn limit(bytes: f64) -> Option<String> {
    let (unit, name) = if bytes < 1e6 { (1e3, "kB") } else { (1e6, "MB") };
    let steps = [
        1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 50.0, 75.0, 100.0, 150.0, 200.0, 300.0, 500.0, 750.0, 1000.0,
        1500.0, 2000.0, 5000.0,
    ];
    let limit = steps.into_iter().find(|step| bytes < step * unit)?;
    Some(format!("{limit} {name}"))
}

#[cfg(test)]
mod tests {
    use super::{limit, propose};
    use stagescope::{Catalog, Input};

    fn input(text: &str) -> Input {
        Input { dockerfile: text.to_owned(), ..Input::default() }
    }

    #[test]
    fn what_is_new_comes_first() {
        let start =
            input("FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\nCMD [\"curl\"]\n");
        let solution = input(
            "FROM golang:1.26 AS build\nRUN go build -o /app .\nFROM alpine:3.23\nCOPY --from=build /app /app\nUSER me\nCMD [\"/app\"]\n",
        );
        let found = propose(&start, &solution, &Catalog::bundled());
        let place = |line: &str| {
            found.iter().position(|it| it == line).unwrap_or_else(|| panic!("{line}: {found:#?}"))
        };
        for new in [
            "base is alpine:3.23",
            "config User set",
            "stage build runs",
            "image may have /app",
            "no finding AptListsLeft",
        ] {
            assert!(place(new) < place("builds"), "{new}: {found:#?}");
        }
    }

    #[test]
    fn nothing_is_proposed_that_does_not_hold() {
        let found = propose(&input("FROM alpine:3.23\n"), &input("RUN x\n"), &Catalog::bundled());
        assert!(!found.iter().any(|it| it == "builds"), "{found:#?}");
    }

    #[test]
    fn a_limit_is_round_and_above() {
        assert_eq!(
            [8.4e6, 10e6, 900.0, 1.4e9].map(|it| limit(it).unwrap()),
            ["10 MB", "15 MB", "1 kB", "1500 MB"]
        );
        assert_eq!(limit(9e9), None);
    }
}
