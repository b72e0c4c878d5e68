//! Data files: what the page loads when somebody asks for it, and not before. `web/bridge/src/data.ts` reads them.
//!
//! A file has a plain name, which the code uses, and lies at `data/<stem>-<hash>.<extension>` beside the script. The
//! offline file holds all of them.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use stagescope::assist::SENTENCES;

use crate::dist::named;
use crate::tools::{self, Result};
use crate::{lessons, markdown, messages, reference, rules};

/// The data files, by their plain names.
#[derive(Debug, Default)]
pub(crate) struct Data(Vec<(&'static str, Vec<u8>)>);

impl Data {
    /// Those of the page. A new one is added here, and asked for with `loadData(name)`.
    pub(crate) fn of_the_page() -> Result<Self> {
        let table = |name: &str| tools::read(&tools::root().join("crate/src/catalog").join(name));
        Ok(Self(vec![
            ("rules.json", rule_pages()?),
            ("help.json", reference::help()?),
            ("reference.json", reference::examples()?),
            ("lessons.txt", lessons::course()?),
            ("de.json", messages::translation("de")?),
            ("more-images.tsv", table("more-images.tsv")?),
            ("packages.tsv", table("packages.tsv")?),
            ("sentences.tsv", SENTENCES.into()),
        ]))
    }

    /// Plain names and contents.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.0.iter().map(|(name, content)| (*name, content.as_slice()))
    }

    /// Plain names, and the paths from the script.
    pub(crate) fn names(&self) -> Value {
        self.files()
            .map(|(name, content)| (name.to_owned(), Value::from(path(name, content))))
            .collect::<Map<_, _>>()
            .into()
    }

    /// Writes them below the folder of a script.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder.join("data"))?;
        self.files().try_for_each(|(name, content)| tools::write(&folder.join(path(name, content)), content))
    }
}

fn path(name: &str, content: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "txt"));
    format!("data/{}", named(stem, extension, content))
}

/// The page of each rule as HTML, by its id.
fn rule_pages() -> Result<Vec<u8>> {
    let page = |page: &stagescope::rules::RulePage| {
        (page.rule.meta.id.to_owned(), Value::from(markdown::render(page.docs)))
    };
    Ok(serde_json::to_vec(&rules::pages().into_iter().map(page).collect::<Map<_, _>>())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_file_is_named_after_its_content() {
        let data = Data(vec![("a.tsv", b"a".to_vec())]);
        assert_eq!(data.names().to_string(), r#"{"a.tsv":"data/a-ca978112ca.tsv"}"#);
    }

    #[test]
    fn every_rule_has_its_page() {
        let pages: Value = serde_json::from_slice(&rule_pages().unwrap()).unwrap();
        assert_eq!(pages.as_object().unwrap().len(), stagescope::rules::RULES.len());
        let page = pages["AptListsLeft"].as_str().unwrap();
        assert!(page.starts_with("<p><code>apt-get update</code> leaves"), "{page}");
    }
}
