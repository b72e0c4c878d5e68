//! The steps that turn the page's crate into files for a browser: cargo, wasm-bindgen, wasm-opt, esbuild.

use std::env;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use wasm_bindgen_cli_support::Bindgen;

use crate::data::Data;
use crate::dist;
use crate::tools::{self, Result};

/// The features that Rust's WebAssembly has by default, all of them in every browser of the last years. wasm-opt has to be
/// told: what the compiler notes of them is stripped. `--all-features` would let it write code that browsers refuse.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What wasm-opt does. Not its `-Oz`: that gives 8 % fewer bytes, and 4 % more once they are compressed, because it breaks up
/// what the compiler writes the same way each time.
const PASSES: [&str; 6] = [
    "--duplicate-function-elimination",
    "--remove-unused-module-elements",
    "--vacuum",
    "--optimize-instructions",
    "--precompute",
    "--memory-packing",
];

/// How large a function may be that is put into those that call it. The compiler's own figure where size counts most is 5.
const INLINING: &str = "-Cllvm-args=-inline-threshold=15";

/// The WebAssembly of the page and the JavaScript that loads it.
#[derive(Debug)]
pub(crate) struct Glue {
    /// What the page begins with.
    pub(crate) first: Wasm,
    /// What it loads after its first screen: see `web/src/parts.rs`.
    pub(crate) later: Wasm,
    /// Where wasm-bindgen put its JavaScript.
    script: PathBuf,
}

/// A part of the WebAssembly, optimised.
#[derive(Debug)]
pub(crate) struct Wasm {
    /// Its file name, after its content.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Wasm {
    /// Optimises a file, and reads it.
    fn of(file: &Path) -> Result<Self> {
        optimise(file)?;
        let bytes = tools::read(file)?;
        Ok(Self { name: dist::named("stagescope", "wasm", &bytes), bytes })
    }
}

/// Builds the WebAssembly of the page, in two parts.
pub(crate) fn build_wasm() -> Result<Glue> {
    let folder = tools::target().join("bindgen");
    // Where one function names another, for who moves them.
    let whole = compile("stagescope-web", &["-Clink-args=--emit-relocs"])?;
    tools::empty_folder(&folder)?;
    let first = folder.join("first.wasm");
    split(&whole, &first, &folder)?;
    // The element says where the wasm is: its name has a hash.
    bindgen(&first, "stagescope", &folder, false)?;
    Ok(Glue {
        first: Wasm::of(&folder.join("stagescope_bg.wasm"))?,
        later: Wasm::of(&folder.join("split_later.wasm"))?,
        script: folder.join("stagescope.js"),
    })
}

/// Cuts a WebAssembly at its split points: what it begins with goes to `first`, the later part and the script that loads it
/// into `folder`.
fn split(whole: &Path, first: &Path, folder: &Path) -> Result<()> {
    const LINK: &str = "parts.js";
    // The bridge knows where the part is, which has a hash in its name or lies in the offline file.
    const LOAD: &str = r#"() => {
    const src = fetch(new URL("./split_later.wasm", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}"#;
    let whole = tools::read(whole)?;
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = folder;
    options.main_out_path = first;
    let link_name = format!("./{LINK}");
    options.link_name = &link_name;
    options.main_module = "./stagescope.js";
    wasm_split_cli_support::transform(options).map_err(|error| format!("wasm-split: {error:#}"))?;
    let link = folder.join(LINK);
    let script = dist::replace(&tools::read_text(&link)?, LOAD, "() => startLater")?;
    tools::write(&link, format!("import {{ startLater }} from \"stagescope-bridge\";\n{script}"))
}

/// Compiles the library of a package to WebAssembly and puts it, optimised, with its JavaScript into an empty folder, as
/// `<stem>_bg.wasm` and `<stem>.js`. The script knows where the WebAssembly is: beside it.
pub(crate) fn bind(package: &str, stem: &str, folder: &Path) -> Result<()> {
    let library = compile(package, &[])?;
    tools::empty_folder(folder)?;
    bindgen(&library, stem, folder, true)?;
    optimise(&folder.join(format!("{stem}_bg.wasm")))
}

/// Compiles the library of a package to WebAssembly, with flags for it alone: what it needs is the same for all of them. Gives
/// where it is.
pub(crate) fn compile(package: &str, flags: &[&str]) -> Result<PathBuf> {
    let target = tools::target();
    let flags_of_all = format!("target.wasm32-unknown-unknown.rustflags={}", json!(flags_of_rustc()));
    tools::run(
        tools::cargo()
            .args(["rustc", "--package", package, "--lib", "--profile", "page"])
            .args(["--target", "wasm32-unknown-unknown", "--config", &flags_of_all, "--target-dir"])
            .arg(&target)
            .arg("--")
            .args(flags),
    )?;
    Ok(target.join(format!("wasm32-unknown-unknown/page/{}.wasm", package.replace('-', "_"))))
}

/// What rustc is told: to keep the builder's home directory out of the places that a panic names, and to put more functions
/// into those that call them than the smallest code would have.
pub(crate) fn flags_of_rustc() -> [String; 2] {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo"))).unwrap_or_default();
    [format!("--remap-path-prefix={}=cargo", home.join("registry/src").display()), INLINING.to_owned()]
}

/// Writes the JavaScript of a WebAssembly, and the WebAssembly that goes with it, into a folder.
///
/// One that is whole knows where it lies: beside its script. One of the parts does not, and shares its memory and tables.
fn bindgen(wasm: &Path, stem: &str, folder: &Path, is_whole: bool) -> Result<()> {
    Bindgen::new()
        .input_path(wasm)
        .out_name(stem)
        .web(true)?
        .typescript(false)
        .keep_lld_exports(!is_whole)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(!is_whole)
        .generate(folder)
        .map_err(|error| format!("wasm-bindgen: {error:#}").into())
}

/// Makes a WebAssembly smaller, in place.
pub(crate) fn optimise(wasm: &Path) -> Result<()> {
    tools::run(
        tools::program("node")
            .arg(tools::bridge().join("node_modules/binaryen/bin/wasm-opt"))
            .arg(wasm)
            .args(PASSES)
            .args(WASM_FEATURES)
            .arg("-o")
            .arg(wasm),
    )
}

/// Bundles one entry point of `web/bridge/src` with everything that it imports into one module script.
pub(crate) fn build_script(entry: &str, glue: &Glue, data: &Data) -> Result<String> {
    bundle(&[entry], glue, data, &Kept::default(), false)?;
    tools::read_text(&bundled(entry))
}

/// The scripts of the site and of the widget, and the parts of them that they share or load later.
#[derive(Debug)]
pub(crate) struct Scripts {
    /// What a page loads first.
    pub(crate) page: String,
    /// The same for the page in a frame.
    pub(crate) frame: String,
    /// The others: names after their content, which lie beside the first.
    pub(crate) chunks: Vec<(String, Vec<u8>)>,
    /// Names of those that the page cannot begin without.
    pub(crate) first: Vec<String>,
}

/// The same for the site and the widget, in parts: what an entry point asks for with `import()` is a file of its own.
pub(crate) fn build_scripts(glue: &Glue, data: &Data) -> Result<Scripts> {
    bundle(&["stagescope.ts", "frame.ts"], glue, data, &Kept::default(), true)?;
    let (page, frame) = (bundled("stagescope.ts"), bundled("frame.ts"));
    let mut chunks = Vec::new();
    for name in tools::files_below(&scripts())? {
        let path = scripts().join(&name);
        if path != page && path != frame {
            chunks.push((name, tools::read(&path)?));
        }
    }
    let first = needed(&serde_json::from_str(&tools::read_text(&parts())?)?);
    Ok(Scripts { page: tools::read_text(&page)?, frame: tools::read_text(&frame)?, chunks, first })
}

/// What esbuild writes of the parts: which of them needs which.
fn parts() -> PathBuf {
    tools::target().join("parts.json")
}

/// The parts that the page's entry and its runtime need, from what esbuild writes; what either loads when it is asked for is none.
fn needed(parts: &Value) -> Vec<String> {
    let Some(outputs) = parts["outputs"].as_object() else { return Vec::new() };
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let is_begun = |part: &Value| {
        let entry = part["entryPoint"].as_str().unwrap_or_default();
        entry.ends_with("/stagescope.ts") || entry.ends_with("/runtime.ts")
    };
    let mut found: Vec<&str> =
        outputs.iter().filter(|(_, it)| is_begun(it)).map(|(path, _)| &**path).collect();
    let mut at = 0;
    while let Some(path) = found.get(at) {
        let imports = outputs.get(*path).and_then(|it| it["imports"].as_array()).into_iter().flatten();
        let is_static = |it: &&Value| it["kind"] == "import-statement";
        let next: Vec<&str> = imports.filter(is_static).filter_map(|it| it["path"].as_str()).collect();
        found.extend(next.into_iter().filter(|it| !found.contains(it)).collect::<Vec<_>>());
        at += 1;
    }
    found.into_iter().map(name).collect()
}

/// Where esbuild writes to.
fn scripts() -> PathBuf {
    tools::target().join("scripts")
}

fn bundled(entry: &str) -> PathBuf {
    scripts().join(entry).with_extension("js")
}

/// What the service worker keeps.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// Files, as paths from the root of the site.
    pub(crate) files: Vec<String>,
    /// Differs when a file does.
    pub(crate) version: String,
}

/// Bundles the service worker.
pub(crate) fn build_worker(glue: &Glue, kept: &Kept) -> Result<String> {
    bundle(&["worker.ts"], glue, &Data::default(), kept, false)?;
    tools::read_text(&bundled("worker.ts"))
}

fn bundle(entries: &[&str], glue: &Glue, data: &Data, kept: &Kept, splits: bool) -> Result<()> {
    // Not the program esbuild: where it lies and whether Node runs it depends on the system. Its module is the same on all.
    // Style sheets become texts, minified.
    const BUNDLE: &str = "\
        import { build, transform } from 'esbuild';
        import { readFile, writeFile } from 'node:fs/promises';
        const sheets = { name: 'sheets', setup: (it) => it.onLoad({ filter: /\\.css$/ }, async ({ path }) => ({
            contents: (await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true })).code,
            loader: 'text',
        })) };
        const { metafile } = await build({ ...JSON.parse(process.argv[1]), plugins: [sheets] });
        await writeFile(process.argv[2], JSON.stringify(metafile));";
    let source = tools::bridge().join("src");
    tools::empty_folder(&scripts())?;
    let options = json!({
        "entryPoints": entries.iter().map(|it| source.join(it)).collect::<Vec<_>>(),
        "outdir": scripts(),
        "chunkNames": "stagescope-[hash]",
        "splitting": splits,
        "bundle": true,
        "metafile": true,
        "minify": true,
        "format": "esm",
        "target": "es2022",
        "charset": "utf8",
        "legalComments": "none",
        "logLevel": "warning",
        // wasm-bindgen names the bridge once for each function of it; all of them mean the same module.
        "logOverride": { "duplicate-object-key": "silent" },
        "alias": { "stagescope-bridge": source.join("bridge.ts"), "stagescope-web": glue.script },
        "define": {
            "__WASM__": json!({ "first": glue.first.name, "later": glue.later.name }).to_string(),
            "__DATA__": data.names().to_string(),
            "__FILES__": json!(kept.files).to_string(),
            "__VERSION__": json!(kept.version).to_string(),
        },
    });
    tools::run(
        tools::program("node")
            .current_dir(tools::bridge())
            .args(["--input-type=module", "--eval", BUNDLE])
            .arg(options.to_string())
            .arg(parts()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_loaded_when_asked_for_is_not_needed_first() {
        let import = |path: &str, kind: &str| json!({ "path": path, "kind": kind });
        let parts = json!({ "outputs": {
            "o/stagescope.js": { "entryPoint": "src/stagescope.ts", "imports": [import("o/a.js", "import-statement"), import("o/r.js", "dynamic-import")] },
            "o/a.js": { "imports": [import("o/b.js", "import-statement")] },
            "o/b.js": { "imports": [] },
            "o/r.js": { "entryPoint": "src/runtime.ts", "imports": [import("o/palette.js", "dynamic-import"), import("o/b.js", "import-statement")] },
            "o/palette.js": { "entryPoint": "src/palette.ts", "imports": [] },
        } });
        let mut needed = needed(&parts);
        needed.sort();
        assert_eq!(needed, ["a.js", "b.js", "r.js", "stagescope.js"]);
    }
}
