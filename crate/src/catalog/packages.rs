//! Reads rows of `packages.tsv`: what packages weigh once they are installed. The header of that file tells its form, and
//! `cargo xtask catalog` writes it.

use super::rows;

/// Where the figures of a section come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PackageSource<'a> {
    /// Day on which they were true.
    pub date: &'a str,
    /// Where they stand, or how they were measured.
    pub source: &'a str,
}

/// A package of a distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SystemPackage<'a> {
    /// Its version; empty when unknown.
    pub version: &'a str,
    /// Installed size of itself alone, in bytes; 0 when it is not known.
    pub own: u64,
    /// Bytes with what it needs on the minimal system; `None` when that has it already, or when it is not known.
    pub needed: Option<u64>,
    /// Bytes with what it recommends too.
    pub recommended: Option<u64>,
    /// Names of all in `needed`; empty when they are not known.
    pub names: &'a str,
}

/// An install of one or several packages of a language, measured as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Installed<'a> {
    /// The packages that were asked for, sorted, with a blank between them.
    pub packages: &'a str,
    /// Their versions, in the same order.
    pub versions: &'a str,
    /// Bytes without the files that an installer may compile.
    pub least: u64,
    /// Bytes of all files.
    pub bytes: u64,
    /// Names of all that was installed; empty when they are not known.
    pub names: &'a str,
}

/// A size by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedSize<'a> {
    /// Bytes.
    pub bytes: u64,
    /// What they are.
    pub what: &'a str,
}

/// The table of packages.
#[derive(Debug, Clone, Copy)]
pub struct Packages<'a>(&'a str);

impl<'a> Packages<'a> {
    /// Reads text in the form of `packages.tsv`; rows that cannot be read are passed over.
    pub(super) fn new(rows: &'a str) -> Self {
        Self(rows)
    }

    /// Where the figures of a section come from: `apt`, `apk`, `pip`, `npm`, `size`.
    pub fn source(&self, section: &str) -> PackageSource<'a> {
        let (date, source) =
            rows::find(self.0, section).and_then(|it| it.split_once('\t')).unwrap_or_default();
        PackageSource { date, source }
    }

    /// Whether there are packages of a release: `apt`, `bookworm`.
    pub fn has_release(&self, section: &str, release: &str) -> bool {
        rows::below(self.0, format!("{section}/{release}/")).next().is_some()
    }

    /// A package of a distribution: `apt`, `bookworm`, `curl`.
    pub fn system(&self, section: &str, release: &str, name: &str) -> Option<SystemPackage<'a>> {
        let columns = rows::find(self.0, &format!("{section}/{release}/{name}"))?;
        let mut columns = columns.split('\t');
        let version = columns.next()?;
        let own = kib(columns.next()?).unwrap_or(0);
        let needed = columns.next().and_then(kib);
        let recommended = columns.next().and_then(kib);
        Some(SystemPackage { version, own, needed, recommended, names: columns.next().unwrap_or_default() })
    }

    /// Installed size in bytes of one package of a distribution by itself: `apt`, `bookworm`, `libicu72`.
    pub fn own(&self, section: &str, release: &str, name: &str) -> Option<u64> {
        if let Some(columns) = rows::find(self.0, &format!("{section}/{release}/{name}")) {
            return kib(columns.split('\t').nth(1)?).filter(|own| *own > 0);
        }
        kib(rows::find(self.0, &format!("own/{release}/{name}")).filter(|_| section == "apt")?)
    }

    /// The newest release of which there are packages; releases are sorted by their names.
    pub fn newest_release(&self, section: &str) -> Option<&'a str> {
        rows::below(self.0, format!("{section}/")).last()?.0.split('/').next()
    }

    /// The measured installs of a language, `pip` or `npm`, all of whose packages are wanted.
    pub fn installs<'w>(
        &self,
        section: &str,
        is_wanted: &'w dyn Fn(&str) -> bool,
    ) -> impl Iterator<Item = Installed<'a>> + use<'a, 'w> {
        let read = move |(packages, columns): (&'a str, &'a str)| {
            if !packages.split(' ').all(is_wanted) {
                return None;
            }
            let mut columns = columns.split('\t');
            Some(Installed {
                packages,
                versions: columns.next()?,
                least: columns.next()?.parse().ok()?,
                bytes: columns.next()?.parse().ok()?,
                names: columns.next()?,
            })
        };
        rows::below(self.0, format!("{section}/")).filter_map(read)
    }

    /// A size by itself: `apt-lists/bookworm`.
    pub fn size(&self, name: &str) -> Option<NamedSize<'a>> {
        let (bytes, what) = rows::find(self.0, &format!("size/{name}"))?.split_once('\t')?;
        Some(NamedSize { bytes: bytes.parse().ok()?, what })
    }
}

fn kib(column: &str) -> Option<u64> {
    column.parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUNDLED: &str = include_str!("packages.tsv");

    #[test]
    fn a_package_of_debian() {
        let packages = Packages::new(BUNDLED);
        let curl = packages.system("apt", "bookworm", "curl").unwrap();
        assert_eq!((curl.version, curl.own), ("7.88.1-10+deb12u15", 489 * 1024));
        assert_eq!((curl.needed, curl.recommended), (Some(11_703 * 1024), Some(15_394 * 1024)));
        assert!(curl.names.split(' ').any(|name| name == "libssl3"));
        let tzdata = packages.system("apt", "trixie", "tzdata").unwrap();
        assert_eq!((tzdata.own, tzdata.needed), (1360 * 1024, None));
        assert_eq!(packages.system("apt", "bookworm", "no-such"), None);
        assert_eq!(packages.system("apt", "sid", "curl"), None);
        assert!(packages.has_release("apt", "trixie") && !packages.has_release("apt", "tri"));
        assert_eq!(packages.own("apt", "bookworm", "curl"), Some(curl.own));
        assert_eq!(packages.own("apt", "bookworm", "libcurl4"), Some(840 * 1024), "brought along by others");
        assert_eq!(packages.own("apt", "bookworm", "no-such"), None);
    }

    #[test]
    fn a_package_of_alpine() {
        let bash = Packages::new(BUNDLED).system("apk", "3.24", "bash").unwrap();
        assert_eq!((bash.own, bash.needed), (1344 * 1024, Some(2070 * 1024)));
        assert_eq!(bash.names, "bash readline libncursesw ncurses-terminfo-base");
        let packages = Packages::new(BUNDLED);
        assert_eq!(packages.newest_release("apk"), Some("3.24"));
        assert_eq!(packages.own("apk", "3.24", "bash"), Some(bash.own));
        assert_eq!(packages.own("apk", "3.24", "gnupg"), None, "its size is not known");
    }

    #[test]
    fn installs_that_were_measured() {
        let packages = Packages::new(BUNDLED);
        let all = |section: &str| packages.installs(section, &|_| true).collect::<Vec<_>>();
        assert_eq!((all("pip").len(), all("npm").len()), (45, 46));
        let is_wanted = |name: &str| matches!(name, "flask" | "gunicorn" | "nobody");
        let wanted: Vec<&str> = packages.installs("pip", &is_wanted).map(|it| it.packages).collect();
        assert_eq!(wanted, ["flask", "flask gunicorn", "gunicorn"]);
        let flask = all("pip").into_iter().find(|it| it.packages == "flask gunicorn").unwrap();
        assert_eq!((flask.least, flask.bytes), (3_170_649, 7_155_150));
        let express = all("npm").into_iter().find(|it| it.packages == "express").unwrap();
        assert_eq!((express.versions, express.bytes, express.names), ("5.3.0", 2_345_387, ""));
    }

    #[test]
    fn every_section_has_a_source_and_every_row_can_be_read() {
        let packages = Packages::new(BUNDLED);
        for section in ["apt", "apk", "pip", "npm", "size"] {
            let PackageSource { date, source } = packages.source(section);
            assert!(date.len() == 10 && !source.is_empty(), "{section}");
        }
        let keys: Vec<&str> = BUNDLED.lines().filter_map(|line| Some(line.split_once('\t')?.0)).collect();
        assert!(keys.is_sorted());
        for key in keys {
            let parts: Vec<&str> = key.splitn(3, '/').collect();
            let is_read = match parts.as_slice() {
                [section @ ("apt" | "apk"), release, name] => {
                    packages.system(section, release, name).is_some()
                }
                ["size", ..] if parts.len() > 1 => {
                    packages.size(key.strip_prefix("size/").unwrap()).is_some()
                }
                _ => true,
            };
            assert!(is_read, "{key}");
        }
    }
}
