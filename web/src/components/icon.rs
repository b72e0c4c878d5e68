//! The drawings that are no data.

use yew::{Html, html};

use crate::session::View;

/// The brand: three layers under a lens.
pub fn logo() -> Html {
    html! {
        <svg class="logo" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
            <rect class="base" x="2" y="3" width="13" height="4" rx="1.5" />
            <rect class="st0" x="2" y="9" width="17" height="4" rx="1.5" />
            <rect class="st1" x="2" y="15" width="10" height="4" rx="1.5" />
            <circle class="lens" cx="16.5" cy="16" r="5" />
            <path class="handle" d="m20 19.6 2.4 2.4" />
        </svg>
    }
}

/// Points down, beside what opens below.
pub fn chevron() -> Html {
    line("m4 6 4 4 4-4")
}

/// A tick.
pub fn check() -> Html {
    line("m3 8.5 3.2 3.2L13 5")
}

/// The past.
pub fn clock() -> Html {
    line("M8 4.500V8l2.500 1.500M8 2a6 6 0 1 1-5.500 3.600M2.300 2.500v3.200h3.200")
}

/// A file to look at.
pub fn file() -> Html {
    line("M4 2h5l3 3v9H4zM9 2v3h3")
}

/// A book to learn from.
pub fn book() -> Html {
    line(
        "M8 4C6.500 3 4.500 3 2.500 3.500v9c2-.5 4-.5 5.500.5 1.500-1 3.500-1 5.500-.5v-9C11.500 3 9.500 3 8 4zv9",
    )
}

/// What can be set.
pub fn sliders() -> Html {
    line("M2.500 5h6M12 5h1.500M2.500 11h1.500M7.500 11h6M10.200 3.200v3.600M5.800 9.200v3.600")
}

/// Everything that can be done.
pub fn commands() -> Html {
    line("M2.500 4h11M2.500 8h7M2.500 12h9M12.500 6.500v3M11 8h3")
}

/// Shows more closely.
pub fn plus() -> Html {
    line("M8 3v10M3 8h10")
}

/// Shows from further away.
pub fn minus() -> Html {
    line("M3 8h10")
}

/// Shows all of it.
pub fn fit() -> Html {
    line("M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10")
}

/// Takes something away.
pub fn cross() -> Html {
    line("m4 4 8 8m0-8-8 8")
}

/// Leads out of the page.
pub fn leave() -> Html {
    line("M7 3H3v10h10V9M9 3h4v4m0-4L7 9")
}

/// The picture of a view in the bottom bar.
pub fn view(view: View) -> Html {
    line(match view {
        View::Editor => "m6 4-4 4 4 4m4-8 4 4-4 4",
        View::Stages => "M2 3h5v4H2zm7 6h5v4H9zM4.5 7v4H9",
        View::Image => "m8 2 6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3",
        View::Build | View::WhatIf | View::Compare => "m3 4 4 4-4 4m5 0h5",
        View::Words => "M3 4h10M3 7h10M3 10h10M3 13h6",
        View::Advice => "M6 14h4m-4.5-3C4 9.8 3.5 8.5 3.5 6.7a4.5 4.5 0 0 1 9 0c0 1.8-.5 3.100-2 4.3z",
    })
}

fn line(path: &'static str) -> Html {
    html! {
        <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d={path} /></svg>
    }
}
