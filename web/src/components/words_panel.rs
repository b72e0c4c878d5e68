//! The Dockerfile in plain sentences, each beside the lines that it is about.

use std::rc::Rc;

use stagescope::assist::{Paragraph, Piece, Sentence};
use yew::{Html, Properties, classes, component, html};

use super::stage_tag::{stage_class, stage_tag};
use crate::highlight::{Highlight, Subject};
use crate::messages::say;
use crate::store::ReportRef;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WordsPanelProps {
    /// The sentences; `None` until the table of sentences is there.
    pub words: Option<Rc<Vec<Paragraph>>>,
    /// What the engine says.
    pub report: ReportRef,
    /// What is lit.
    pub lit: Highlight,
}

/// The panel.
#[component]
pub fn WordsPanel(props: &WordsPanelProps) -> Html {
    let Some(words) = &props.words else { return html! { <p class="empty">{ say::loading() }</p> } };
    html! { <div class="told" lang="en">{ for words.iter().map(|it| paragraph(it, props)) }</div> }
}

fn paragraph(paragraph: &Paragraph, props: &WordsPanelProps) -> Html {
    let stage = paragraph.stage.and_then(|index| props.report.stages.get(index));
    let rows = paragraph.sentences.chunk_by(|a, b| (a.line, a.end_line) == (b.line, b.end_line));
    html! {
        <section class={classes!(stage.map(|it| stage_class(it.index)), stage.is_some_and(|it| !it.reached).then_some("skipped"))}>
            if let Some(stage) = stage {
                <h3>
                    { stage_tag(stage) }
                    if !stage.reached { <span class="pill skipped">{ say::skipped() }</span> }
                    if stage.target { <span class="pill target">{ say::target_mark() }</span> }
                </h3>
            }
            <ul>{ for rows.map(|rows| html! { <li>{ row(rows, props) }</li> }) }</ul>
        </section>
    }
}

/// What is said of the same lines.
fn row(sentences: &[Sentence], props: &WordsPanelProps) -> Html {
    let Some((line, end)) = sentences.first().map(|it| (it.line, it.end_line)) else {
        return Html::default();
    };
    let text = html! {
        <span class="text">{ for sentences.iter().map(|it| html! { <>{ for it.pieces.iter().map(piece) }{ " " }</> }) }</span>
    };
    if line == 0 {
        return html! { <p class="all">{ text }</p> };
    }
    let at = props.report.instructions.iter().position(|it| it.line <= line && line <= it.end_line);
    let is_lit = at.is_some_and(|index| props.lit.instructions.contains(&index));
    let is_whole = |index: &usize| props.report.instructions.get(*index).is_some_and(|it| it.line == line);
    let subject = at.filter(is_whole).map_or(Subject::Line(line), Subject::Instruction);
    html! {
        <button class={classes!("row", is_lit.then_some("lit"))} type="button" data-subject={subject.to_string()}>
            <span class="no"><span class="hidden">{ say::line_word(if line == end { 1 } else { 2 }) }{ " " }</span>{ number(line, end) }</span>
            { text }
        </button>
    }
}

fn number(line: u32, end: u32) -> String {
    if line == end { line.to_string() } else { format!("{line}–{end}") }
}

fn piece(piece: &Piece) -> Html {
    if piece.code {
        html! { <code>{ &piece.text }</code> }
    } else {
        html! { { &piece.text } }
    }
}
