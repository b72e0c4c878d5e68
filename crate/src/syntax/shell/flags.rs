//! Which flags of which program take the next word, so that a value is never taken for an operand.

use crate::syntax::Word;
use crate::syntax::command::{SimpleCommand, flags_of};
use crate::text::Span;

/// Flags of programs that take the next word.
const VALUED_FLAGS: [(&str, &[&str]); 54] = [
    ("apt-get", APT),
    ("apt", APT),
    ("aptitude", APT),
    (
        "apk",
        &["-t", "--virtual", "-X", "--repository", "-p", "--root", "--cache-dir", "--arch", "--keys-dir"],
    ),
    ("dnf", RPM),
    ("yum", RPM),
    ("microdnf", RPM),
    ("tdnf", RPM),
    ("zypper", &["-r", "--repo", "-R", "--root", "-t", "--type"]),
    (
        "npm",
        &[
            "-C",
            "--prefix",
            "--registry",
            "--loglevel",
            "--omit",
            "--include",
            "--cache",
            "-w",
            "--workspace",
        ],
    ),
    ("yarn", &["--cwd", "--registry", "--network-timeout", "--cache-folder", "--modules-folder"]),
    ("pnpm", &["-C", "--dir", "-F", "--filter", "--reporter", "--store-dir"]),
    (
        "go",
        &["-C", "-o", "-ldflags", "-gcflags", "-asmflags", "-tags", "-mod", "-buildmode", "-p", "-pkgdir"],
    ),
    ("mvn", MAVEN),
    ("mvnw", MAVEN),
    ("gradle", GRADLE),
    ("gradlew", GRADLE),
    ("pip", PIP),
    ("pip3", PIP),
    ("pipx", PIP),
    ("uv", UV),
    ("poetry", &["-C", "--directory", "-P", "--project", "--only", "--without", "--with", "-E", "--extras"]),
    ("pipenv", &["--python", "--categories"]),
    ("cargo", CARGO),
    (
        "dotnet",
        &[
            "-c",
            "--configuration",
            "-o",
            "--output",
            "-f",
            "--framework",
            "-r",
            "--runtime",
            "-v",
            "-s",
            "--source",
        ],
    ),
    ("composer", &["-d", "--working-dir"]),
    ("bundle", &["--without", "--with", "--gemfile", "--path", "-j", "--jobs"]),
    ("gem", &["-v", "--version", "-n", "--bindir", "-i", "--install-dir", "-s", "--source"]),
    ("conda", &["-c", "--channel", "-n", "--name", "-p", "--prefix", "-f", "--file"]),
    ("mamba", &["-c", "--channel", "-n", "--name", "-p", "--prefix", "-f", "--file"]),
    ("curl", CURL),
    (
        "wget",
        &[
            "-O",
            "--output-document",
            "-o",
            "-a",
            "-P",
            "--directory-prefix",
            "-t",
            "--tries",
            "-T",
            "-U",
            "--header",
        ],
    ),
    ("tar", &["-C", "--directory", "-f", "--file", "--exclude", "-I", "-T"]),
    ("unzip", &["-d", "-x"]),
    ("git", &["-C", "-c", "-b", "--branch", "--depth", "-o", "--origin", "--filter"]),
    ("mkdir", &["-m", "--mode"]),
    ("cp", &["-t", "--target-directory"]),
    ("mv", &["-t", "--target-directory"]),
    ("ln", &["-t", "--target-directory"]),
    ("install", &["-m", "--mode", "-o", "--owner", "-g", "--group", "-t", "--target-directory"]),
    ("make", &["-C", "--directory", "-f", "--file", "-I"]),
    (
        "cmake",
        &["-S", "-B", "-G", "-D", "-t", "--target", "--install-prefix", "--prefix", "--build", "--config"],
    ),
    ("gcc", CC),
    ("cc", CC),
    ("clang", CC),
    ("g++", CC),
    ("clang++", CC),
    ("c++", CC),
    ("tsc", &["--outDir", "-p", "--project", "--target", "--module"]),
    (
        "useradd",
        &[
            "-u",
            "--uid",
            "-g",
            "--gid",
            "-G",
            "--groups",
            "-d",
            "--home-dir",
            "-s",
            "--shell",
            "-c",
            "--comment",
        ],
    ),
    (
        "adduser",
        &["-u", "--uid", "-h", "--home", "-s", "--shell", "-G", "--ingroup", "-g", "--gid", "--gecos"],
    ),
    ("su", &["-c", "-s", "-g"]),
    ("venv", &["--prompt"]),
    ("virtualenv", &["-p", "--python"]),
];
const APT: &[&str] =
    &["-o", "--option", "-t", "--target-release", "--default-release", "-c", "--config-file"];
const RPM: &[&str] =
    &["-c", "--enablerepo", "--disablerepo", "--releasever", "--installroot", "-x", "--exclude", "--setopt"];
const MAVEN: &[&str] = &["-f", "--file", "-P", "-s", "--settings", "-pl", "--projects", "-T", "--threads"];
const GRADLE: &[&str] = &["-p", "--project-dir", "-g", "--gradle-user-home", "-x", "--exclude-task"];
const PIP: &[&str] = &[
    "-r",
    "--requirement",
    "-c",
    "--constraint",
    "-e",
    "--editable",
    "-i",
    "--index-url",
    "--extra-index-url",
    "-t",
    "--target",
    "--prefix",
    "--root",
    "-f",
    "--find-links",
    "--timeout",
    "--retries",
    "--trusted-host",
    "--cache-dir",
    "--proxy",
    "--only-binary",
    "--no-binary",
    "--platform",
    "--python-version",
    "-w",
    "--wheel-dir",
    "-d",
    "--dest",
];
const UV: &[&str] = &[
    "-r",
    "--requirement",
    "-c",
    "--constraint",
    "-e",
    "--editable",
    "-p",
    "--python",
    "--index-url",
    "--extra-index-url",
    "--target",
    "--prefix",
    "--extra",
    "--group",
    "--directory",
    "--project",
    "--cache-dir",
];
const CARGO: &[&str] = &[
    "--target",
    "--target-dir",
    "--manifest-path",
    "-p",
    "--package",
    "--bin",
    "--root",
    "-F",
    "--features",
    "--profile",
    "--version",
    "--git",
    "--tag",
    "--branch",
    "--rev",
    "-j",
    "--jobs",
    "--path",
];
const CURL: &[&str] = &[
    "-o",
    "--output",
    "-H",
    "--header",
    "-d",
    "--data",
    "-X",
    "--request",
    "-u",
    "--user",
    "-A",
    "--user-agent",
    "-e",
    "-m",
    "--max-time",
    "--connect-timeout",
    "--retry",
    "--retry-delay",
    "--retry-max-time",
    "-T",
    "-F",
    "--cacert",
    "-x",
    "--proxy",
    "-w",
    "--write-out",
    "--proto",
    "--output-dir",
];
const CC: &[&str] = &["-o", "-I", "-L", "-l", "-x", "-D", "-include"];

/// Programs that read `-abc` as `-a -b -c`; the flags of others may be words behind one dash.
const CLUSTERS: [&str; 12] =
    ["curl", "wget", "tar", "unzip", "mkdir", "cp", "mv", "ln", "install", "useradd", "apt-get", "rm"];

/// How a program reads its flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::syntax) struct Reading {
    /// The flags that take the next word.
    valued: &'static [&'static str],
    /// Whether `-abc` is `-a -b -c`.
    clusters: bool,
}

impl Reading {
    /// That of a program, by its name without a path.
    pub(in crate::syntax) fn of(program: &str) -> Self {
        let valued = flags_of(&VALUED_FLAGS, program).unwrap_or_default();
        Self { valued, clusters: CLUSTERS.contains(&program) }
    }

    /// Whether the word behind a flag is its value.
    fn takes_next(self, flag: &str) -> bool {
        self.valued.contains(&flag) || self.ends_in_valued(flag)
    }

    /// Whether a cluster ends in a letter that takes the next word: `-xzf`.
    fn ends_in_valued(self, text: &str) -> bool {
        let is_cluster = self.clusters && text.len() > 2 && !text.starts_with("--") && text.starts_with('-');
        // A letter that takes a value takes what is left of the word, if anything is.
        is_cluster && {
            let takes =
                |letter: char| self.valued.iter().any(|flag| flag.len() == 2 && flag.ends_with(letter));
            text.chars().skip(1).position(takes).is_some_and(|at| at + 2 == text.chars().count())
        }
    }

    /// Whether more may stand right behind a flag in the same word: `-o/x`.
    fn glues(self, name: &str) -> bool {
        self.clusters && name.len() == 2 && name != "--"
    }

    /// Whether a word gives a flag: `--name`, `--name=value`, or a letter of a cluster such as `-fsSL`.
    fn gives(self, text: &str, name: &str) -> bool {
        let Some(rest) = text.strip_prefix(name) else {
            let letter = name.strip_prefix('-').filter(|letter| letter.len() == 1 && *letter != "-");
            return self.clusters
                && letter.is_some_and(|letter| {
                    text.len() > 2
                        && text.starts_with('-')
                        && !text.starts_with("--")
                        && text.contains(letter)
                });
        };
        rest.is_empty() || rest.starts_with('=') || self.glues(name)
    }
}

impl SimpleCommand {
    /// The words behind the program that are no flags and no values of flags.
    pub fn operands(&self) -> impl Iterator<Item = &Word> {
        let reading = self.reading;
        let mut is_value = false;
        let mut only_operands = false;
        self.args().iter().filter(move |word| {
            let text = word.text.as_str();
            if only_operands {
                return true;
            }
            only_operands = text == "--";
            let counts = !is_value && (!text.starts_with('-') || text == "-");
            is_value = !is_value && reading.takes_next(text);
            counts
        })
    }

    /// The texts of the operands.
    pub fn operand_texts(&self) -> impl Iterator<Item = &str> {
        self.operands().map(|word| word.text.as_str())
    }

    /// Whether one of these flags is given: `--name`, `--name=value`, or a letter of a cluster such as `-fsSL`.
    pub fn has_flag(&self, names: &[&str]) -> bool {
        let reading = self.reading;
        self.args().iter().any(|word| names.iter().any(|name| reading.gives(&word.text, name)))
    }

    /// The value of one of these flags, of the last where several are given: `-o X`, `-oX`, `--output X`, `--output=X`.
    pub fn flag_value(&self, names: &[&str]) -> Option<Word> {
        let reading = self.reading;
        let args = self.args();
        let mut found = None;
        let mut is_value = false;
        for (at, word) in args.iter().enumerate() {
            let text = word.text.as_str();
            if std::mem::take(&mut is_value) {
                continue;
            }
            is_value = reading.takes_next(text);
            let ends_in_valued = reading.ends_in_valued(text);
            for name in names {
                let letter = name.strip_prefix('-').filter(|letter| letter.len() == 1);
                if text == *name || ends_in_valued && letter.is_some_and(|letter| text.ends_with(letter)) {
                    found = args.get(at + 1).cloned();
                    continue;
                }
                let rest = text.strip_prefix(name);
                let value = rest
                    .and_then(|rest| rest.strip_prefix('=').or_else(|| reading.glues(name).then_some(rest)));
                if let Some(value) = value {
                    found = Some(tail(word, value));
                }
            }
        }
        found
    }
}

/// The end of a word as a word.
fn tail(word: &Word, text: &str) -> Word {
    let end = word.span.end as usize;
    // Where quotes stand in between, the place is that of the whole word.
    let is_plain = word.span.end as usize - word.span.start as usize == word.text.len();
    let span = if is_plain { Span::new(end - text.len(), end) } else { word.span };
    Word { text: text.into(), span }
}

#[cfg(test)]
mod tests {
    use crate::syntax::command::{SimpleCommand, commands};
    use crate::syntax::parse;

    fn read(text: &str) -> SimpleCommand {
        let source = format!("RUN {text}\n");
        let file = parse(&source);
        commands(&file, &file.instructions[0]).remove(0)
    }

    fn operands(text: &str) -> Vec<String> {
        read(text).operand_texts().map(str::to_owned).collect()
    }

    #[test]
    fn values_are_no_operands() {
        assert_eq!(operands("go build -ldflags '-s -w' -o /app ./cmd"), ["build", "./cmd"]);
        assert_eq!(operands("curl -fsSLo /x --retry 3 https://a/b"), ["https://a/b"]);
        assert_eq!(operands("tar -xzf a.tgz -C /opt bin"), ["bin"]);
        assert_eq!(operands("pip install -r a.txt --target=/x flask"), ["install", "flask"]);
        assert_eq!(operands("rm -rf -- -x"), ["-x"]);
        assert_eq!(operands("cat -"), ["-"]);
    }

    #[test]
    fn flags_and_their_values() {
        let value = |text: &str, names: &[&str]| read(text).flag_value(names).map(|word| word.text);
        assert_eq!(value("go build -o /app .", &["-o"]).as_deref(), Some("/app"));
        assert_eq!(value("curl -fsSLo /x u", &["-o", "--output"]).as_deref(), Some("/x"));
        assert_eq!(value("curl -o/x u", &["-o", "--output"]).as_deref(), Some("/x"));
        assert_eq!(value("curl --output=/x u", &["-o", "--output"]).as_deref(), Some("/x"));
        assert_eq!(value("tar -xzf a -C/opt", &["-C"]).as_deref(), Some("/opt"));
        assert_eq!(value("curl -H -o u", &["-o"]), None, "the value of another flag");
        assert_eq!(value("go build -overlay x", &["-o"]), None, "another flag");
        assert!(read("curl -fsSL u").has_flag(&["-f", "--fail"]));
        assert!(read("curl --fail u").has_flag(&["-f", "--fail"]));
        assert!(!read("curl --form u").has_flag(&["-f", "--fail"]));
        assert!(!read("go build -v").has_flag(&["-f"]));
        let source = "RUN curl --output=/x u\n";
        let file = parse(source);
        let command = commands(&file, &file.instructions[0]).remove(0);
        assert_eq!(command.flag_value(&["--output"]).unwrap().span.of(source), "/x");
    }
}
