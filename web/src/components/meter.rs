//! A size as a bar: solid is measured or set by hand, hatched is estimated, a dotted outline is unknown.

use stagescope::report::{Basis, SizeView};
use yew::{Html, html};

/// The bar of `size` where the whole width stands for `full` bytes.
pub fn meter(size: &SizeView, full: f64) -> Html {
    let low = percent(size.low, full);
    let high = percent(size.high.unwrap_or(size.low), full);
    html! {
        <svg class="meter" height="8" aria-hidden="true">
            <rect class="track" width="100%" height="8" rx="4" />
            if high > low {
                <rect class="upto" width={format!("{high}%")} height="8" rx="4" />
            }
            { bar(size.basis, low, size.low > 0.0) }
        </svg>
    }
}

fn bar(basis: Basis, low: u8, any: bool) -> Html {
    let width = format!("{low}%");
    match basis {
        Basis::Unknown => html! {
            <>
                if any {
                    <rect class="solid" {width} height="8" rx="4" />
                }
                <rect class="outline" x="0.5" y="0.5" width="99%" height="7" rx="3.5" />
            </>
        },
        _ if !any => Html::default(),
        Basis::Measured | Basis::ByHand => html! { <rect class="solid" {width} height="8" rx="4" /> },
        Basis::Estimated => html! {
            <>
                <rect class="upto" width={width.clone()} height="8" rx="4" />
                <line class="hatch" x1="0" x2={width} y1="4" y2="4" />
            </>
        },
    }
}

/// Share of `full` in whole percent; something is never drawn as nothing.
fn percent(bytes: f64, full: f64) -> u8 {
    if bytes <= 0.0 || full <= 0.0 {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 1 and 100")]
    let percent = (bytes / full * 100.0).clamp(1.0, 100.0) as u8;
    percent
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn little_is_seen_and_nothing_is_not() {
        assert_eq!(percent(1.0, 1e9), 1);
        assert_eq!(percent(0.0, 1e9), 0);
        assert_eq!(percent(5.0, 0.0), 0);
        assert_eq!(percent(2e9, 1e9), 100);
        assert_eq!(percent(2.5e8, 1e9), 25);
    }
}
