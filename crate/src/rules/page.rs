//! The pages of rules: what a reader is told of a rule beyond its findings.

use super::Rule;

/// The page of a rule.
#[derive(Debug, Clone, Copy)]
pub struct RulePage {
    /// Its rule.
    pub rule: &'static Rule,
    /// The file that the rule stands in, from the root of the repository.
    pub file: &'static str,
    /// Markdown, its first line the summary. A doc comment: a space stands before each line.
    pub docs: &'static str,
}

impl RulePage {
    /// The first line of the page.
    pub fn summary(&self) -> &'static str {
        self.docs.trim_start().lines().next().unwrap_or_default().trim()
    }

    /// The code blocks that carry a tag, such as `bad` in ```` ```dockerfile,bad ````. A third word gives a line of the
    /// `.dockerignore` beside it: ```` ```dockerfile,bad,ignore=dist ````.
    pub fn examples(&self, tag: &str) -> Vec<Example> {
        let mut found = Vec::new();
        let mut current: Option<Example> = None;
        for line in self.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
            match (&mut current, line.strip_prefix("```")) {
                (Some(example), None) => {
                    example.dockerfile.push_str(line);
                    example.dockerfile.push('\n');
                }
                (Some(_), Some(_)) => found.extend(current.take()),
                (None, Some(info)) if info.split(',').nth(1) == Some(tag) => {
                    let ignore = info.split(',').nth(2).and_then(|word| word.strip_prefix("ignore="));
                    current = Some(Example { dockerignore: ignore.map(str::to_owned), ..Example::default() });
                }
                (None, _) => {}
            }
        }
        found
    }
}

/// A Dockerfile on a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Example {
    /// Its text.
    pub dockerfile: String,
    /// The `.dockerignore` beside it.
    pub dockerignore: Option<String>,
}
