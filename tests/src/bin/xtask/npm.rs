//! `cargo xtask npm`: the npm package, built by wasm-pack, into `target/npm/`.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bundle;
use crate::tools::{self, Result};

/// The programs that build it, with the versions that they are pinned to. They are installed below `target/` when they are missing.
const TOOLS: [(&str, &str); 2] = [("wasm-pack", "0.15.1"), ("wasm-bindgen-cli", "0.2.130")];

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err("usage: cargo xtask npm".into());
    }
    println!("built {}", build()?.display());
    Ok(())
}

/// Runs the tests of the package, which use it from a fresh project. It is built from the libraries behind wasm-pack, which is not
/// installed for a test: that takes minutes.
pub(crate) fn test() -> Result<Command> {
    tools::prepare()?;
    let folder = tools::target().join("npm-test/stagescope");
    bundle::bind("stagescope-npm", "stagescope", &folder)?;
    let mut command = tools::program("node");
    command
        .args(["--test", "--test-reporter=tap", "tests/npm/package.test.mjs"])
        .env("STAGESCOPE_PACKAGE", pack(&folder)?)
        .env("STAGESCOPE_TSC", tools::bridge().join("node_modules/typescript/bin/tsc"));
    Ok(command)
}

/// Builds the package and gives the archive that is published.
fn build() -> Result<PathBuf> {
    tools::prepare()?;
    let bin = tools::installed_crates(&TOOLS)?;
    let folder = tools::target().join("npm/stagescope");
    tools::empty_folder(&folder)?;
    tools::run(
        tools::program(bin.join("wasm-pack"))
            .args(["build", "npm", "--target", "web", "--profile", "page", "--no-typescript", "--no-pack"])
            .args(["--mode", "no-install", "--out-name", "stagescope", "--out-dir"])
            .arg(&folder)
            .env("PATH", with_path(&bin)?)
            .env("CARGO_ENCODED_RUSTFLAGS", bundle::flags_of_rustc().join("\u{1f}"))
            .env("CARGO_TARGET_DIR", tools::target()),
    )?;
    // It would keep everything out of the archive.
    std::fs::remove_file(folder.join(".gitignore"))?;
    bundle::optimise(&folder.join("stagescope_bg.wasm"))?;
    pack(&folder)
}

/// Puts entry points, types and licences to what was compiled, and all of it into an archive beside the folder.
fn pack(folder: &Path) -> Result<PathBuf> {
    let source = tools::root().join("npm");
    for file in ["package.json", "README.md", "index.d.ts", "types.d.ts", "node.js", "browser.js"] {
        tools::write(&folder.join(file), tools::read(&source.join(file))?)?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        tools::write(&folder.join(licence), tools::read(&tools::root().join(licence))?)?;
    }
    tools::run(tools::npm().current_dir(folder).args(["pack", "--silent", "--pack-destination", ".."]))?;
    Ok(folder.with_file_name(format!("stagescope-{}.tgz", env!("CARGO_PKG_VERSION"))))
}

/// The search path with a folder in front.
fn with_path(first: &Path) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths([first.to_path_buf()].into_iter().chain(env::split_paths(&path)))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_agree() {
        let package = tools::read_text(&tools::root().join("npm/package.json")).unwrap();
        assert!(
            package.contains(&format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"))),
            "npm/package.json has another version"
        );
        let workspace = tools::read_text(&tools::root().join("Cargo.toml")).unwrap();
        let (_, bindgen) = TOOLS.into_iter().find(|(name, _)| *name == "wasm-bindgen-cli").unwrap();
        assert!(
            workspace.contains(&format!("wasm-bindgen = \"={bindgen}\"")),
            "the glue is made for another wasm-bindgen"
        );
    }
}
