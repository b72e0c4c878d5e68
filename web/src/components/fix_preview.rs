//! Fixes before they are made: the lines that change, and what becomes of the build.

use stagescope::report::FixNote;
use yew::{Callback, Html, Properties, component, html};

use super::compare_panel::sections;
use super::icon;
use crate::diff::DiffLine;
use crate::messages::say;
use crate::question::Question;
use crate::remedy::{Effect, Preview};
use crate::store::{Action, Command};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FixPreviewProps {
    /// The fixes.
    pub preview: std::rc::Rc<Preview>,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside it.
    pub run: Callback<Command>,
}

/// The preview.
#[component]
pub fn FixPreview(props: &FixPreviewProps) -> Html {
    let FixPreviewProps { preview, act, run } = props;
    let (title, edits) = (preview.title.clone(), preview.edits.clone());
    let make = run.reform(move |_| Command::Fix(title.clone(), edits.clone()));
    html! {
        <section class="fix-preview" role="group" aria-label={say::preview_of(&preview.title)}>
            <div class="preview-head">
                <h3 lang="en">{ &preview.title }</h3>
                <button class="button main" type="button" onclick={make}>{ say::apply() }</button>
                <button class="button round" type="button" aria-label={say::close_preview()}
                    onclick={act.reform(|_| Action::Asked(Question::Preview(None)))}>
                    { icon::cross() }
                </button>
            </div>
            <dl class="effects">{ for preview.effects.iter().map(effect) }</dl>
            <div class="diff" role="region" aria-label={say::lines_that_change()} tabindex="0">
                { for preview.lines.iter().map(line) }
            </div>
            { skipped(&preview.skipped) }
            if !preview.comparison.sections.is_empty() {
                <details class="given">
                    <summary>{ say::what_else_differs() }</summary>
                    { sections(&preview.comparison.sections, &[say::before(), say::after_it()]) }
                </details>
            }
        </section>
    }
}

fn effect(effect: &Effect) -> Html {
    let Effect { what, before, after } = effect;
    html! {
        <div key={what.to_string()}>
            <dt>{ what }</dt>
            <dd>
                if before == after {
                    { before }
                } else {
                    { before }<span class="mute">{ " → " }</span><b>{ after }</b>
                }
            </dd>
        </div>
    }
}

fn line(line: &DiffLine) -> Html {
    let row = |number: usize, sign: &'static str, text: &str| {
        html! {
            <><span class="no" aria-hidden="true">{ number }</span><span class="sign" aria-hidden="true">{ sign }</span><code>{ text }{ "\n" }</code></>
        }
    };
    match line {
        DiffLine::Same(number, text) => html! { <div>{ row(*number, "", text) }</div> },
        DiffLine::Removed(number, text) => html! { <del>{ row(*number, "−", text) }</del> },
        DiffLine::Added(number, text) => html! { <ins>{ row(*number, "+", text) }</ins> },
        DiffLine::Gap => html! { <div class="gap" aria-hidden="true">{ "⋯" }</div> },
    }
}

/// What is not made, since it would change the same text as another fix.
fn skipped(skipped: &[FixNote]) -> Html {
    if skipped.is_empty() {
        return Html::default();
    }
    html! {
        <div class="left-over">
            <p>{ say::fixes_left_out() }</p>
            <ul>{ for skipped.iter().map(|it| html! { <li>{ say::line(it.line) }{ ": " }<span lang="en">{ &it.title }</span></li> }) }</ul>
        </div>
    }
}
