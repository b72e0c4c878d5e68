//! Reads rows of `images.tsv` and `more-images.tsv`: one image a row, sorted by name. The header of those files tells
//! their form, and `cargo xtask catalog` writes them.

use std::num::ParseIntError;

use crate::text::Text;

use super::{BaseImage, Figure, ImageConfig, rows};

/// What the rows say of an image, by its canonical name. A row that cannot be read says nothing.
pub(super) fn find(table: &str, name: &str) -> Option<BaseImage> {
    let name = name.split_once('@').map_or(name, |(name, _digest)| name);
    let columns = rows::find(table, name)?;
    // An alias of an alias is not followed: it is not written, and could go round in circles.
    let columns = columns.strip_prefix('=').map_or(Some(columns), |other| rows::find(table, other))?;
    read(columns).ok()
}

/// The names of all rows.
pub(super) fn names(rows: &str) -> impl Iterator<Item = &str> {
    rows.lines().filter_map(|line| line.split_once('\t')).map(|(name, _)| name)
}

/// A row that is not of the form that the header tells.
struct Unreadable;

impl From<ParseIntError> for Unreadable {
    fn from(_: ParseIntError) -> Self {
        Self
    }
}

fn read(columns: &str) -> Result<BaseImage, Unreadable> {
    let mut columns = columns.split('\t');
    let mut next = || columns.next().ok_or(Unreadable);
    let size = [next()?, next()?, next()?, next()?];
    let transferred = [next()?, "", next()?, next()?];
    let flags = next()?;
    let layers = next()?;
    let image = BaseImage {
        size: figure(size, flags.contains('s'))?,
        transferred: figure(transferred, flags.contains('t'))?,
        layers: if layers.is_empty() { None } else { Some(layers.parse()?) },
        config_verified: flags.contains('c'),
        only_platform: text(next()?)?,
        shell: text(next()?)?,
        libc: text(next()?)?,
        package_manager: text(next()?)?,
        distribution: text(next()?)?,
        config: ImageConfig {
            working_dir: text(next()?)?,
            user: text(next()?)?,
            stop_signal: text(next()?)?,
            exposed_ports: list(next()?)?.unwrap_or_default(),
            volumes: list(next()?)?.unwrap_or_default(),
            entrypoint: list(next()?)?,
            cmd: list(next()?)?,
            on_build: list(next()?)?.unwrap_or_default(),
            env: list(next()?)?.unwrap_or_default().into_iter().map(Text::from).collect(),
            ..ImageConfig::default()
        },
        ..BaseImage::default()
    };
    if columns.next().is_some() { Err(Unreadable) } else { Ok(image) }
}

fn figure([bytes, precision, date, source]: [&str; 4], measured: bool) -> Result<Option<Figure>, Unreadable> {
    if bytes.is_empty() {
        return Ok(None);
    }
    Ok(Some(Figure {
        bytes: bytes.parse()?,
        precision: if precision.is_empty() { 0 } else { precision.parse()? },
        measured,
        source: text(source)?,
        date: text(date)?,
    }))
}

fn list(column: &str) -> Result<Option<Vec<String>>, Unreadable> {
    match column {
        "" => Ok(None),
        "-" => Ok(Some(Vec::new())),
        _ => column
            .strip_suffix('|')
            .ok_or(Unreadable)?
            .split('|')
            .map(text)
            .collect::<Result<_, _>>()
            .map(Some),
    }
}

fn text(escaped: &str) -> Result<String, Unreadable> {
    let mut text = String::with_capacity(escaped.len());
    let mut chars = escaped.chars();
    while let Some(char) = chars.next() {
        text.push(match char {
            '\\' => match chars.next() {
                Some('\\') => '\\',
                Some('p') => '|',
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                _ => return Err(Unreadable),
            },
            _ => char,
        });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUNDLED: &str = include_str!("images.tsv");
    const MORE: &str = include_str!("more-images.tsv");

    /// A table of some names, each with as many layers as its place tells.
    fn rows(names: &[&str]) -> String {
        let row = |(at, name): (usize, &&str)| format!("{name}\t\t\t\t\t\t\t\t\t{at}{}\n", "\t".repeat(14));
        names.iter().enumerate().map(row).collect()
    }

    #[track_caller]
    fn check_layers(rows: &str, name: &str, layers: Option<u32>) {
        assert_eq!(find(rows, name).and_then(|image| image.layers), layers, "{name}");
    }

    #[test]
    fn python_is_as_measured() {
        let image = find(BUNDLED, "docker.io/library/python:3.11-slim").unwrap();
        let size = image.size.unwrap();
        assert_eq!((size.bytes, size.precision, size.measured), (124_840_000, 5_000, true));
        assert_eq!(size.date, "2026-08-05");
        assert_eq!(size.source, "docker-library/repo-info repos/python/local/3.11-slim.md @33cda30");
        let transferred = image.transferred.unwrap();
        assert_eq!((transferred.bytes, transferred.precision, transferred.measured), (45_520_747, 0, true));
        assert_eq!(transferred.source, "docker-library/repo-info repos/python/remote/3.11-slim.md @2477d55");
        assert_eq!(image.layers, Some(4));
        let path = "PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        assert_eq!(image.config.env[..2], [path, "LANG=C.UTF-8"]);
        assert_eq!(image.config.env.len(), 5);
        assert_eq!((image.config.entrypoint, image.config.cmd), (None, Some(vec!["python3".to_owned()])));
        assert!(image.config_verified);
        let words = [image.shell, image.libc, image.package_manager, image.distribution];
        assert_eq!(words, ["bash", "glibc", "apt", "Debian 13 (trixie)"]);
    }

    #[test]
    fn every_column_finds_its_field() {
        let row = "a:1\t10\t5\t2026-01-02\tsome\\\\where\t4\t2026-01-03\telse\\pwhere\ttc\t3\tlinux/arm64\tash\tmusl\tapk\t\
                   Alpine\t/w\tu\tSIGINT\t80/tcp|\t/v|/w|\te||\t-\tRUN a|\tA=1|B=\\t\\n\\r|\n";
        let strings = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        let figure = |bytes, precision, measured, source: &str, date: &str| {
            Some(Figure { bytes, precision, measured, source: source.to_owned(), date: date.to_owned() })
        };
        let image = BaseImage {
            size: figure(10, 5, false, "some\\where", "2026-01-02"),
            transferred: figure(4, 0, true, "else|where", "2026-01-03"),
            layers: Some(3),
            config: ImageConfig {
                env: ["A=1", "B=\t\n\r"].map(Text::from).to_vec(),
                entrypoint: Some(strings(&["e", ""])),
                cmd: Some(Vec::new()),
                working_dir: "/w".to_owned(),
                user: "u".to_owned(),
                exposed_ports: strings(&["80/tcp"]),
                volumes: strings(&["/v", "/w"]),
                stop_signal: "SIGINT".to_owned(),
                on_build: strings(&["RUN a"]),
                ..ImageConfig::default()
            },
            config_verified: true,
            only_platform: "linux/arm64".to_owned(),
            package_manager: "apk".to_owned(),
            libc: "musl".to_owned(),
            shell: "ash".to_owned(),
            distribution: "Alpine".to_owned(),
            ..BaseImage::default()
        };
        assert_eq!(find(row, "a:1"), Some(image));
    }

    #[test]
    fn every_bundled_row_is_found_and_read() {
        for table in [BUNDLED, MORE] {
            let lines = table.lines().filter(|line| !line.starts_with('#')).count();
            assert_eq!(names(table).count(), lines);
            for name in names(table) {
                let image = find(table, name).unwrap_or_else(|| panic!("{name} cannot be read"));
                for figure in image.size.iter().chain(&image.transferred) {
                    assert!(!figure.source.is_empty(), "{name} has a figure without a source");
                    assert!(!figure.measured || figure.date.len() == 10, "{name} was measured on no day");
                }
            }
        }
    }

    #[test]
    fn bundled_rows_are_sorted_and_unique() {
        for table in [BUNDLED, MORE] {
            let names: Vec<_> = names(table).collect();
            assert!(names.len() > 80);
            for pair in names.windows(2) {
                assert!(pair[0] < pair[1], "{} comes before {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn an_alias_is_the_image_itself() {
        let image = find(BUNDLED, "docker.io/library/golang:1.26-alpine").unwrap();
        assert_eq!(find(BUNDLED, "docker.io/library/golang:1.26.7-alpine3.24"), Some(image));
        check_layers("a:1\t=a:2\na:2\t=a:1\n", "a:1", None);
        check_layers("a:1\t=a:2\n", "a:1", None);
    }

    #[test]
    fn a_tag_without_a_row_is_unknown() {
        assert!(find(BUNDLED, "docker.io/library/python:3.12").is_some());
        for tag in ["", ":latest", ":3.1", ":3.12-slim-", ":3.12\t"] {
            assert_eq!(find(BUNDLED, &format!("docker.io/library/python{tag}")), None, "{tag}");
        }
        for name in ["", "#", "scratch", "docker.io/library/scratch", "zzz:1", "python:3.12"] {
            assert_eq!(find(BUNDLED, name), None, "{name}");
        }
    }

    #[test]
    fn a_digest_is_ignored() {
        let rows = rows(&["a:1", "b:1"]);
        check_layers(&rows, "b:1@sha256:0123", Some(1));
        check_layers(&rows, "b@sha256:0123", None);
    }

    #[test]
    fn a_figure_that_is_missing_is_not_derived_from_the_other() {
        let image = find(BUNDLED, "docker.io/library/golang:1.25").unwrap();
        assert_eq!((image.size.is_some(), image.transferred.is_some()), (false, true));
        let image = find(BUNDLED, "docker.io/library/node:22").unwrap();
        assert_eq!((image.size.is_some(), image.transferred.is_some()), (true, false));
    }

    #[test]
    fn a_published_figure_says_what_is_wrong_with_it() {
        let image = find(MORE, "mcr.microsoft.com/dotnet/aspnet:8.0-jammy").unwrap();
        for figure in [image.size.unwrap(), image.transferred.unwrap()] {
            assert!(!figure.measured);
            assert!(figure.source.contains("approximate"), "{}", figure.source);
            assert!(figure.source.contains("upper bound"), "{}", figure.source);
        }
        assert!(!image.config_verified);
        let outdated = find(MORE, "gcr.io/distroless/base:latest").unwrap().size.unwrap();
        assert!(outdated.source.contains("outdated"), "{}", outdated.source);
        // A tag that was described on the page of another one.
        let sibling = find(BUNDLED, "docker.io/library/nginx:alpine-slim").unwrap().size.unwrap();
        assert!(!sibling.measured && sibling.source.contains("another tag"), "{}", sibling.source);
    }

    #[test]
    fn each_of_any_number_of_rows_is_found() {
        let all = ["a:1", "b:1", "b:10", "b:1a", "c:1", "d/é:1", "e:1"];
        for count in 0..=all.len() {
            let (known, unknown) = all.split_at(count);
            let text = format!("# header\n# more\n{}", rows(known));
            for (at, name) in known.iter().enumerate() {
                check_layers(&text, name, u32::try_from(at).ok());
                check_layers(text.trim_end_matches('\n'), name, u32::try_from(at).ok());
            }
            for name in unknown {
                check_layers(&text, name, None);
            }
        }
    }

    #[test]
    fn rows_that_cannot_be_read_are_passed_over() {
        let good = rows(&["a:1", "b:1", "d:1"]);
        let (before, after) = good.split_once("d:1").unwrap();
        for garbage in ["", "\t", "c", "c:1", "c:1\t", "c:1\tx", "c:1\t=", "c:1\t=c:1", "\u{fffd}\0"] {
            let text = format!("{before}{garbage}\nd:1{after}");
            check_layers(&text, "a:1", Some(0));
            assert_eq!(find(&text, "c:1"), None, "{garbage}");
            assert_eq!(find(garbage, garbage), None, "{garbage}");
        }
        let row = rows(&["c:1"]);
        let row = row.trim_end_matches('\n');
        check_layers(row, "c:1", Some(0));
        let cut = row.rsplit_once('\t').unwrap().0;
        let bad = ["x", "|x", "\\x|", "\\"].map(|list| format!("{row}{list}"));
        for bad in bad.iter().map(String::as_str).chain([cut, &format!("{row}\t"), &row.replace('0', "-1")]) {
            assert_eq!(find(bad, "c:1"), None, "{bad:?}");
        }
    }

    #[test]
    fn an_empty_table_knows_nothing() {
        check_layers("", "a:1", None);
        check_layers("\n\n", "a:1", None);
        assert_eq!(names("# header\n").count(), 0);
    }
}
