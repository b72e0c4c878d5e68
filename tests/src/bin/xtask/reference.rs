//! The reference: a short page for each instruction, flag and concept, with an example that can be tried.
//!
//! `web/help.md` has what the editor explains at the pointer, `web/reference.md` what an example shows and the example.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use stagescope::assist::topics;

use crate::markdown::{self, escape};
use crate::site::link;
use crate::tools::{self, Result};

/// Which names belong to a part of the index.
type Wanted = fn(&str) -> bool;

/// One topic.
struct Topic {
    /// `COPY --from`
    name: String,
    /// What it is, as Markdown.
    help: String,
    /// What to look at in the example, as Markdown.
    about: String,
    /// The example.
    example: String,
}

/// What the editor explains, as HTML by its topic.
pub(crate) fn help() -> Result<Vec<u8>> {
    let texts: Map<String, Value> =
        topics_of_all()?.into_iter().map(|it| (it.name, Value::from(markdown::render(&it.help)))).collect();
    Ok(serde_json::to_vec(&texts)?)
}

/// What the examples show, and the examples, by their topic.
pub(crate) fn examples() -> Result<Vec<u8>> {
    let example = |it: Topic| (it.name, json!({ "about": markdown::render(&it.about), "code": it.example }));
    Ok(serde_json::to_vec(&topics_of_all()?.into_iter().map(example).collect::<Map<_, _>>())?)
}

/// Writes a page for each topic and their index below the folder of the site. `frame` puts a page around its title, what it is
/// about, and its body.
pub(crate) fn write_pages(site: &Path, frame: impl Fn(&str, &str, &str) -> Result<String>) -> Result<()> {
    let folder = site.join("reference");
    fs::create_dir_all(&folder)?;
    let all = topics_of_all()?;
    let about = "Each instruction, flag and concept of a Dockerfile in a few words, with an example that can be tried.";
    tools::write(&folder.join("index.html"), frame("Reference", about, &index(&all))?)?;
    for topic in &all {
        let about = topic.help.lines().next().unwrap_or_default().replace('`', "");
        tools::write(
            &folder.join(format!("{}.html", slug(&topic.name))),
            frame(&topic.name, &about, &body(topic))?,
        )?;
    }
    Ok(())
}

/// Every topic, in the order of a reference.
fn topics_of_all() -> Result<Vec<Topic>> {
    let (help, about) = (sections("web/help.md")?, sections("web/reference.md")?);
    let topics = topics();
    let text = |list: &[(String, String)], name: &str| {
        list.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone())
    };
    let topic = |name: &String| -> Result<Topic> {
        let missing = |file: &str| format!("{file} does not explain {name}");
        let help = text(&help, name).ok_or_else(|| missing("web/help.md"))?;
        let shown = text(&about, name).ok_or_else(|| missing("web/reference.md"))?;
        let (about, example) =
            shown.split_once("\n```dockerfile\n").ok_or_else(|| missing("web/reference.md"))?;
        let example = example.split("\n```").next().unwrap_or_default();
        Ok(Topic {
            name: name.clone(),
            help,
            about: about.trim().to_owned(),
            example: format!("{example}\n"),
        })
    };
    let strange = help.iter().chain(&about).find(|(name, _)| !topics.contains(name));
    match strange {
        Some((name, _)) => Err(format!("{name} is no topic of the editor").into()),
        None => topics.iter().map(topic).collect(),
    }
}

/// The sections of a file, by each of the names in their headings.
fn sections(file: &str) -> Result<Vec<(String, String)>> {
    let text = tools::read_text(&tools::root().join(file))?;
    let mut found = Vec::new();
    for section in text.split("\n## ").skip(1) {
        let (names, body) = section.split_once('\n').unwrap_or((section, ""));
        found.extend(names.split(", ").map(|name| (name.to_owned(), body.trim().to_owned())));
    }
    Ok(found)
}

/// The name of a page: `copy-from`.
fn slug(name: &str) -> String {
    let words = name.split(|ch: char| !ch.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

fn index(topics: &[Topic]) -> String {
    let mut body = "<h1>Reference</h1>\n<p>Each instruction, flag and concept in a few words, with an example that can be tried.</p>\n".to_owned();
    let parts: [(&str, Wanted); 4] = [
        ("Instructions", |name| !name.contains(' ') && name.chars().all(|ch| ch.is_ascii_uppercase())),
        ("Flags", |name| name.contains("--")),
        ("Mounts", |name| name.starts_with("mount ")),
        ("Concepts", |name| name.chars().all(|ch| ch.is_ascii_lowercase())),
    ];
    for (title, wanted) in parts {
        // Writing to a text cannot fail.
        let _ = write!(body, "<h2>{title}</h2>\n<ul class=\"topics\">");
        for topic in topics.iter().filter(|it| wanted(&it.name)) {
            let _ = write!(
                body,
                "<li><a href=\"{}.html\"><code>{}</code></a></li>",
                slug(&topic.name),
                escape(&topic.name)
            );
        }
        body.push_str("</ul>\n");
    }
    body
}

fn body(topic: &Topic) -> String {
    format!(
        "<h1><code>{}</code></h1>\n{}\n<h2>Example</h2>\n{}\n<pre class=\"plain\"><code>{}</code></pre>\n\
         <p><a class=\"try\" href=\"../{}\">Try it in the playground</a></p>\n<p><a href=\"./\">All of the reference</a></p>\n",
        escape(&topic.name),
        markdown::render(&topic.help),
        markdown::render(&topic.about),
        escape(&topic.example),
        link(&topic.example),
    )
}

#[cfg(test)]
mod tests {
    use stagescope::{Catalog, Input, analyze};

    use super::*;

    #[test]
    fn every_topic_of_the_editor_is_explained_and_no_other() {
        let texts: Map<String, Value> = serde_json::from_slice(&help().unwrap()).unwrap();
        assert_eq!(texts.len(), topics().len());
        assert!(texts["COPY --from"].as_str().unwrap().starts_with("<p>"));
    }

    #[test]
    fn every_example_shows_its_topic_and_is_built() {
        for Topic { name, about, example, .. } in topics_of_all().unwrap() {
            assert!(!about.is_empty(), "{name}");
            let input = Input { dockerfile: example.clone(), ..Input::default() };
            let stop = analyze(&input, &Catalog::bundled()).stop;
            // The one that only the labs version of the language has.
            assert_eq!(stop.is_some(), name == "RUN --device", "{name}: {stop:?}");
            let shown = match name.split_once(' ') {
                Some((_, flag)) => flag.to_owned(),
                None if name.chars().all(|ch| ch.is_ascii_uppercase()) => name.clone(),
                None => String::new(),
            };
            assert!(example.contains(&shown), "the example of {name} has no {shown}");
        }
    }

    #[test]
    fn every_topic_has_a_page_of_its_own_and_stands_in_the_index_once() {
        let all = topics_of_all().unwrap();
        let index = index(&all);
        let mut names: Vec<String> = all.iter().map(|it| slug(&it.name)).collect();
        for name in &names {
            assert_eq!(index.matches(&format!("\"{name}.html\"")).count(), 1, "{name}");
        }
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all.len());
        assert_eq!(slug("mount type=cache"), "mount-type-cache");
    }

    #[test]
    fn a_page_can_be_tried() {
        let all = topics_of_all().unwrap();
        let page = body(all.iter().find(|it| it.name == "scratch").unwrap());
        assert!(
            page.contains("<h2>Example</h2>") && page.contains("href=\"../#v=1&amp;d=t.FROM%20golang"),
            "{page}"
        );
    }
}
