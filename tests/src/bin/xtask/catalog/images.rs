//! The tables of base images, from `base-images.json` and the images that we looked up besides.
//!
//! Nothing is added and nothing is worked out: what the facts leave open stays empty. The form of the tables is told in
//! their own header; `crate/src/catalog/images.rs` reads them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::tools::Result;

/// Repositories that most files start from. They are loaded with the page, all others when there is time.
const FIRST: [&str; 12] = [
    "alpine",
    "busybox",
    "debian",
    "eclipse-temurin",
    "golang",
    "nginx",
    "node",
    "python",
    "redis",
    "rust",
    "ubuntu",
    "gcr.io/distroless/static-debian12",
];

/// Tags whose page at the source is that of a sibling, which they need not have followed since: what is said of them
/// is not read off the image itself.
const DOUBTFUL: [&str; 7] = [
    "docker.io/library/busybox:glibc",
    "docker.io/library/busybox:musl",
    "docker.io/library/caddy:2-alpine",
    "docker.io/library/eclipse-temurin:21-jdk-alpine",
    "docker.io/library/eclipse-temurin:25-jdk-alpine",
    "docker.io/library/nginx:alpine-slim",
    "docker.io/library/traefik:v3",
];

/// How the parts of a note begin that are about the content of an image and not about a figure.
const NOT_ABOUT_A_FIGURE: [&str; 3] = ["env ", "has ", ":"];

/// Explains the rows that follow.
const COLUMNS: &str = "\
# licence: figures and configuration values are facts; no text of a source is copied. This file is under the licences of
#   this repository.
# obtained: sizes on disk and their configuration from pages that describe a pulled image (printed with two decimals, so
#   with a precision), transferred sizes, layers and the rest from the registry's manifests for linux/amd64. The others
#   are figures that somebody published; the source says who, and what is known to be wrong with them.
# Written by `cargo xtask catalog`. Do not edit. Sorted by name, columns separated by tabs, empty is unknown or unset:
#   name, canonical
#   size on disk in bytes; or `=name`: the same as that name, and no other column
#   how far the real size may be from it, in bytes
#   day on which that size was true
#   source of that size
#   bytes that a registry transfers
#   day on which they were true
#   source of those bytes
#   flags: `s` the size is measured, `t` the transferred bytes are, `c` the configuration was read off the image
#   number of layers
#   the only platform
#   richest shell
#   C library
#   package manager
#   distribution
#   working directory
#   user
#   stop signal
#   list of exposed ports
#   list of volumes
#   list: entry point
#   list: command
#   list: instructions for images built from it
#   list: environment
# Every item of a list ends with `|`; `-` is a list without items, empty is none. In any text `\\\\` stands for a
# backslash, `\\p` for `|`, `\\t` for a tab, `\\n` for a line feed, `\\r` for a carriage return.
";

/// The table of the images that most files start from, and that of all others.
pub(super) fn tables(json: &str, besides: &str) -> Result<[String; 2]> {
    check_order_is_kept()?;
    let mut images: Vec<Value> = serde_json::from_str(json)?;
    images.extend(serde_json::from_str::<Vec<Value>>(besides)?);
    let (first, rest): (Vec<Value>, Vec<Value>) =
        images.into_iter().partition(|image| FIRST.contains(&text(image, "image")));
    Ok([table(&first)?, table(&rest)?])
}

fn table(images: &[Value]) -> Result<String> {
    let mut rows: BTreeMap<String, String> = BTreeMap::new();
    let mut sources = BTreeSet::new();
    let mut newest = "";
    for image in images.iter().filter(|image| stands_for_an_image(image)) {
        let repository = canonical(text(image, "image"));
        let mut first: Option<String> = None;
        for tag in strings(&image["tags"]) {
            let name = format!("{repository}:{tag}");
            let doubtful = DOUBTFUL.contains(&name.as_str());
            let row = match &first {
                Some(first) if !doubtful => format!("={first}"),
                _ => columns(image, tag, doubtful).map_err(|why| format!("{name}: {why}"))?,
            };
            if first.is_none() && !doubtful {
                first = Some(name.clone());
            }
            if rows.insert(name.clone(), row).is_some() {
                return Err(format!("{name} occurs twice").into());
            }
        }
        newest = newest.max(text(image, "date")).max(text(image, "compressed_date"));
        sources.extend(strings(&image["source"]).map(|source| family(plain(source))));
    }
    let mut table =
        format!("# Base images: what is known of them. Version {newest}, the day of the newest figure.\n");
    table.extend(sources.iter().map(|source| format!("# source: {source}\n")));
    table.push_str(COLUMNS);
    table.extend(rows.iter().map(|(name, row)| format!("{name}\t{row}\n")));
    Ok(table)
}

/// The order of environment variables is a fact too, and only kept by a feature of the JSON reader.
fn check_order_is_kept() -> Result<()> {
    let probe: Value = serde_json::from_str(r#"{"b": 0, "a": 0}"#)?;
    let kept = probe.as_object().is_some_and(|object| object.keys().eq(["b", "a"]));
    if kept { Ok(()) } else { Err("serde_json must be built with its feature preserve_order".into()) }
}

/// `scratch` is no image, and some rows describe how a family of tags looks.
fn stands_for_an_image(image: &Value) -> bool {
    text(image, "image") != "scratch" && !text(image, "note").starts_with("tag shape only")
}

fn canonical(image: &str) -> String {
    match image.split_once('/') {
        None => format!("docker.io/library/{image}"),
        Some((host, _)) if host.contains(['.', ':']) || host == "localhost" => image.to_owned(),
        Some(_) => format!("docker.io/{image}"),
    }
}

/// All columns but the name.
fn columns(image: &Value, tag: &str, doubtful: bool) -> Result<String> {
    let size = figure(image, "size_bytes", text(image, "date"), "local", tag, doubtful)?;
    let transferred =
        figure(image, "compressed_bytes", text(image, "compressed_date"), "remote", tag, doubtful)?;
    let mut flags = String::new();
    flags.extend(size.measured.then_some('s'));
    flags.extend(transferred.measured.then_some('t'));
    flags.extend((image["config_verified"] == true && !doubtful).then_some('c'));
    let columns = [
        size.bytes,
        number(&image["size_precision_bytes"]),
        size.date,
        size.source,
        transferred.bytes,
        transferred.date,
        transferred.source,
        flags,
        image["layers"].as_array().map(|layers| layers.len().to_string()).unwrap_or_default(),
        only(&image["platforms"]).map(escaped).unwrap_or_default(),
        escaped(text(image, "shell")),
        escaped(text(image, "libc")),
        escaped(text(image, "pkg")),
        escaped(text(image, "distro").trim_end_matches(" (release not on page)")),
        escaped(text(image, "workdir")),
        escaped(text(image, "user")),
        escaped(text(image, "stop_signal")),
        sorted(&image["exposed_ports"]),
        sorted(&image["volumes"]),
        list(&image["entrypoint"]),
        list(&image["cmd"]),
        list_or_nothing(strings(&image["onbuild"])),
        environment(&image["env"])?,
    ];
    Ok(columns.join("\t"))
}

/// One figure as it is written; all empty when it is unknown.
#[derive(Default)]
struct Figure {
    bytes: String,
    date: String,
    source: String,
    measured: bool,
}

/// `side` is the folder of the source in which pages with this figure are: `local` those of pulled images, `remote`
/// those of manifests.
fn figure(image: &Value, key: &str, date: &str, side: &str, tag: &str, doubtful: bool) -> Result<Figure> {
    let Some(bytes) = image[key].as_u64() else { return Ok(Figure::default()) };
    let measured = image["measured"] == true;
    let folder = format!("/{side}/");
    let source = strings(&image["source"])
        .find(|source| !measured || source.contains(&folder))
        .ok_or_else(|| format!("{key} has no source"))?;
    let sibling = doubtful && !source.contains(&format!("{folder}{tag}.md"));
    let mut words = plain(source).to_owned();
    // What a page about a pulled image says of itself does not hold for the manifest.
    if !measured || side == "local" {
        for remark in remarks(image) {
            words.push_str("; ");
            words.push_str(remark);
        }
    }
    if sibling {
        words.push_str("; page of another tag of this image");
    }
    Ok(Figure {
        bytes: bytes.to_string(),
        date: date.to_owned(),
        source: escaped(&words),
        measured: measured && !sibling,
    })
}

/// What is known to be wrong with the figures of an image.
fn remarks(image: &Value) -> Vec<&str> {
    let note = text(image, "note");
    let mut remarks = Vec::new();
    for (flag, words) in
        [("approximate", "approximate"), ("upper_bound", "upper bound"), ("outdated", "outdated")]
    {
        if image[flag] == true && !note.contains(words) {
            remarks.push(words);
        }
    }
    let is_about_it =
        |part: &&str| !part.is_empty() && !NOT_ABOUT_A_FIGURE.iter().any(|at| part.starts_with(at));
    remarks.extend(note.split("; ").filter(is_about_it));
    remarks
}

/// A single word in brackets at the end of a source tells how it was read, which is no part of its name.
fn plain(source: &str) -> &str {
    match source.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((name, word)) if !word.contains(' ') => name,
        _ => source,
    }
}

/// The repository of a page that stands for many pages; any other source is one of its own.
fn family(source: &str) -> &str {
    source.split_once(" repos/").map_or(source, |(repository, _)| repository)
}

fn text<'a>(image: &'a Value, key: &str) -> &'a str {
    image[key].as_str().unwrap_or_default()
}

fn number(value: &Value) -> String {
    value.as_u64().map(|number| number.to_string()).unwrap_or_default()
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn only(platforms: &Value) -> Option<&str> {
    let mut platforms = strings(platforms);
    platforms.next().filter(|_| platforms.next().is_none())
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\\' => escaped.push_str(r"\\"),
            '|' => escaped.push_str(r"\p"),
            '\t' => escaped.push_str(r"\t"),
            '\n' => escaped.push_str(r"\n"),
            '\r' => escaped.push_str(r"\r"),
            _ => escaped.push(char),
        }
    }
    escaped
}

fn list(value: &Value) -> String {
    match value.as_array() {
        None => String::new(),
        Some(items) if items.is_empty() => "-".to_owned(),
        Some(_) => list_or_nothing(strings(value)),
    }
}

fn list_or_nothing<'a>(items: impl Iterator<Item = &'a str>) -> String {
    items.map(|item| escaped(item) + "|").collect()
}

fn sorted(value: &Value) -> String {
    list_or_nothing(strings(value).collect::<BTreeSet<_>>().into_iter())
}

fn environment(value: &Value) -> Result<String> {
    let mut list = String::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let value = value.as_str().ok_or_else(|| format!("the value of {name} is no text"))?;
        list.push_str(&escaped(&format!("{name}={value}")));
        list.push('|');
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_figure_is_said_in_its_source() {
        let json = r#"[{
            "image": "example.com/a", "tags": ["1", "2"], "size_bytes": 10, "compressed_bytes": 4, "approximate": true,
            "upper_bound": true, "note": "env partial; rounded", "source": ["a list (read)"], "measured": false,
            "config_verified": false, "env": {"B": "1", "A": "x|y"}, "cmd": [], "exposed_ports": ["80/tcp", "443/tcp"]
        }]"#;
        let [_, table] = tables(json, "[]").unwrap();
        let rows: Vec<_> = table.lines().filter(|line| !line.starts_with('#')).collect();
        let source = "a list; approximate; upper bound; rounded";
        let row = format!(
            "example.com/a:1\t10\t\t\t{source}\t4\t\t{source}{}443/tcp|80/tcp|\t\t\t-\t\tB=1|A=x\\py|",
            "\t".repeat(11)
        );
        assert_eq!(rows, [row.as_str(), "example.com/a:2\t=example.com/a:1"]);
        assert!(table.contains("# source: a list\n"));
    }

    #[test]
    fn a_figure_needs_a_source() {
        let json = r#"[{"image": "a", "tags": ["1"], "size_bytes": 10, "source": [], "measured": true}]"#;
        assert_eq!(
            tables(json, "[]").unwrap_err().to_string(),
            "docker.io/library/a:1: size_bytes has no source"
        );
    }
}
