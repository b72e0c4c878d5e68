//! The forms in which what is open can be taken elsewhere. Takes the input and its report; the texts come from the engine.
//! Pure.

use stagescope::export::{Theme, bake, dot, markdown, mermaid, sarif, svg};
use stagescope::report::fix_all;
use stagescope::{Catalog, Input, Report};
use yew::AttrValue;

use crate::messages::say;

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportKind {
    /// The graph as a picture, light or dark as its reader prefers.
    Svg,
    /// The same as pixels, dark on white.
    Png,
    /// The graph as a flow chart.
    Mermaid,
    /// The graph for Graphviz.
    Dot,
    /// The report as a page.
    Markdown,
    /// The report for programs.
    Json,
    /// The findings for code scanning.
    Sarif,
    /// The target, platform and arguments as a file of `docker buildx bake`.
    Bake,
    /// The text after all safe fixes.
    Dockerfile,
}

impl ExportKind {
    /// In the order of the menu.
    pub const ALL: [Self; 9] = [
        Self::Svg,
        Self::Png,
        Self::Mermaid,
        Self::Dot,
        Self::Markdown,
        Self::Json,
        Self::Sarif,
        Self::Bake,
        Self::Dockerfile,
    ];

    /// How it is called, and what it is for.
    pub fn words(self) -> (AttrValue, AttrValue) {
        let (name, about) = match self {
            Self::Svg => ("SVG", say::svg_about()),
            Self::Png => ("PNG", say::png_about()),
            Self::Mermaid => ("Mermaid", say::mermaid_about()),
            Self::Dot => ("DOT", say::dot_about()),
            Self::Markdown => ("Markdown", say::markdown_about()),
            Self::Json => ("JSON", say::json_about()),
            Self::Sarif => ("SARIF", say::sarif_about()),
            Self::Bake => return (say::bake_file(), say::bake_about()),
            Self::Dockerfile => ("Dockerfile", say::dockerfile_about()),
        };
        (AttrValue::Static(name), about)
    }

    /// The name of its file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Svg => "stages.svg",
            Self::Png => "stages.png",
            Self::Mermaid => "stages.mmd",
            Self::Dot => "stages.dot",
            Self::Markdown => "report.md",
            Self::Json => "report.json",
            Self::Sarif => "report.sarif",
            Self::Bake => "docker-bake.hcl",
            Self::Dockerfile => "Dockerfile",
        }
    }

    /// Its text. A picture of pixels is drawn from the SVG that this gives; the report as JSON is not for this to write: `None`.
    pub fn text(self, input: &Input, report: &Report, catalog: &Catalog<'_>) -> Option<String> {
        Some(match self {
            Self::Svg => svg(report, Theme::Auto),
            Self::Png => svg(report, Theme::Light),
            Self::Mermaid => mermaid(report),
            Self::Dot => dot(report),
            Self::Markdown => markdown(report),
            Self::Json => return None,
            Self::Sarif => sarif(report, &input.dockerfile, "Dockerfile", &[]),
            Self::Bake => bake(input),
            Self::Dockerfile => fix_all(input, catalog).dockerfile,
        })
    }
}

#[cfg(test)]
mod tests {
    use stagescope::{Catalog, Input, analyze};

    use super::ExportKind;

    #[test]
    fn every_form_has_its_text() {
        let dockerfile = "FROM alpine:3.22 as a\nENV A 1\n".to_owned();
        let input = Input { dockerfile, ..Input::default() };
        let report = analyze(&input, &Catalog::bundled());
        for (kind, expected) in ExportKind::ALL.into_iter().zip([
            "@media (prefers-color-scheme:dark)",
            "<svg ",
            "flowchart LR\n",
            "digraph stagescope {",
            "# What this Dockerfile builds",
            "",
            "\"uri\":\"Dockerfile\"",
            "target \"default\" {",
            "FROM alpine:3.22 AS a\nENV A=1\n",
        ]) {
            let text = kind.text(&input, &report, &Catalog::bundled());
            assert_eq!(text.is_none(), kind == ExportKind::Json);
            assert!(text.unwrap_or_default().contains(expected), "{kind:?}");
        }
    }
}
