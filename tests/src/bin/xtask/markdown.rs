//! The pages of rules, from Markdown to HTML.
//!
//! Only what rule pages use: paragraphs, `##` headings, lists, fenced code, and in a line `code`, **bold** and links. All
//! text is escaped, so nothing in a page can become markup. Pure.

/// One block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Block<'a> {
    Heading(&'a str),
    Paragraph(String),
    List(Vec<String>),
    /// Info string and lines.
    Code(&'a str, Vec<&'a str>),
}

/// One piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Code(&'a str),
    Bold(&'a str),
    /// Words and address.
    Link(&'a str, &'a str),
}

/// The page as HTML. Its headings are `h3`.
pub(crate) fn render(page: &str) -> String {
    blocks(page).iter().map(block).collect()
}

/// A text that stands for itself in HTML, also inside an attribute.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn block(block: &Block<'_>) -> String {
    match block {
        Block::Heading(text) => format!("<h3>{}</h3>", line(text)),
        Block::Paragraph(text) => format!("<p>{}</p>", line(text)),
        Block::List(items) => {
            let items: Vec<String> = items.iter().map(|it| line(it)).collect();
            format!("<ul><li>{}</li></ul>", items.join("</li><li>"))
        }
        Block::Code(info, lines) => {
            let verdict = match info.split(',').nth(1) {
                Some("bad") => "bad",
                Some("good") => "good",
                _ => "plain",
            };
            format!(r#"<pre class="{verdict}"><code>{}</code></pre>"#, escape(&lines.join("\n")))
        }
    }
}

/// The HTML of what may stand in a line.
pub(crate) fn line(text: &str) -> String {
    let piece = |piece: &Piece<'_>| match *piece {
        Piece::Text(text) => escape(text),
        Piece::Code(text) => format!("<code>{}</code>", escape(text)),
        Piece::Bold(text) => format!("<b>{}</b>", escape(text)),
        Piece::Link(text, address) => format!(
            r#"<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>"#,
            escape(address),
            escape(text)
        ),
    };
    pieces(text).iter().map(piece).collect()
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    // Pages are doc comments: a space stands between the slashes and the line.
    let mut lines = page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if let Some(info) = trimmed.strip_prefix("```") {
            let code = lines.by_ref().take_while(|it| it.trim() != "```");
            found.push(Block::Code(info.trim(), code.collect()));
        } else if let Some(text) = trimmed.strip_prefix('#') {
            found.push(Block::Heading(text.trim_start_matches('#').trim()));
        } else if trimmed.is_empty() {
            // An empty paragraph closes whatever is open.
            found.push(Block::Paragraph(String::new()));
        } else if let Some(item) = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* ")) {
            match found.last_mut() {
                Some(Block::List(items)) => items.push(item.to_owned()),
                _ => found.push(Block::List(vec![item.to_owned()])),
            }
        } else {
            match found.last_mut() {
                Some(Block::Paragraph(text)) if !text.is_empty() => join(text, trimmed),
                Some(Block::List(items)) => {
                    if let Some(item) = items.last_mut() {
                        join(item, trimmed);
                    }
                }
                _ => found.push(Block::Paragraph(trimmed.to_owned())),
            }
        }
    }
    found.retain(|it| *it != Block::Paragraph(String::new()));
    found
}

fn join(text: &mut String, more: &str) {
    text.push(' ');
    text.push_str(more);
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, piece, after)) = next_piece(rest) {
        found.extend((!before.is_empty()).then_some(Piece::Text(before)));
        found.push(piece);
        rest = after;
    }
    found.extend((!rest.is_empty()).then_some(Piece::Text(rest)));
    found
}

/// The first mark that is closed again: what stands before it, the piece, and what stands behind it.
fn next_piece(text: &str) -> Option<(&str, Piece<'_>, &str)> {
    text.match_indices(['`', '*', '[']).find_map(|(at, mark)| {
        let (before, rest) = text.split_at_checked(at)?;
        let (piece, after) = match mark {
            "`" => rest.strip_prefix('`')?.split_once('`').map(|(code, after)| (Piece::Code(code), after))?,
            "*" => {
                rest.strip_prefix("**")?.split_once("**").map(|(bold, after)| (Piece::Bold(bold), after))?
            }
            _ => {
                let (words, after) = rest.strip_prefix('[')?.split_once("](")?;
                let (address, after) = after.split_once(')')?;
                // Pages link to documentation only; any other scheme stays text.
                (Piece::Link(words, address.starts_with("https://").then_some(address)?), after)
            }
        };
        Some((before, piece, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_page_falls_into_its_blocks() {
        let page = "Lists stay\nin the layer.\n\n## Why it matters\nThey are read by nobody.\n\n- one\n  goes on\n- two\n\n```dockerfile,bad\nFROM a\n\nRUN b\n```\nUse instead:";
        assert_eq!(
            blocks(page),
            [
                Block::Paragraph("Lists stay in the layer.".to_owned()),
                Block::Heading("Why it matters"),
                Block::Paragraph("They are read by nobody.".to_owned()),
                Block::List(vec!["one goes on".to_owned(), "two".to_owned()]),
                Block::Code("dockerfile,bad", vec!["FROM a", "", "RUN b"]),
                Block::Paragraph("Use instead:".to_owned()),
            ]
        );
    }

    #[test]
    fn the_space_of_a_doc_comment_is_no_part_of_the_code() {
        assert_eq!(blocks(" ```\n RUN a \\\n     b\n ```\n"), [Block::Code("", vec!["RUN a \\", "    b"])]);
    }

    #[test]
    fn text_never_becomes_markup() {
        let page =
            "<b>&\n\n`<i>` **<u>** [<s>](https://a/?b=\"c)\n\n- <li>\n\n```dockerfile,bad\nRUN a <b\n```";
        assert_eq!(
            render(page),
            "<p>&lt;b&gt;&amp;</p><p><code>&lt;i&gt;</code> <b>&lt;u&gt;</b> <a href=\"https://a/?b=&quot;c\" \
             target=\"_blank\" rel=\"noopener noreferrer\">&lt;s&gt;</a></p><ul><li>&lt;li&gt;</li></ul>\
             <pre class=\"bad\"><code>RUN a &lt;b</code></pre>"
        );
    }

    #[test]
    fn a_heading_ends_a_paragraph_and_starts_one() {
        assert_eq!(
            blocks("a\n## b\nc"),
            [Block::Paragraph("a".to_owned()), Block::Heading("b"), Block::Paragraph("c".to_owned())]
        );
    }

    #[test]
    fn a_fence_that_stays_open_runs_to_the_end() {
        assert_eq!(blocks("```\na\nb"), [Block::Code("", vec!["a", "b"])]);
    }

    #[test]
    fn a_line_falls_into_its_pieces() {
        assert_eq!(
            pieces("Use `RUN a*b*`, **not** [this](https://docs.docker.com/x)."),
            [
                Piece::Text("Use "),
                Piece::Code("RUN a*b*"),
                Piece::Text(", "),
                Piece::Bold("not"),
                Piece::Text(" "),
                Piece::Link("this", "https://docs.docker.com/x"),
                Piece::Text("."),
            ]
        );
    }

    #[test]
    fn marks_that_are_never_closed_are_text() {
        for text in ["a ` b", "a ** b", "a [b", "a [b](c", "a * b"] {
            assert_eq!(pieces(text), [Piece::Text(text)], "{text}");
        }
    }

    #[test]
    fn only_secure_addresses_become_links() {
        assert_eq!(pieces("[a](javascript:b)"), [Piece::Text("[a](javascript:b)")]);
    }
}
