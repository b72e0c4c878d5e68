//! How a size is known, as one small word beside it.

use stagescope::report::{Basis, SizeView};
use yew::{AttrValue, Html, classes, html};

use crate::later::later;
use crate::messages::say;

/// The word.
pub fn basis_word(basis: Basis) -> AttrValue {
    match basis {
        Basis::Measured => say::measured(),
        Basis::ByHand => say::by_hand(),
        Basis::Estimated => say::estimated(),
        Basis::Unknown => say::unknown(),
    }
}

/// A size as it is written: a figure, or a word of the reader's language.
pub fn size_text(text: &str) -> AttrValue {
    match text {
        "unknown" if later().is_none() => say::loading(),
        "unknown" => say::unknown(),
        text => AttrValue::from(text.to_owned()),
    }
}

/// The word as a label. A lower bound whose rest is unknown is `partly unknown`, or the rest is not worked out yet; a size that
/// reads `unknown` needs no label.
pub fn basis_label(size: &SizeView) -> Html {
    let word = match size.basis {
        Basis::Unknown if size.text == "unknown" => return Html::default(),
        Basis::Unknown if size.low > 0.0 && later().is_none() => say::loading(),
        Basis::Unknown if size.low > 0.0 => say::partly_unknown(),
        basis => basis_word(basis),
    };
    let class = match size.basis {
        Basis::Measured => "measured",
        Basis::ByHand => "by-hand",
        Basis::Estimated => "estimated",
        Basis::Unknown => "unknown",
    };
    html! { <span class={classes!("basis", class)}>{ word }</span> }
}
