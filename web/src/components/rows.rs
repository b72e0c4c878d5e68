//! A long list of rows of which only those in view are drawn, with one of them active: for the listing of the build context
//! and for trees of files.
//!
//! The list has the focus and says which row is active, so that a row may leave the page while it is active.

use std::fmt;
use std::rc::Rc;

use wasm_bindgen::prelude::JsCast;
use web_sys::{Element, HtmlElement};
use yew::{
    AttrValue, Callback, Html, KeyboardEvent, MouseEvent, NodeRef, Properties, TargetCast, component, html,
    use_effect, use_node_ref, use_state_eq,
};

/// Rows that are drawn above those in view, and all that are drawn: more than the tallest screen shows.
const ABOVE: usize = 20;
const DRAWN: usize = 120;
/// By how many rows the drawn part moves at a time.
const STRIDE: usize = 10;

/// What draws a row.
#[derive(Clone)]
pub struct DrawRow(pub Rc<dyn Fn(usize) -> Html>);

impl fmt::Debug for DrawRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DrawRow")
    }
}

impl PartialEq for DrawRow {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct RowsProps {
    /// Names it; the row at a place has this and its place as its id: `files-7`.
    pub id: &'static str,
    /// What a screen reader calls it.
    pub label: AttrValue,
    /// Its role: `listbox` or `tree`.
    pub role: &'static str,
    /// Number of rows.
    pub count: usize,
    /// The active row.
    pub active: usize,
    /// Draws a row, an element with its id and `data-row`.
    pub draw: DrawRow,
    /// Another row is active.
    pub go: Callback<usize>,
    /// A key was pressed on the active row, or `Click`; true when it meant something.
    pub press: Callback<(usize, String), bool>,
}

/// The list.
#[component]
pub fn Rows(props: &RowsProps) -> Html {
    let node = use_node_ref();
    let first = use_state_eq(|| 0_usize);
    let height = use_state_eq(|| 28_i32);
    {
        // The style sheet says how tall a row is, and a phone has taller ones.
        let (node, height) = (node.clone(), height.clone());
        use_effect(move || {
            let row = node.cast::<Element>().and_then(|it| it.query_selector("[data-row]").ok()?);
            if let Some(tall) =
                row.and_then(|it| it.dyn_into::<HtmlElement>().ok()).map(|it| it.offset_height())
            {
                height.set(tall.max(1));
            }
        });
    }
    let scroll = {
        let (node, first, height) = (node.clone(), first.clone(), *height);
        Callback::from(move |_| {
            let top = node.cast::<Element>().map_or(0, |it| it.scroll_top()) / height;
            let top = usize::try_from(top).unwrap_or_default();
            first.set(top.saturating_sub(ABOVE) / STRIDE * STRIDE);
        })
    };
    let first = (*first).min(props.count.saturating_sub(1));
    let last = first.saturating_add(DRAWN).min(props.count);
    let space = |rows: usize| {
        let tall = i64::from(*height) * i64::try_from(rows).unwrap_or_default();
        html! { <svg class="space" width="1" height={tall.to_string()} aria-hidden="true" /> }
    };
    let draw = &props.draw.0;
    html! {
        <div ref={node.clone()} class="rows" id={props.id} role={props.role} aria-label={props.label.clone()} tabindex="0"
            aria-activedescendant={(props.count > 0).then(|| format!("{}-{}", props.id, props.active))}
            onscroll={scroll} onclick={click(props)} onkeydown={key(props, &node, *height)}>
            { space(first) }
            { for (first..last).map(|index| draw(index)) }
            { space(props.count - last) }
        </div>
    }
}

fn click(props: &RowsProps) -> Callback<MouseEvent> {
    let (go, press) = (props.go.clone(), props.press.clone());
    Callback::from(move |event: MouseEvent| {
        let row = event.target_dyn_into::<Element>().and_then(|it| it.closest("[data-row]").ok()?);
        let place = row.and_then(|it| it.get_attribute("data-row")?.parse::<usize>().ok());
        if let Some(place) = place {
            go.emit(place);
            press.emit((place, "Click".to_owned()));
        }
    })
}

fn key(props: &RowsProps, node: &NodeRef, height: i32) -> Callback<KeyboardEvent> {
    let (node, props) = (node.clone(), props.clone());
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(list) = node.cast::<Element>() else { return };
        let page = usize::try_from(list.client_height() / height).unwrap_or(1);
        if let Some(next) = next(props.active, props.count, page, &event.key()) {
            event.prevent_default();
            show(&list, next, height);
            props.go.emit(next);
        } else if props.count > 0 && props.press.emit((props.active, event.key())) {
            event.prevent_default();
        }
    })
}

/// The row that a key leads to.
fn next(active: usize, count: usize, page: usize, key: &str) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some((active + 1).min(last)),
        "ArrowUp" => Some(active.saturating_sub(1)),
        "Home" => Some(0),
        "End" => Some(last),
        "PageDown" => Some((active + page.max(1)).min(last)),
        "PageUp" => Some(active.saturating_sub(page.max(1))),
        _ => None,
    }
}

/// Scrolls until a row is in view.
fn show(list: &Element, row: usize, height: i32) {
    let top = i32::try_from(row).unwrap_or(i32::MAX).saturating_mul(height);
    let bottom = top.saturating_add(height);
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn keys_stay_within_the_list() {
        let walk = |key| [0, 5, 9].map(|active| next(active, 10, 4, key));
        assert_eq!(walk("ArrowDown"), [Some(1), Some(6), Some(9)]);
        assert_eq!(walk("ArrowUp"), [Some(0), Some(4), Some(8)]);
        assert_eq!(walk("PageDown"), [Some(4), Some(9), Some(9)]);
        assert_eq!(walk("PageUp"), [Some(0), Some(1), Some(5)]);
        assert_eq!(walk("Home"), [Some(0); 3]);
        assert_eq!(walk("End"), [Some(9); 3]);
        assert_eq!(walk("Enter"), [None; 3]);
        assert_eq!(next(0, 0, 4, "End"), None);
    }
}
