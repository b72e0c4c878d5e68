//! The form of a lesson: lines of settings, the task, and blocks between fences.

use stagescope::{BuildOptions, Context, ContextFile};

use super::{
    Ask, Attempt, Goal, Hint, Kind, LARGEST_SET, LONGEST_TITLE, Lesson, MOST_GOALS, MOST_LESSONS, Set, Setup,
};

/// The most chapters of a set.
const MOST_CHAPTERS: usize = 40;

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

/// Whether a text means to be lessons: it begins as they do, and as no Dockerfile does.
pub fn is_set(text: &str) -> bool {
    let first = text.lines().map(str::trim_end).find(|line| !line.is_empty()).unwrap_or_default();
    ["=== ", "course: ", "chapter: ", "title: ", "kind: ", "ask: "].iter().any(|it| first.starts_with(it))
}

/// Reads lessons: each stands behind a line `=== PATH`, and above the first may stand what the set and its chapters are called.
/// A text with no such line is one lesson. Lines of an error count from the first of the text.
pub fn read_set(text: &str) -> Result<Set, FormatError> {
    let whole = |message: String| FormatError { line: 1, message };
    if text.len() > LARGEST_SET {
        return Err(whole(format!("this is larger than {} MiB, so it is not read", LARGEST_SET >> 20)));
    }
    if !is_set(text) {
        return Err(whole("these are no lessons: a lesson begins with its title".to_owned()));
    }
    let mut set = Set::default();
    // Of each lesson the line of its path, its path and its text.
    let mut parts: Vec<(usize, &str, String)> = Vec::new();
    let is_alone = !text.starts_with("=== ") && !text.contains("\n=== ");
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(path) = line.strip_prefix("=== ") {
            parts.push((number, path.trim(), String::new()));
        } else if let Some((_, _, lesson)) = parts.last_mut() {
            lesson.push_str(line);
            lesson.push('\n');
        } else if is_alone {
            break;
        } else {
            match line.split_once(": ") {
                Some(("course", title)) => title.trim().clone_into(&mut set.title),
                Some(("chapter", title)) => set.chapters.push(title.trim().to_owned()),
                _ if line.trim().is_empty() => {}
                _ => {
                    return Err(FormatError {
                        line: number,
                        message: format!("“{}” is no setting of a set: course or chapter", short(line)),
                    });
                }
            }
        }
    }
    if is_alone {
        parts.push((0, "", text.to_owned()));
    }
    if parts.len() > MOST_LESSONS {
        return Err(whole(format!("there are more than {MOST_LESSONS} lessons")));
    }
    let has_titles = !set.chapters.is_empty();
    for (number, path, lesson) in parts {
        let at = |error: FormatError| FormatError {
            line: number + error.line.max(usize::from(number == 0)),
            ..error
        };
        let lesson = if is_alone { read_alone(&lesson) } else { read(path, &lesson) }.map_err(at)?;
        if has_titles && lesson.chapter >= set.chapters.len() {
            return Err(FormatError {
                line: number,
                message: format!("{path}: there is no chapter of this number"),
            });
        }
        if !has_titles {
            let title = path
                .split_once('/')
                .and_then(|(folder, _)| folder.split_once('-'))
                .map_or("", |(_, title)| title);
            let missing = (lesson.chapter + 1).saturating_sub(set.chapters.len());
            set.chapters.extend(std::iter::repeat_n(String::new(), missing));
            if let Some(known) = set.chapters.get_mut(lesson.chapter).filter(|it| it.is_empty()) {
                *known = title.replace('-', " ");
            }
        }
        if set.lessons.iter().any(|known| known.id == lesson.id) {
            return Err(FormatError {
                line: number,
                message: format!("{path}: there is another lesson of this name"),
            });
        }
        set.lessons.push(lesson);
    }
    Ok(set)
}

/// The name that a title makes: `Obey the lock file` becomes `obey-the-lock-file`.
pub fn name_of(title: &str) -> String {
    let words = title.split(|ch: char| !ch.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if name.is_empty() { "lesson".to_owned() } else { name }
}

/// The beginning of a line that may be of any length.
fn short(line: &str) -> String {
    line.chars().take(60).collect()
}

/// Reads a lesson that stands alone; its title gives its name.
fn read_alone(text: &str) -> Result<Lesson, FormatError> {
    let title = text.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
    let own = |error: FormatError| FormatError {
        message: error.message.replacen("1-lesson/1-x: ", "", 1),
        ..error
    };
    let lesson = read("1-lesson/1-x", text).map_err(own)?;
    Ok(Lesson { id: name_of(title), ..lesson })
}

/// Reads a lesson. Its path, such as `1-what/2-which-stage-lands`, gives its chapter and its name.
pub(super) fn read(path: &str, text: &str) -> Result<Lesson, FormatError> {
    let path = short(path);
    let whole = |message: &str| FormatError { line: 0, message: format!("{path}: {message}") };
    let at = |line: usize, message: String| FormatError { line, message: format!("{path}: {message}") };
    let (folder, file) =
        path.split_once('/').ok_or_else(|| whole("a lesson lies in the folder of its chapter"))?;
    let chapter =
        folder.split('-').next().and_then(|it| it.parse::<usize>().ok()).and_then(|it| it.checked_sub(1));
    let chapter = chapter
        .filter(|it| *it < MOST_CHAPTERS)
        .ok_or_else(|| whole("the folder has no chapter’s number"))?;
    let id = file.split_once('-').map(|(_, id)| id).ok_or_else(|| whole("the name has no number"))?;
    if id.is_empty() || !id.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-') {
        return Err(whole("a name has small letters, digits and dashes only"));
    }
    let (mut title, mut kind, mut ask) = (None, None, None);
    let mut lines = (1..).zip(text.lines());
    for (number, line) in lines.by_ref() {
        if line.trim().is_empty() {
            break;
        }
        match line.split_once(": ").map(|(key, value)| (key, value.trim())) {
            Some(("title", value)) if value.chars().count() > LONGEST_TITLE => {
                return Err(at(number, format!("a title has at most {LONGEST_TITLE} characters")));
            }
            Some(("title", value)) => title = Some(value.to_owned()),
            Some(("kind", value)) => {
                kind = Some(
                    Kind::of(value).ok_or_else(|| at(number, format!("“{value}” is no kind of lesson")))?,
                );
            }
            Some(("ask", value)) => {
                ask = Some(Ask::read(value).ok_or_else(|| at(number, format!("“{value}” is no question")))?);
            }
            _ => return Err(at(number, format!("“{}” is no setting: title, kind or ask", short(line)))),
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
        () if lesson.goals.len() > MOST_GOALS => {
            Err(whole(&format!("there are more than {MOST_GOALS} goals")))
        }
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
