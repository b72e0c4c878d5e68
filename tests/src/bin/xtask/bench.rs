//! `cargo xtask bench`: the engine beside its peers natively, and the engine alone as WebAssembly under Node.js.

use serde_json::{Value, json};
use stagescope_tests::texts::stages_of_ten_lines;
use wasm_bindgen_cli_support::Bindgen;

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
    println!("The whole analysis as WebAssembly, with the report as JavaScript sees it, median:");
    for row in wasm()?.as_array().into_iter().flatten() {
        let figure = |key: &str| row.get(key).and_then(Value::as_f64).unwrap_or_default();
        println!("  {:>7} lines{:>13.3} ms", figure("lines"), figure("ns") / 1e6);
    }
    Ok(())
}

/// Medians of the export `analyze` under Node.js, as a list of `{lines, ns}`.
fn wasm() -> Result<Value> {
    let target = tools::target();
    tools::run(
        tools::cargo()
            .args(["build", "--quiet", "--package", "stagescope-npm"])
            .args(["--profile", "page", "--target", "wasm32-unknown-unknown"])
            .arg("--target-dir")
            .arg(&target),
    )?;
    let folder = target.join("bench");
    tools::empty_folder(&folder)?;
    Bindgen::new()
        .input_path(target.join("wasm32-unknown-unknown/page/stagescope_npm.wasm"))
        .nodejs(true)?
        .typescript(false)
        .generate(&folder)
        .map_err(|error| format!("wasm-bindgen: {error:#}"))?;
    let texts = [10, 100].map(|stages| (stages * 10, stages_of_ten_lines(stages)));
    let texts: Vec<Value> =
        texts.iter().map(|(lines, text)| json!({ "lines": lines, "text": text })).collect();
    let output = tools::program("node")
        .arg(tools::root().join("tests/benches/wasm.cjs"))
        .arg(folder.join("stagescope_npm.js"))
        .arg(Value::from(texts).to_string())
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
