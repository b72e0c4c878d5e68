//! One finding: what, why here, what to do, and on demand the page of its rule.

use std::rc::Rc;

use stagescope::Input;
use stagescope::report::{EditorDiagnostic, EditorFix, Level};
use stagescope::rules::RULES;
use yew::{AttrValue, Callback, Html, Properties, classes, component, html};

use super::silence_menu::SilenceMenu;
use super::stage_tag::owner_class;
use crate::messages::say;
use crate::question::Question;
use crate::remedy::Remedy;
use crate::store::{Action, Command, RulePage};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SuggestionProps {
    /// Place in the report.
    pub index: usize,
    /// The finding.
    pub finding: EditorDiagnostic,
    /// Whether it is lit.
    pub lit: bool,
    /// Whether the text cannot be changed.
    pub read_only: bool,
    /// The text that it was found in.
    pub input: Rc<Input>,
    /// The page of its rule, when it was asked for.
    pub page: Option<RulePage>,
    /// Which of its fixes is looked at before it is made.
    pub previewed: Option<usize>,
    /// What that would change.
    pub preview: Html,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside the store.
    pub run: Callback<Command>,
}

/// The finding.
#[component]
pub fn Suggestion(props: &SuggestionProps) -> Html {
    let SuggestionProps { index, finding, lit, read_only, input, page, preview, run, .. } = props;
    let (class, word) = level(finding.level);
    let subject = format!("finding-{index}");
    html! {
        <li class={classes!("finding", class, owner_class(finding.stage), lit.then_some("lit"))} data-subject={subject.clone()}>
            <p class="what">
                <span class="level">{ word }</span>
                <b lang="en">{ &finding.message }</b>
                <button class="link" type="button" data-subject={subject}>{ say::line(finding.line) }</button>
            </p>
            if !finding.why.is_empty() {
                <p class="why" lang="en">{ &finding.why }</p>
            }
            <div class="acts">
                if !read_only {
                    { for (0..).zip(&finding.fixes).map(|(fix, it)| buttons(fix, it, props)) }
                }
                { about(finding, page.as_ref(), run) }
                if !read_only && is_ours(finding) {
                    <SilenceMenu finding={finding.clone()} input={input.clone()} run={run.clone()} />
                }
                if finding.buildkit && !finding.rule.is_empty() {
                    <span class="mark">{ say::check_says_too() }</span>
                }
            </div>
            { preview.clone() }
        </li>
    }
}

fn buttons(place: usize, fix: &EditorFix, props: &SuggestionProps) -> Html {
    let (title, edits) = (fix.title.clone(), fix.edits.clone());
    let apply = props.run.reform(move |_| Command::Fix(title.clone(), edits.clone()));
    let is_shown = props.previewed == Some(place);
    let remedy = (!is_shown).then_some(Remedy::One { finding: props.index, fix: place });
    let look = props.act.reform(move |_| Action::Asked(Question::Preview(remedy)));
    html! {
        <span class="fix">
            <button class="button" type="button" lang="en" onclick={apply}>{ &fix.title }</button>
            <button class="link" type="button" aria-label={say::preview_fix(&fix.title)} aria-expanded={is_shown.to_string()}
                onclick={look}>{ say::preview() }</button>
            if !fix.safe {
                <span class="mute">{ say::may_change_image() }</span>
            }
        </span>
    }
}

fn level(level: Level) -> (&'static str, AttrValue) {
    match level {
        Level::Error => ("error", say::level_error()),
        Level::Warning => ("warning", say::level_warning()),
        Level::Info => ("info", say::level_info()),
        Level::Hint => ("hint", say::level_hint()),
    }
}

/// Whether the rule has a page here; that of an error of `docker build` has not.
fn is_ours(finding: &EditorDiagnostic) -> bool {
    RULES.iter().any(|it| it.meta.id == finding.rule)
}

/// The page of the rule. An error of `docker build` has no rule, and a check of its own is explained in its documentation.
fn about(finding: &EditorDiagnostic, page: Option<&RulePage>, run: &Callback<Command>) -> Html {
    let id = &finding.rule;
    if is_ours(finding) {
        let own = id.clone();
        let read = run.reform(move |_| Command::ReadPage(own.clone()));
        let said = |words: AttrValue| html! { <div key="said" class="prose">{ words }</div> };
        let content = match page {
            Some(RulePage { html: Some(html), .. }) => {
                html! { <div key="page" class="prose" lang="en" data-markup={html.clone()} /> }
            }
            Some(_) => said(say::page_did_not_arrive()),
            None => said(say::loading()),
        };
        return html! {
            <details class="page">
                <summary onclick={read}><code>{ id }</code><span class="hidden">{ ": " }{ say::about_rule() }</span></summary>
                { content }
            </details>
        };
    }
    if !finding.buildkit || id.is_empty() {
        return Html::default();
    }
    let address = format!("https://docs.docker.com/reference/build-checks/{}/", kebab(id));
    html! {
        <p class="outside">
            <a href={address} target="_blank" rel="noopener noreferrer"><code>{ id }</code>{ " " }{ say::on_docker_docs() }</a>
        </p>
    }
}

/// `JSONArgsRecommended` as addresses write it: `json-args-recommended`.
fn kebab(id: &str) -> String {
    let letters: Vec<char> = id.chars().collect();
    let mut page = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let before =
            index.checked_sub(1).and_then(|it| letters.get(it)).is_some_and(char::is_ascii_lowercase);
        let after = letters.get(index + 1).is_some_and(char::is_ascii_lowercase);
        if index > 0 && letter.is_ascii_uppercase() && (before || after) {
            page.push('-');
        }
        page.push(letter.to_ascii_lowercase());
    }
    page
}

#[cfg(test)]
mod tests {
    use super::kebab;

    #[test]
    fn names_of_checks_become_addresses() {
        for (id, page) in [
            ("StageNameCasing", "stage-name-casing"),
            ("JSONArgsRecommended", "json-args-recommended"),
            ("UndefinedArgInFrom", "undefined-arg-in-from"),
        ] {
            assert_eq!(kebab(id), page);
        }
    }
}
