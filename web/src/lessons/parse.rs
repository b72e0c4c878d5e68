//! The form of a lesson: lines of settings, the task, and blocks between fences.

use stagescope::{BuildOptions, Context, ContextFile};

use super::{Ask, Attempt, CHAPTERS, Goal, Hint, Kind, Lesson, Setup};

/// What is wrong with a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    /// 1-based line of the lesson; 0 when it is about the whole.
    pub line: usize,
    /// One sentence.
    pub message: String,
}

/// A block: its first line, its kind and role, the rest of its info, and its text.
struct Block<'t> {
    line: usize,
    kind: &'t str,
    role: &'t str,
    words: &'t str,
    text: String,
}

/// Reads all lessons of a course: each stands behind a line `=== PATH`.
pub fn read_course(text: &str) -> Result<Vec<Lesson>, FormatError> {
    let parts = text.trim_start_matches("=== ").split("\n=== ").filter_map(|part| part.split_once('\n'));
    parts.map(|(path, lesson)| read(path.trim(), lesson)).collect()
}

/// Reads a lesson. Its path, such as `1-what/2-which-stage-lands`, gives its chapter and its name.
pub fn read(path: &str, text: &str) -> Result<Lesson, FormatError> {
    let whole = |message: &str| FormatError { line: 0, message: format!("{path}: {message}") };
    let at = |line: usize, message: String| FormatError { line, message: format!("{path}: {message}") };
    let (folder, file) =
        path.split_once('/').ok_or_else(|| whole("a lesson lies in the folder of its chapter"))?;
    let chapter =
        folder.split('-').next().and_then(|it| it.parse::<usize>().ok()).and_then(|it| it.checked_sub(1));
    let chapter = chapter
        .filter(|it| *it < CHAPTERS.len())
        .ok_or_else(|| whole("the folder has no chapter’s number"))?;
    let id = file.split_once('-').map(|(_, id)| id).ok_or_else(|| whole("the name has no number"))?;
    let (mut title, mut kind, mut ask) = (None, None, None);
    let mut lines = (1..).zip(text.lines());
    for (number, line) in lines.by_ref() {
        if line.trim().is_empty() {
            break;
        }
        match line.split_once(": ").map(|(key, value)| (key, value.trim())) {
            Some(("title", value)) => title = Some(value.to_owned()),
            Some(("kind", value)) => {
                kind = Some(
                    Kind::of(value).ok_or_else(|| at(number, format!("“{value}” is no kind of lesson")))?,
                );
            }
            Some(("ask", value)) => {
                ask = Some(Ask::read(value).ok_or_else(|| at(number, format!("“{value}” is no question")))?);
            }
            _ => return Err(at(number, format!("“{line}” is no setting: title, kind or ask"))),
        }
    }
    let (task, blocks) = body(lines).map_err(|(line, message)| at(line, message))?;
    let mut lesson = Lesson {
        id: id.to_owned(),
        chapter,
        title: title.ok_or_else(|| whole("it has no title"))?,
        kind: kind.ok_or_else(|| whole("it has no kind"))?,
        task,
        context: Context::default(),
        start: Setup::default(),
        ask,
        other: None,
        goals: Vec::new(),
        hints: Vec::new(),
        solution: Attempt::default(),
        reasons: String::new(),
        wrong: Vec::new(),
    };
    for block in blocks {
        let line = block.line;
        add(&mut lesson, block).map_err(|(down, message)| at(line + down, message))?;
    }
    match () {
        () if lesson.start.dockerfile.is_empty() => Err(whole("there is no “dockerfile start”")),
        () if lesson.goals.is_empty() && lesson.ask.is_none() => Err(whole("there are no goals")),
        () if lesson.hints.len() != 3 => Err(whole("there are not three hints")),
        () if lesson.reasons.is_empty() => Err(whole("the solution has no reasons")),
        () if lesson.wrong.is_empty() => Err(whole("there is no wrong answer")),
        () => Ok(lesson),
    }
}

/// The prose between the settings and the first fence, and the blocks.
fn body<'t>(
    mut lines: impl Iterator<Item = (usize, &'t str)>,
) -> Result<(String, Vec<Block<'t>>), (usize, String)> {
    let mut task = String::new();
    let mut blocks = Vec::new();
    while let Some((line, text)) = lines.next() {
        let Some(info) = text.strip_prefix("```") else {
            if !blocks.is_empty() && !text.trim().is_empty() {
                return Err((
                    line,
                    "prose stands above the first block, or in a block of its own".to_owned(),
                ));
            }
            task.push_str(text);
            task.push('\n');
            continue;
        };
        let (kind, rest) = info.split_once(' ').unwrap_or((info, ""));
        let (role, words) = rest.split_once(' ').unwrap_or((rest, ""));
        let mut block = Block { line, kind, role, words, text: String::new() };
        loop {
            match lines.next() {
                Some((_, "```")) => break,
                Some((_, text)) => {
                    block.text.push_str(text);
                    block.text.push('\n');
                }
                None => return Err((line, "this block has no end".to_owned())),
            }
        }
        blocks.push(block);
    }
    Ok((task.trim().to_owned(), blocks))
}

/// Adds a block to a lesson; an error names the line inside the block.
fn add(lesson: &mut Lesson, block: Block<'_>) -> Result<(), (usize, String)> {
    let Block { kind, role, words, text, .. } = block;
    let wrong = |message: String| (0, message);
    match (kind, role) {
        ("dockerfile", "start") => {
            lesson.start =
                Setup { dockerfile: text, options: options(words).map_err(wrong)?, ..Setup::default() };
        }
        ("dockerignore", "start") => lesson.start.dockerignore = Some(text),
        ("dockerignore", "solution") => lesson.solution.setup.dockerignore = Some(text),
        ("dockerignore", "wrong") => {
            let last =
                lesson.wrong.last_mut().ok_or((0, "this stands behind a wrong Dockerfile".to_owned()))?;
            last.setup.dockerignore = Some(text);
        }
        ("dockerfile" | "answer", "solution") => {
            lesson.solution = attempt(lesson, kind, words, text).map_err(wrong)?;
        }
        ("dockerfile" | "answer", "wrong") => {
            let attempt = attempt(lesson, kind, words, text).map_err(wrong)?;
            lesson.wrong.push(attempt);
        }
        ("dockerfile", "other") => {
            lesson.other =
                Some(Setup { dockerfile: text, options: options(words).map_err(wrong)?, ..Setup::default() });
        }
        ("dockerfile", "hint") => {
            let example = Some(setup(lesson, words, text).map_err(wrong)?);
            let last = lesson.hints.last_mut().ok_or((0, "this stands behind a hint".to_owned()))?;
            last.example = example;
        }
        ("context", "") => lesson.context = Context::new(context(&text)?),
        ("goals", "") => {
            for (down, line) in (1..).zip(text.lines()) {
                lesson.goals.push(Goal::read(line).map_err(|message| (down, message))?);
            }
        }
        ("hint", "") => lesson.hints.push(Hint { text: text.trim().to_owned(), example: None }),
        ("reasons", "") => text.trim().clone_into(&mut lesson.reasons),
        _ => return Err((0, format!("“{kind} {role}” is no block of a lesson"))),
    }
    Ok(())
}

fn attempt(lesson: &Lesson, kind: &str, words: &str, text: String) -> Result<Attempt, String> {
    if kind == "answer" {
        let answer = text.lines().map(str::to_owned).collect();
        return Ok(Attempt { setup: lesson.start.clone(), answer });
    }
    Ok(Attempt { setup: setup(lesson, words, text)?, answer: Vec::new() })
}

/// A build; without a text, that of the start with other options.
fn setup(lesson: &Lesson, words: &str, text: String) -> Result<Setup, String> {
    let start = &lesson.start;
    let dockerfile = if text.trim().is_empty() { start.dockerfile.clone() } else { text };
    let options = if words.is_empty() { start.options.clone() } else { options(words)? };
    Ok(Setup { dockerfile, dockerignore: start.dockerignore.clone(), options })
}

/// `target=dev arg=MODE=debug platform=linux/arm64`
pub(super) fn options(words: &str) -> Result<BuildOptions, String> {
    let mut options = BuildOptions::default();
    for word in words.split_whitespace() {
        match word.split_once('=') {
            Some(("target", value)) => options.target = Some(value.to_owned()),
            Some(("platform", value)) => options.platform = Some(value.to_owned()),
            Some(("arg", pair)) => {
                let (name, value) =
                    pair.split_once('=').ok_or_else(|| format!("“{word}” needs a second ="))?;
                options.build_args.push((name.to_owned(), value.to_owned()));
            }
            _ => return Err(format!("“{word}” is no option: target=, arg= or platform=")),
        }
    }
    Ok(options)
}

/// A line a file, `PATH` or `PATH BYTES`; lines behind it that start with two blanks are its text.
fn context(text: &str) -> Result<Vec<ContextFile>, (usize, String)> {
    let mut files: Vec<ContextFile> = Vec::new();
    for (down, line) in (1..).zip(text.lines()) {
        if let Some(inner) = line.strip_prefix("  ") {
            let last =
                files.last_mut().ok_or((down, "a text needs the name of its file above it".to_owned()))?;
            let own = last.text.get_or_insert_default();
            own.push_str(inner);
            own.push('\n');
            continue;
        }
        let (path, size) = line.split_once(' ').map_or((line, None), |(path, size)| (path, Some(size)));
        let size = size
            .map(str::parse)
            .transpose()
            .map_err(|_| (down, format!("“{line}” has no number of bytes")))?;
        files.push(ContextFile { path: path.to_owned(), size, text: None });
    }
    Ok(files)
}
