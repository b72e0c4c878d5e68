//! The stage graph as a picture that needs nothing else.

use std::fmt::Write as _;

use super::palette::{DARK, LIGHT, Palette};
use super::{Theme, color_of, title};
use crate::report::{EdgeKind, EdgeView, GraphView, LINE, NodeId, NodeView, Report, TITLE};

/// The smallest picture, in CSS pixels: its legend has room.
const NARROWEST: i32 = 340;
/// Room below the graph for the legend.
const LEGEND: i32 = 30;
/// Width of the pill that marks the target.
const PILL: i32 = 52;

/// The stage graph as SVG: the same boxes and lines as on the page, a legend, and the whole of it in words for those who
/// cannot see it.
///
/// Colours are written out for each class, since not every program that draws SVG knows variables.
pub fn svg(report: &Report, theme: Theme) -> String {
    let graph = &report.graph;
    let (width, height) = (graph.width.max(NARROWEST), graph.height + LEGEND);
    let mut out = String::with_capacity(4_096);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"stagescope-title stagescope-desc\">\n<title id=\"stagescope-title\">{}</title>\n\
         <desc id=\"stagescope-desc\">{}</desc>\n",
        escape(&title(report)),
        escape(&words(report)),
    );
    let colors = colors(graph);
    style(&mut out, theme, &colors);
    out.push_str("<defs>");
    for color in &colors {
        let class = class(*color);
        let _ = write!(
            out,
            "<marker id=\"stagescope-{class}\" class=\"{class}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" \
             markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head\" d=\"M0 0 8 4 0 8z\"/></marker>"
        );
    }
    let _ = writeln!(out, "</defs>\n<rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>");
    for edge in &graph.edges {
        let class = class(color_of(edge));
        let _ = writeln!(
            out,
            "<path class=\"line {} {class}{}\" d=\"{}\" marker-end=\"url(#stagescope-{class})\"/>",
            kind(edge.kind),
            faded(edge.reached),
            edge.path,
        );
    }
    for node in &graph.nodes {
        draw(&mut out, node);
    }
    for edge in graph.edges.iter().filter(|edge| !edge.label.is_empty()) {
        label(&mut out, edge);
    }
    legend(&mut out, graph);
    out.push_str("</svg>\n");
    out
}

/// The graph in sentences.
fn words(report: &Report) -> String {
    if report.stages.is_empty() {
        return "There is no stage.".to_owned();
    }
    let stage = |index: usize, name: &str, base: &str, reason: &str| {
        format!("Stage {}, {name}, from {base}: {reason}", index + 1)
    };
    let sentences = report.stages.iter().map(|it| stage(it.index, &it.name, &it.base, &it.reason));
    sentences.collect::<Vec<_>>().join(" ")
}

/// The colours that are in the picture, each once, grey first.
fn colors(graph: &GraphView) -> Vec<Option<usize>> {
    let of_nodes = graph.nodes.iter().map(|node| stage_of(node.id));
    let of_edges = graph.edges.iter().map(color_of);
    let mut found = vec![None];
    for color in of_nodes.chain(of_edges).map(|it| it.map(|index| index % LIGHT.stages.len())) {
        if !found.contains(&color) {
            found.push(color);
        }
    }
    found
}

fn stage_of(id: NodeId) -> Option<usize> {
    match id {
        NodeId::Stage(index) => Some(index),
        NodeId::Image(_) => None,
    }
}

fn class(stage: Option<usize>) -> String {
    stage.map_or_else(|| "base".to_owned(), |index| format!("st{}", index % LIGHT.stages.len()))
}

fn kind(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::From => "from",
        EdgeKind::Copy => "copy",
        EdgeKind::Mount => "mount",
    }
}

fn faded(reached: bool) -> &'static str {
    if reached { "" } else { " skipped" }
}

const SHAPES: &str = "text{font:12.5px ui-sans-serif,system-ui,sans-serif}\
    .title{font-size:13.5px;font-weight:650}\
    .path{font:11px ui-monospace,monospace;text-anchor:middle}\
    .pill{font-size:11px;font-weight:600;text-anchor:middle}\
    .line{fill:none;stroke-width:1.6}.copy{stroke-width:2;stroke-dasharray:6 4}.mount{stroke-dasharray:1.5 3}\
    .base.box{stroke-dasharray:4 3}.chip.box{stroke-dasharray:none}.target{stroke-width:2}.skipped{stroke-opacity:.5}.bar.skipped{fill-opacity:.5}";

fn style(out: &mut String, theme: Theme, used: &[Option<usize>]) {
    out.push_str("<style>");
    out.push_str(SHAPES);
    match theme {
        Theme::Auto => {
            paint(out, &LIGHT, used);
            out.push_str("@media (prefers-color-scheme:dark){");
            paint(out, &DARK, used);
            out.push('}');
        }
        Theme::Light => paint(out, &LIGHT, used),
        Theme::Dark => paint(out, &DARK, used),
    }
    out.push_str("</style>\n");
}

fn paint(out: &mut String, palette: &Palette, used: &[Option<usize>]) {
    let Palette { surface, ink, quiet, faded, .. } = palette;
    for color in used {
        let (class, pair) = (class(*color), palette.of(*color));
        let (line, ground) = (pair.line, pair.ground);
        let _ = write!(
            out,
            ".{class}.line,.{class}.box{{stroke:{line}}}.{class}.box{{fill:{ground}}}.{class}.bar,.{class} .head{{fill:{line}}}"
        );
    }
    let _ = write!(
        out,
        ".ground,.base.box,.skipped.box,.chip.box{{fill:{surface}}}text{{fill:{quiet}}}.title,.path{{fill:{ink}}}\
         .pill{{fill:{surface}}}text.skipped{{fill:{faded}}}"
    );
}

fn draw(out: &mut String, node: &NodeView) {
    let stage = stage_of(node.id);
    let class = class(stage);
    let faded = faded(node.reached);
    let target = if node.target { " target" } else { "" };
    let _ = writeln!(
        out,
        "<g transform=\"translate({} {})\"><rect class=\"box {class}{faded}{target}\" width=\"{}\" height=\"{}\" rx=\"9\"/>",
        node.x, node.y, node.width, node.height
    );
    if stage.is_some() {
        let _ = writeln!(
            out,
            "<path class=\"bar {class}{faded}\" d=\"M5 0a5 5 0 0 0-5 5v{}a5 5 0 0 0 5 5z\"/>",
            node.height - 10
        );
    }
    let room = node.width - 36 - if node.target { PILL + 14 } else { 0 };
    let top = if stage.is_some() { 24 } else { 22 };
    let _ = writeln!(
        out,
        "<text class=\"title{faded}\" x=\"18\" y=\"{top}\">{}</text>",
        escape(&fit(&node.title, room, TITLE))
    );
    for (y, line) in (1..).map(|index| top + 19 * index).zip(&node.lines) {
        let _ = writeln!(
            out,
            "<text class=\"{}\" x=\"18\" y=\"{y}\">{}</text>",
            faded.trim_start(),
            escape(&fit(line, node.width - 36, LINE))
        );
    }
    if node.target {
        let x = node.width - PILL - 10;
        let _ = writeln!(
            out,
            "<rect class=\"bar {class}\" x=\"{x}\" y=\"10\" width=\"{PILL}\" height=\"19\" rx=\"9.5\"/><text class=\"pill\" \
             x=\"{}\" y=\"23.5\">target</text>",
            x + PILL / 2
        );
    }
    out.push_str("</g>\n");
}

/// A text that is not wider than so many pixels, at so many tenths of one a character.
fn fit(text: &str, room: i32, character: i32) -> String {
    let longest = usize::try_from(room * 10 / character).unwrap_or_default();
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest.saturating_sub(1)).chain(['…']).collect()
}

fn label(out: &mut String, edge: &EdgeView) {
    let _ = writeln!(
        out,
        "<rect class=\"box chip {}{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"20\" rx=\"10\"/>\
         <text class=\"path{}\" x=\"{}\" y=\"{}\">{}</text>",
        class(color_of(edge)),
        faded(edge.reached),
        edge.label_x - edge.label_width / 2,
        edge.label_y - 10,
        edge.label_width,
        faded(edge.reached),
        edge.label_x,
        edge.label_y + 4,
        escape(&edge.label),
    );
}

fn legend(out: &mut String, graph: &GraphView) {
    if graph.nodes.is_empty() {
        let _ = writeln!(out, "<text x=\"18\" y=\"{}\">There is no stage to draw.</text>", graph.height + 18);
    }
    let y = graph.height + LEGEND - 14;
    let mut x = 18;
    let kinds = [(EdgeKind::From, "FROM"), (EdgeKind::Copy, "COPY --from"), (EdgeKind::Mount, "mount")];
    for (it, word) in kinds.into_iter().filter(|(it, _)| graph.edges.iter().any(|edge| edge.kind == *it)) {
        let _ = writeln!(
            out,
            "<path class=\"line {} base\" d=\"M{x} {y}h26\" marker-end=\"url(#stagescope-base)\"/><text x=\"{}\" y=\"{}\">{word}</text>",
            kind(it),
            x + 34,
            y + 4
        );
        x += 60 + 7 * i32::try_from(word.len()).unwrap_or(0);
    }
    if graph.nodes.iter().any(|node| !node.reached) {
        let _ = writeln!(out, "<text class=\"skipped\" x=\"{x}\" y=\"{}\">faded: skipped</text>", y + 4);
    }
}

/// A text as the content of an XML element or of an attribute. What XML has no way to say is shown as missing.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            _ if ch.is_control() || matches!(ch, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            _ => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Theme, escape, fit, svg};
    use crate::export::testing::{HOSTILE, report};

    #[test]
    fn a_picture_that_needs_nothing_else() {
        let text = svg(
            &report("FROM scratch AS a\nFROM scratch AS b\nCOPY --from=a /x /y\nFROM scratch AS c\n"),
            Theme::Auto,
        );
        for expected in [
            "<title id=\"stagescope-title\">Stage graph: 3 stages, of which c is built</title>",
            "Stage 1, a, from scratch: ",
            "@media (prefers-color-scheme:dark)",
            "<text class=\"path skipped\"",
            ">target</text>",
            ">COPY --from</text>",
            ">faded: skipped</text>",
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
        assert!(
            !text.contains("href") && !text.contains("@import") && !text.contains("http://www.w3.org/1999"),
            "{text}"
        );
    }

    #[test]
    fn a_theme_can_be_fixed() {
        let report = report("FROM scratch\n");
        let [light, dark] = [Theme::Light, Theme::Dark].map(|theme| svg(&report, theme));
        assert!(
            light.contains("#1a53e0") && !light.contains("#7ea2ff") && !light.contains("@media"),
            "{light}"
        );
        assert!(dark.contains("#7ea2ff") && !dark.contains("#1a53e0") && !dark.contains("@media"), "{dark}");
    }

    #[test]
    fn nothing_to_draw_is_said() {
        assert!(svg(&report(""), Theme::Auto).contains("There is no stage to draw."));
    }

    #[test]
    fn no_text_becomes_an_element() {
        assert_eq!(escape("<a b=\"c\">&\n\u{7}\u{ffff}"), "&lt;a b=&quot;c&quot;&gt;&amp; \u{fffd}\u{fffd}");
        let text = svg(&report(HOSTILE), Theme::Auto);
        let names: Vec<&str> = text
            .split('<')
            .skip(1)
            .filter_map(|it| it.split([' ', '>', '/']).find(|it| !it.is_empty()))
            .collect();
        assert!(
            names.iter().all(|it| matches!(
                *it,
                "svg" | "title" | "desc" | "style" | "defs" | "marker" | "path" | "rect" | "g" | "text"
            )),
            "{names:?}"
        );
        assert_eq!(text.matches('<').count(), text.matches('>').count(), "{text}");
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(fit("abcdef", 42, 70), "abcdef");
        assert_eq!(fit("abcdef", 28, 70), "abc…");
        assert_eq!(fit("abcdef", -1, 70), "…");
    }
}
