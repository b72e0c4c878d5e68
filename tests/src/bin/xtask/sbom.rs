//! The software bill of materials of `dist`: what the three homes are made of, as `CycloneDX` 1.6. It comes from `Cargo.lock` and
//! `package-lock.json` alone, with neither a time nor a random number in it, so the same sources give the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value, json};

use crate::licences::{self, Part};
use crate::tools::{self, Result};

/// The file.
pub(crate) fn sbom() -> Result<String> {
    let cargo_lock = tools::read_text(&tools::root().join("Cargo.lock"))?;
    let package_lock: Value =
        serde_json::from_slice(&tools::read(&tools::bridge().join("package-lock.json"))?)?;
    let checksums = checksums(&cargo_lock);
    let mut components = Vec::new();
    for part in licences::crates()? {
        let checksum = checksums.get(&(part.0.as_str(), part.1.as_str()));
        components.push(component("cargo", &part, checksum.map(|hex| ("SHA-256", (*hex).to_owned()))));
    }
    for part in licences::packages()? {
        let locked = package_lock.get("packages").and_then(|it| it.get(format!("node_modules/{}", part.0)));
        let integrity = locked.and_then(|it| it.get("integrity")?.as_str());
        components.push(component("npm", &part, integrity.and_then(sha512)));
    }
    let document = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": "stagescope",
            "name": "stagescope",
            "version": env!("CARGO_PKG_VERSION"),
            "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        } },
        "components": components,
    });
    Ok(format!("{document:#}\n"))
}

fn component(ecosystem: &str, (name, version, licence): &Part, hash: Option<(&str, String)>) -> Value {
    let address = format!("pkg:{ecosystem}/{}@{version}", name.replace('@', "%40"));
    let (group, plain) =
        name.rsplit_once('/').map_or((None, name.as_str()), |(group, plain)| (Some(group), plain));
    let hashes = hash.map(|(algorithm, content)| json!([{ "alg": algorithm, "content": content }]));
    // Old manifests have a slash between licences of which one may be chosen.
    let licences = json!([{ "expression": licence.replace('/', " OR ") }]);
    let fields = [
        ("type", Some(json!("library"))),
        ("bom-ref", Some(json!(address))),
        ("group", group.map(|it| json!(it))),
        ("name", Some(json!(plain))),
        ("version", Some(json!(version))),
        ("hashes", hashes),
        ("licenses", Some(licences)),
        ("purl", Some(json!(address))),
    ];
    fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect::<Map<_, _>>().into()
}

/// The checksums of a `Cargo.lock`, by name and version.
fn checksums(lock: &str) -> BTreeMap<(&str, &str), &str> {
    let entry =
        |package| Some(((field(package, "name")?, field(package, "version")?), field(package, "checksum")?));
    lock.split("[[package]]").filter_map(entry).collect()
}

/// The value of a line such as `name = "yew"`.
fn field<'a>(package: &'a str, key: &str) -> Option<&'a str> {
    package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
}

/// The hexadecimal digits of an integrity such as `sha512-…`.
fn sha512(integrity: &str) -> Option<(&'static str, String)> {
    let bytes = BASE64.decode(integrity.strip_prefix("sha512-")?).ok()?;
    let mut hex = String::new();
    for byte in bytes {
        // Writing to a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Some(("SHA-512", hex))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_page_is_named_with_its_hash_and_its_licence() {
        let document: Value = serde_json::from_str(&sbom().unwrap()).unwrap();
        let components = document["components"].as_array().unwrap();
        for (address, digits) in [("pkg:cargo/yew@", 64), ("pkg:npm/%40codemirror/view@", 128)] {
            let it = components.iter().find(|it| it["purl"].as_str().unwrap().starts_with(address)).unwrap();
            assert_eq!(it["hashes"][0]["content"].as_str().unwrap().len(), digits, "{it}");
        }
        for it in components {
            assert!(it["hashes"].is_array(), "no hash: {it}");
            let licence = it["licenses"][0]["expression"].as_str().unwrap();
            assert!(!licence.contains('/') && !licence.contains("see its source"), "{it}");
        }
        assert!(!components.iter().any(|it| it["name"] == "esbuild" || it["name"] == "proptest"));
    }
}
