//! Stagescope's engine: what a Dockerfile builds, after `BuildKit`'s rules, before anything is built.
//!
//! Modules in the order in which text becomes a report; each may name only those above it. No module does I/O, reads a
//! clock or keeps state: the same input gives the same report, byte for byte, and no input makes it fail.

#![forbid(unsafe_code)]

pub mod text;
pub mod catalog;
pub mod diag;
pub mod syntax;
pub mod stage;
pub mod eval;
pub mod plan;
pub mod rules;
pub mod report;
pub mod assist;
pub mod export;
#[cfg(feature = "wasm")]
pub mod wasm;

pub use catalog::Catalog;
pub use eval::{BuildOptions, Context, ContextFile};
pub use report::{Input, Report, analyze};
pub use syntax::parse;
