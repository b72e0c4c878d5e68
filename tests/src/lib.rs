//! Helpers of the suites and of the commands of this workspace.

pub mod check;
pub mod conformance;
pub mod sizes;
pub mod spec;
pub mod texts;
