//! A button of the top bar that opens a sheet below itself.
//!
//! The browser's own `details` does the work. This adds what menus have: Escape, leaving it and choosing close it.

use wasm_bindgen::prelude::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement, Node};
use yew::{
    AttrValue, Callback, Event, FocusEvent, Html, KeyboardEvent, MouseEvent, NodeRef, Properties, classes,
    component, html, use_node_ref,
};

/// What it says and holds.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DisclosureProps {
    /// Its name in the style sheet and for the palette, `menu-…`.
    pub name: &'static str,
    /// What is chosen here: `Target`.
    pub label: AttrValue,
    /// What is chosen now; a button that only opens has none.
    #[prop_or_default]
    pub value: Html,
    /// What stands for its words where there is little room.
    #[prop_or_default]
    pub sign: Html,
    /// It is being opened, or closed again.
    #[prop_or_default]
    pub opened: Callback<()>,
    /// The sheet. A button, link or label marked `data-close` closes it.
    pub children: Html,
}

/// The button and its sheet.
#[component]
pub fn Disclosure(props: &DisclosureProps) -> Html {
    let node = use_node_ref();
    html! {
        <details
            ref={node.clone()}
            class={classes!("menu", format!("menu-{}", props.name))}
            onkeydown={key(&node)}
            onfocusout={leave(&node)}
            onclick={choose(&node)}
        >
            // Safari gives a summary the focus of a click only when it has a tabindex.
            <summary class="field" tabindex="0" onclick={props.opened.reform(|_| ())}>
                if props.sign != Html::default() {
                    <span class="sign">{ props.sign.clone() }</span>
                }
                <span class="label">{ &props.label }</span>
                <span class="value">{ props.value.clone() }</span>
                { super::icon::chevron() }
            </summary>
            <div class="sheet" tabindex="-1">{ props.children.clone() }</div>
        </details>
    }
}

fn key(node: &NodeRef) -> Callback<KeyboardEvent> {
    let node = node.clone();
    Callback::from(move |event: KeyboardEvent| {
        let on_radio = target(&event).is_some_and(|it| it.matches("input[type=radio]").unwrap_or(false));
        if event.key() == "Escape" || (event.key() == "Enter" && on_radio) {
            close(&node, true);
        }
    })
}

fn leave(node: &NodeRef) -> Callback<FocusEvent> {
    let node = node.clone();
    Callback::from(move |event: FocusEvent| {
        let entered = event.related_target().and_then(|it| it.dyn_into::<Node>().ok());
        if node.get().is_some_and(|it| !it.contains(entered.as_ref())) {
            close(&node, false);
        }
    })
}

fn choose(node: &NodeRef) -> Callback<MouseEvent> {
    let node = node.clone();
    Callback::from(move |event: MouseEvent| {
        // A radio that arrow keys pass is clicked too, with no count: there the choice goes on.
        let choices = if event.detail() > 0 { "[data-close]" } else { ":is(a, button)[data-close]" };
        if target(&event).and_then(|it| it.closest(choices).ok()?).is_some() {
            close(&node, true);
        }
    })
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn close(node: &NodeRef, take_focus: bool) {
    let Some(details) = node.cast::<HtmlDetailsElement>().filter(HtmlDetailsElement::open) else { return };
    details.set_open(false);
    let summary =
        details.query_selector("summary").ok().flatten().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(summary) = summary.filter(|_| take_focus) {
        // It can only fail when the element is gone, and then there is nothing to focus.
        let _focused = summary.focus();
    }
}
