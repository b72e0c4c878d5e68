//! L10. A report as the texts that other programs read: pictures, tables, lists of findings. Pure functions of a report; each
//! escapes what somebody typed as the reader of its format wants it, and none adds anything to what the report says.

mod bake;
mod dot;
mod markdown;
mod mermaid;
mod palette;
mod places;
mod sarif;
mod svg;

pub use bake::bake;
pub use dot::dot;
pub use markdown::markdown;
pub use mermaid::mermaid;
pub use palette::Theme;
pub use places::{Place, Places};
pub use sarif::{SarifRule, sarif};
pub use svg::svg;

use crate::report::{EdgeKind, EdgeView, NodeId, Report};

/// The stage whose colour an edge has. What is copied has that of the stage that it leaves; `FROM` has none.
fn color_of(edge: &EdgeView) -> Option<usize> {
    match (edge.kind, edge.from) {
        (EdgeKind::Copy | EdgeKind::Mount, NodeId::Stage(index)) => Some(index),
        _ => None,
    }
}

/// A node's name inside a text graph: `s0` for a stage, `i0` for an image.
fn key(id: NodeId) -> String {
    match id {
        NodeId::Stage(index) => format!("s{index}"),
        NodeId::Image(index) => format!("i{index}"),
    }
}

/// What the graph shows, in one line: `3 stages, of which runtime is built`.
fn title(report: &Report) -> String {
    let count = match report.stages.len() {
        1 => "1 stage".to_owned(),
        count => format!("{count} stages"),
    };
    match report.target.and_then(|index| report.stages.get(index)) {
        Some(target) => format!("Stage graph: {count}, of which {} is built", target.name),
        None => format!("Stage graph: {count}"),
    }
}

#[cfg(test)]
mod testing {
    use crate::catalog::Catalog;
    use crate::report::{Input, Report, analyze};

    /// Names and comments that try to leave the place where they are written.
    pub(super) const HOSTILE: &str = "# </desc><script>alert(1)</script> --> `|` \"]; %%{init}%%\n\
        FROM alpine:3.22 AS a\n\
        COPY [\"</text><script>alert(1)</script>\", \"/x\"]\n\
        FROM \"x]]><svg onload=alert(1)>\"\n\
        COPY --from=a [\"/\\\"]; s0 --> s1 %%{init: 1}%% |`<b>&amp;#35;\\u0007\", \"/y\"]\n\
        ENV T=${HOME}%{if}\"|\" U=@octocat\n\
        FROM a AS last\n\
        COPY --from=a [\"/\\\"]; %%{i}%%<b>`|\", \"/y\"]\n\
        RUN --mount=from=a,target=/<m> echo \"<b> | \\` </script>\"\n";

    pub(super) fn input(dockerfile: &str) -> Input {
        Input { dockerfile: dockerfile.to_owned(), ..Input::default() }
    }

    pub(super) fn report(dockerfile: &str) -> Report {
        analyze(&input(dockerfile), &Catalog::bundled())
    }
}
