//! `stagescope graph`: the stages as a drawing.

use stagescope::export::{self, dot, mermaid, svg};
use stagescope::{Catalog, analyze};

use crate::args::{GraphArgs, GraphFormat, Theme};
use crate::source::Source;
use crate::{Answer, Result};

/// Carries out the command.
pub(crate) fn graph(args: &GraphArgs) -> Result<Answer> {
    let report = analyze(&Source::read(&args.build)?.input, &Catalog::bundled());
    let theme = match args.theme {
        Theme::Auto => export::Theme::Auto,
        Theme::Light => export::Theme::Light,
        Theme::Dark => export::Theme::Dark,
    };
    Ok(Answer::of(match args.format {
        GraphFormat::Svg => svg(&report, theme),
        GraphFormat::Mermaid => mermaid(&report),
        GraphFormat::Dot => dot(&report),
        GraphFormat::Json => format!("{:#}\n", serde_json::to_value(&report.graph)?),
    }))
}
