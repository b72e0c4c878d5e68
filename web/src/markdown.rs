//! The pages of the rules, from Markdown to elements.
//!
//! Only what rule pages use: paragraphs, `##` headings, lists, fenced code, and in a line `code`, **bold** and links. It
//! makes elements, never HTML text, so nothing in a page can become markup. Pure.

use yew::{Html, html};

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

/// The page as elements.
pub fn render(page: &str) -> Html {
    html! { { for blocks(page).iter().map(block) } }
}

fn block(block: &Block<'_>) -> Html {
    match block {
        Block::Heading(text) => html! { <h3>{ line(text) }</h3> },
        Block::Paragraph(text) => html! { <p>{ line(text) }</p> },
        Block::List(items) => {
            html! { <ul>{ for items.iter().map(|it| html! { <li>{ line(it) }</li> }) }</ul> }
        }
        Block::Code(info, lines) => {
            let verdict = match info.rsplit_once(',') {
                Some((_, "bad")) => "bad",
                Some((_, "good")) => "good",
                _ => "plain",
            };
            html! { <pre class={verdict}><code>{ lines.join("\n") }</code></pre> }
        }
    }
}

fn line(text: &str) -> Html {
    let piece = |piece: &Piece<'_>| match *piece {
        Piece::Text(text) => html! { { text.to_owned() } },
        Piece::Code(text) => html! { <code>{ text.to_owned() }</code> },
        Piece::Bold(text) => html! { <b>{ text.to_owned() }</b> },
        Piece::Link(text, address) => html! {
            <a href={address.to_owned()} target="_blank" rel="noopener noreferrer">{ text.to_owned() }</a>
        },
    };
    html! { { for pieces(text).iter().map(piece) } }
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
