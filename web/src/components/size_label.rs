//! How a size is known, as one small word beside it.

use stagescope::report::{Basis, SizeView};
use yew::{Html, html};

/// The word.
pub fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Measured => "measured",
        Basis::ByHand => "set by hand",
        Basis::Estimated => "estimated",
        Basis::Unknown => "unknown",
    }
}

/// The word as a label. A lower bound whose rest is unknown is `partly unknown`; a size that reads `unknown` needs no label.
pub fn basis_label(size: &SizeView) -> Html {
    let word = match size.basis {
        Basis::Unknown if size.text == basis_word(Basis::Unknown) => return Html::default(),
        Basis::Unknown if size.low > 0.0 => "partly unknown",
        basis => basis_word(basis),
    };
    let class = if size.basis == Basis::ByHand { "by-hand" } else { basis_word(size.basis) };
    html! { <span class={format!("basis {class}")}>{ word }</span> }
}
