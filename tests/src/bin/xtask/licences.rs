//! The page about the site: its version, what it does with data, and the licences of all that is in it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::markdown::escape;
use crate::tools::{self, Result};

/// Name, version and licence.
pub(crate) type Part = (String, String, String);

const PRIVACY: &str = "<h2>Privacy</h2>\n<p>Stagescope runs in your browser alone. What you type is read by no server: the pages \
    load files from their own address and from nowhere else, and their content security policy lets the browser refuse \
    everything else. There are no cookies and no statistics. The site keeps your text in the storage of your browser, so \
    that it is there on the next visit, and its own files, so that it works without a network; clearing the data of the \
    site removes both.</p>\n";

/// The body of the page.
pub(crate) fn about() -> Result<String> {
    let mut body = format!(
        "<h1>About Stagescope</h1>\n<p>Version {}. It shows what a Dockerfile builds, before it is built. Its own licence is MIT \
         or Apache-2.0.</p>\n{PRIVACY}<h2>What it is made of</h2>\n",
        env!("CARGO_PKG_VERSION")
    );
    for (title, parts) in [("Rust", crates()?), ("JavaScript", packages()?)] {
        let _ = write!(
            body,
            "<h3>{title}</h3>\n<div class=\"wide\"><table><thead><tr><th>Package</th><th>Version</th><th>Licence</th></tr></thead><tbody>\n"
        );
        for (name, version, licence) in parts {
            let _ = writeln!(
                body,
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
                escape(&name),
                escape(&version),
                escape(&licence)
            );
        }
        body.push_str("</tbody></table></div>\n");
    }
    Ok(body)
}

/// What `cargo` links into the page, ours left out.
pub(crate) fn crates() -> Result<BTreeSet<Part>> {
    let mut command = tools::cargo();
    command.args([
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        "wasm32-unknown-unknown",
    ]);
    let output = command.output().map_err(|error| format!("cannot start cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(linked(&serde_json::from_slice(&output.stdout)?))
}

/// What the page's crate needs when it runs; what only builds or tests it is not in the page.
fn linked(metadata: &Value) -> BTreeSet<Part> {
    let list = |value: &Value, key: &str| of(value, key).as_array().cloned().unwrap_or_default();
    let (packages, nodes) = (list(metadata, "packages"), list(of(metadata, "resolve"), "nodes"));
    let start = packages.iter().find(|it| of(it, "name") == "stagescope-web").map(|it| of(it, "id").clone());
    let mut waiting: Vec<Value> = start.into_iter().collect();
    let mut seen: Vec<Value> = Vec::new();
    let mut parts = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if seen.contains(&id) {
            continue;
        }
        let package = packages.iter().find(|it| *of(it, "id") == id).unwrap_or(&Value::Null);
        let is_macro =
            list(package, "targets").iter().any(|it| list(it, "kind").contains(&"proc-macro".into()));
        let own = of(package, "source").is_null();
        let text = |key: &str| of(package, key).as_str().unwrap_or("see its source").to_owned();
        if !own && !is_macro {
            parts.insert((text("name"), text("version"), text("license")));
        }
        if !is_macro {
            let node = nodes.iter().find(|it| *of(it, "id") == id).unwrap_or(&Value::Null);
            let needed = list(node, "deps")
                .into_iter()
                .filter(|it| list(it, "dep_kinds").iter().any(|kind| of(kind, "kind").is_null()));
            waiting.extend(needed.map(|it| of(&it, "pkg").clone()));
        }
        seen.push(id);
    }
    parts
}

/// What npm puts into the scripts; what only builds or tests them is left out.
pub(crate) fn packages() -> Result<BTreeSet<Part>> {
    let lock: Value = serde_json::from_slice(&tools::read(&tools::bridge().join("package-lock.json"))?)?;
    Ok(bundled(&lock))
}

fn bundled(lock: &Value) -> BTreeSet<Part> {
    let text = |it: &Value, key: &str| of(it, key).as_str().unwrap_or("see its source").to_owned();
    let packages = of(lock, "packages").as_object().into_iter().flatten();
    packages
        .filter(|(_, it)| of(it, "dev") != true)
        .filter_map(|(path, it)| {
            Some((path.strip_prefix("node_modules/")?.to_owned(), text(it, "version"), text(it, "license")))
        })
        .collect()
}

fn of<'a>(value: &'a Value, key: &str) -> &'a Value {
    value.get(key).unwrap_or(&Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_page_has_its_licence() {
        let body = about().unwrap();
        for name in ["yew", "wasm-bindgen", "@codemirror/view"] {
            assert!(body.contains(&format!("<tr><td>{name}</td>")), "{name}");
        }
        for name in ["proptest", "esbuild", "stagescope", "syn"] {
            assert!(!body.contains(&format!("<tr><td>{name}</td>")), "{name}");
        }
        assert!(!body.contains("see its source"), "a part has no licence");
    }
}
