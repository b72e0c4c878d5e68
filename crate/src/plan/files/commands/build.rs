//! Compilers and build tools. They work inside their project, in their own caches, and where a flag sends their output.

use crate::plan::files::node::Totals;

use super::Call;

/// Whether the command is one of them.
pub(super) fn run(call: &mut Call<'_, '_>) -> bool {
    let command = call.command;
    let operands: Vec<String> = command.operand_texts().map(str::to_owned).collect();
    let first = operands.first().map(String::as_str).unwrap_or_default();
    match command.name() {
        "go" => go(call, first),
        "cargo" | "cargo-chef" | "rustup" | "cross" => cargo(call, first),
        "mvn" | "mvnw" => {
            cache(call, ".m2");
            project(call);
        }
        "gradle" | "gradlew" | "sbt" | "ant" | "lein" | "clojure" | "clj" => {
            for dir in [".gradle", ".m2", ".ivy2", ".sbt", ".cache", ".konan"] {
                cache(call, dir);
            }
            if let Some(home) = (call.env)("GRADLE_USER_HOME") {
                call.work.open_dir(&home, None);
            }
            project(call);
        }
        "dotnet" => {
            for dir in [".nuget", ".dotnet", ".local", ".templateengine"] {
                cache(call, dir);
            }
            project(call);
            if let Some(word) = command.flag_value(&["-o", "--output"]) {
                call.fill(&word.text);
            }
        }
        "gcc" | "g++" | "cc" | "c++" | "clang" | "clang++" | "rustc" | "javac" | "tsc" | "swiftc" | "ghc"
        | "nim" | "crystal" | "esbuild" => match command.flag_value(&["-o", "--output", "-d", "--outDir"]) {
            Some(word) if matches!(command.name(), "javac" | "tsc") => call.fill(&word.text),
            Some(word) => call.file(&word.text),
            None => call.open_here(),
        },
        "zig" => {
            cache(call, ".cache");
            if let Some(word) = command.flag_value(&["-p", "--prefix"]) {
                call.fill(&word.text);
            }
            match command
                .args()
                .iter()
                .find_map(|word| word.text.strip_prefix("-femit-bin=").map(str::to_owned))
            {
                Some(path) => call.file(&path),
                None => call.open_here(),
            }
        }
        "swift" | "stack" | "cabal" | "dart" | "flutter" | "mix" | "rebar3" | "elixir" | "deno" | "meson"
        | "ninja" | "cmake" | "configure" | "autogen.sh" | "autoreconf" | "bootstrap" | "vite"
        | "webpack" | "next" | "hugo" | "rails" | "rake" | "jar" | "jlink" | "nest" | "ng" | "phpize" => {
            for dir in [".cache", ".stack", ".cabal", ".mix", ".hex", ".pub-cache", ".deno"] {
                cache(call, dir);
            }
            let installs = operands.iter().any(|text| text == "install") || command.has_flag(&["--install"]);
            if installs {
                install(call);
            }
            project(call);
            let is_program = matches!(command.name(), "dart" | "deno") && first == "compile";
            if let Some(word) = command.flag_value(&["--output", "-o"]).filter(|_| is_program) {
                call.file(&word.text);
            } else if let Some(word) = command.flag_value(&["--output", "--destination"]) {
                call.fill(&word.text);
            }
        }
        "make" | "gmake" => {
            if operands.iter().any(|text| text.contains("install")) {
                install(call);
            } else if operands
                .iter()
                .any(|text| !text.contains('=') && !matches!(text.as_str(), "all" | "build" | "clean"))
            {
                return false;
            }
            project(call);
        }
        "strip" | "upx" => {
            for path in operands {
                call.file(&path);
            }
        }
        _ => return false,
    }
    true
}

fn cache(call: &mut Call<'_, '_>, name: &str) {
    let path = format!("{}/{name}", call.home());
    call.work.open_dir(&path, None);
}

/// The project that it works in.
fn project(call: &mut Call<'_, '_>) {
    let flags = ["-C", "-f", "--file", "-p", "--project-dir", "--directory", "-S", "-B"];
    let elsewhere = call.command.flag_value(&flags).filter(|_| call.command.name() != "dotnet");
    if let Some(path) = elsewhere.and_then(|word| call.path(&word.text)) {
        let is_file = matches!(path.rsplit('.').next(), Some("xml" | "gradle" | "kts" | "mk"));
        let dir = if is_file { path.rsplit_once('/').map_or("/", |(dir, _)| dir).to_owned() } else { path };
        if dir.len() > 1 {
            call.work.open_project(&dir, None);
        }
    }
    call.open_here();
}

/// Where `install` goes by custom.
fn install(call: &mut Call<'_, '_>) {
    for path in ["/usr", "/etc", "/lib", "/opt", "/var"] {
        call.work.open_dir(path, None);
    }
    let places = call.command.args().iter().filter_map(|word| {
        let (name, value) = word.text.split_once('=')?;
        matches!(name, "DESTDIR" | "PREFIX" | "prefix" | "--prefix").then(|| value.to_owned())
    });
    let places: Vec<String> = places.collect();
    if places.is_empty() {
        call.fill("/usr/local");
    }
    for place in places {
        call.fill(&place);
    }
}

fn go(call: &mut Call<'_, '_>, first: &str) {
    let home = (call.env)("GOPATH").unwrap_or_else(|| "/go".to_owned());
    cache(call, ".cache");
    match first {
        "build" | "test" => {
            call.work.open_dir(&home, None);
            match call.command.flag_value(&["-o"]) {
                Some(word) if word.text.ends_with('/') => call.fill(&word.text),
                Some(word) => {
                    let is_dir =
                        call.path(&word.text).is_some_and(|path| call.work.now.dir_at(&path).is_some());
                    if is_dir {
                        call.fill(&word.text);
                    } else {
                        call.file(&word.text);
                    }
                }
                None if first == "test" => {}
                None => call.open_here(),
            }
        }
        "generate" | "mod" | "get" | "work" | "vet" | "tool" | "run" => {
            call.work.open_dir(&home, Some(Totals::unknown()));
            if first != "mod" || call.command.operand_texts().nth(1) != Some("download") {
                call.open_here();
            }
        }
        _ => {
            let bin = (call.env)("GOBIN").unwrap_or_else(|| format!("{home}/bin"));
            call.work.open_dir(&home, None);
            call.fill(&bin);
        }
    }
}

fn cargo(call: &mut Call<'_, '_>, first: &str) {
    let home = (call.env)("CARGO_HOME").unwrap_or_else(|| "/usr/local/cargo".to_owned());
    call.work.open_dir(&home, None);
    for path in ["/usr/local/rustup", "/usr/local/cargo"] {
        call.work.open_dir(path, None);
    }
    cache(call, ".cargo");
    cache(call, ".rustup");
    if call.command.name() == "rustup" {
        return;
    }
    if first == "install" {
        let place = call.command.flag_value(&["--root"]).map_or(home, |word| word.text.into());
        call.fill(&place);
        return;
    }
    let target = call
        .command
        .flag_value(&["--target-dir"])
        .map(|word| String::from(word.text))
        .or_else(|| (call.env)("CARGO_TARGET_DIR"));
    if let Some(target) = target {
        call.fill(&target);
    }
    call.open_here();
}
