//! A stage as it is named everywhere: its number on its colour, then its name.

use stagescope::report::StageView;
use yew::{Html, html};

/// Number of colours; stages beyond it take them again.
const COLORS: usize = 8;

/// The class that gives an element the colours of a stage.
pub fn stage_class(index: usize) -> String {
    format!("st{}", index % COLORS)
}

/// The same, and grey for what belongs to no stage.
pub fn owner_class(stage: Option<usize>) -> String {
    stage.map_or_else(|| "base".to_owned(), stage_class)
}

/// Number and name.
pub fn stage_tag(stage: &StageView) -> Html {
    html! {
        <span class={format!("tag {}", stage_class(stage.index))}>
            { stage_number(stage.index) }
            <span class="name">{ &stage.name }</span>
        </span>
    }
}

/// The number on its colour.
pub fn stage_number(index: usize) -> Html {
    html! { <span class={format!("number {}", stage_class(index))}>{ index + 1 }</span> }
}
