//! The stage graph for Mermaid, which many Markdown pages draw.

use std::fmt::Write as _;

use super::palette::LIGHT;
use super::{color_of, key, title};
use crate::report::{EdgeKind, NodeId, Report};

/// The stage graph as a Mermaid flow chart: `FROM` is a thin line, `COPY --from` a thick one, a mount a dotted one.
pub fn mermaid(report: &Report) -> String {
    let graph = &report.graph;
    let mut text = String::from("flowchart LR\n");
    let _ = writeln!(text, "  accTitle: {}", escape(&title(report)));
    for node in &graph.nodes {
        let mut words = escape(&node.title);
        for line in &node.lines {
            words.push_str("<br/>");
            words.push_str(&escape(line));
        }
        let key = key(node.id);
        let _ = match node.id {
            NodeId::Stage(_) => writeln!(text, "  {key}[\"{words}\"]"),
            NodeId::Image(_) => writeln!(text, "  {key}([\"{words}\"])"),
        };
    }
    for edge in &graph.edges {
        let arrow = match edge.kind {
            EdgeKind::From => "-->",
            EdgeKind::Copy => "==>",
            EdgeKind::Mount => "-.->",
        };
        let label =
            if edge.label.is_empty() { String::new() } else { format!("|\"{}\"|", escape(&edge.label)) };
        let _ = writeln!(text, "  {} {arrow}{label} {}", key(edge.from), key(edge.to));
    }
    for node in &graph.nodes {
        let stage = match node.id {
            NodeId::Stage(index) => Some(index),
            NodeId::Image(_) => None,
        };
        let colors = LIGHT.of(stage);
        let _ = write!(
            text,
            "  style {} fill:{},stroke:{},color:{}",
            key(node.id),
            colors.ground,
            colors.line,
            LIGHT.ink
        );
        text.push_str(match (node.target, node.reached) {
            (true, _) => ",stroke-width:3px\n",
            (false, true) => "\n",
            (false, false) => ",stroke-dasharray:4 3\n",
        });
    }
    for (index, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| color_of(edge).is_some()) {
        let _ = writeln!(text, "  linkStyle {index} stroke:{}", LIGHT.of(color_of(edge)).line);
    }
    text
}

/// A text in which Mermaid, and the Markdown around it, see letters only.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        let is_plain = ch.is_alphanumeric()
            || matches!(
                ch,
                ' ' | '.' | ',' | '_' | '-' | '/' | ':' | '+' | '=' | '·' | '…' | '–' | '≥' | '≈'
            );
        if is_plain {
            out.push(ch);
        } else if ch.is_control() {
            out.push(' ');
        } else {
            let _ = write!(out, "#{};", u32::from(ch));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escape, mermaid};
    use crate::export::testing::{HOSTILE, report};

    #[test]
    fn stages_and_what_they_need() {
        let text = mermaid(&report(
            "FROM scratch AS a\nFROM a AS b\nCOPY --from=a /x /y\nRUN --mount=from=a,target=/m make\n",
        ));
        for expected in [
            "flowchart LR\n  accTitle: Stage graph: 2 stages, of which b is built\n  s0[\"1 a<br/>",
            "  s0 --> s1\n  s0 ==>|\"/x\"| s1\n  s0 -.->|\"/m\"| s1\n",
            "  style s1 fill:#fdeadc,stroke:#b04a06,color:#131922,stroke-width:3px\n",
            "  linkStyle 1 stroke:#1a53e0\n",
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
    }

    #[test]
    fn no_text_leaves_its_quotes() {
        assert_eq!(escape("a\"b#c%%{d}\n`<"), "a#34;b#35;c#37;#37;#123;d#125; #96;#60;");
        let text = mermaid(&report(HOSTILE));
        for hostile in ["%%", "<script", "<b>", "`", "{", "@", "&"] {
            assert!(!text.contains(hostile), "{hostile}: {text}");
        }
        assert!(text.lines().all(|line| line.matches('"').count() % 2 == 0), "{text}");
    }
}
