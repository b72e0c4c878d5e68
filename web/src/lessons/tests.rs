//! Plays the lessons of `web/lessons/` and breaks made-up ones.

use std::path::{Path, PathBuf};

use stagescope::{Catalog, analyze};

use super::parse::read;
use super::*;

fn paths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let list = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut paths: Vec<_> = list(folder).filter(|it| it.is_dir()).flat_map(list).collect();
    paths.sort();
    paths
}

pub(super) fn lessons() -> Vec<Lesson> {
    let read_one = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.with_extension("");
        let name: Vec<_> = name.iter().rev().take(2).map(|it| it.to_str().unwrap()).collect();
        read(&format!("{}/{}", name[1], name[0]), &text)
            .unwrap_or_else(|error| panic!("line {}: {}", error.line, error.message))
    };
    paths().iter().map(read_one).collect()
}

/// What of an attempt is not as the lesson wants it; empty when it is solved.
fn lacks(lesson: &Lesson, attempt: &Attempt, catalog: &Catalog<'_>) -> Vec<String> {
    let input = lesson.input(&attempt.setup);
    let report = analyze(&input, catalog);
    let mut found = Vec::new();
    for goal in &lesson.goals {
        let verdict = judge(goal, &input, &report, catalog);
        if !verdict.met {
            found.push(format!("{}: {}", goal.text, verdict.measure));
        }
    }
    if let Some(ask) = &lesson.ask {
        let choices = ask.choices(lesson, catalog);
        for words in &attempt.answer {
            let n_named = choices.iter().filter(|it| it.text.contains(words.as_str())).count();
            assert_eq!(n_named, 1, "{}: {words} among {choices:#?}", lesson.id);
        }
        for choice in &choices {
            let chosen = attempt.answer.iter().any(|words| choice.text.contains(words.as_str()));
            if chosen != choice.right {
                found.push(format!("{}: is {}", choice.text, choice.right));
            }
        }
        assert!(choices.iter().any(|it| it.right), "{}: nothing is right", lesson.id);
    }
    found
}

#[test]
fn every_lesson_is_solved_by_its_solution_alone() {
    let catalog = Catalog::bundled();
    let mut problems = Vec::new();
    for lesson in lessons() {
        let id = &lesson.id;
        let left = lacks(&lesson, &lesson.solution, &catalog);
        if !left.is_empty() {
            problems.push(format!("{id}: its solution lacks {left:#?}"));
        }
        let start = Attempt { setup: lesson.start.clone(), answer: Vec::new() };
        if lacks(&lesson, &start, &catalog).is_empty() {
            problems.push(format!("{id}: it starts solved"));
        }
        for (number, wrong) in (1..).zip(&lesson.wrong) {
            if lacks(&lesson, wrong, &catalog).is_empty() {
                problems.push(format!("{id}: wrong answer {number} passes"));
            }
        }
        for hint in &lesson.hints {
            if let Some(setup) = &hint.example {
                analyze(&lesson.input(setup), &catalog);
            }
        }
        if !lesson.context.problems().is_empty() {
            problems.push(format!("{id}: {:?}", lesson.context.problems()));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_course_is_whole() {
    let lessons = lessons();
    assert!(lessons.len() >= 32, "{} lessons", lessons.len());
    let mut ids: Vec<_> = lessons.iter().map(|it| it.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), lessons.len(), "a name is given twice");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let head = std::fs::read_to_string(folder.join("course.txt")).unwrap();
    let titles: Vec<_> = head.lines().filter_map(|line| line.strip_prefix("chapter: ")).collect();
    assert_eq!(titles.len(), 8, "the guide has eight sections");
    for (chapter, title) in titles.into_iter().enumerate() {
        let own = lessons.iter().filter(|it| it.chapter == chapter).count();
        assert!(own >= 2, "{title} has {own} lessons");
    }
    for (name, kind) in Kind::ALL {
        assert!(lessons.iter().any(|it| it.kind == kind), "no lesson is of the kind {name}");
        assert_eq!(kind.name(), name);
    }
    for lesson in &lessons {
        assert!(lesson.task.chars().count() >= 80, "{}: the task is short", lesson.id);
        for line in lesson.start.dockerfile.lines().chain(lesson.solution.setup.dockerfile.lines()) {
            assert!(line.chars().count() <= 100, "{}: {line}", lesson.id);
        }
    }
}

#[test]
fn the_table_of_the_course_names_every_lesson() {
    let table =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/course.md")).unwrap();
    for lesson in lessons() {
        assert!(table.contains(&format!("`{}`", lesson.id)), "docs/course.md does not name {}", lesson.id);
    }
}

const LESSON: &str = "title: A\nkind: repair\n\nThe task.\n\n```dockerfile start\nFROM a\n```\n```goals\nbuilds\nstages at least 2\n```\n```hint\na\n```\n```hint\nb\n```\n```hint\nc\n```\n```dockerfile solution\nFROM a\nFROM b\n```\n```reasons\nBecause.\n```\n```dockerfile wrong target=x\n```\n";

#[test]
fn a_lesson_is_read() {
    let lesson = read("2-benefits/1-a-b", LESSON).unwrap();
    assert_eq!((lesson.id.as_str(), lesson.chapter, lesson.task.as_str()), ("a-b", 1, "The task."));
    assert_eq!(lesson.wrong[0].setup.dockerfile, "FROM a\n");
    assert_eq!(lesson.wrong[0].setup.options.target.as_deref(), Some("x"));
}

#[test]
fn a_set_has_chapters_by_their_titles_or_by_their_folders() {
    let set = read_set(&format!(
        "course: C\nchapter: First\nchapter: Second\n\n=== 1-a/1-b\n{LESSON}=== 2-c/1-d\n{LESSON}"
    ))
    .unwrap();
    assert_eq!(
        (set.title.as_str(), set.chapters.as_slice(), set.lessons.len()),
        ("C", &["First".to_owned(), "Second".to_owned()][..], 2)
    );
    let set = read_set(&format!("=== 1-to-begin/1-b\n{LESSON}=== 3-end/1-d\n{LESSON}")).unwrap();
    assert_eq!(set.chapters, ["to begin", "", "end"]);
    let alone = read_set(&LESSON.replace("title: A", "title: Leave it all!")).unwrap();
    assert_eq!((alone.lessons[0].id.as_str(), alone.chapters.len()), ("leave-it-all", 1));
}

#[test]
fn a_set_that_is_broken_or_hostile_is_refused_with_its_line() {
    let two = format!("course: C\n=== 1-a/1-b\n{LESSON}=== 1-a/2-c\n{LESSON}");
    let again = two.replace("2-c", "2-b");
    let second = two.lines().position(|line| line == "=== 1-a/2-c").unwrap() + 1;
    let broken = format!(
        "course: C\n=== 1-a/1-b\n{LESSON}=== 1-a/2-c\n{}",
        LESSON.replace("kind: repair", "kind: mend")
    );
    let many = "=== 1-a/1-b\n".repeat(MOST_LESSONS + 1);
    let titled = format!("chapter: One\n=== 2-a/1-b\n{LESSON}");
    let goals = LESSON.replace("builds\n", &"builds\n".repeat(MOST_GOALS));
    for (text, line, message) in [
        (again.as_str(), second, "another lesson of this name"),
        (&broken, second + 2, "“mend” is no kind"),
        (&"title: A\n".repeat(1 << 18), 1, "larger than 1 MiB"),
        (&many, 1, "more than 200 lessons"),
        (&titled, 2, "no chapter of this number"),
        (&goals, 1, "more than 20 goals"),
        ("FROM alpine\n", 1, "these are no lessons"),
        ("", 1, "these are no lessons"),
        ("course: C\nauthor: me\n=== 1-a/1-b\n", 2, "“author: me” is no setting"),
        (&LESSON.replace("title: A", &format!("title: {}", "x".repeat(45))), 1, "at most 44 characters"),
        (&LESSON.replace("kind: repair", "kind: mend"), 2, "“mend” is no kind"),
        (&format!("=== 1-a/1-<b>\n{LESSON}"), 1, "small letters"),
        (&format!("=== 99-a/1-b\n{LESSON}"), 1, "no chapter’s number"),
    ] {
        let error = read_set(text).unwrap_err();
        assert!(error.message.contains(message), "{message}: {}", error.message);
        assert_eq!(error.line, line, "{}", error.message);
    }
}

#[test]
fn a_broken_lesson_says_where() {
    for (from, to, line, message) in [
        ("title: A", "titel: A", 1, "is no setting"),
        ("kind: repair", "kind: mend", 2, "is no kind"),
        ("builds\n", "bilds\n", 10, "“bilds” is no goal"),
        ("stages at least 2", "size below 2 XB", 11, "is no goal"),
        ("stages at least 2", "with dev: builds", 11, "is no option"),
        ("```goals", "```gaols", 9, "is no block"),
        ("target=x", "tag=x", 29, "is no option"),
        ("```hint\nc\n```\n", "", 0, "three hints"),
        ("```dockerfile start", "```dockerfile begin", 6, "is no block"),
        ("=x\n```\n", "=x\n", 29, "has no end"),
        ("```goals", "Prose.\n```goals", 9, "prose stands above"),
    ] {
        let text = LESSON.replacen(from, to, 1);
        assert_ne!(text, LESSON, "{from}");
        let error = read("1-a/1-b", &text).unwrap_err();
        assert_eq!(error.line, line, "{}", error.message);
        assert!(error.message.contains(message), "{}", error.message);
    }
    for path in ["a", "41-a/1-b", "x/1-b", "1-a/b"] {
        assert!(read(path, LESSON).is_err(), "{path}");
    }
}

#[test]
fn goals_are_judged_by_what_is_built() {
    const TEXT: &str = "FROM golang:1.26-alpine AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n\
                        FROM alpine:3.23 AS side\nFROM alpine:3.23\nCOPY --from=build /app /app\nENV A=1\nUSER web\n";
    let catalog = Catalog::bundled();
    for (goal, text, met, measure) in [
        ("builds", TEXT, true, ""),
        ("builds", "RUN a\n", false, "stops"),
        ("builds", "FROM a\nCOPY --from=b x\n", false, "stops"),
        ("stage build runs", TEXT, true, "it runs"),
        ("stage side skipped", TEXT, true, "it is skipped"),
        ("stage side runs", TEXT, false, "it is skipped"),
        ("with target=side: stage side runs", TEXT, true, "it runs"),
        ("stage none skipped", TEXT, false, "there is no stage none"),
        ("target is build", TEXT, false, "the target is stage-2"),
        ("with target=build: target is build", TEXT, true, ""),
        ("stages at least 4", TEXT, false, "there are 3"),
        ("base is alpine", TEXT, true, "it is alpine:3.23"),
        ("base is alp", TEXT, false, "it is alpine:3.23"),
        ("base below 9 MB", TEXT, true, "8.42"),
        ("base below 8 MB", TEXT, false, "8.42"),
        ("base below 1 MB", "FROM scratch\nCOPY a /\n", true, "empty"),
        ("size below 9 MB", TEXT, false, "unknown"),
        ("size below 9 MB", "FROM alpine:3.23\n", true, "8.42"),
        ("image has /app", TEXT, true, "it is there"),
        ("image may have /nowhere", TEXT, false, "it is not there"),
        ("config Env begins A=", TEXT, true, "it is A=1"),
        ("nothing brings /src", TEXT, true, ""),
        ("nothing brings /ap", TEXT, true, ""),
        ("nothing brings /app", TEXT, false, "a layer holds /app"),
        ("image lacks /src", "FROM scratch\nCOPY a /a\n", true, "it is not there"),
        ("go build stays cached when a.go changes", TEXT, false, "it runs again"),
        ("go build runs again when a.go changes", TEXT, true, "it runs again"),
        ("make stays cached when a.go changes", TEXT, false, "no step"),
        ("config User set", TEXT, true, "it is web"),
        ("config User set", "FROM alpine:3.23\nUSER root\n", false, "it is root"),
        ("config Env is A=2", TEXT, false, "it is A=1"),
        ("config Env is A=1", TEXT, true, "it is A=1"),
        ("own layers at most 1", TEXT, true, "it has 1"),
        ("own layers at most 0", TEXT, false, "it has 1"),
        ("no secret in the image", TEXT, true, ""),
        ("no secret in the image", "FROM alpine:3.23\nENV API_TOKEN=abcdef\n", false, "API_TOKEN reaches"),
        ("no finding StageUnused", TEXT, false, "nothing uses stage side"),
        ("no finding AptListsLeft", TEXT, true, ""),
        ("a is kept back", TEXT, false, "not in the build context"),
    ] {
        let input = Input { dockerfile: text.to_owned(), ..Input::default() };
        let verdict = judge(&Goal::read(goal).unwrap(), &input, &analyze(&input, &catalog), &catalog);
        assert_eq!(verdict.met, met, "{goal}: {}", verdict.measure);
        assert!(verdict.measure.contains(measure), "{goal}: {}", verdict.measure);
    }
}
