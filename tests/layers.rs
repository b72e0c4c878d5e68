//! The layers of the engine and of the page: a file may name only what stands to its left.

use std::path::{Path, PathBuf};

use stagescope_tests::texts::root;

/// The engine's layers, lowest first.
const LAYERS: [&str; 11] =
    ["text", "catalog", "diag", "syntax", "stage", "eval", "plan", "rules", "report", "assist", "export"];

/// Names, punctuation and `::` of a source, without comments, strings and characters.
fn tokens(source: &str) -> Vec<String> {
    let chars: Vec<char> = source.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut list: Vec<String> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let ch = at(i);
        if ch == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if ch == '/' && at(i + 1) == '*' {
            while i < chars.len() && !(at(i) == '*' && at(i + 1) == '/') {
                i += 1;
            }
            i += 2;
        } else if ch == '"' {
            i += 1;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            i += 1;
            // Kept as a mark, so that `extern "C"` can be told from other uses of the word.
            list.push("\"".to_owned());
        } else if ch == '\'' && at(i + 1) == '\\' {
            i += 3;
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
        } else if ch == '\'' && at(i + 2) == '\'' {
            i += 3;
        } else if ch == 'r' && matches!(at(i + 1), '#' | '"') && raw_hashes(&chars, i + 1).is_some() {
            let hashes = raw_hashes(&chars, i + 1).unwrap_or_default();
            i += 2 + hashes;
            let closes = |from: usize| at(from) == '"' && (1..=hashes).all(|n| at(from + n) == '#');
            while i < chars.len() && !closes(i) {
                i += 1;
            }
            i += 1 + hashes;
            list.push("\"".to_owned());
        } else if ch.is_alphanumeric() || ch == '_' {
            let start = i;
            while at(i).is_alphanumeric() || at(i) == '_' {
                i += 1;
            }
            list.push(chars.get(start..i).unwrap_or_default().iter().collect());
        } else if ch == ':' && at(i + 1) == ':' {
            list.push("::".to_owned());
            i += 2;
        } else {
            if !ch.is_whitespace() {
                list.push(ch.to_string());
            }
            i += 1;
        }
    }
    list
}

/// The number of `#` before the quote of a raw string; `None` where there is no quote.
fn raw_hashes(chars: &[char], from: usize) -> Option<usize> {
    let hashes = chars.iter().skip(from).take_while(|ch| **ch == '#').count();
    (chars.get(from + hashes) == Some(&'"')).then_some(hashes)
}

fn is(tokens: &[String], at: usize, text: &str) -> bool {
    tokens.get(at).is_some_and(|token| token == text)
}

/// Adds the names at the top of the crate that the path at `at`, read inside `module`, goes through.
fn follow(tokens: &[String], mut at: usize, module: &[String], found: &mut Vec<String>) {
    let mut module = module.to_vec();
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("crate") => module.clear(),
            Some("super") => drop(module.pop()),
            Some("self") => {}
            Some("{") => {
                let mut depth = 0_usize;
                for (index, token) in tokens.iter().enumerate().skip(at) {
                    match token.as_str() {
                        "{" => depth += 1,
                        "}" => depth -= 1,
                        _ => {}
                    }
                    if depth == 0 {
                        return;
                    }
                    if depth == 1 && (token == "{" || token == ",") && !is(tokens, index + 1, "}") {
                        follow(tokens, index + 1, &module, found);
                    }
                }
                return;
            }
            Some(name) if module.is_empty() => return found.push(name.to_owned()),
            _ => return,
        }
        if !is(tokens, at + 1, "::") {
            return;
        }
        at += 2;
    }
}

/// The names at the top of the crate that a file of a module uses.
fn uses(source: &str, module: &[&str]) -> Vec<String> {
    let tokens = tokens(source);
    let file: Vec<String> = module.iter().map(|name| (*name).to_owned()).collect();
    // A block is the name of a module that is written in place, or nothing.
    let mut blocks: Vec<Option<String>> = Vec::new();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => {
                let is_module = at >= 2 && is(&tokens, at - 2, "mod");
                blocks.push(is_module.then(|| tokens.get(at - 1).cloned().unwrap_or_default()));
            }
            "}" => drop(blocks.pop()),
            "crate" | "super" if is(&tokens, at + 1, "::") && !(at > 0 && is(&tokens, at - 1, "::")) => {
                let here: Vec<String> = file.iter().chain(blocks.iter().flatten()).cloned().collect();
                follow(&tokens, at, &here, &mut found);
            }
            _ => {}
        }
    }
    found
}

/// What a file of the engine may not name, one sentence each.
fn violations(source: &str, module: &[&str]) -> Vec<String> {
    let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let Some(own) = module.first().and_then(|name| rank(name)) else {
        return vec![format!("{} is no layer", module.join("::"))];
    };
    let refuse = |name: String| match rank(&name) {
        Some(other) if other <= own => None,
        Some(_) => Some(format!("{} names {name}, which stands above it", module.join("::"))),
        None => Some(format!("{} names {name} at the top of the crate: name its layer", module.join("::"))),
    };
    uses(source, module).into_iter().filter_map(refuse).collect()
}

/// What a file of the page may not do.
fn page_violations(source: &str, file: &str) -> Vec<String> {
    let tokens = tokens(source);
    let mut list = Vec::new();
    let has_foreign = (0..tokens.len()).any(|at| is(&tokens, at, "extern") && is(&tokens, at + 1, "\""));
    if has_foreign && file != "bridge.rs" {
        list.push(format!("{file} has foreign functions: they belong to bridge.rs"));
    }
    let names_bridge = tokens.iter().any(|token| token == "bridge");
    if names_bridge && !["app.rs", "lib.rs", "parts.rs", "bridge.rs"].contains(&file) {
        list.push(format!("{file} names bridge: only app.rs and parts.rs do"));
    }
    list
}

/// Words that turn a text into markup or code. `trust.ts` alone may say them: it shows what the build wrote, and the browser holds the
/// rest of the page to that by Trusted Types.
const MARKUP: [&str; 16] = [
    "innerHTML",
    "outerHTML =",
    "insertAdjacentHTML",
    "document.write",
    "srcdoc",
    "createContextualFragment",
    "DOMParser",
    "setHTML",
    "eval(",
    "Function(",
    "from_html_unchecked",
    "VRaw",
    "inner_html",
    "outer_html",
    "insert_adjacent_html",
    "js_sys::eval",
];

fn markup(source: &str, file: &str) -> Vec<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let said: Vec<&str> =
        code.flat_map(|line| MARKUP.into_iter().filter(|word| line.contains(word))).collect();
    said.into_iter().map(|word| format!("{file} says {word}: only trust.ts does")).collect()
}

/// The files of a folder with this ending, by their path inside it.
fn files(folder: &Path, ending: &str) -> Vec<(PathBuf, String)> {
    let mut list = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(next).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                list.push((path.strip_prefix(folder).unwrap_or(&path).to_path_buf(), text));
            }
        }
    }
    list.sort();
    list
}

#[test]
fn layers_flow_one_way() {
    let files = files(&root().join("crate/src"), "rs");
    assert!(files.len() > 50, "the engine is found");
    let mut all = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path != Path::new("lib.rs")) {
        let name = path.with_extension("");
        let module: Vec<&str> =
            name.iter().filter_map(|part| part.to_str()).filter(|part| *part != "mod").collect();
        all.extend(violations(text, &module));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn only_the_bridge_has_foreign_functions_and_only_the_app_calls_it() {
    let files = files(&root().join("web/src"), "rs");
    assert!(files.len() > 10, "the page is found");
    let found: Vec<String> =
        files.iter().flat_map(|(path, text)| page_violations(text, path.to_str().unwrap())).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_text_becomes_markup_or_code() {
    let (rust, scripts) = (files(&root().join("web/src"), "rs"), files(&root().join("web/bridge/src"), "ts"));
    assert!(rust.len() > 10 && scripts.len() > 10, "the page is found");
    let others = rust.iter().chain(&scripts).filter(|(path, _)| path != Path::new("trust.ts"));
    let found: Vec<String> =
        others.flat_map(|(path, text)| markup(text, &path.display().to_string())).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert_eq!(markup("it.innerHTML = text;", "a.ts").len(), 1);
    assert_eq!(markup("// innerHTML is not used", "a.ts").len(), 0);
}

#[test]
fn made_up_violations_are_refused() {
    let bad = [
        ("use crate::plan::Build;", &["syntax", "parse"][..]),
        ("use crate::{text::Span, report::Report};", &["eval"]),
        ("use crate::{\n    text::{Span, Lines},\n    rules,\n};", &["stage"]),
        ("use super::super::plan::Build;", &["syntax", "parse"]),
        ("use super::{super::plan};", &["syntax", "parse"]),
        ("pub(in crate::report) fn a() {}", &["plan", "build"]),
        ("fn a() -> crate::report::Report {}", &["plan"]),
        ("mod tests { use super::super::report::Report; }", &["text"]),
        ("const A: char = '\"'; use crate::export::x;", &["text"]),
        ("use crate::analyze;", &["rules", "testing"]),
        ("use crate::text::Span;", &["strange"]),
    ];
    for (source, module) in bad {
        assert_eq!(violations(source, module).len(), 1, "{source}");
    }
    let foreign = "unsafe extern \"C\" { fn a(); }";
    assert_eq!(page_violations(foreign, "store.rs").len(), 1);
    assert_eq!(page_violations("use crate::bridge::copy;", "components/tabs.rs").len(), 1);
}

#[test]
fn what_is_allowed_is_not_refused() {
    let good = [
        ("use crate::text::Span;", &["syntax", "parse"][..]),
        ("// use crate::report::Report;", &["syntax"]),
        ("const A: &str = \"crate::report::x\"; const B: &str = r#\"crate::\"report\"#;", &["syntax"]),
        ("pub(crate) fn a<'a>(b: &'a str) {}", &["text"]),
        ("use super::report;", &["syntax", "parse"]),
        ("mod tests { use super::super::report; }", &["text", "go"]),
        ("use crate::report::{self, views::{StepView}};", &["export"]),
    ];
    for (source, module) in good {
        assert_eq!(violations(source, module), Vec::<String>::new(), "{source}");
    }
    assert!(page_violations("use crate::bridge::copy;", "app.rs").is_empty());
}
