//! Dockerfiles to try things on: the examples of the page, and what stands beside the repository.

use std::path::{Path, PathBuf};

use stagescope::rules::{PAGES, RulePage};
use stagescope::{Context, ContextFile, Input};

/// A Dockerfile and where it comes from.
#[derive(Debug, Clone)]
pub struct Text {
    /// Its name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// The folder of material that may stand beside the repository; `None` where it does not.
pub fn shared() -> Option<PathBuf> {
    let folder = root().join("../shared");
    folder.is_dir().then_some(folder)
}

/// The Dockerfiles of a folder, sorted by name.
pub fn of_folder(folder: &Path) -> Vec<Text> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "Dockerfile"))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem()?.to_str()?.to_owned();
        let bytes = std::fs::read(&path).ok()?;
        Some(Text { name, text: String::from_utf8_lossy(&bytes).into_owned() })
    };
    paths.into_iter().filter_map(read).collect()
}

/// The examples of the page.
pub fn samples() -> Vec<Text> {
    of_folder(&root().join("web/samples"))
}

/// The Dockerfiles on the rules' pages that have what the rule finds.
pub fn rule_examples() -> Vec<Text> {
    let examples = |page: &&RulePage| {
        let name = page.rule.meta.id.to_owned();
        page.examples("bad").into_iter().map(move |it| Text { name: name.clone(), text: it.dockerfile })
    };
    PAGES.iter().flat_map(examples).collect()
}

/// All Dockerfiles on the rules' pages.
pub fn all_rule_examples() -> Vec<Text> {
    let mut texts = rule_examples();
    for page in PAGES {
        let name = page.rule.meta.id;
        texts.extend(
            page.examples("good").into_iter().map(|it| Text { name: name.to_owned(), text: it.dockerfile }),
        );
    }
    texts
}

/// What is typed when something goes wrong: each with a name that says what it is.
pub fn bad() -> Vec<Text> {
    let long_line = format!("FROM a\nRUN {}\n", "x".repeat(60_000));
    let list: [(&str, &str); 24] = [
        ("empty", ""),
        ("blank", "\n \n\t\n"),
        ("comments", "# a\n# b\n"),
        ("no FROM", "COPY package.json ./\nRUN npm ci\n"),
        ("half a FROM", "FRO"),
        ("a FROM without a base", "FROM\n"),
        ("a flag without a value", "FROM --platform a\nRUN --mount= x\nCOPY --from= a b\n"),
        ("an open here-document", "FROM a\nRUN <<EOF\nx\n"),
        ("an open quote", "FROM a\nENV A=\"b\nRUN echo 'c\n"),
        ("a lone backslash", "\\"),
        ("a backslash at the end", "FROM a\nRUN b \\"),
        ("carriage returns", "FROM a\r\nRUN <<EOF\r\nx\r\nEOF\r\nRUN b \\\r\n c\r\n"),
        ("a byte order mark", "\u{feff}FROM a\n"),
        ("NUL", "FROM a\0b\nRUN \0\n"),
        ("emoji", "FROM a AS 🐳\nRUN echo 🐳🐳 \\\n 🐳\nCOPY --from=🐳 🐳 /🐳\n"),
        ("right to left", "FROM a\nENV שלום=עולם\nRUN echo مرحبا\n"),
        ("a circle", "FROM a AS x\nCOPY --from=y / /\nFROM b AS y\nCOPY --from=x / /\n"),
        ("itself", "FROM a AS x\nCOPY --from=x / /\n"),
        ("an index of itself", "FROM a\nCOPY --from=0 / /\n"),
        ("nested substitutions", "FROM ${A:-${B:-${C:-${D}}}}\nENV A=${A:-${B:-$C}}\n"),
        ("open substitutions", "FROM ${\nENV A=${B:-\nLABEL ${C/\n"),
        ("triggers", "FROM a AS x\nONBUILD ONBUILD RUN y\nONBUILD RUN z\nFROM x\n"),
        (
            "a stage called scratch",
            "FROM a AS scratch\nFROM scratch AS scratch\nRUN --mount=type=cache,target=/c x\n",
        ),
        ("odd directives", "# escape=x\n# escape=`\n# check=error=maybe\nFROM a\n"),
    ];
    let list = list.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let list = list.chain([("a line of 60,000 characters".to_owned(), long_line)]);
    list.map(|(name, text)| Text { name, text }).collect()
}

/// A file of `stages` stages with ten lines each, such as people write them.
pub fn stages_of_ten_lines(stages: usize) -> String {
    let stage = |index: usize| {
        format!(
            "FROM node:24-alpine AS s{index}\nWORKDIR /app\nARG VERSION=1\nENV NAME=app-$VERSION\n\
             COPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\n\
             COPY . .\nRUN npm run build\nUSER node\nCMD [\"node\", \"server.js\"]\n"
        )
    };
    (0..stages).map(stage).collect()
}

/// A file of so many lines, so short that even 100,000 of them stay below the engine's limit of 1 MiB.
pub fn short_lines(lines: usize) -> String {
    format!("FROM a\n{}", "USER me\n".repeat(lines.saturating_sub(1)))
}

/// A file of twelve stages and about a hundred lines, with a build context of `files` files to go with it: sources, their
/// tests, and modules that `.dockerignore` leaves out.
pub fn twelve_stages(files: usize) -> Input {
    let stage = |index: usize| {
        format!(
            "FROM node:24-alpine AS s{index}\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\n\
             COPY src/part{index} ./src\nRUN rm -rf ./src/test\nUSER node\nCMD [\"node\", \"server.js\"]\n"
        )
    };
    let last = |index: usize| format!("COPY --from=s{index} /app/src /app/s{index}\n");
    let dockerfile: String =
        (0..11).map(stage).chain(["FROM alpine:3.22\n".to_owned()]).chain((0..11).map(last)).collect();
    let file = |index: usize| {
        let folder = match index % 3 {
            0 => "lib",
            1 => "test",
            _ => "node_modules/a",
        };
        let path = format!("src/part{}/{folder}/d{}/file{index}.js", index % 12, index % 40);
        ContextFile { path, size: Some(index as u64), text: None }
    };
    let manifest = ContextFile {
        path: "package.json".to_owned(),
        size: None,
        text: Some("{\"dependencies\": {\"express\": \"^5\"}}".to_owned()),
    };
    let ignore = "**/node_modules\n.git\n*.log\n!keep.log\n**/*.md\n";
    Input {
        dockerfile,
        dockerignore: Some(ignore.to_owned()),
        context: Some(Context::new((0..files).map(file).chain([manifest]).collect())),
        ..Input::default()
    }
}
