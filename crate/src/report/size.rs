//! Sizes in words, in decimal units as Docker prints them.

use crate::plan::{Basis as PlanBasis, Size};

use super::{Basis, SizeView};

/// Name, bytes and decimals of each unit above the byte.
const UNITS: [(&str, u64, u32); 3] = [("kB", 1_000, 1), ("MB", 1_000_000, 2), ("GB", 1_000_000_000, 2)];

/// Formats a size and says how it is known.
pub(crate) fn view(size: &Size) -> SizeView {
    let text = match (size.low, size.high) {
        (0, None) => "unknown".to_owned(),
        (low, None) => format!("≥ {}", bytes(low)),
        (low, Some(high)) if size.basis != PlanBasis::Estimated => range(low, high),
        (low, Some(high)) if low == high && low > 0 => format!("≈ {}", bytes(low)),
        // No more digits than an estimate deserves, and none of what it may be is left out.
        (low, Some(high)) => {
            range(low - low % step(low), high.checked_next_multiple_of(step(high)).unwrap_or(high))
        }
    };
    SizeView {
        text,
        low: size.low as f64,
        high: size.high.map(|high| high as f64),
        basis: match size.basis {
            PlanBasis::Measured => Basis::Measured,
            PlanBasis::ByHand => Basis::ByHand,
            PlanBasis::Estimated => Basis::Estimated,
            PlanBasis::Unknown => Basis::Unknown,
        },
        how: size.how.clone().into_owned(),
    }
}

/// Several sizes together, as weak as the weakest of them; of none it is nothing, and that is certain.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bytes are whole numbers, and no sum of them is negative"
)]
pub fn sum(sizes: &[&SizeView]) -> SizeView {
    let low = sizes.iter().map(|it| it.low).sum::<f64>();
    let high = sizes.iter().map(|it| it.high).sum::<Option<f64>>();
    let basis = sizes.iter().map(|it| it.basis).max().unwrap_or(Basis::Measured);
    let basis = match basis {
        Basis::Measured => PlanBasis::Measured,
        Basis::ByHand => PlanBasis::ByHand,
        Basis::Estimated => PlanBasis::Estimated,
        Basis::Unknown => PlanBasis::Unknown,
    };
    view(&Size { low: low as u64, high: high.map(|high| high as u64), basis, how: "".into() })
}

/// Two bounds in bytes, their unit written once where it is the same; one figure where they read the same.
pub(super) fn range(low: u64, high: u64) -> String {
    let (from, to) = (bytes(low), bytes(high));
    if from == to {
        return to;
    }
    match (from.rsplit_once(' '), to.rsplit_once(' ')) {
        (Some((number, unit)), Some((_, other))) if unit == other => format!("{number}–{to}"),
        _ => format!("{from}–{to}"),
    }
}

/// What the third digit of a number stands for.
fn step(number: u64) -> u64 {
    10_u64.pow(number.checked_ilog10().unwrap_or_default().saturating_sub(2))
}

/// One figure: `124.84 MB`, `48.2 kB`, `0 B`. In the largest unit that it reaches once it is rounded: 999,999 bytes read
/// as 1 MB.
pub fn bytes(bytes: u64) -> String {
    for (name, unit, digits) in UNITS.into_iter().rev().filter(|_| bytes >= 1_000) {
        let one = 10_u64.pow(digits);
        let step = unit / one;
        let count = bytes.saturating_add(step / 2) / step;
        let (whole, part) = (count / one, count % one);
        if whole > 0 {
            let decimals = format!("{part:0width$}", width = digits as usize);
            let decimals = decimals.trim_end_matches('0');
            let point = if decimals.is_empty() { "" } else { "." };
            return format!("{whole}{point}{decimals} {name}");
        }
    }
    format!("{bytes} B")
}

#[cfg(test)]
mod tests {
    use super::{bytes, range, sum, view};
    use crate::plan::Size;

    #[test]
    fn figures() {
        for (value, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (48_200, "48.2 kB"),
            (124_840_000, "124.84 MB"),
            (1_010_000_000, "1.01 GB"),
            (999_999, "1 MB"),
        ] {
            assert_eq!(bytes(value), text);
        }
    }

    #[test]
    fn sums_are_as_weak_as_their_parts() {
        let [known, open] = [Size::measured(5_000, ""), Size::unknown("")].map(|size| view(&size));
        assert_eq!(sum(&[&known, &known]).text, "10 kB");
        assert_eq!(sum(&[&known, &open]).text, "≥ 5 kB");
        assert_eq!(sum(&[]).text, "0 B");
    }

    #[test]
    fn ranges_share_a_unit() {
        assert_eq!(range(151_000_000, 162_000_000), "151–162 MB");
        assert_eq!(range(900_000_000, 1_200_000_000), "900 MB–1.2 GB");
        assert_eq!(range(5, 5), "5 B");
    }

    #[test]
    fn an_estimate_has_three_digits_and_leaves_nothing_out() {
        let text = |low, high| view(&Size::estimated(low, high, "")).text;
        assert_eq!(text(132_060_000, 158_040_000), "132–159 MB");
        assert_eq!(text(2_096_000, 18_260_000), "2.09–18.3 MB");
        assert_eq!(text(990_000_000, 1_003_000_000), "990 MB–1.01 GB");
        assert_eq!(text(0, 12_345), "0 B–12.4 kB");
        assert!(text(5, u64::MAX).ends_with("GB"));
    }

    #[test]
    fn what_is_not_known_is_not_invented() {
        assert_eq!(view(&Size::unknown("x")).text, "unknown");
        let parts = [Size::measured(124_840_000, "a"), Size::unknown("b")];
        assert_eq!(view(&Size::sum(parts.iter(), "c")).text, "≥ 124.84 MB");
        assert_eq!(view(&Size::estimated(5_000, 5_000, "d")).text, "≈ 5 kB");
    }
}
