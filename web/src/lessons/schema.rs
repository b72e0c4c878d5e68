//! Every lesson as JSON satisfies `docs/lesson.schema.json`, and what a lesson may not be does not.

use serde_json::{Map, Value, json};

use super::tests::lessons;
use super::*;

fn build(setup: &Setup) -> Value {
    let options = &setup.options;
    let args: Vec<String> =
        options.build_args.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut fields = Map::from_iter([("dockerfile".to_owned(), json!(setup.dockerfile))]);
    let mut add = |name: &str, value: Option<&String>| {
        fields.extend(value.map(|value| (name.to_owned(), json!(value))));
    };
    add("dockerignore", setup.dockerignore.as_ref());
    add("target", options.target.as_ref());
    add("platform", options.platform.as_ref());
    if !args.is_empty() {
        fields.insert("args".to_owned(), json!(args));
    }
    fields.into()
}

fn attempt(attempt: &Attempt) -> Value {
    json!({ "build": build(&attempt.setup), "answer": attempt.answer })
}

fn lesson_json(lesson: &Lesson) -> Value {
    let file = |file: &stagescope::ContextFile| {
        let mut fields = Map::from_iter([("path".to_owned(), json!(file.path))]);
        fields.extend(file.size.map(|size| ("size".to_owned(), json!(size))));
        fields.extend(file.text.as_ref().map(|text| ("text".to_owned(), json!(text))));
        Value::from(fields)
    };
    let hint = |hint: &Hint| match &hint.example {
        Some(example) => json!({ "text": hint.text, "example": build(example) }),
        None => json!({ "text": hint.text }),
    };
    let mut value = json!({
        "name": lesson.id,
        "title": lesson.title,
        "kind": lesson.kind.name(),
        "task": lesson.task,
        "context": lesson.context.files().iter().map(file).collect::<Vec<_>>(),
        "start": build(&lesson.start),
        "goals": lesson.goals.iter().map(|goal| &goal.text).collect::<Vec<_>>(),
        "hints": lesson.hints.iter().map(hint).collect::<Vec<_>>(),
        "solution": attempt(&lesson.solution),
        "reasons": lesson.reasons,
        "wrong": lesson.wrong.iter().map(attempt).collect::<Vec<_>>(),
    });
    if let Some(other) = &lesson.other {
        value["other"] = build(other);
    }
    if let Some(ask) = &lesson.ask {
        value["ask"] = json!(match ask {
            Ask::Again(file) => format!("again {file}"),
            Ask::Stages => "stages".to_owned(),
            Ask::Smaller => "smaller".to_owned(),
        });
    }
    value
}

/// What of a value a schema forbids; it knows the words that the schema of a lesson uses, and no others.
fn problems(value: &Value, schema: &Value, root: &Value, at: &str, found: &mut Vec<String>) {
    let mut say = |what: &str| found.push(format!("{at}: {what}"));
    let Some(words) = schema.as_object() else { return };
    for (word, wanted) in words {
        let number = wanted.as_u64().unwrap_or_default();
        let characters = value.as_str().map_or(0, |text| text.chars().count() as u64);
        let items = value.as_array().map_or(0, |list| list.len() as u64);
        let is_well = match word.as_str() {
            "$schema" | "$defs" | "title" | "description" | "properties" | "items" => true,
            "$ref" => {
                let target =
                    wanted.as_str().and_then(|it| it.strip_prefix('#')).and_then(|it| root.pointer(it));
                problems(value, target.expect("a definition of the schema"), root, at, found);
                return;
            }
            "type" => match wanted.as_str() {
                Some("object") => value.is_object(),
                Some("array") => value.is_array(),
                Some("string") => value.is_string(),
                Some("integer") => value.is_u64(),
                other => panic!("{other:?}"),
            },
            "enum" => wanted.as_array().is_some_and(|all| all.contains(value)),
            "required" => wanted
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .all(|name| value.get(name).is_some()),
            "additionalProperties" => {
                let known = schema["properties"].as_object().unwrap();
                value.as_object().is_none_or(|fields| fields.keys().all(|name| known.contains_key(name)))
            }
            "minLength" => characters >= number,
            "maxLength" => characters <= number,
            "minItems" => items >= number,
            "maxItems" => items <= number,
            "minimum" => value.as_u64().is_some_and(|it| it >= number),
            "pattern" => matches(value.as_str().unwrap_or_default(), wanted.as_str().unwrap()),
            other => panic!("this test does not know {other}"),
        };
        if !is_well {
            say(&format!("{word} {wanted}"));
        }
    }
    for (name, inner) in value.as_object().into_iter().flatten() {
        problems(inner, &schema["properties"][name], root, &format!("{at}.{name}"), found);
    }
    for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
        problems(inner, &schema["items"], root, &format!("{at}[{index}]"), found);
    }
}

/// The three patterns of the schema.
fn matches(text: &str, pattern: &str) -> bool {
    match pattern {
        "^[a-z0-9-]+$" => {
            !text.is_empty()
                && text.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
        }
        "^(stages|smaller|again .+)$" => {
            matches!(text, "stages" | "smaller") || text.len() > 6 && text.starts_with("again ")
        }
        "^[^=]+=" => text.find('=').is_some_and(|at| at > 0),
        other => panic!("this test does not know {other}"),
    }
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../docs/lesson.schema.json")).unwrap()
}

#[test]
fn every_lesson_satisfies_the_schema() {
    let schema = schema();
    for lesson in lessons() {
        let mut found = Vec::new();
        problems(&lesson_json(&lesson), &schema, &schema, &lesson.id, &mut found);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn what_is_no_lesson_does_not() {
    let schema = schema();
    let good = lesson_json(&lessons()[0]);
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut value = good.clone();
        change(&mut value);
        let mut found = Vec::new();
        problems(&value, &schema, &schema, "it", &mut found);
        found.join(" ")
    };
    assert_eq!(broken(&|_| {}), "");
    assert!(broken(&|it| it["kind"] = json!("mend")).contains("it.kind: enum"));
    assert!(broken(&|it| it["title"] = json!("x".repeat(45))).contains("it.title: maxLength"));
    assert!(broken(&|it| it["hints"] = json!([])).contains("it.hints: minItems"));
    assert!(broken(&|it| it["author"] = json!("me")).contains("it: additionalProperties"));
    assert!(broken(&|it| drop(it.as_object_mut().unwrap().remove("start"))).contains("it: required"));
    assert!(broken(&|it| it["start"]["args"] = json!(["A"])).contains("it.start.args[0]: pattern"));
    assert!(broken(&|it| it["name"] = json!("A b")).contains("it.name: pattern"));
}
