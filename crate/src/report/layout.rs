//! Places boxes in columns so that everything flows from left to right, and leads long lines between the boxes.
//!
//! The usual four steps of a layered drawing, in their simplest form: columns by the longest way, short lines instead of
//! long ones by points in the columns between, an order of each column by the average place of the neighbors, and heights
//! that draw neighbors to one level. Whole numbers only, so that the same graph gives the same picture everywhere.

use crate::text::order;

/// A width and a height, or a place from the left and from the top, in CSS pixels.
pub(super) type Pair = (i32, i32);

/// Distance between two columns, wide enough for a label, and between two boxes of one column.
const COLUMN_GAP: i32 = 124;
const ROW_GAP: i32 = 26;
/// Empty border of the drawing.
const MARGIN: i32 = 18;
/// Height that a line takes where it passes through a column.
const LINE: i32 = 14;
/// The most boxes, and points of lines between them, that are laid out with care; more stand in a plain grid.
const MOST_BOXES: usize = 300;
const MOST_POINTS: usize = 3_000;
/// How often the columns are put in order, there and back.
const SWEEPS: usize = 4;

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Layout {
    /// The left upper corner of each box.
    pub(super) corners: Vec<Pair>,
    /// For each edge, the points that it passes between its two boxes.
    pub(super) bends: Vec<Vec<Pair>>,
    /// The extent of the drawing.
    pub(super) extent: Pair,
}

/// Something in a column: a box, or the point of a line that passes.
struct Item {
    column: usize,
    height: i32,
    top: i32,
    /// Items of the columns before and behind that it is joined with.
    before: Vec<usize>,
    behind: Vec<usize>,
}

/// Lays out boxes. Each edge leads from a box to one with a higher rank; `pull` says which boxes stand as far to the right
/// as they can.
pub(super) fn place(boxes: &[Pair], edges: &[(usize, usize)], pull: impl Fn(usize) -> bool) -> Layout {
    let columns = columns(boxes.len(), edges, pull);
    let span = |(from, to): &(usize, usize)| match (columns.get(*from), columns.get(*to)) {
        (Some(from), Some(to)) => to.saturating_sub(*from),
        _ => 0,
    };
    let points: usize = edges.iter().map(|edge| span(edge).saturating_sub(1)).sum();
    if boxes.len() > MOST_BOXES || points > MOST_POINTS {
        return grid(boxes, edges.len());
    }
    let item = |(column, (_, height)): (&usize, &Pair)| Item {
        column: *column,
        height: *height,
        top: 0,
        before: Vec::new(),
        behind: Vec::new(),
    };
    let mut items: Vec<Item> = columns.iter().zip(boxes).map(item).collect();
    let lines: Vec<Vec<usize>> = edges.iter().map(|edge| add_line(&mut items, *edge)).collect();
    let mut rows = rows(&items);
    arrange(&items, &mut rows);
    level(&mut items, &rows);
    finish(boxes, &items, &rows, &lines)
}

/// The column of each box: one behind the last of those that it needs; boxes that are pulled stand one before the first
/// that needs them.
fn columns(count: usize, edges: &[(usize, usize)], pull: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut columns = vec![0_usize; count];
    // Edges are few and mostly in order, so that a second round seldom changes anything.
    for _ in 0..count {
        let mut changed = false;
        for (from, to) in edges {
            let least = columns.get(*from).map_or(0, |column| column + 1);
            if let Some(column) = columns.get_mut(*to).filter(|column| **column < least) {
                *column = least;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for index in (0..count).filter(|index| pull(*index)) {
        let users = edges.iter().filter(|(from, _)| *from == index).filter_map(|(_, to)| columns.get(*to));
        let last = users.min().map(|column| column.saturating_sub(1));
        if let (Some(last), Some(column)) = (last, columns.get_mut(index)) {
            *column = last;
        }
    }
    columns
}

/// Joins two boxes through points in the columns between; gives the points.
fn add_line(items: &mut Vec<Item>, (from, to): (usize, usize)) -> Vec<usize> {
    let column = |items: &[Item], index: usize| items.get(index).map_or(0, |item| item.column);
    let (first, last) = (column(items, from) + 1, column(items, to));
    let mut points = Vec::new();
    let mut previous = from;
    for column in first..last {
        let point = items.len();
        items.push(Item { column, height: LINE, top: 0, before: Vec::new(), behind: Vec::new() });
        join(items, previous, point);
        points.push(point);
        previous = point;
    }
    join(items, previous, to);
    points
}

fn join(items: &mut [Item], from: usize, to: usize) {
    if let Some(item) = items.get_mut(from) {
        item.behind.push(to);
    }
    if let Some(item) = items.get_mut(to) {
        item.before.push(from);
    }
}

/// The items of each column, in their first order.
fn rows(items: &[Item]) -> Vec<Vec<usize>> {
    let count = items.iter().map(|item| item.column + 1).max().unwrap_or(0);
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, item) in items.iter().enumerate() {
        if let Some(row) = rows.get_mut(item.column) {
            row.push(index);
        }
    }
    rows
}

/// Orders each column by the average place of the neighbors, from left to right and back.
fn arrange(items: &[Item], rows: &mut [Vec<usize>]) {
    let mut places: Vec<usize> = vec![0; items.len()];
    let note = |places: &mut Vec<usize>, row: &[usize]| {
        for (place, index) in row.iter().enumerate() {
            if let Some(slot) = places.get_mut(*index) {
                *slot = place;
            }
        }
    };
    for row in rows.iter() {
        note(&mut places, row);
    }
    let count = rows.len();
    for sweep in 0..SWEEPS {
        for step in 0..count {
            let forward = sweep % 2 == 0;
            let column = if forward { step } else { count - 1 - step };
            let Some(row) = rows.get_mut(column) else { continue };
            let average = |index: &usize| {
                let item = items.get(*index);
                let neighbors = item.map(|item| if forward { &item.before } else { &item.behind });
                let own = places.get(*index).copied().unwrap_or_default() * 1_000;
                let sum: usize =
                    neighbors.iter().flat_map(|list| list.iter()).filter_map(|it| places.get(*it)).sum();
                (sum * 1_000).checked_div(neighbors.map_or(0, Vec::len)).unwrap_or(own)
            };
            order::sort_by_key(row, average);
            note(&mut places, row);
        }
    }
}

/// Gives each item a height at which its neighbors are, as far as the others of its column leave room.
fn level(items: &mut [Item], rows: &[Vec<usize>]) {
    for row in rows {
        let mut top = MARGIN;
        for index in row {
            if let Some(item) = items.get_mut(*index) {
                item.top = top;
                top += item.height + ROW_GAP;
            }
        }
    }
    let count = rows.len();
    for sweep in 0..SWEEPS * 2 {
        for step in 0..count {
            let forward = sweep % 2 == 0;
            let column = if forward { step } else { count - 1 - step };
            if let Some(row) = rows.get(column) {
                settle(items, row, forward);
            }
        }
    }
}

fn settle(items: &mut [Item], row: &[usize], forward: bool) {
    let wanted: Vec<i32> = row
        .iter()
        .map(|index| {
            let Some(item) = items.get(*index) else { return MARGIN };
            let neighbors = if forward { &item.before } else { &item.behind };
            let middles = neighbors.iter().filter_map(|it| items.get(*it)).map(|it| it.top + it.height / 2);
            let count = i32::try_from(neighbors.len()).unwrap_or(i32::MAX);
            let middle = middles.sum::<i32>().checked_div(count);
            middle.map_or(item.top, |middle| middle - item.height / 2)
        })
        .collect();
    // From the bottom, so that nobody is pushed below where the lower ones want to be; then from the top, so that none overlap.
    let mut floor = i32::MAX;
    let mut tops = wanted;
    for (top, index) in tops.iter_mut().zip(row).rev() {
        let height = items.get(*index).map_or(0, |item| item.height);
        *top = (*top).min(floor.saturating_sub(height)).max(MARGIN);
        floor = top.saturating_sub(ROW_GAP);
    }
    let mut ceiling = MARGIN;
    for (top, index) in tops.into_iter().zip(row) {
        if let Some(item) = items.get_mut(*index) {
            item.top = top.max(ceiling);
            ceiling = item.top + item.height + ROW_GAP;
        }
    }
}

fn finish(boxes: &[Pair], items: &[Item], rows: &[Vec<usize>], lines: &[Vec<usize>]) -> Layout {
    let mut lefts = Vec::with_capacity(rows.len());
    let mut left = MARGIN;
    for row in rows {
        let width =
            row.iter().filter_map(|index| boxes.get(*index)).map(|(width, _)| *width).max().unwrap_or(0);
        lefts.push((left, width));
        left += width + COLUMN_GAP;
    }
    // What all boxes leave free at the top is cut off.
    let spare = items.iter().map(|item| item.top).min().unwrap_or(MARGIN) - MARGIN;
    let column = |item: &Item| lefts.get(item.column).copied().unwrap_or((MARGIN, 0));
    let corners: Vec<Pair> = items
        .iter()
        .zip(boxes)
        .map(|(item, (width, _))| {
            let (left, widest) = column(item);
            (left + (widest - width) / 2, item.top - spare)
        })
        .collect();
    let point = |index: &usize| {
        items.get(*index).map(|item| {
            let (left, width) = column(item);
            (left + width / 2, item.top - spare + item.height / 2)
        })
    };
    let bends = lines.iter().map(|line| line.iter().filter_map(point).collect()).collect();
    let bottom = items.iter().map(|item| item.top - spare + item.height).max().unwrap_or(0);
    Layout { corners, bends, extent: ((left - COLUMN_GAP).max(MARGIN) + MARGIN, bottom + MARGIN) }
}

fn grid(boxes: &[Pair], edges: usize) -> Layout {
    const COLUMNS: usize = 12;
    let width = boxes.iter().map(|(width, _)| *width).max().unwrap_or(0) + COLUMN_GAP;
    let height = boxes.iter().map(|(_, height)| *height).max().unwrap_or(0) + ROW_GAP;
    let at = |index: usize, size: i32| MARGIN + i32::try_from(index).unwrap_or(0) * size;
    let corner = |index: usize| (at(index % COLUMNS, width), at(index / COLUMNS, height));
    let corners: Vec<Pair> = (0..boxes.len()).map(corner).collect();
    let extent = (at(COLUMNS, width), at(boxes.len().div_ceil(COLUMNS), height));
    Layout { corners, bends: vec![Vec::new(); edges], extent }
}

#[cfg(test)]
mod tests {
    use super::{Pair, place};

    fn overlap(a: (Pair, Pair), b: (Pair, Pair)) -> bool {
        let apart = a.0.0 + a.1.0 <= b.0.0
            || b.0.0 + b.1.0 <= a.0.0
            || a.0.1 + a.1.1 <= b.0.1
            || b.0.1 + b.1.1 <= a.0.1;
        !apart
    }

    #[track_caller]
    fn check(boxes: &[Pair], edges: &[(usize, usize)]) {
        let layout = place(boxes, edges, |index| index == 0);
        let corners = &layout.corners;
        for (from, to) in edges {
            assert!(corners[*from].0 + boxes[*from].0 < corners[*to].0, "{from} left of {to}: {corners:?}");
        }
        for a in 0..boxes.len() {
            assert!(corners[a].0 >= 0 && corners[a].1 >= 0);
            assert!(corners[a].0 + boxes[a].0 <= layout.extent.0, "{a} in {:?}", layout.extent);
            assert!(corners[a].1 + boxes[a].1 <= layout.extent.1, "{a} in {:?}", layout.extent);
            for b in 0..a {
                assert!(!overlap((corners[a], boxes[a]), (corners[b], boxes[b])), "{a} and {b}: {corners:?}");
            }
            for (x, y) in layout.bends.iter().flatten() {
                assert!(!overlap((corners[a], boxes[a]), ((*x, *y), (1, 1))), "a line through {a}");
            }
        }
    }

    #[test]
    fn boxes_flow_to_the_right_and_nothing_overlaps() {
        check(&[(146, 52), (146, 52), (176, 92), (212, 92), (176, 92)], &[(0, 2), (1, 3), (2, 3)]);
        let boxes: Vec<Pair> = (0..60).map(|index| (100 + index, 60)).collect();
        let edges: Vec<(usize, usize)> =
            (1..60).map(|to| ((to * 7) % to, to)).chain([(0, 59), (3, 30)]).collect();
        check(&boxes, &edges);
    }

    #[test]
    fn a_chain_is_a_straight_line() {
        let layout = place(&[(100, 50); 4], &[(0, 1), (1, 2), (2, 3)], |_| false);
        assert!(layout.corners.iter().all(|(_, y)| *y == layout.corners[0].1), "{:?}", layout.corners);
    }

    #[test]
    fn what_is_pulled_stands_next_to_its_first_user() {
        let layout = place(&[(100, 50); 4], &[(0, 1), (1, 2), (3, 2)], |index| index == 3);
        assert_eq!(layout.corners[3].0, layout.corners[1].0);
    }

    #[test]
    fn nothing_and_very_much() {
        assert_eq!(place(&[], &[], |_| false).corners, []);
        let layout = place(&vec![(100, 50); 1_000], &[(0, 999)], |_| false);
        assert_ne!(layout.corners[0], layout.corners[999]);
        assert_eq!(layout.bends.len(), 1);
    }
}
