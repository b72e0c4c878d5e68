//! A list of tabs, with the keyboard that belongs to one.

use wasm_bindgen::prelude::JsCast;
use web_sys::{Element, HtmlElement};
use yew::{AttrValue, Callback, Html, KeyboardEvent, Properties, TargetCast, component, html};

/// One tab.
#[derive(Debug, Clone, PartialEq)]
pub struct Tab {
    /// Names its button, `tab-…`.
    pub id: &'static str,
    /// What it says.
    pub content: Html,
}

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TabsProps {
    /// What a screen reader calls the list.
    pub label: AttrValue,
    /// Id of the element that the tabs fill.
    pub panel: &'static str,
    /// The tabs.
    pub tabs: Vec<Tab>,
    /// Which of them is in front.
    pub selected: usize,
    /// Another one was chosen.
    pub choose: Callback<usize>,
}

/// The list. The tab in front is in the tab order; arrow keys go to the others and choose them.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    html! {
        <div class="tabs" role="tablist" aria-label={props.label.clone()} onkeydown={key(props)}>
            { for (0..).zip(&props.tabs).map(|(index, it)| tab(index, it, props)) }
        </div>
    }
}

fn tab(index: usize, tab: &Tab, props: &TabsProps) -> Html {
    let selected = index == props.selected;
    html! {
        <button key={tab.id} class="tab" type="button" role="tab" id={format!("tab-{}", tab.id)} aria-controls={props.panel}
            aria-selected={selected.to_string()} tabindex={if selected { "0" } else { "-1" }}
            onclick={props.choose.reform(move |_| index)}>
            { tab.content.clone() }
        </button>
    }
}

fn key(props: &TabsProps) -> Callback<KeyboardEvent> {
    let (selected, n_tabs, choose) = (props.selected, props.tabs.len(), props.choose.clone());
    let ids: Vec<&str> = props.tabs.iter().map(|it| it.id).collect();
    Callback::from(move |event: KeyboardEvent| {
        let Some(next) = next(selected, n_tabs, &event.key()) else { return };
        event.prevent_default();
        choose.emit(next);
        let list = event.target_dyn_into::<Element>().and_then(|it| it.closest("[role=tablist]").ok()?);
        let button = ids.get(next).and_then(|id| list?.query_selector(&format!("#tab-{id}")).ok()?);
        if let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // It can only fail when the page is gone.
            let _focused = button.focus();
        }
    })
}

/// The tab that a key leads to, going round.
fn next(selected: usize, n_tabs: usize, key: &str) -> Option<usize> {
    match key {
        "Home" => Some(0),
        "End" => n_tabs.checked_sub(1),
        "ArrowRight" => (selected + 1).checked_rem(n_tabs),
        "ArrowLeft" => (selected + n_tabs).checked_sub(1)?.checked_rem(n_tabs),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn arrow_keys_go_round() {
        let walk = |key| [0, 1, 2].map(|it| next(it, 3, key));
        assert_eq!(walk("ArrowRight"), [Some(1), Some(2), Some(0)]);
        assert_eq!(walk("ArrowLeft"), [Some(2), Some(0), Some(1)]);
        assert_eq!(walk("Home"), [Some(0); 3]);
        assert_eq!(walk("End"), [Some(2); 3]);
        assert_eq!(walk("Enter"), [None; 3]);
        assert_eq!(next(0, 0, "ArrowLeft"), None);
    }
}
