//! `cargo xtask types`: `npm/types.d.ts`, the types of the report for JavaScript, from the structs of the engine.
//!
//! The sources are read line by line, as the formatter writes them. What this does not understand is an error; whether the
//! result is true is tested with reports of real Dockerfiles, by the TypeScript compiler.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::tools::{self, Result};

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err("usage: cargo xtask types".into());
    }
    tools::write(&path(), all()?)?;
    println!("wrote {}", path().display());
    Ok(())
}

fn path() -> PathBuf {
    tools::root().join("npm/types.d.ts")
}

/// The types of all files of the layer.
fn all() -> Result<String> {
    let folder = tools::root().join("crate/src/report");
    let mut text = String::from(
        "// Written by `cargo xtask types` from the structs in crate/src/report. Do not edit.\n\n\
         // Offsets are UTF-16 offsets in the Dockerfile; sizes are bytes.\n",
    );
    for file in tools::files_below(&folder)? {
        text.push_str(
            &types(&tools::read_text(&folder.join(&file))?).map_err(|error| format!("{file}: {error}"))?,
        );
    }
    Ok(text)
}

/// The types that a source has for JavaScript.
fn types(source: &str) -> std::result::Result<String, String> {
    let mut text = String::new();
    let (mut docs, mut attribute) = (Vec::new(), String::new());
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if let Some(doc) = line.strip_prefix("/// ") {
            docs.push(doc);
        } else if line.starts_with("#[") || (!attribute.is_empty() && line.starts_with([' ', ')'])) {
            attribute.push_str(line.trim());
        } else {
            let is_written = attribute.contains("derive(serde::Serialize)");
            if let Some(name) = line.strip_prefix("pub struct ").filter(|_| is_written) {
                structure(&mut text, name, &docs, &mut lines)?;
            } else if let Some(name) = line.strip_prefix("pub enum ").filter(|_| is_written) {
                enumeration(&mut text, name, &docs, &attribute, &mut lines)?;
            } else if is_written {
                return Err(format!("cannot read {line}"));
            }
            docs.clear();
            attribute.clear();
        }
    }
    Ok(text)
}

type Lines<'a> = std::str::Lines<'a>;

/// The members of a type, each with its documentation, up to the closing brace.
fn members<'a>(lines: &mut Lines<'a>) -> std::result::Result<Vec<(Vec<&'a str>, &'a str)>, String> {
    let (mut members, mut docs) = (Vec::new(), Vec::new());
    for line in lines.map(str::trim).take_while(|line| *line != "}") {
        if let Some(doc) = line.strip_prefix("/// ") {
            docs.push(doc);
        } else if line.starts_with("#[") {
            return Err(format!("cannot read {line}"));
        } else {
            members.push((std::mem::take(&mut docs), line.trim_end_matches(',')));
        }
    }
    Ok(members)
}

fn structure(
    text: &mut String,
    name: &str,
    docs: &[&str],
    lines: &mut Lines<'_>,
) -> std::result::Result<(), String> {
    document(text, docs, "");
    // Writing to a text cannot fail.
    let _ = writeln!(text, "export interface {name}");
    for (docs, member) in members(lines)? {
        document(text, &docs, "  ");
        let (name, kind) = member
            .strip_prefix("pub ")
            .and_then(|it| it.split_once(": "))
            .ok_or_else(|| format!("cannot read {member}"))?;
        let _ = writeln!(text, "  {}: {};", camel_case(name), kind_of(kind)?);
    }
    text.push_str("}\n");
    Ok(())
}

fn enumeration(
    text: &mut String,
    name: &str,
    docs: &[&str],
    attribute: &str,
    lines: &mut Lines<'_>,
) -> std::result::Result<(), String> {
    let mut choices = Vec::new();
    let mut notes: Vec<String> = docs.iter().map(|it| (*it).to_owned()).collect();
    for (docs, member) in members(lines)? {
        let (variant, content) = member.split_once('(').unwrap_or((member, ""));
        let word = format!("\"{}\"", camel_case(variant));
        notes.push(format!("- `{word}`: {}", docs.join(" ")));
        let key =
            |name: &str| attribute.split(&format!("{name} = \"")).nth(1).and_then(|it| it.split('"').next());
        choices.push(match (content.strip_suffix(')'), key("tag"), key("content")) {
            (None, None, None) => word,
            (Some(content), Some(tag), Some(key)) => {
                format!("{{ {tag}: {word}; {key}: {} }}", kind_of(content)?)
            }
            _ => return Err(format!("cannot read {member}")),
        });
    }
    let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
    document(text, &notes, "");
    let name = name.trim_end_matches(" {");
    let _ = writeln!(text, "export type {name} = {};", choices.join(" | "));
    Ok(())
}

/// A comment, with links of Rust as plain code.
fn document(text: &mut String, docs: &[&str], indent: &str) {
    if indent.is_empty() {
        text.push('\n');
    }
    let clean =
        |line: &str| line.replace("[`", "`").replace("`]", "`").replace("super::", "").replace("::", ".");
    if let [only] = docs {
        let _ = writeln!(text, "{indent}/** {} */", clean(only));
        return;
    }
    let _ = writeln!(text, "{indent}/**");
    for line in docs {
        let _ = writeln!(text, "{indent} * {}", clean(line));
    }
    let _ = writeln!(text, "{indent} */");
}

/// `LayerRow` and `layer_row` as serde's `camelCase`.
fn camel_case(name: &str) -> String {
    let mut text = String::new();
    let mut upper = false;
    for (at, ch) in name.chars().enumerate() {
        match ch {
            '_' => upper = true,
            _ if at == 0 => text.push(ch.to_ascii_lowercase()),
            _ if std::mem::take(&mut upper) => text.push(ch.to_ascii_uppercase()),
            _ => text.push(ch),
        }
    }
    text
}

/// A type of Rust as TypeScript has it.
fn kind_of(kind: &str) -> std::result::Result<String, String> {
    let inside = |name: &str| kind.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>');
    if let Some(item) = inside("Option") {
        return Ok(format!("{} | null", kind_of(item)?));
    }
    if let Some(item) = inside("Vec") {
        return Ok(format!("{}[]", kind_of(item)?));
    }
    if let Some((item, count)) =
        kind.strip_prefix('[').and_then(|it| it.strip_suffix(']')).and_then(|it| it.split_once("; "))
    {
        let count = count.parse().map_err(|_| format!("cannot read {kind}"))?;
        return Ok(format!("[{}]", vec![kind_of(item)?; count].join(", ")));
    }
    match kind {
        "String" | "&'static str" => Ok("string".to_owned()),
        "bool" => Ok("boolean".to_owned()),
        "u32" | "u64" | "i32" | "usize" | "f64" => Ok("number".to_owned()),
        _ if kind.starts_with(|ch: char| ch.is_ascii_uppercase())
            && kind.chars().all(char::is_alphanumeric) =>
        {
            Ok(kind.to_owned())
        }
        _ => Err(format!("cannot read the type {kind}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_types_are_up_to_date() {
        let current = tools::read_text(&path()).unwrap();
        assert!(current == all().unwrap(), "npm/types.d.ts is out of date: run `cargo xtask types`");
    }

    #[test]
    fn structs_and_enums() {
        let source = "/// A row.\n#[derive(Debug)]\n#[cfg_attr(feature = \"serde\", derive(serde::Serialize), serde(rename_all = \"camelCase\"))]\n\
                      pub struct Row {\n    /// Of [`Row`].\n    pub end_line: Option<u32>,\n    /// Two\n    /// lines.\n    pub kinds: [Kind; 2],\n}\n\n\
                      /// Not for JavaScript.\npub struct Other {\n    pub x: HashMap<u8, u8>,\n}\n\n\
                      /// Kind.\n#[cfg_attr(feature = \"serde\",\n    derive(serde::Serialize),\n    serde(tag = \"kind\", content = \"index\")\n)]\n\
                      pub enum Kind {\n    /// One.\n    OfStage(usize),\n}\n";
        let expected = "\n/** A row. */\nexport interface Row {\n  /** Of `Row`. */\n  endLine: number | null;\n  /**\n   * Two\n   * lines.\n   */\n  \
                        kinds: [Kind, Kind];\n}\n\n/**\n * Kind.\n * - `\"ofStage\"`: One.\n */\nexport type Kind = { kind: \"ofStage\"; index: number };\n";
        assert_eq!(types(source).unwrap(), expected);
        assert!(kind_of("HashMap<u8, u8>").is_err() && kind_of("u16").is_err());
    }
}
