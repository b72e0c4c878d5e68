//! The files of the image as a tree: folded away until it is asked for, with a search, filters and the way of each file.

use std::collections::BTreeSet;
use std::rc::Rc;

use stagescope::report::{FilePart, FileRow, FileState, ImageView, TrailStep};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{
    AttrValue, Callback, Event, Html, InputEvent, Properties, TargetCast, UseStateHandle, classes, component,
    html, use_state_eq,
};

use super::rows::{DrawRow, Rows};
use super::size_label::{basis_label, size_text};
use crate::highlight::Highlight;
use crate::messages::say;
use crate::question::Question;
use crate::store::Action;
use crate::tree::{Filter, Node, Tree, TreeAnswer, TreeAsked, closed_words};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FileTreeProps {
    /// The image.
    pub image: ImageView,
    /// What is asked for.
    pub asked: TreeAsked,
    /// The answer.
    pub answer: TreeAnswer,
    /// What is lit.
    pub lit: Highlight,
    /// The store.
    pub act: Callback<Action>,
}

/// The tree.
#[component]
pub fn FileTree(props: &FileTreeProps) -> Html {
    let open = use_state_eq(BTreeSet::<String>::new);
    let words = use_state_eq(String::new);
    let filter = use_state_eq(Filter::default);
    let active = use_state_eq(|| 0_usize);
    let toggle = ask(props, TreeAsked { open: !props.asked.open, ..props.asked.clone() });
    let button = html! {
        <button class="tree-toggle" type="button" aria-expanded={props.asked.open.to_string()} onclick={toggle}>
            { say::files() }
        </button>
    };
    let Some(tree) = &props.answer.tree else {
        return html! { <section class="filetree">{ button }</section> };
    };
    let shown = Rc::new(tree.shown(&open, &words, *filter));
    let active_row = (*active).min(shown.len().saturating_sub(1));
    html! {
        <section class="filetree">
            { button }
            <p class="mute">{ closed_words(&props.image, props.asked.part) }</p>
            { chooser(props) }
            <div class="finder">
                <input class="input" type="search" aria-label={say::find_file()} placeholder={say::find_file()} value={(*words).clone()}
                    oninput={type_words(&words)} autocomplete="off" autocapitalize="off" spellcheck="false" />
                { filters(tree, &filter) }
            </div>
            if shown.is_empty() {
                <p class="empty" role="status">{ say::no_file_fits() }</p>
            }
            <Rows id="tree" label={say::files_of_image()} role="tree" count={shown.len()} active={active_row}
                draw={draw(tree, &shown, &open, !words.is_empty(), active_row, props)}
                go={ { let active = active.clone(); Callback::from(move |row| active.set(row)) } }
                press={press(tree, &shown, &open, &active, props)} />
            { trail(props) }
        </section>
    }
}

fn ask<E: 'static>(props: &FileTreeProps, asked: TreeAsked) -> Callback<E> {
    props.act.reform(move |_: E| Action::Asked(Question::Tree(asked.clone())))
}

fn type_words(words: &UseStateHandle<String>) -> Callback<InputEvent> {
    let words = words.clone();
    Callback::from(move |event: InputEvent| {
        words.set(event.target_unchecked_into::<HtmlInputElement>().value());
    })
}

fn filters(tree: &Tree, filter: &UseStateHandle<Filter>) -> Html {
    let button = |(it, count): (Filter, usize)| {
        let choose = {
            let filter = filter.clone();
            Callback::from(move |_| filter.set(it))
        };
        html! {
            <button type="button" aria-pressed={(**filter == it).to_string()} onclick={choose}>
                { it.name() }<span class="mute">{ format!(" {count}") }</span>
            </button>
        }
    };
    html! {
        <div class="choice-of" role="group" aria-label={say::show()}>
            { for Filter::ALL.into_iter().zip(tree.counts).map(button) }
        </div>
    }
}

/// Which layer, and whether what lies below it is shown as well.
fn chooser(props: &FileTreeProps) -> Html {
    let part = props.asked.part;
    let (layer, alone) = match part {
        FilePart::Image => (None, false),
        FilePart::UpTo(layer) => (Some(layer), false),
        FilePart::Layer(layer) => (Some(layer), true),
    };
    let act = props.act.clone();
    let choose = Callback::from(move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        let place = usize::try_from(index).ok().and_then(|index| index.checked_sub(1));
        let part = match place {
            None => FilePart::Image,
            Some(layer) if alone => FilePart::Layer(layer),
            Some(layer) => FilePart::UpTo(layer),
        };
        act.emit(Action::Asked(Question::Tree(TreeAsked { open: true, part, file: None })));
    });
    let option = |(place, it): (usize, &stagescope::report::LayerRow)| {
        html! { <option selected={layer == Some(place)}>{ format!("{} {}", it.number, it.what) }</option> }
    };
    let switch = |words: AttrValue, to: FilePart| {
        let go = ask(props, TreeAsked { open: true, part: to, file: None });
        html! { <button type="button" aria-pressed={(part == to).to_string()} onclick={go}>{ words }</button> }
    };
    html! {
        <div class="ask">
            <label><span>{ say::layers_ask() }</span>
                <select class="input" onchange={choose}>
                    <option selected={layer.is_none()}>{ say::whole_image() }</option>
                    { for props.image.layers.iter().enumerate().map(option) }
                </select>
            </label>
            if let Some(layer) = layer {
                <div class="choice-of" role="group" aria-label={say::show_of_layers()}>
                    { switch(say::up_to_here(), FilePart::UpTo(layer)) }
                    { switch(say::this_layer(), FilePart::Layer(layer)) }
                </div>
            }
        </div>
    }
}

fn row_of<'t>(tree: &'t Tree, node: &Node) -> Option<&'t FileRow> {
    tree.rows.get(node.row?)
}

/// What the layer did, and what only a build can tell.
fn words(state: Option<FileState>, file: Option<&FileRow>) -> String {
    let done = state.map(|it| match it {
        FileState::Added => say::added(),
        FileState::Changed => say::changed(),
        FileState::Removed => say::removed(),
    });
    let doubt = file.filter(|it| !it.certain).map(|_| say::perhaps_there());
    let more = file.filter(|it| it.open).map(|_| say::may_hold_more());
    [done, doubt, more].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn draw(
    tree: &Rc<Tree>,
    shown: &Rc<Vec<usize>>,
    open: &UseStateHandle<BTreeSet<String>>,
    searching: bool,
    active: usize,
    props: &FileTreeProps,
) -> DrawRow {
    let (tree, shown, open) = (Rc::clone(tree), Rc::clone(shown), open.clone());
    let (lit, chosen) = (props.lit.clone(), props.asked.file.clone());
    DrawRow(Rc::new(move |row| {
        let Some(node) = shown.get(row).and_then(|place| tree.nodes.get(*place)) else {
            return Html::default();
        };
        let file = row_of(&tree, node);
        let is_open = searching || open.contains(&node.path);
        let is_chosen = chosen.as_ref().is_some_and(|(_, path)| *path == node.path);
        let instruction = file.and_then(|it| it.instruction);
        let is_lit = lit.lights(instruction);
        let state = tree.state(node);
        let class = classes!(
            "item",
            format!("depth{}", node.depth.min(12)),
            (row == active).then_some("active"),
            is_lit.then_some("lit"),
            (state == Some(FileState::Removed)).then_some("out")
        );
        html! {
            <div key={row} {class} role="treeitem" id={format!("tree-{row}")} data-row={row.to_string()}
                data-subject={instruction.map(|it| format!("instruction-{it}"))}
                aria-level={(node.depth + 1).to_string()} aria-selected={is_chosen.to_string()}
                aria-expanded={node.is_dir.then(|| is_open.to_string())}>
                <code class="what">
                    <span class="twist" aria-hidden="true">{ if !node.is_dir { "" } else if is_open { "▾" } else { "▸" } }</span>
                    { &node.name }{ if node.is_dir { "/" } else { "" } }
                </code>
                <span class="why">
                    { words(state, file) }
                </span>
                <span class="size">{ size_text(&node.size.text) }</span>
            </div>
        }
    }))
}

fn press(
    tree: &Rc<Tree>,
    shown: &Rc<Vec<usize>>,
    open: &UseStateHandle<BTreeSet<String>>,
    active: &UseStateHandle<usize>,
    props: &FileTreeProps,
) -> Callback<(usize, String), bool> {
    let (tree, shown, open, active) = (Rc::clone(tree), Rc::clone(shown), open.clone(), active.clone());
    let (act, asked) = (props.act.clone(), props.asked.clone());
    Callback::from(move |(row, key): (usize, String)| {
        let Some((place, node)) = shown.get(row).and_then(|place| Some((*place, tree.nodes.get(*place)?)))
        else {
            return false;
        };
        let is_open = open.contains(&node.path);
        let turn = |to_open: bool| {
            let mut set = (*open).clone();
            if to_open {
                set.insert(node.path.clone());
            } else {
                set.remove(&node.path);
            }
            open.set(set);
        };
        match key.as_str() {
            "ArrowRight" if node.is_dir && !is_open => turn(true),
            "ArrowRight" if node.is_dir => active.set(row + 1),
            "ArrowLeft" if node.is_dir && is_open => turn(false),
            "ArrowLeft" => {
                let parent = tree.parent(place).and_then(|above| shown.iter().position(|it| *it == above));
                active.set(parent.unwrap_or(row));
            }
            "Enter" | " " | "Click" => {
                if node.is_dir {
                    turn(!is_open);
                }
                let file = row_of(&tree, node).map(|it| (it.layer, node.path.clone()));
                act.emit(Action::Asked(Question::Tree(TreeAsked { file, ..asked.clone() })));
            }
            _ => return false,
        }
        true
    })
}

/// How the chosen file came there.
fn trail(props: &FileTreeProps) -> Html {
    let Some((layer, path)) = &props.asked.file else { return Html::default() };
    let tree = props.answer.tree.as_ref();
    let node = tree.and_then(|tree| tree.nodes.iter().find(|node| node.path == *path));
    let number = props.image.layers.get(*layer).map(|it| it.number.clone()).unwrap_or_default();
    let file = html! {
        <>
            <code>{ path }</code>
            if let Some(node) = node {
                { " " }{ size_text(&node.size.text) }{ " " }{ basis_label(&node.size) }
            }
        </>
    };
    html! {
        <section class="trail" aria-label={say::where_from(path)} aria-live="polite">
            <p>{ say::is_in_layer(file, number) }</p>
            <ol>{ for props.answer.trail.iter().map(|it| trail_step(it, props)) }</ol>
            if props.answer.trail.iter().any(|it| !it.certain) {
                <p class="mute">{ say::only_build_knows() }</p>
            }
        </section>
    }
}

fn trail_step(step: &TrailStep, props: &FileTreeProps) -> Html {
    let subject = step.instruction.map(|it| format!("instruction-{it}"));
    let class = classes!(props.lit.lights(step.instruction).then_some("lit"));
    html! {
        <li {class} data-subject={subject.clone()}>
            <code>{ &step.what }</code>
            if !step.path.is_empty() {
                <span class="mute">{ " " }{ say::as_path(&step.path) }</span>
            }
            if let Some(subject) = subject {
                { " " }<button class="link" type="button" data-subject={subject}>{ say::show_line() }</button>
            }
        </li>
    }
}
