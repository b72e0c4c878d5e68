//! What the commands share: paths, running programs, and fetching what a fresh machine lacks.

use std::env;
use std::error::Error;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Errors go to the person who runs the command, so each says what to do.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Something that a person has to install; the command ends with code 2.
#[derive(Debug)]
pub(crate) struct Missing(String);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Missing {}

fn missing(what: impl Into<String>) -> Box<dyn Error> {
    Box::new(Missing(what.into()))
}

const WASM: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: u32 = 20;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The folder of the npm packages and of the TypeScript.
pub(crate) fn bridge() -> PathBuf {
    root().join("web/bridge")
}

/// The cargo that runs this command.
pub(crate) fn cargo() -> Command {
    program(env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from))
}

/// `npm`, started in the folder of the packages.
pub(crate) fn npm() -> Command {
    let mut npm = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(bridge());
    npm
}

/// A program, started in the root of the repository and without standard input.
pub(crate) fn program(name: impl AsRef<Path>) -> Command {
    let mut command = Command::new(name.as_ref());
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs a program to its end; it is an error when it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| format!("cannot start {name}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed ({status}); see above").into()) }
}

/// What a program prints; `None` when it cannot be started or fails.
fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The `html` of `rules/index.html`.
pub(crate) fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Reads a file; the error names it.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()).into())
}

/// Reads a text file; the error names it.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).map_err(|_| format!("{} is no UTF-8 text", path.display()).into())
}

/// Writes a file; the error names it.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, content).map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}

/// Makes a folder that is there and empty.
pub(crate) fn empty_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(format!("cannot empty {}: {error}", path.display()).into());
        }
        _ => {}
    }
    fs::create_dir_all(path).map_err(|error| format!("cannot make {}: {error}", path.display()).into())
}

/// All files below a folder, sorted, as paths below it with `/` between their parts.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let entries =
        fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?.into_iter().map(|below| format!("{name}/{below}")));
        } else {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}

/// Node.js, the npm packages and the WebAssembly target are there afterwards.
pub(crate) fn prepare() -> Result<()> {
    need_node()?;
    need_packages()?;
    need_wasm_target()
}

fn need_node() -> Result<()> {
    let advice = format!("install Node.js {OLDEST_NODE} or newer, https://nodejs.org");
    let Some(version) = output(program("node").arg("--version")) else {
        return Err(missing(format!("Node.js is not here: {advice}")));
    };
    if major(&version).is_some_and(|major| major >= OLDEST_NODE) {
        Ok(())
    } else {
        Err(missing(format!("Node.js {version} is too old: {advice}")))
    }
}

/// The 20 of `v20.1.0`.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// npm leaves a note of what it has installed; when that is older than the lock file, it is out of date.
fn need_packages() -> Result<()> {
    let time = |path: PathBuf| fs::metadata(path).and_then(|data| data.modified()).ok();
    let installed = time(bridge().join("node_modules/.package-lock.json"));
    let locked = time(bridge().join("package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    println!("fetching the npm packages of web/bridge");
    if output(npm().arg("--version")).is_none() {
        return Err(missing("npm is not here: it comes with Node.js, https://nodejs.org"));
    }
    run(npm().args(["ci", "--no-audit", "--no-fund"]))
}

fn need_wasm_target() -> Result<()> {
    let folder = output(program("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    println!("adding the Rust target {WASM}");
    if output(program("rustup").arg("--version")).is_none() {
        let advice = "install rustup, https://rustup.rs, or add the target to your Rust by hand";
        return Err(missing(format!("the Rust target {WASM} is not here and neither is rustup: {advice}")));
    }
    run(program("rustup").args(["target", "add", WASM]))
}

/// The folder of programs from crates.io, each of the given version: they are installed below `target/` when they are missing.
pub(crate) fn installed_crates(crates: &[(&str, &str)]) -> Result<PathBuf> {
    let root = target().join("tools");
    for (name, version) in crates {
        // What cargo notes of its installations.
        let noted = read_text(&root.join(".crates.toml")).unwrap_or_default();
        if !noted.contains(&format!("\"{name} {version} ")) {
            println!("installing {name} {version} below {}", root.display());
            run(cargo().args(["install", name, "--version", version, "--locked", "--root"]).arg(&root))?;
        }
    }
    Ok(root.join("bin"))
}

/// The name of a Python 3 that can make environments.
pub(crate) fn python() -> Result<&'static str> {
    let can = |name: &&str| {
        output(program(name).args(["-c", "import ensurepip, sys; sys.exit(sys.version_info < (3, 9))"]))
            .is_some()
    };
    ["python3", "python"].into_iter().find(can).ok_or_else(|| {
        missing("Python 3.9 or newer with its module venv is not here: install it, https://www.python.org")
    })
}

/// The browser for the tests: what `STAGESCOPE_BROWSER` names, else one in the search path, else one that Playwright has
/// fetched.
pub(crate) fn browser() -> Result<PathBuf> {
    if let Some(named) = named_by("STAGESCOPE_BROWSER") {
        return named;
    }
    // The first has no windows of its own: with it the tests take two thirds of the time.
    let names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"];
    in_search_path(&names).or_else(of_playwright).ok_or_else(|| {
        missing(
            "there is no Chromium for the browser tests: `apt-get install chromium-headless-shell` (or chromium), or put \
             the path of a Chromium or Chrome into STAGESCOPE_BROWSER",
        )
    })
}

/// The Firefox for the tests: what `STAGESCOPE_FIREFOX` names, else one in the search path.
pub(crate) fn firefox() -> Result<PathBuf> {
    if let Some(named) = named_by("STAGESCOPE_FIREFOX") {
        return named;
    }
    in_search_path(&["firefox-esr", "firefox"]).ok_or_else(|| {
        missing(
            "there is no Firefox for the browser tests: `apt-get install firefox-esr`, or put the path of a Firefox into \
             STAGESCOPE_FIREFOX",
        )
    })
}

/// The file that a variable names, if it is set.
fn named_by(variable: &str) -> Option<Result<PathBuf>> {
    let named = PathBuf::from(env::var_os(variable)?);
    Some(if named.is_file() {
        Ok(named)
    } else {
        Err(missing(format!("{variable} names {}, which is no file", named.display())))
    })
}

fn in_search_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let file = |name: &&str| {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&name)).find(|file| file.is_file())
    };
    names.iter().find_map(file)
}

/// The newest Chromium in Playwright's folder.
fn of_playwright() -> Option<PathBuf> {
    let cache = Path::new(&env::var_os("HOME")?).join(".cache/ms-playwright");
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for entry in fs::read_dir(cache).ok()?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(number) = name.strip_prefix("chromium-").and_then(|number| number.parse().ok()) else {
            continue;
        };
        let files = ["chrome-linux64/chrome", "chrome-linux/chrome"].map(|file| entry.path().join(file));
        found.extend(files.into_iter().filter(|file| file.is_file()).map(|file| (number, file)));
    }
    found.into_iter().max().map(|(_, file)| file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20"), Some(20));
        assert_eq!(major(""), None);
    }
}
