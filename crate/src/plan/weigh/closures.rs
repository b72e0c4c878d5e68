//! The sum of things that may have parts in common.

/// Something with all that comes along with it.
#[derive(Debug, Clone)]
pub(super) struct Item<'i> {
    pub(super) low: u64,
    pub(super) high: u64,
    /// Names of all in it; empty when they are not known.
    pub(super) names: Vec<&'i str>,
}

/// Bounds of the whole. Nothing is counted twice in the lower bound: of things that share a name only the largest
/// counts, and so does the largest of those whose names are not known. The upper bound is the sum, without what another
/// one contains as a whole.
pub(super) fn sum(items: &[Item<'_>]) -> (u64, u64) {
    let mut groups: Vec<(Vec<&str>, u64)> = Vec::new();
    let mut unnamed = 0;
    let mut high = 0_u64;
    for (at, item) in items.iter().enumerate() {
        let contains = |(place, other): (usize, &Item<'_>)| {
            let larger =
                other.names.len() > item.names.len() || other.names.len() == item.names.len() && place < at;
            place != at
                && larger
                && !item.names.is_empty()
                && item.names.iter().all(|name| other.names.contains(name))
        };
        if !items.iter().enumerate().any(contains) {
            high = high.saturating_add(item.high);
        }
        if item.names.is_empty() {
            unnamed = unnamed.max(item.low);
            continue;
        }
        let (touched, mut apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(names, _)| names.iter().any(|name| item.names.contains(name)));
        let mut names = item.names.clone();
        let mut low = item.low;
        for (other, largest) in touched {
            names.extend(other);
            low = low.max(largest);
        }
        apart.push((names, low));
        groups = apart;
    }
    let named = groups.iter().fold(0_u64, |sum, (_, low)| sum.saturating_add(*low));
    (named.max(unnamed), high)
}

#[cfg(test)]
mod tests {
    use super::{Item, sum};

    fn check(items: &[(u64, &str)], low: u64, high: u64) {
        let items: Vec<Item<'_>> = items
            .iter()
            .map(|(size, names)| Item { low: *size, high: *size, names: names.split_whitespace().collect() })
            .collect();
        assert_eq!(sum(&items), (low, high), "{items:?}");
    }

    #[test]
    fn what_is_shared_counts_once_in_the_lower_bound() {
        check(&[], 0, 0);
        check(&[(5, "a b"), (7, "c")], 12, 12);
        check(&[(5, "a b"), (7, "b c")], 7, 12);
        check(&[(5, "a b"), (7, "c d"), (3, "b c")], 7, 15);
        check(&[(5, ""), (7, "a"), (6, "b")], 13, 18);
        check(&[(20, ""), (7, "a"), (6, "b")], 20, 33);
    }

    #[test]
    fn what_another_contains_is_not_added() {
        check(&[(5, "a"), (9, "a b")], 9, 9);
        check(&[(9, "a b"), (9, "a b")], 9, 9);
    }
}
