//! The table of packages: `packages.json`, `ecosystems.json` and what we measured, as sorted rows.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::tools::Result;

/// Explains the rows that follow.
const HEADER: &str = "\
# What packages weigh once they are installed. Written by `cargo xtask catalog`. Do not edit. Sorted by key, columns
# separated by tabs, empty is unknown. The row of a whole section, which has no slash, has the day and the source of all
# its figures. The others:
#   apt/RELEASE/NAME   version; installed KiB of itself; installed KiB with what it needs on the minimal system; the same
#                      with what it recommends too; names of all that it needs, where known. A package that the minimal
#                      system has already has the first two only.
#   own/RELEASE/NAME   installed KiB of a package of Debian that several of the above bring along.
#   apk/RELEASE/NAME   the same: installed KiB of itself and with what it needs.
#   pip/NAMES          versions of the named packages; bytes without compiled files; bytes with them; names of all.
#   npm/NAMES          the same; the names of all are known only where nothing else is installed.
#   size/NAME          bytes; what they are.
";

/// Writes the table.
pub(super) fn table(packages: &str, more: &str, ecosystems: &str, measured: &str) -> Result<String> {
    let mut rows = BTreeMap::new();
    let packages: Value = serde_json::from_str(packages)?;
    let packages = &packages;
    let more: Value = serde_json::from_str(more)?;
    let more = &more;
    for (release, suite) in object(at(packages, "apt")) {
        let rest = at(at(more, "apt"), release);
        let all = object(at(suite, "packages")).chain(object(at(rest, "packages")));
        for (name, package) in all.filter(|(_, package)| !package.is_null()) {
            add(&mut rows, &format!("apt/{release}/{name}"), &apt(package, at(at(rest, "names"), name)))?;
        }
        for (name, kib) in object(at(rest, "sizes")) {
            add(&mut rows, &format!("own/{release}/{name}"), &[number(kib)])?;
        }
    }
    let words = format!("{}; some of them as of {}", text(at(packages, "source")), text(at(more, "date")));
    add(&mut rows, "apt", &section(at(packages, "date"), &Value::from(words)))?;
    for (release, suite) in object(at(packages, "apk")).filter(|(_, suite)| suite.is_object()) {
        let release = release.trim_start_matches("alpine ");
        for (name, package) in object(suite).filter(|(_, package)| at(package, "installed_kib").is_number()) {
            add(&mut rows, &format!("apk/{release}/{name}"), &apk(package))?;
        }
    }
    let apk = "installed sizes on docker-library/repo-info local pages of official images, summed";
    add(&mut rows, "apk", &section(at(packages, "date"), &Value::from(apk)))?;
    let ecosystems: Value = serde_json::from_str(ecosystems)?;
    let ecosystems = &ecosystems;
    let tools = at(ecosystems, "tools");
    for (name, tool, language) in [("pip", "pip", "python"), ("npm", "npm", "node")] {
        let words = format!(
            "an install measured with {tool} {} and {language} {} on {}",
            text(at(tools, tool)),
            text(at(tools, language)).trim_start_matches('v'),
            text(at(ecosystems, "host"))
        );
        add(&mut rows, name, &section(at(ecosystems, "date"), &Value::from(words)))?;
    }
    let measured: Value = serde_json::from_str(measured)?;
    let measured = &measured;
    let entries = array(at(ecosystems, "entries")).chain(array(at(measured, "installs")));
    for entry in entries.filter(|entry| *at(entry, "measured") == true) {
        let mut names: Vec<&str> = array(at(entry, "packages")).map(text).collect();
        names.sort_unstable();
        let key = format!("{}/{}", text(at(entry, "ecosystem")), names.join(" "));
        add(&mut rows, &key, &installed(entry, &names))?;
    }
    add(&mut rows, "size", &section(at(measured, "date"), at(measured, "source")))?;
    for size in array(at(measured, "sizes")) {
        let columns = [number(at(size, "bytes")), text(at(size, "what")).to_owned()];
        add(&mut rows, &format!("size/{}", text(at(size, "key"))), &columns)?;
    }
    let mut table = HEADER.to_owned();
    table.extend(rows.iter().map(|(key, columns)| format!("{key}\t{columns}\n")));
    Ok(table)
}

fn add(rows: &mut BTreeMap<String, String>, key: &str, columns: &[String]) -> Result<()> {
    if columns.iter().any(|column| column.contains(['\t', '\n'])) {
        return Err(format!("{key}: a column holds a tab or a line feed").into());
    }
    match rows.insert(key.to_owned(), columns.join("\t")) {
        Some(_) => Err(format!("{key} occurs twice").into()),
        None => Ok(()),
    }
}

fn section(date: &Value, source: &Value) -> Vec<String> {
    vec![text(date).to_owned(), text(source).to_owned()]
}

/// The columns of a package; `names` is all in its closure where its own row does not tell.
fn apt(package: &Value, names: &Value) -> Vec<String> {
    let mut columns = vec![text(at(package, "version")).to_owned(), number(at(package, "installed_kib"))];
    if *at(package, "in_base") == true {
        return columns;
    }
    for closure in [at(package, "no_recommends"), at(package, "with_recommends")] {
        columns.push(number(at(closure, "installed_kib")));
    }
    let own = array(at(at(package, "no_recommends"), "names")).map(text).collect::<Vec<_>>().join(" ");
    columns.push(if own.is_empty() { text(names).to_owned() } else { own });
    columns
}

fn apk(package: &Value) -> Vec<String> {
    let closure = at(package, "closure");
    let own = at(package, "installed_kib").as_f64().map(|kib| format!("{kib:.0}")).unwrap_or_default();
    let names = array(at(closure, "names")).map(text).collect::<Vec<_>>().join(" ");
    let empty = String::new;
    vec![empty(), own, number(at(closure, "installed_kib")), empty(), names]
}

fn installed(entry: &Value, names: &[&str]) -> Vec<String> {
    let plain = |name: &str| name.split('[').next().unwrap_or_default().to_owned();
    let version = |name: &&str| text(at(at(entry, "versions"), &plain(name))).to_owned();
    let versions: Vec<String> = names.iter().map(version).collect();
    let all: Vec<&str> = match at(entry, "packages_installed").as_u64() {
        Some(count) if count == names.len() as u64 => names.to_vec(),
        Some(_) => Vec::new(),
        None => object(at(entry, "versions")).map(|(name, _)| name).collect(),
    };
    let bytes = number(at(entry, "size_bytes"));
    let least = number(at(entry, "size_no_pyc_bytes"));
    let least = if least.is_empty() { bytes.clone() } else { least };
    vec![versions.join(" "), least, bytes, all.join(" ")]
}

/// A member of an object; `null` when there is none.
fn at<'v>(value: &'v Value, key: &str) -> &'v Value {
    value.get(key).unwrap_or(&Value::Null)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> String {
    value.as_u64().map(|number| number.to_string()).unwrap_or_default()
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn object(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}
