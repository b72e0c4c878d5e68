//! `cargo xtask bench`: the engine beside its peers natively, and the engine alone as WebAssembly under Node.js.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};
use stagescope::{Context, ContextFile};
use stagescope_tests::texts::{short_lines, stages_of_ten_lines, twelve_stages};
use wasm_bindgen_cli_support::Bindgen;

use crate::bundle;
use crate::tools::{self, Result};

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let as_json = match args {
        [] => false,
        [flag] if flag == "--json" => true,
        _ => return Err("usage: cargo xtask bench [--json]".into()),
    };
    tools::prepare()?;
    let mut native = tools::cargo();
    native.args(["bench", "--quiet", "--package", "stagescope-tests", "--bench", "engine", "--"]);
    if as_json {
        let output = native.arg("--json").output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        let native: Value = serde_json::from_slice(&output.stdout)?;
        println!("{:#}", json!({ "native": native, "wasm": wasm()? }));
        return Ok(());
    }
    tools::run(&mut native)?;
    let timed = wasm()?;
    let rows = |key: &str| timed.get(key).and_then(Value::as_array).into_iter().flatten();
    let figure = |row: &Value, key: &str| row.get(key).and_then(Value::as_f64).unwrap_or_default();
    println!("The whole analysis as WebAssembly, and all rules alone, median:");
    for row in rows("subjects") {
        let name = row.get("name").and_then(Value::as_str).unwrap_or_default();
        let (all, rules) = (figure(row, "ns") / 1e6, figure(row, "rules_ns") / 1e6);
        println!("  {name:<40}{all:>9.3} ms{rules:>9.3} ms");
    }
    println!("Growth as WebAssembly, median:");
    for row in rows("growth") {
        let lines = figure(row, "lines");
        let (parse, analyze) = (figure(row, "parse_ns_per_line"), figure(row, "analyze_ns_per_line"));
        println!("  {lines:>7} lines  reading {parse:>7.0} ns a line, analysis {analyze:>7.0} ns a line");
    }
    Ok(())
}

/// Medians of the engine under Node.js, compiled as for the page, as `time.cjs` gives them.
fn wasm() -> Result<Value> {
    let folder = tools::target().join("bench");
    let library = bundle::compile("stagescope-timed", &[])?;
    tools::empty_folder(&folder)?;
    Bindgen::new()
        .input_path(library)
        .nodejs(true)?
        .typescript(false)
        .generate(&folder)
        .map_err(|error| format!("wasm-bindgen: {error:#}"))?;
    let of_lines = [10, 100].map(|stages| {
        json!({ "name": format!("{} lines", stages * 10), "dockerfile": stages_of_ten_lines(stages) })
    });
    let of_files = [0, 2_000, 20_000].map(|files| {
        let input = twelve_stages(files);
        let line = |ContextFile { path, size, text }: &ContextFile| {
            let size = size.map(|size| size.to_string());
            let columns = [Some(path.clone()), Some(size.unwrap_or_default()), text.clone()];
            columns.into_iter().flatten().collect::<Vec<_>>().join("\t")
        };
        let listed: Vec<String> = input.context.iter().flat_map(Context::files).map(line).collect();
        json!({
            "name": format!("12 stages, 100 lines, {files} files"),
            "dockerfile": input.dockerfile,
            "dockerignore": input.dockerignore,
            "files": listed.join("\n"),
        })
    });
    let growth = [100, 1_000, 10_000, 100_000]
        .map(|lines| json!({ "lines": lines, "dockerfile": short_lines(lines) }));
    let subjects = of_lines.into_iter().chain(of_files).collect::<Value>();
    let asked = json!({ "subjects": subjects, "growth": growth });
    let mut timed = tools::program("node")
        .arg(tools::root().join("tests/benches/wasm/time.cjs"))
        .arg(folder.join("stagescope_timed.js"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    timed.stdin.take().ok_or("no standard input")?.write_all(asked.to_string().as_bytes())?;
    let output = timed.wait_with_output()?;
    if !output.status.success() {
        return Err("the benchmark of the WebAssembly failed".into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
