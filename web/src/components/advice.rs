//! Problems and suggestions, the most serious first.

use std::rc::Rc;

use stagescope::report::EditorDiagnostic;
use stagescope::{Input, Report};
use yew::{Callback, Html, Properties, component, html};

use super::fix_preview::FixPreview;
use super::icon;
use super::suggestion::Suggestion;
use crate::highlight::Highlight;
use crate::messages::{listed, say};
use crate::question::{Asked, Question};
use crate::remedy::{Remedy, n_safe};
use crate::store::{Action, Command, ReportRef, RulePage};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AdviceProps {
    /// The text and its options.
    pub input: Rc<Input>,
    /// What the engine says.
    pub report: ReportRef,
    /// What is lit.
    pub lit: Highlight,
    /// Whether the text cannot be changed.
    pub read_only: bool,
    /// The pages of rules that are there.
    pub pages: Vec<RulePage>,
    /// The fixes that are looked at.
    pub asked: Asked,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside the store.
    pub run: Callback<Command>,
}

/// The list, below the change of the whole that is looked at.
#[component]
pub fn Advice(props: &AdviceProps) -> Html {
    let change = preview(props, |it| matches!(it, Remedy::Change { .. }));
    html! { <>{ change }{ list(props) }</> }
}

/// What is found.
fn list(props: &AdviceProps) -> Html {
    let findings = &props.report.diagnostics;
    if findings.is_empty() && props.report.stages.is_empty() {
        return match &props.report.fragment {
            Some(why) => html! { <p class="empty" lang="en">{ why }</p> },
            None => html! { <p class="empty">{ say::nothing_to_judge() }</p> },
        };
    }
    if findings.is_empty() {
        return html! {
            <div class="empty">
                <div class="kind">
                    { icon::check() }
                    <p><b>{ say::nothing_to_suggest() }</b>{ " " }{ say::rules_are_content() }</p>
                </div>
                <ul class="merits" aria-label={say::why_good()}>
                    { for merits(&props.report).into_iter().map(|it| html! { <li>{ it }</li> }) }
                </ul>
            </div>
        };
    }
    html! {
        <>
            { all_fixes(props) }
            <ul class="advice" aria-label={say::suggestions_sorted()}>
                { for sorted(&props.report).into_iter().map(|(index, finding)| html! {
                    <Suggestion key={index} {index} finding={finding.clone()} lit={lit(finding, &props.lit)}
                        input={props.input.clone()} read_only={props.read_only}
                        page={props.pages.iter().find(|it| it.id == finding.rule).cloned()}
                        previewed={previewed(&props.asked, index)} preview={preview(props, |it| matches!(it, Remedy::One { finding, .. } if finding == index))}
                        act={props.act.clone()} run={props.run.clone()} />
                }) }
            </ul>
        </>
    }
}

/// Why there is nothing to suggest: what the report says in favor of the file.
fn merits(report: &Report) -> Vec<String> {
    let mut merits = vec![say::merit_check().to_string()];
    if report.secrets.is_empty() {
        merits.push(say::merit_secrets().to_string());
    }
    let Some(image) = &report.image else { return merits };
    let names = image.left_behind_stages.iter().filter_map(|index| report.stages.get(*index));
    let names: Vec<&str> = names.map(|stage| stage.name.as_str()).collect();
    if !names.is_empty() {
        merits.push(say::merit_left_behind(names.len(), listed(&names), &image.left_behind.text));
    }
    let user = image.config.iter().find(|row| row.key == "User").map(|row| row.value.as_str());
    if let Some(user) = user.filter(|it| !matches!(it.split(':').next(), Some("" | "0" | "root"))) {
        merits.push(say::merit_user(user));
    }
    merits
}

/// What is done with all safe fixes at once.
fn all_fixes(props: &AdviceProps) -> Html {
    let n_safe = n_safe(&props.report);
    if n_safe == 0 || props.read_only {
        return Html::default();
    }
    let is_shown = props.asked.remedy == Some(Remedy::All);
    let look = Question::Preview((!is_shown).then_some(Remedy::All));
    html! {
        <div class="all-fixes">
            <button class="button main" type="button" onclick={props.run.reform(|_| Command::FixAll)}>
                { say::fix_all_safe(n_safe) }
            </button>
            <button class="button" type="button" aria-expanded={is_shown.to_string()}
                onclick={props.act.reform(move |_| Action::Asked(look.clone()))}>
                { say::preview() }
            </button>
            <span class="mute">{ say::fix_all_hint() }</span>
            { preview(props, |it| it == Remedy::All) }
        </div>
    }
}

/// Which fix of a finding is looked at.
fn previewed(asked: &Asked, index: usize) -> Option<usize> {
    match asked.remedy {
        Some(Remedy::One { finding, fix }) if finding == index => Some(fix),
        _ => None,
    }
}

fn preview(props: &AdviceProps, is_here: impl Fn(Remedy) -> bool) -> Html {
    let here = props.asked.remedy.is_some_and(is_here);
    let preview = props.asked.preview.clone().filter(|_| here);
    let shown = preview.map(|preview| {
        html! { <FixPreview {preview} act={props.act.clone()} run={props.run.clone()} /> }
    });
    shown.unwrap_or_default()
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
    use stagescope::report::{ConfigRow, Level, Stop};

    #[test]
    fn what_is_good_is_said_only_where_it_is_so() {
        let mut report = fixture::report();
        let said = merits(&report);
        assert!(said.iter().any(|it| it.starts_with("Only what is needed lands: builder stay")), "{said:?}");
        assert!(!said.iter().any(|it| it.contains("root")), "{said:?}");
        let image = report.image.as_mut().unwrap();
        image.left_behind_stages.clear();
        image.config = vec![ConfigRow {
            key: "User".to_owned(),
            value: "web:web".to_owned(),
            ..image.config[0].clone()
        }];
        assert_eq!(merits(&report).last().map(String::as_str), Some("It runs as web:web, and not as root."));
        report.image.as_mut().unwrap().config[0].value = "0:0".to_owned();
        assert_eq!(merits(&report).len(), 2);
    }

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
