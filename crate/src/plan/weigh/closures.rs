//! The sum of things that may have parts in common.

use crate::text::order;

/// Something with all that comes along with it.
#[derive(Debug, Clone)]
pub(super) struct Item<'i> {
    pub(super) low: u64,
    pub(super) high: u64,
    /// Names of all in it; empty when they are not known.
    pub(super) names: Vec<&'i str>,
}

/// Bounds of the whole. `own` tells what one of the names takes by itself, where that is known.
///
/// Nothing is counted twice in the lower bound: of what several things share only the first counts, and where it is not
/// known how much that is, of the others only what is known of their names. The upper bound is the sum, without what is
/// known to be shared.
pub(super) fn sum(items: &[Item<'_>], own: &dyn Fn(&str) -> Option<u64>) -> (u64, u64) {
    let mut largest_first: Vec<&Item<'_>> = items.iter().collect();
    order::sort_by(&mut largest_first, |a, b| {
        b.names.len().cmp(&a.names.len()).then_with(|| b.low.cmp(&a.low))
    });
    // Sorted.
    let mut seen: Vec<&str> = Vec::new();
    let (mut named, mut unnamed, mut high) = (0_u64, 0_u64, 0_u64);
    for item in largest_first {
        if item.names.is_empty() {
            unnamed = unnamed.max(item.low);
            high = high.saturating_add(item.high);
            continue;
        }
        let (shared, fresh): (Vec<&str>, Vec<&str>) =
            item.names.iter().copied().partition(|name| seen.binary_search(name).is_ok());
        if fresh.is_empty() {
            continue;
        }
        let known: Vec<Option<u64>> = shared.iter().map(|name| own(name)).collect();
        let sum =
            |sizes: &[Option<u64>]| sizes.iter().flatten().fold(0_u64, |sum, size| sum.saturating_add(*size));
        let least = if known.iter().all(Option::is_some) {
            item.low.saturating_sub(sum(&known))
        } else {
            sum(&fresh.iter().map(|name| own(name)).collect::<Vec<_>>()).min(item.low)
        };
        named = named.saturating_add(least);
        high = high.saturating_add(item.high.saturating_sub(sum(&known)));
        for name in fresh {
            let place = seen.binary_search(&name).unwrap_or_else(|place| place);
            seen.insert(place, name);
        }
    }
    (named.max(unnamed), high)
}

#[cfg(test)]
mod tests {
    use super::{Item, sum};

    #[track_caller]
    fn check(items: &[(u64, &str)], own: &[(&str, u64)], low: u64, high: u64) {
        let items: Vec<Item<'_>> = items
            .iter()
            .map(|(size, names)| Item { low: *size, high: *size, names: names.split_whitespace().collect() })
            .collect();
        let own = |name: &str| own.iter().find(|(known, _)| *known == name).map(|(_, size)| *size);
        assert_eq!(sum(&items, &own), (low, high), "{items:?}");
    }

    #[test]
    fn what_is_shared_counts_once_in_the_lower_bound() {
        check(&[], &[], 0, 0);
        check(&[(5, "a b"), (7, "c")], &[], 12, 12);
        check(&[(5, "a b"), (7, "b c")], &[], 7, 12);
        check(&[(5, "a b"), (7, "c d"), (3, "b c")], &[], 12, 12);
        check(&[(5, ""), (7, "a"), (6, "b")], &[], 13, 18);
        check(&[(20, ""), (7, "a"), (6, "b")], &[], 20, 33);
    }

    #[test]
    fn what_is_known_of_the_parts_narrows_both_bounds() {
        check(&[(5, "a b"), (7, "b c")], &[("b", 2)], 10, 10);
        check(&[(5, "a b"), (7, "b c")], &[("a", 3)], 10, 12);
        check(&[(5, "a b"), (7, "b c x"), (4, "x a d")], &[("b", 2)], 7, 11);
        check(&[(5, "a b"), (7, "b c")], &[("b", 9)], 7, 7);
    }

    #[test]
    fn what_another_contains_is_not_added() {
        check(&[(5, "a"), (9, "a b")], &[], 9, 9);
        check(&[(9, "a b"), (9, "a b")], &[], 9, 9);
    }
}
