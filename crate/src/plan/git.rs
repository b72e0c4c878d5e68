//! Sources of `ADD` that are repositories.

use crate::text::go::{parse_bool, quote};
use crate::text::order;
use crate::text::paths::join;

/// A repository and what of it is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct GitRef {
    remote: String,
    host: String,
    path: String,
    ssh: bool,
    reference: String,
    subdir: String,
    pub(super) checksum: String,
    pub(super) keep_git_dir: Option<bool>,
    skip_submodules: bool,
    fetch_by_commit: bool,
}

impl GitRef {
    /// Reads a source as a repository: `None` when it is none, an error when it is one that asks for nonsense.
    pub(super) fn read(source: &str) -> Option<Result<Self, String>> {
        let is_local = source.starts_with("./") || source.starts_with("../") || !source.contains(':');
        if is_local || source.starts_with("github.com/") {
            return None;
        }
        let mut git = Self::default();
        let (rest, fragment) = source.split_once('#').unwrap_or((source, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        rest.clone_into(&mut git.remote);
        if let Some((scheme, rest)) = rest.split_once("://") {
            let scheme = scheme.to_ascii_lowercase();
            if !matches!(scheme.as_str(), "http" | "https" | "ssh" | "git") {
                return None;
            }
            let (authority, path) =
                rest.find('/').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
            authority.rsplit('@').next().unwrap_or_default().clone_into(&mut git.host);
            path.clone_into(&mut git.path);
            git.remote = format!("{scheme}://{rest}");
            git.ssh = scheme == "ssh";
            if scheme.starts_with("http") && path.strip_suffix(".git").is_none() {
                return None;
            }
        } else {
            // user@host:path
            let (authority, path) = rest.split_once(':')?;
            let (user, host) = authority.split_once('@')?;
            let is_word = |text: &str| {
                !text.is_empty()
                    && text.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '.'))
            };
            if !is_word(user) || !is_word(host) || path.is_empty() {
                return None;
            }
            host.clone_into(&mut git.host);
            path.clone_into(&mut git.path);
            git.ssh = true;
        }
        let (reference, subdir) = fragment.split_once(':').unwrap_or((fragment, ""));
        reference.clone_into(&mut git.reference);
        join("/", subdir).trim_start_matches('/').clone_into(&mut git.subdir);
        Some(git.read_query(query).map(|()| git))
    }

    fn read_query(&mut self, query: &str) -> Result<(), String> {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            if pairs.iter().any(|(known, _)| *known == key) {
                return Err(format!("query {} has multiple values", quote(key)));
            }
            pairs.push((key, value));
        }
        let (mut tag, mut branch) = ("", "");
        for (key, value) in pairs {
            let is_switch = matches!(key, "submodules" | "keep-git-dir" | "fetch-by-commit");
            if value.is_empty() && !is_switch {
                return Err(format!("query {} has no value", quote(key)));
            }
            let switch = || match value {
                "" => Ok(true),
                _ => parse_bool(value).ok_or_else(|| format!("invalid {key} value: {}", quote(value))),
            };
            match key {
                "ref" => set("ref", &mut self.reference, value)?,
                "subdir" => set("subdir", &mut self.subdir, value)?,
                "tag" => tag = value,
                "branch" => branch = value,
                "checksum" | "commit" => value.clone_into(&mut self.checksum),
                "keep-git-dir" => self.keep_git_dir = Some(switch()?),
                "submodules" => self.skip_submodules = !switch()?,
                "fetch-by-commit" => self.fetch_by_commit = switch()?,
                "mtime" if matches!(value, "checkout" | "commit") => {}
                "mtime" => {
                    let value = quote(value);
                    return Err(format!("invalid mtime value: {value} (must be \"checkout\" or \"commit\")"));
                }
                _ => return Err(format!("unexpected query {}", quote(key))),
            }
        }
        let full = |prefix: &str, name: &str| {
            if name.starts_with(prefix) { name.to_owned() } else { format!("{prefix}{name}") }
        };
        if !tag.is_empty() {
            set("ref", &mut self.reference, &full("refs/tags/", tag))?;
        }
        if !branch.is_empty() {
            if !tag.is_empty() {
                return Err("branch conflicts with tag".to_owned());
            }
            set("ref", &mut self.reference, &full("refs/heads/", branch))?;
        }
        Ok(())
    }

    /// How the graph names it.
    pub(super) fn identifier(&self) -> String {
        let mut id = format!("git://{}{}", self.host, join("/", &self.path));
        if !self.reference.is_empty() || !self.subdir.is_empty() {
            id.push('#');
            id.push_str(&self.reference);
        }
        if !self.subdir.is_empty() {
            id.push(':');
            id.push_str(&self.subdir);
        }
        id
    }

    /// Its options, sorted by name.
    pub(super) fn attrs(&self, checksum: &str, keep_git_dir: bool) -> Vec<(String, String)> {
        let mut attrs = vec![
            ("git.authheadersecret", "GIT_AUTH_HEADER".to_owned()),
            ("git.authtokensecret", "GIT_AUTH_TOKEN".to_owned()),
            ("git.fullurl", self.remote.clone()),
        ];
        let options = [
            ("git.checksum", !checksum.is_empty(), checksum),
            ("git.fetchbycommit", self.fetch_by_commit, "true"),
            ("git.keepgitdir", keep_git_dir, "true"),
            ("git.mountsshsock", self.ssh, "default"),
            ("git.skipsubmodules", self.skip_submodules, "true"),
        ];
        attrs.extend(
            options.into_iter().filter(|(_, on, _)| *on).map(|(name, _, value)| (name, value.to_owned())),
        );
        order::sort(&mut attrs);
        attrs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

fn set(what: &str, slot: &mut String, value: &str) -> Result<(), String> {
    if !slot.is_empty() && slot != value {
        return Err(format!("{what} conflicts: {} vs {}", quote(slot), quote(value)));
    }
    value.clone_into(slot);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::GitRef;

    fn id(source: &str) -> Option<String> {
        GitRef::read(source).map(|read| read.map_or_else(|message| message, |git| git.identifier()))
    }

    #[test]
    fn which_sources_are_repositories() {
        assert_eq!(id("https://github.com/a/b.git#v1:docs").unwrap(), "git://github.com/a/b.git#v1:docs");
        assert_eq!(id("git@github.com:a/b.git").unwrap(), "git://github.com/a/b.git");
        assert_eq!(id("https://github.com/a/b.git?tag=v1").unwrap(), "git://github.com/a/b.git#refs/tags/v1");
        assert_eq!(id("https://github.com/a/b"), None);
        assert_eq!(id("github.com/a/b"), None);
        assert_eq!(id("./a.git"), None);
        assert_eq!(id("a/b"), None);
    }

    #[test]
    fn queries_are_checked() {
        assert_eq!(id("https://h/b.git?x=1").unwrap(), "unexpected query \"x\"");
        assert_eq!(id("https://h/b.git?ref=a#b").unwrap(), "ref conflicts: \"b\" vs \"a\"");
        assert_eq!(id("https://h/b.git?tag=a&branch=b").unwrap(), "branch conflicts with tag");
    }
}
