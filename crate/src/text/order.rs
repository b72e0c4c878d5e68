//! One sort for all lists. The standard library's sort is compiled anew for every type of element, some 4 kB each time;
//! here only places are sorted, and the elements follow.

use std::cmp::Ordering;

use super::offset;

/// Sorts a list; elements that compare as equal keep their order.
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    if list.len() < 2 {
        return;
    }
    let mut places: Vec<u32> = (0..offset(list.len())).collect();
    let at = |place: &u32| list.get(*place as usize);
    let by_element: &dyn Fn(&u32, &u32) -> Ordering = &|a, b| match (at(a), at(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    };
    sort_places(&mut places, by_element);
    let mut elements: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(places.into_iter().filter_map(|place| elements.get_mut(place as usize)?.take()));
}

fn sort_places(places: &mut [u32], compare: &dyn Fn(&u32, &u32) -> Ordering) {
    places.sort_by(compare);
}

/// Sorts a list by a key.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts a list by its elements.
pub fn sort<T: Ord>(list: &mut Vec<T>) {
    sort_by(list, Ord::cmp);
}

#[cfg(test)]
mod tests {
    use super::{sort, sort_by_key};

    #[test]
    fn sorts_and_keeps_the_order_of_equals() {
        let mut list: Vec<(usize, usize)> = (0..500).map(|at| ((at * 7_919) % 13, at)).collect();
        let mut expected = list.clone();
        expected.sort_by_key(|(key, _)| *key);
        sort_by_key(&mut list, |(key, _)| *key);
        assert_eq!(list, expected);
        let mut words = vec!["b".to_owned(), "a".to_owned()];
        sort(&mut words);
        assert_eq!(words, ["a", "b"]);
    }
}
