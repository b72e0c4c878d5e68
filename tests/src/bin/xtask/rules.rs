//! `cargo xtask rules`: what is known of every rule, as a table or as JSON.

use serde_json::{Value, json};
use stagescope::rules::{Example, PAGES, RulePage};
use stagescope::{Catalog, Input, analyze};

use crate::docs::severity;
use crate::tools::Result;

/// What a rule offers to do, by what the examples on its page get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FixClass {
    /// A fix that leaves the image as it is.
    Safe,
    /// A fix that a person has to look at.
    NeedsReview,
    /// Nothing.
    None,
}

impl FixClass {
    /// As the lists write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::NeedsReview => "needs-review",
            Self::None => "none",
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    match args {
        [] => {
            println!("{:<34}{:<22}{:<10}{:<14}also known as", "rule", "category", "severity", "fix");
            for page in pages() {
                let rule = page.rule.meta;
                println!(
                    "{:<34}{:<22}{:<10}{:<14}{}",
                    rule.id,
                    rule.category,
                    severity(rule.severity),
                    fix_class(page).name(),
                    rule.equivalents.join(", ")
                );
            }
            Ok(())
        }
        [flag] if flag == "--json" => {
            println!(
                "{}",
                serde_json::to_string_pretty(&pages().into_iter().map(entry).collect::<Vec<_>>())?
            );
            Ok(())
        }
        _ => Err("usage: cargo xtask rules [--json]".into()),
    }
}

/// All pages, by the names of their rules.
pub(crate) fn pages() -> Vec<&'static RulePage> {
    let mut pages = PAGES.to_vec();
    pages.sort_by_key(|page| page.rule.meta.id);
    pages
}

/// What is known of a rule.
pub(crate) fn entry(page: &RulePage) -> Value {
    let rule = page.rule.meta;
    json!({
        "id": rule.id,
        "category": rule.category,
        "severity": severity(rule.severity),
        "on": rule.on,
        "fix": fix_class(page).name(),
        "aliases": rule.equivalents,
        "summary": page.summary(),
    })
}

/// The best fix that a bad example of the page gets. Nothing is declared, so nothing can be declared wrongly.
pub(crate) fn fix_class(page: &RulePage) -> FixClass {
    let id = page.rule.meta.id;
    let mut class = FixClass::None;
    for example in bad_examples(page) {
        let Example { dockerfile, dockerignore } = example;
        let report = analyze(&Input { dockerfile, dockerignore, ..Input::default() }, &Catalog::bundled());
        for fix in report.diagnostics.iter().filter(|it| it.rule == id).flat_map(|it| &it.fixes) {
            if fix.safe {
                return FixClass::Safe;
            }
            class = FixClass::NeedsReview;
        }
    }
    class
}

/// The bad examples of the page, such that the rule speaks of them: one that waits to be asked is asked.
pub(crate) fn bad_examples(page: &RulePage) -> Vec<Example> {
    let rule = page.rule.meta;
    let mut examples = page.examples("bad");
    if !rule.on {
        for example in &mut examples {
            example.dockerfile.insert_str(0, &format!("# check=experimental={}\n", rule.id));
        }
    }
    examples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(id: &str, class: FixClass) {
        let page = pages().into_iter().find(|page| page.rule.meta.id == id).unwrap();
        assert_eq!(fix_class(page), class, "{id}");
    }

    #[test]
    fn the_class_of_a_fix_is_what_the_examples_get() {
        check("CopyFromIndex", FixClass::Safe);
        check("MaintainerDeprecated", FixClass::NeedsReview);
        check("BaseUntagged", FixClass::None);
    }

    #[test]
    fn an_entry_has_what_lists_ask_for() {
        let page = pages().into_iter().find(|page| page.rule.meta.id == "AptListsLeft").unwrap();
        let entry = entry(page);
        assert_eq!(entry["category"], "size");
        assert_eq!(entry["aliases"], json!(["hadolint DL3009"]));
        assert_eq!(entry["summary"], "`apt-get update` leaves its package lists in the layer.");
    }
}
