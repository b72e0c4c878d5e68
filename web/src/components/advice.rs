//! Problems and suggestions, the most serious first.

use stagescope::Report;
use stagescope::report::EditorDiagnostic;
use yew::{Callback, Html, Properties, component, html};

use super::icon;
use super::suggestion::Suggestion;
use crate::highlight::Highlight;
use crate::store::{Command, ReportRef, RulePage};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AdviceProps {
    /// What the engine says.
    pub report: ReportRef,
    /// What is lit.
    pub lit: Highlight,
    /// Whether the text cannot be changed.
    pub read_only: bool,
    /// The pages of rules that are there.
    pub pages: Vec<RulePage>,
    /// What reaches outside the store.
    pub run: Callback<Command>,
}

/// The list.
#[component]
pub fn Advice(props: &AdviceProps) -> Html {
    let findings = &props.report.diagnostics;
    if findings.is_empty() {
        return html! {
            <div class="empty kind">
                { icon::check() }
                <p><b>{ "Nothing to suggest." }</b>{ " Every rule that Stagescope knows is content with this Dockerfile." }</p>
            </div>
        };
    }
    html! {
        <ul class="advice" aria-label="Suggestions, the most serious first">
            { for sorted(&props.report).into_iter().map(|(index, finding)| html! {
                <Suggestion key={index} {index} finding={finding.clone()} lit={lit(finding, &props.lit)}
                    read_only={props.read_only}
                    page={props.pages.iter().find(|it| it.id == finding.rule).cloned()} run={props.run.clone()} />
            }) }
        </ul>
    }
}

fn lit(finding: &EditorDiagnostic, lit: &Highlight) -> bool {
    match finding.instruction {
        Some(_) => lit.lights(finding.instruction),
        None => finding.stage.is_some_and(|it| lit.lights_stage(it)),
    }
}

/// With their place in the report: what stops the build, then by severity and by line.
fn sorted(report: &Report) -> Vec<(usize, &EditorDiagnostic)> {
    let stops = |it: &EditorDiagnostic| report.stop.as_ref().is_some_and(|stop| stop.message == it.message);
    let mut all: Vec<_> = (0..).zip(&report.diagnostics).collect();
    all.sort_by_key(|(_, it)| (!stops(it), it.level, it.from));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use stagescope::report::{Level, Stop};

    #[test]
    fn the_most_serious_comes_first() {
        let mut report = fixture::report();
        let finding = |level, from, message: &str| EditorDiagnostic {
            level,
            from,
            message: message.to_owned(),
            ..fixture::report().diagnostics[0].clone()
        };
        report.diagnostics = vec![
            finding(Level::Hint, 1, "a"),
            finding(Level::Warning, 9, "b"),
            finding(Level::Error, 5, "c"),
            finding(Level::Error, 6, "d"),
            finding(Level::Warning, 2, "e"),
        ];
        report.stop = Some(Stop { message: "d".to_owned(), line: None });
        assert_eq!(sorted(&report).iter().map(|it| it.0).collect::<Vec<_>>(), [3, 2, 4, 1, 0]);
    }
}
