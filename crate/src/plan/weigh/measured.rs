//! Packages of one manager whose installs were measured: what those that a command asks for weigh together.

use crate::catalog::{Installed, Packages};
use crate::text::order;

use super::closures::{self, Item};
use super::{Part, Step, percent};

/// What the catalogue has of the packages that a command asks for.
#[derive(Debug)]
pub(super) struct Found<'p> {
    /// The manager, as the catalogue calls it: `pip`.
    pub(super) manager: &'static str,
    /// The installs that bring them.
    pub(super) taken: Vec<Installed<'p>>,
    /// Names for which there is no figure.
    pub(super) unknown: Vec<String>,
    /// Whether one of them is asked for in another version than was measured.
    pub(super) other_version: bool,
    /// Whether they come without what they need.
    pub(super) alone: bool,
}

/// The installs of a manager whose packages are all wanted; those of the most packages first, so that what was measured
/// together is taken together.
pub(super) fn installs<'p>(
    packages: &Packages<'p>,
    manager: &str,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Vec<Installed<'p>> {
    let mut rows: Vec<Installed<'p>> = packages.installs(manager, is_wanted).collect();
    order::sort_by(&mut rows, |a, b| b.packages.split(' ').count().cmp(&a.packages.split(' ').count()));
    rows
}

/// What they add to the layer of the step.
pub(super) fn part(step: &Step<'_>, packages: &Packages<'_>, found: &Found<'_>) -> Part {
    let items: Vec<Item<'_>> = found
        .taken
        .iter()
        .map(|row| Item { low: row.least, high: row.bytes, names: row.names.split_whitespace().collect() })
        .collect();
    let (low, high) = closures::sum(&items, &|_| None);
    let is_same = step.is_amd64 && step.base.is_none_or(|base| base.libc != "musl") && !found.other_version;
    let (low, high) =
        if is_same { (percent(low, 80), percent(high, 125)) } else { (low / 2, high.saturating_mul(2)) };
    let repeated = step.earlier.iter().any(|layer| layer.text.contains(found.manager));
    let low = if repeated || found.alone { 0 } else { low };
    let source = packages.source(found.manager);
    let names: Vec<String> =
        found.taken.iter().map(|row| format!("{} {}", row.packages, row.versions)).collect();
    let mut how = names.join(", ");
    if !how.is_empty() {
        let room = if is_same {
            "taken a quarter wider for other versions"
        } else {
            "taken twice as wide for another version, platform or C library"
        };
        how = format!("{how} with what they need, as of {}: {}, {room}", source.date, source.source);
    }
    if found.unknown.is_empty() {
        return Part::new(low, high, how);
    }
    if !how.is_empty() {
        how.push_str("; ");
    }
    Part::open(low, format!("{how}no figure for {}", found.unknown.join(", ")))
}
