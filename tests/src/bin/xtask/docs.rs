//! `cargo xtask docs`: `crate/RULES.md`, from the pages that stand in the rules.

use std::fmt::Write as _;
use std::path::PathBuf;

use stagescope::diag::Severity;
use stagescope::rules::{PAGES, RulePage};

use crate::tools::{self, Result};

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err("usage: cargo xtask docs".into());
    }
    tools::write(&path(), all_pages())?;
    println!("wrote {}: {} rules", path().display(), PAGES.len());
    Ok(())
}

fn path() -> PathBuf {
    tools::root().join("crate/RULES.md")
}

fn all_pages() -> String {
    pages(PAGES)
}

/// The index, then every page, both in alphabetical order.
fn pages(rules: &[&RulePage]) -> String {
    let mut rules = rules.to_vec();
    rules.sort_by_key(|page| page.rule.meta.id);
    let mut text = String::from(
        "<!-- Written by `cargo xtask docs` from the rules in crate/src/rules. Do not edit. -->\n\n# Rules\n\n\
         | rule | says | group | severity |\n| --- | --- | --- | --- |\n",
    );
    for page in &rules {
        let rule = page.rule.meta;
        let (id, summary, severity) = (rule.id, page.summary(), severity(rule.severity));
        // Writing to a text cannot fail.
        let _ = writeln!(
            text,
            "| [{id}](#{}) | {} | {} | {severity} |",
            id.to_ascii_lowercase(),
            summary.replace('|', "\\|"),
            rule.category
        );
    }
    for page in &rules {
        let rule = page.rule.meta;
        let _ = write!(text, "\n## {}\n\n", rule.id);
        let others = rule.equivalents.join(", ");
        let others = if others.is_empty() { others } else { format!(" · elsewhere: {others}") };
        let _ =
            write!(text, "{} · {}{others}\n\n{}", rule.category, severity(rule.severity), body(page.docs));
    }
    text
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
        Severity::Hint => "hint",
    }
}

/// A page under the heading of its rule: its own headings go one level down, and its examples say what they are in words,
/// since a tag such as `dockerfile,bad` is shown by nobody.
fn body(docs: &str) -> String {
    let mut text = String::new();
    let mut in_code = false;
    for line in docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        let fence = line.strip_prefix("```");
        match fence {
            Some("dockerfile,bad") => text.push_str("Found:\n\n```dockerfile"),
            Some("dockerfile,good") => text.push_str("Not found:\n\n```dockerfile"),
            _ if !in_code && line.starts_with('#') => {
                text.push('#');
                text.push_str(line);
            }
            _ => text.push_str(line),
        }
        in_code ^= fence.is_some();
        text.push('\n');
    }
    let text = text.trim_matches('\n');
    format!("{text}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_md_is_fresh() {
        let written = tools::read_text(&path()).unwrap_or_default();
        assert!(written == all_pages(), "RULES.md is stale, run `cargo xtask docs`");
    }

    #[test]
    fn a_page_stands_under_its_rule() {
        // The page of a rule that is there, with a text of its own.
        let apt = PAGES.iter().find(|page| page.rule.meta.id == "AptListsLeft").unwrap();
        let docs =
            " Package lists stay.\n\n ## Examples\n\n ```dockerfile,bad\n # a comment\n FROM a|b\n ```\n";
        let page = RulePage { docs, ..**apt };
        let text = pages(&[&page]);
        assert!(text.contains("| [AptListsLeft](#aptlistsleft) | Package lists stay. | size | info |\n"));
        assert!(text.ends_with(
            "\n## AptListsLeft\n\nsize · info · elsewhere: hadolint DL3009\n\nPackage lists stay.\n\n### Examples\n\n\
             Found:\n\n```dockerfile\n# a comment\nFROM a|b\n```\n"
        ));
    }
}
