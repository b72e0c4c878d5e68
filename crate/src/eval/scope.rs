//! Environments: names with values, in the order in which the reference keeps them.

use crate::syntax::expand::Env;

/// A list of names with values. Setting a name again moves it to the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnvList {
    pairs: Vec<(String, String)>,
}

impl EnvList {
    /// Sets a name.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.pairs.retain(|(known, _)| known != name);
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// Takes a name out.
    pub fn remove(&mut self, name: &str) {
        self.pairs.retain(|(known, _)| known != name);
    }

    /// The names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(name, _)| name.as_str())
    }

    /// Bytes of all names and values.
    pub fn size(&self) -> usize {
        self.pairs.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    /// `NAME=value`, in order.
    pub fn to_strings(&self) -> Vec<String> {
        self.pairs.iter().map(|(name, value)| format!("{name}={value}")).collect()
    }
}

impl Env for EnvList {
    fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Arguments that are noted but never become variables.
pub const NOT_IN_ENV: [&str; 2] = ["BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"];

#[cfg(test)]
mod tests {
    use super::EnvList;

    #[test]
    fn setting_again_moves_to_the_end() {
        let mut env = EnvList::default();
        env.set("A", "1");
        env.set("B", "2");
        env.set("A", "3");
        assert_eq!(env.to_strings(), ["B=2", "A=3"]);
    }
}
