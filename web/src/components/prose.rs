//! What a lesson says, from the little Markdown that lessons have: paragraphs, lists, `code` and **bold**. It becomes elements and
//! never markup, so a lesson of anybody can be shown.

use yew::{Html, html};

/// A text as elements.
pub fn prose(text: &str) -> Html {
    html! { <div class="words" lang="en">{ for blocks(text).into_iter().map(block) }</div> }
}

/// A block of a text.
#[derive(Debug, PartialEq, Eq)]
enum Block {
    Paragraph(String),
    List(Vec<String>),
}

/// A piece of a line.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Code(&'t str),
    Bold(&'t str),
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    for part in text.split("\n\n") {
        for line in part.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
            match (item, found.last_mut()) {
                (Some(item), Some(Block::List(items))) => items.push(item.to_owned()),
                (Some(item), _) => found.push(Block::List(vec![item.to_owned()])),
                (None, Some(Block::Paragraph(text))) if !text.is_empty() => {
                    text.push(' ');
                    text.push_str(line);
                }
                (None, _) => found.push(Block::Paragraph(line.to_owned())),
            }
        }
        // An empty one closes whatever is open.
        found.push(Block::Paragraph(String::new()));
    }
    found.retain(|it| *it != Block::Paragraph(String::new()));
    found
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['`', '*']) {
        let (before, from) = rest.split_at(at);
        let mark = if from.starts_with('`') { "`" } else { "**" };
        let inside = from.strip_prefix(mark).and_then(|from| from.split_once(mark));
        match inside.filter(|(inside, _)| !inside.is_empty()) {
            Some((inside, behind)) => {
                found.push(Piece::Text(before));
                found.push(if mark == "`" { Piece::Code(inside) } else { Piece::Bold(inside) });
                rest = behind;
            }
            // A mark that is never closed is text.
            None => {
                let (text, behind) = rest.split_at(at + 1);
                found.push(Piece::Text(text));
                rest = behind;
            }
        }
    }
    found.push(Piece::Text(rest));
    found.retain(|it| *it != Piece::Text(""));
    found
}

fn block(block: Block) -> Html {
    match block {
        Block::Paragraph(text) => html! { <p>{ line(&text) }</p> },
        Block::List(items) => {
            html! { <ul>{ for items.iter().map(|it| html! { <li>{ line(it) }</li> }) }</ul> }
        }
    }
}

fn line(text: &str) -> Html {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Text(text) => html! { { text.to_owned() } },
        Piece::Code(text) => html! { <code>{ text.to_owned() }</code> },
        Piece::Bold(text) => html! { <b>{ text.to_owned() }</b> },
    };
    html! { <>{ for pieces(text).into_iter().map(piece) }</> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_paragraphs_and_lists() {
        let text = |text: &str| Block::Paragraph(text.to_owned());
        assert_eq!(
            blocks("a\nb\n\nc\n- d\n- e\n\nf"),
            [text("a b"), text("c"), Block::List(vec!["d".to_owned(), "e".to_owned()]), text("f")]
        );
    }

    #[test]
    fn a_line_falls_into_its_pieces() {
        assert_eq!(
            pieces("Use `a*b` **not** c."),
            [
                Piece::Text("Use "),
                Piece::Code("a*b"),
                Piece::Text(" "),
                Piece::Bold("not"),
                Piece::Text(" c.")
            ]
        );
        assert_eq!(pieces("*é* `"), [Piece::Text("*"), Piece::Text("é*"), Piece::Text(" `")]);
    }
}
