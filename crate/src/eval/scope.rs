//! Environments: names with values, in the order in which the reference keeps them.

use std::rc::Rc;

use crate::syntax::expand::Env;
use crate::text::Text;

/// A list of names with values. Setting a name again moves it to the end.
///
/// A copy shares its names and values with the original until one of them changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnvList {
    pairs: Rc<Vec<(Text, Text)>>,
    /// Bytes of all names and values.
    size: usize,
}

impl EnvList {
    /// Sets a name.
    pub fn set(&mut self, name: impl Into<Text>, value: impl Into<Text>) {
        let (name, value) = (name.into(), value.into());
        self.remove(&name);
        self.size += name.len() + value.len();
        Rc::make_mut(&mut self.pairs).push((name, value));
    }

    /// Takes a name out.
    pub fn remove(&mut self, name: &str) {
        if let Some(place) = self.pairs.iter().position(|(known, _)| known == name) {
            let (name, value) = Rc::make_mut(&mut self.pairs).remove(place);
            self.size -= name.len() + value.len();
        }
    }

    /// The names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(name, _)| &**name)
    }

    /// The names with their values, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Bytes of all names and values.
    pub fn size(&self) -> usize {
        self.size
    }

    /// `NAME=value`, in order.
    pub fn to_strings(&self) -> Vec<String> {
        self.pairs.iter().map(|(name, value)| format!("{name}={value}")).collect()
    }
}

impl Env for EnvList {
    fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
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
