//! Literate specifications: Markdown whose prose says why, and whose blocks are run.

/// One section of a specification.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its blocks, by the words behind the opening backticks.
    pub blocks: Vec<(String, String)>,
}

impl Section {
    /// The text of a block; `None` where there is none of that name.
    pub fn block(&self, name: &str) -> Option<&str> {
        self.blocks.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// The text of a block that may be left out.
    pub fn text(&self, name: &str) -> &str {
        self.block(name).unwrap_or_default()
    }
}

/// The sections of a specification, each under a heading of the second level.
pub fn sections(markdown: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in markdown.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => {
                if let (Some(block), Some(section)) = (open.take(), sections.last_mut()) {
                    section.blocks.push(block);
                }
            }
            (Some((_, text)), _) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, Some(name)) => open = Some((name.to_owned(), String::new())),
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    sections.push(Section { title: title.to_owned(), blocks: Vec::new() });
                }
            }
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::sections;

    #[test]
    fn blocks_belong_to_the_heading_above() {
        let found = sections("# T\n\n## A\n\nprose\n\n```x y\n1\n## no heading\n```\n```z\n```\n## B\n");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].title, "A");
        assert_eq!(found[0].block("x y"), Some("1\n## no heading\n"));
        assert_eq!(found[0].block("z"), Some(""));
        assert_eq!((found[0].block("w"), found[0].text("w")), (None, ""));
        assert!(found[1].blocks.is_empty());
    }
}
