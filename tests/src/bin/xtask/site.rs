//! The pages of the site that need no script: the rules and their index, the reference (`reference.rs`), what the site is made of, and "no such page".
//!
//! They lie in `dist/site/rules/` and name everything by relative paths, so that the site works at any address. The index
//! is filtered by its style sheet alone.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use stagescope::rules::RulePage;

use crate::dist::{POLICY, named, with_policy};
use crate::docs::severity;
use crate::licences;
use crate::markdown::{self, escape};
use crate::reference;
use crate::rules::{self, FixClass, fix_class};
use crate::tools::{self, Result};

const SEVERITIES: [&str; 4] = ["error", "warning", "info", "hint"];
const FIXES: [FixClass; 3] = [FixClass::Safe, FixClass::NeedsReview, FixClass::None];

/// Without a style sheet: it is shown at any address, from which no relative path is sure.
const NO_SUCH_PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>No such page · Stagescope</title>
</head>
<body>
<h1>There is no such page</h1>
<p>The address may be misspelt, or the page has gone. <a href="./">Start of this part of the site</a></p>
</body>
</html>
"#;

/// What the site's own page shows to a reader without scripts, below what it is.
pub(crate) fn without_script() -> Result<String> {
    let example = tools::read_text(&tools::root().join("web/samples/python-web-application.Dockerfile"))?;
    Ok(format!(
        "      <noscript>\n        <p>This is the first example:</p>\n        <pre><code>{}</code></pre>\n      </noscript>\n      \
         <p><a href=\"rules/\">The rules</a>, <a href=\"reference/\">the reference</a> and <a href=\"about/\">what this is made of</a> need no scripts.</p>\n",
        escape(&example)
    ))
}

/// Writes the pages below the folder of the site. `base` is the name of the sheet that the site's own page uses.
pub(crate) fn write_pages(folder: &Path, base: &str) -> Result<()> {
    let pages = rules::pages();
    let categories = categories(&pages);
    let mut sheet = tools::read_text(&tools::root().join("web/pages.css"))?;
    sheet.push_str(&filters(&categories));
    let sheet_name = named("pages", "css", sheet.as_bytes());
    copy_icons(folder)?;
    let site = folder;
    let folder = folder.join("rules");
    fs::create_dir_all(&folder)?;
    fs::create_dir_all(site.join("about"))?;
    tools::write(&folder.join(&sheet_name), &sheet)?;
    let frame = |title: &str, about: &str, body: &str| {
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n  <meta charset=\"utf-8\">\n  \
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n  \
             <title>{title} · Stagescope</title>\n  <meta name=\"description\" content=\"{about}\">\n  \
             <meta name=\"color-scheme\" content=\"light dark\">\n  \
             <link rel=\"icon\" href=\"../icons/icon.svg\">\n  \
             <link rel=\"stylesheet\" href=\"../{base}\">\n  <link rel=\"stylesheet\" href=\"../rules/{sheet_name}\">\n\
             </head>\n<body>\n<header><a href=\"../\"><b>Stagescope</b> playground</a><a href=\"../rules/\">Rules</a><a href=\"../reference/\">Reference</a><a href=\"../about/\">About</a></header>\n\
             <main>\n{body}</main>\n</body>\n</html>\n",
            title = escape(title),
            about = escape(about),
        );
        with_policy(&page, POLICY)
    };
    let about = "What Stagescope is made of, and what it does with what you type: nothing.";
    tools::write(&site.join("about/index.html"), frame("About", about, &licences::about()?)?)?;
    reference::write_pages(site, frame)?;
    tools::write(&site.join("404.html"), with_policy(NO_SUCH_PAGE, POLICY)?)?;
    let manifest = "manifest.webmanifest";
    tools::write(&site.join(manifest), tools::read(&tools::root().join("web").join(manifest))?)?;
    let about = "What Stagescope finds in a Dockerfile, why it matters, and what to do.";
    tools::write(&folder.join("index.html"), frame("Rules", about, &index(&pages, &categories))?)?;
    for page in pages {
        let name = format!("{}.html", page.rule.meta.page());
        tools::write(&folder.join(name), frame(page.rule.meta.id, page.summary(), &body(page))?)?;
    }
    Ok(())
}

fn copy_icons(site: &Path) -> Result<()> {
    let (from, to) = (tools::root().join("web/icons"), site.join("icons"));
    fs::create_dir_all(&to)?;
    tools::files_below(&from)?
        .iter()
        .try_for_each(|file| tools::write(&to.join(file), tools::read(&from.join(file))?))
}

fn categories(pages: &[&RulePage]) -> Vec<&'static str> {
    let mut categories: Vec<_> = pages.iter().map(|page| page.rule.meta.category).collect();
    categories.sort_unstable();
    categories.dedup();
    categories
}

/// The choices of the index, each a name and its values.
fn choices<'a>(categories: &[&'a str]) -> [(&'static str, Vec<&'a str>); 3] {
    [
        ("category", categories.to_vec()),
        ("severity", SEVERITIES.to_vec()),
        ("fix", FIXES.iter().map(|fix| fix.name()).collect()),
    ]
}

/// Hides the rows that are not of a chosen value.
fn filters(categories: &[&str]) -> String {
    let mut sheet = String::new();
    for (name, values) in choices(categories) {
        for value in values {
            // Writing to a text cannot fail.
            let _ = writeln!(
                sheet,
                "main:has(#{name}-{value}:checked) tr[data-{name}]:not([data-{name}={value}]) {{ display: none; }}"
            );
        }
    }
    sheet
}

fn index(pages: &[&RulePage], categories: &[&str]) -> String {
    let mut body = format!(
        "<h1>Rules</h1>\n<p>{} rules. Each says what is wrong, why it matters, and what to do.</p>\n",
        pages.len()
    );
    body.push_str("<form class=\"filters\">\n");
    for (name, values) in choices(categories) {
        let _ = write!(body, "<fieldset><legend>{name}</legend>");
        for value in ["all"].into_iter().chain(values) {
            let checked = if value == "all" { " checked" } else { "" };
            let _ = write!(
                body,
                r#"<label><input type="radio" name="{name}" id="{name}-{value}"{checked}>{value}</label>"#
            );
        }
        body.push_str("</fieldset>\n");
    }
    body.push_str(
        "</form>\n<div class=\"wide\"><table><thead><tr><th>Rule</th><th>Says</th><th>Category</th><th>Severity</th>\
         <th>Fix</th></tr></thead><tbody>\n",
    );
    for page in pages {
        let rule = page.rule.meta;
        let (severity, fix) = (severity(rule.severity), fix_class(page).name());
        let _ = writeln!(
            body,
            "<tr data-category=\"{category}\" data-severity=\"{severity}\" data-fix=\"{fix}\"><td><a href=\"{}.html\">{}\
             </a></td><td>{}</td><td>{category}</td><td>{severity}</td><td>{fix}</td></tr>",
            rule.page(),
            rule.id,
            markdown::line(page.summary()),
            category = rule.category,
        );
    }
    body.push_str("</tbody></table></div>\n");
    body
}

fn body(page: &RulePage) -> String {
    let rule = page.rule.meta;
    let others = rule.equivalents.join(", ");
    let others = if others.is_empty() { others } else { format!(" · elsewhere: {}", escape(&others)) };
    let fix = match fix_class(page) {
        FixClass::Safe => "has a safe fix",
        FixClass::NeedsReview => "has a fix to review",
        FixClass::None => "no fix",
    };
    let text = markdown::render(page.docs).replace("<h3>", "<h2>").replace("</h3>", "</h2>");
    let mut body = format!(
        "<h1>{}</h1>\n<p class=\"meta\">{} · {} · {fix}{others}</p>\n",
        rule.id,
        rule.category,
        severity(rule.severity)
    );
    body.push_str(&text);
    if let Some(bad) = rules::bad_examples(page).first() {
        let _ = write!(
            body,
            "\n<p><a class=\"try\" href=\"../{}\">Try it in the playground</a></p>\n",
            link(&bad.dockerfile)
        );
    }
    body
}

/// The part of a link to the playground that opens a text in it.
pub(crate) fn link(dockerfile: &str) -> String {
    let mut link = "#v=1&amp;d=t.".to_owned();
    for byte in dockerfile.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            link.push(char::from(byte));
        } else {
            let _ = write!(link, "%{byte:02X}");
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_carries_any_text() {
        assert_eq!(link("FROM a&b\nRUN é\n"), "#v=1&amp;d=t.FROM%20a%26b%0ARUN%20%C3%A9%0A");
    }

    #[test]
    fn the_index_can_be_filtered_by_what_its_rows_say() {
        let pages = rules::pages();
        let categories = categories(&pages);
        let (index, filters) = (index(&pages, &categories), filters(&categories));
        for (name, values) in choices(&categories) {
            for value in values {
                assert!(index.contains(&format!("id=\"{name}-{value}\"")), "{name} {value}");
                assert!(filters.contains(&format!("#{name}-{value}:checked")), "{name} {value}");
            }
        }
        assert_eq!(index.matches("<tr data-").count(), pages.len());
    }

    #[test]
    fn a_rule_page_can_be_tried() {
        let page = rules::pages().into_iter().find(|page| page.rule.meta.id == "AptListsLeft").unwrap();
        let body = body(page);
        assert!(body.contains("<h2>Why it matters</h2>") && body.contains("size · info · "), "{body}");
        assert!(body.contains("href=\"../#v=1&amp;d=t.FROM%20debian%3A12-slim%0A"), "{body}");
    }
}
