//! The SARIF that is printed has the shape that SARIF 2.1.0 asks for. Its schema is not ours to keep here, so what it says of
//! the objects that are written stands below, as a table.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The objects: their name in the standard, what they must have, what they may have besides, as far as it is written here. A
/// type behind a colon is that of the value: another object, `[]` for a list of it.
const OBJECTS: [(&str, &str, &str); 17] = [
    ("log", "version:2.1.0 runs:[]run", "$schema:uri"),
    (
        "run",
        "tool:tool",
        "columnKind:utf16CodeUnits artifacts:[]artifact invocations:[]invocation results:[]result",
    ),
    ("tool", "driver:driver", ""),
    ("driver", "name:text", "version:text rules:[]rule"),
    ("rule", "id:text", "shortDescription:words help:words properties:tags"),
    ("words", "text:text", "markdown:text"),
    ("tags", "", "tags:[]text"),
    ("artifact", "", "location:place"),
    ("invocation", "executionSuccessful:true", ""),
    ("result", "message:words", "ruleId:text ruleIndex:number level:level locations:[]location fixes:[]fix"),
    ("location", "", "physicalLocation:spot"),
    ("spot", "artifactLocation:place", "region:region"),
    ("place", "uri:uri", "index:number"),
    ("region", "startLine:count startColumn:count endLine:count endColumn:count", ""),
    ("fix", "artifactChanges:[]change", "description:words"),
    ("change", "artifactLocation:place replacements:[]replacement", ""),
    ("replacement", "deletedRegion:region", "insertedContent:words"),
];

/// Adds what is wrong with a value of a type.
fn check(value: &Value, kind: &str, place: &str, faults: &mut Vec<String>) {
    if let Some(inner) = kind.strip_prefix("[]") {
        let Some(list) = value.as_array() else { return faults.push(format!("{place} is no list")) };
        for (index, item) in list.iter().enumerate() {
            check(item, inner, &format!("{place}[{index}]"), faults);
        }
        return;
    }
    let fits = match kind {
        "text" => value.as_str().is_some_and(|it| !it.is_empty()) || place.ends_with("insertedContent.text"),
        "uri" => value.as_str().is_some_and(|it| {
            !it.is_empty() && it.is_ascii() && !it.contains([' ', '\\', '<', '>', '"', '{'])
        }),
        "number" => value.is_u64(),
        "count" => value.as_u64().is_some_and(|it| it > 0),
        "true" => value == &Value::Bool(true),
        "level" => ["none", "note", "warning", "error"].iter().any(|it| value == it),
        "2.1.0" | "utf16CodeUnits" => value == kind,
        _ => return object(value, kind, place, faults),
    };
    if !fits {
        faults.push(format!("{place} is no {kind}: {value}"));
    }
}

fn object(value: &Value, kind: &str, place: &str, faults: &mut Vec<String>) {
    let (_, must, may) =
        OBJECTS.iter().find(|it| it.0 == kind).unwrap_or_else(|| panic!("{kind} is in the table"));
    let Some(fields) = value.as_object() else { return faults.push(format!("{place} is no object")) };
    let pairs = |list: &'static str| list.split_whitespace().map(|it| it.split_once(':').unwrap());
    let known: BTreeMap<&str, &str> = pairs(must).chain(pairs(may)).collect();
    for (name, _) in pairs(must).filter(|(name, _)| !fields.contains_key(*name)) {
        faults.push(format!("{place} has no {name}"));
    }
    for (name, value) in fields {
        match known.get(name.as_str()) {
            Some(kind) => check(value, kind, &format!("{place}.{name}"), faults),
            None => faults.push(format!("{place} has a {name}")),
        }
    }
}

/// What the schema cannot say: indices lead to what they name, and places are inside the text, in order.
fn relations(log: &Value, text: &str, faults: &mut Vec<String>) {
    let run = &log["runs"][0];
    for (at, result) in run["results"].as_array().into_iter().flatten().enumerate() {
        let rule =
            &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        if rule["id"] != result["ruleId"] {
            faults.push(format!(
                "result {at} has the rule {} and the index of {}",
                result["ruleId"], rule["id"]
            ));
        }
        let fixes = result["fixes"].as_array().into_iter().flatten();
        let deleted = fixes
            .flat_map(|it| it["artifactChanges"][0]["replacements"].as_array().unwrap())
            .map(|it| &it["deletedRegion"]);
        let own =
            result["locations"].as_array().into_iter().flatten().map(|it| &it["physicalLocation"]["region"]);
        for region in own.chain(deleted) {
            let number = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
            let width = |line: usize| text.split('\n').nth(line - 1).map(|it| it.encode_utf16().count());
            let (start, end) =
                ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
            // A region may take in the break behind its last line.
            let fits = |(line, column): (usize, usize)| width(line).is_some_and(|width| column <= width + 2);
            if start > end || !fits(start) || !fits(end) {
                faults.push(format!("result {at} is at {region}"));
            }
        }
    }
}

fn printed(args: &[&str], file: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_stagescope"))
        .args(["check", "--format", "sarif"])
        .args(args)
        .arg(file)
        .output()
        .unwrap();
    assert!(output.status.code().is_some_and(|it| it < 2), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[track_caller]
fn is_sarif(log: &Value, text: &str) {
    let mut faults = Vec::new();
    check(log, "log", "log", &mut faults);
    relations(log, text, &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn of_every_sample() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/samples");
    let mut results = 0;
    for path in std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "Dockerfile"))
    {
        let log = printed(&[], &path);
        is_sarif(&log, &std::fs::read_to_string(&path).unwrap());
        results += log["runs"][0]["results"].as_array().unwrap().len();
    }
    assert!(results > 10, "the samples have findings: {results}");
}

#[test]
fn of_what_is_broken_or_hostile() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sarif");
    std::fs::create_dir_all(&folder).unwrap();
    for (index, text) in [
        "",
        "\n",
        "FROM",
        "FROM alpine:3.22 as a\nCOPY\n",
        "FROM alpine\nRUN apt-get install x \\",
        "FROM a AS \u{1f433}\"\\u0007</script>\nENV \u{e9}\u{1f433} 1\nexpose 80/TCP\n",
        "FROM alpine AS b\r\nmaintainer x\r\nCOPY --from=nope / /\r\n",
    ]
    .into_iter()
    .enumerate()
    {
        let file = folder.join(format!("a b#{index}.Dockerfile"));
        std::fs::write(&file, text).unwrap();
        let log = printed(&[], &file);
        is_sarif(&log, text);
        let uri = log["runs"][0]["artifacts"][0]["location"]["uri"].as_str().unwrap();
        assert!(uri.ends_with(&format!("/a%20b%23{index}.Dockerfile")), "{uri}");
    }
    let ignore = folder.join("ignore");
    std::fs::write(&ignore, "[\n").unwrap();
    let log = printed(&["--ignore", ignore.to_str().unwrap()], &folder.join("a b#3.Dockerfile"));
    is_sarif(&log, "FROM alpine:3.22 as a\nCOPY\n");
}

#[test]
fn faults_are_found() {
    let faults = |text: &str| {
        let mut faults = Vec::new();
        check(&serde_json::from_str(text).unwrap(), "log", "log", &mut faults);
        faults
    };
    assert_eq!(
        faults(
            r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"x"}}]}]}"#
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        faults(r#"{"version":"2","runs":[{"results":[{"level":"hint","message":{}}],"x":1}]}"#).len(),
        5
    );
}
