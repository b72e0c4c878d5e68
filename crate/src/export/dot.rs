//! The stage graph for Graphviz.

use std::fmt::Write as _;

use super::palette::LIGHT;
use super::{color_of, key, title};
use crate::report::{EdgeKind, NodeId, NodeView, Report};

/// The stage graph in the DOT language. Skipped stages and what only they need are dashed.
pub fn dot(report: &Report) -> String {
    let mut text = String::from("digraph stagescope {\n");
    let _ = writeln!(text, "  label={};", string(&[&title(report)]));
    text.push_str("  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\"];\n");
    text.push_str("  edge [fontname=\"Helvetica\", fontsize=11];\n");
    for node in &report.graph.nodes {
        let _ = writeln!(text, "  {} [{}];", key(node.id), attributes(node));
    }
    for edge in &report.graph.edges {
        let style = match edge.kind {
            EdgeKind::From => "solid",
            EdgeKind::Copy => "dashed",
            EdgeKind::Mount => "dotted",
        };
        let color = if edge.reached { LIGHT.of(color_of(edge)).line } else { LIGHT.base.line };
        let _ = write!(text, "  {} -> {} [style={style}, color=\"{color}\"", key(edge.from), key(edge.to));
        if !edge.label.is_empty() {
            let _ = write!(text, ", label={}", string(&[&edge.label]));
        }
        text.push_str("];\n");
    }
    text.push_str("}\n");
    text
}

fn attributes(node: &NodeView) -> String {
    let stage = match node.id {
        NodeId::Stage(index) => Some(index),
        NodeId::Image(_) => None,
    };
    let lines: Vec<&str> =
        [node.title.as_str()].into_iter().chain(node.lines.iter().map(String::as_str)).collect();
    let colors = LIGHT.of(stage);
    let style = match (stage, node.reached) {
        (Some(_), true) => "",
        (Some(_), false) => ", style=\"rounded,dashed\"",
        (None, _) => ", shape=cylinder, style=\"filled\"",
    };
    let width = if node.target { ", penwidth=2.5" } else { "" };
    format!(
        "label={}, color=\"{}\", fillcolor=\"{}\"{style}{width}",
        string(&lines),
        colors.line,
        colors.ground
    )
}

/// Lines as one text in double quotes. Graphviz reads entities in every text, and escapes behind a backslash.
fn string(lines: &[&str]) -> String {
    let mut out = String::from('"');
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            out.push_str("\\n");
        }
        for ch in line.chars() {
            match ch {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '&' => out.push_str("&amp;"),
                _ if ch.is_control() => out.push(' '),
                _ => out.push(ch),
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{dot, string};
    use crate::export::testing::{HOSTILE, report};

    #[test]
    fn stages_and_what_they_need() {
        let text =
            dot(&report("FROM scratch AS a\nFROM scratch AS b\nCOPY --from=a /x /y\nFROM scratch AS c\n"));
        for expected in [
            "digraph stagescope {\n  label=\"Stage graph: 3 stages, of which c is built\";",
            "s0 [label=\"1 a\\n0 steps · skipped\", color=\"#1a53e0\", fillcolor=\"#e4ebff\", style=\"rounded,dashed\"];",
            "s0 -> s1 [style=dashed, color=\"#7a8699\", label=\"/x\"];",
            "penwidth=2.5];",
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
    }

    #[test]
    fn no_text_leaves_its_quotes() {
        assert_eq!(string(&["a\"b\\N&lt;", "c\td"]), r#""a\"b\\N&amp;lt;\nc d""#);
        let text = dot(&report(HOSTILE));
        for line in text.lines().skip(1).filter(|line| *line != "}") {
            let quotes = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
            assert!(quotes % 2 == 0 && line.ends_with(';'), "{line}");
        }
    }
}
