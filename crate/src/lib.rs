//! Stagescope's engine: what a Dockerfile builds, after `BuildKit`'s rules, before anything is built.
//!
//! Modules in the order in which text becomes a report; each may name only those above it. No module does I/O, reads a
//! clock or keeps state: the same input gives the same report, byte for byte, and no input makes it fail.
//!
//! ```
//! use stagescope::{BuildOptions, Catalog, Input, analyze, export};
//!
//! let input = Input {
//!     dockerfile: "FROM golang:1.24 AS build\nRUN go build -o /app\nFROM alpine:3.22\nCOPY --from=build /app /app\n".to_owned(),
//!     options: BuildOptions { platform: Some("linux/arm64".to_owned()), ..BuildOptions::default() },
//!     ..Input::default()
//! };
//! let report = analyze(&input, &Catalog::bundled());
//!
//! assert_eq!(report.stop, None); // docker build would build it
//! assert_eq!(report.stages[0].reason, "stage-1 copies from it (line 4).");
//! for finding in &report.diagnostics {
//!     println!("line {}: {} [{}]", finding.line, finding.message, finding.rule);
//! }
//! assert!(export::mermaid(&report).contains("s0 ==>|\"/app\"| s1"));
//! ```

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

pub use catalog::Catalog;
pub use eval::{BuildOptions, Context, ContextFile};
pub use report::{Input, Report, analyze};
pub use syntax::parse;
