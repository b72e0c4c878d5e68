//! `cargo xtask new-rule`: a rule's file, its registration, and tests that fail until the rule is written.

use std::path::Path;

use stagescope::diag::page_name;

use crate::tools::{self, Result};

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let [id] = args else { return Err("usage: cargo xtask new-rule PascalName".into()) };
    let file = file_name(id)?;
    let folder = tools::root().join("crate/src/rules");
    let path = folder.join(&file).with_extension("rs");
    if path.exists() {
        return Err(format!("{} is there already: choose another name", path.display()).into());
    }
    let registry = folder.join("mod.rs");
    let listed = with_entry(&tools::read_text(&registry)?, &file)?;
    tools::write(&path, template(id))?;
    tools::write(&registry, listed)?;
    format(&registry)?;
    println!("wrote {} and listed it in {}", path.display(), registry.display());
    println!(
        "its tests fail until you write the page, the tests and the check: `cargo test -p stagescope {file}`"
    );
    Ok(())
}

fn format(path: &Path) -> Result<()> {
    tools::run(tools::program("rustfmt").args(["--edition", "2024"]).arg(path))
}

/// `AptListsLeft` is in the file `apt_lists_left`.
fn file_name(id: &str) -> Result<String> {
    let is_pascal = id.starts_with(|first: char| first.is_ascii_uppercase())
        && id.len() > 1
        && id.chars().all(|char| char.is_ascii_alphanumeric());
    if !is_pascal {
        return Err(format!("{id} is no name for a rule: it has to look like AptListsLeft").into());
    }
    Ok(page_name(id).replace('-', "_"))
}

/// The source of the registry with one more file in its list, in alphabetical order.
fn with_entry(source: &str, file: &str) -> Result<String> {
    const START: &str = "\nregistry![";
    const END: &str = "];";
    let (before, rest) =
        source.split_once(START).ok_or("crate/src/rules/mod.rs has no list `registry![…];`")?;
    let (list, after) =
        rest.split_once(END).ok_or("the list `registry![…];` of crate/src/rules/mod.rs does not end")?;
    let mut files: Vec<&str> = list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if files.contains(&file) {
        return Err(format!("{file} is in the registry already").into());
    }
    files.push(file);
    files.sort_unstable();
    let list = files.join(",\n    ");
    Ok(format!("{before}{START}\n    {list},\n{END}{after}"))
}

fn template(id: &str) -> String {
    TEMPLATE.replace("RuleName", id)
}

const TEMPLATE: &str = r#"//! TEMPLATE: one line for readers of the source.

use super::RuleContext;

declare_rule! {
    /// TEMPLATE: the summary, in one line.
    ///
    /// ## Why it matters
    ///
    /// TEMPLATE: what it costs, with a figure and its source where there is one.
    ///
    /// ## Examples
    ///
    /// ```dockerfile,bad
    /// FROM alpine
    /// ```
    ///
    /// ```dockerfile,good
    /// FROM alpine
    /// ```
    RuleName {
        category: "size",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    // Ask the context; call `ctx.report` with a `Finding` for each place.
    let _ = ctx;
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn finds_it() {
        check(
            &RULE,
            "
FROM alpine
^^^^^^^^^^^ TEMPLATE: the message
",
        );
    }

    #[test]
    fn leaves_near_misses_alone() {
        check_none(&RULE, "FROM alpine\n");
        panic!("TEMPLATE: put two texts here that almost look like it");
    }
}
"#;

#[cfg(test)]
mod tests {
    use stagescope::rules::RULES;

    use super::*;

    #[test]
    fn a_file_is_named_after_its_rule() {
        assert_eq!(file_name("AptListsLeft").unwrap(), "apt_lists_left");
        for wrong in ["", "A", "aptLists", "Apt-Lists", "Ärger"] {
            assert!(file_name(wrong).is_err(), "{wrong}");
        }
        for rule in RULES {
            assert_eq!(file_name(rule.meta.id).unwrap(), rule.meta.page().replace('-', "_"));
        }
    }

    #[test]
    fn the_registry_stays_in_order() {
        let listed = with_entry("a\nregistry![\n];\nb", "dog").unwrap();
        assert_eq!(listed, "a\nregistry![\n    dog,\n];\nb");
        let listed = with_entry("a\nregistry![ant, dog];\nb", "cat").unwrap();
        assert_eq!(listed, "a\nregistry![\n    ant,\n    cat,\n    dog,\n];\nb");
        assert!(with_entry(&listed, "cat").is_err());
    }

    #[test]
    fn the_real_registry_takes_one_more() {
        let source = tools::read_text(&tools::root().join("crate/src/rules/mod.rs")).unwrap();
        assert!(with_entry(&source, "zebra").unwrap().contains("    zebra,\n];"));
    }
}
