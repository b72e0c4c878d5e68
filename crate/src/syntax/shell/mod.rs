//! What the words of a simple command mean: its flags, the packages that it installs, the paths that it writes and
//! removes, the directory that it runs in, and the options of the shell. Nothing is run and nothing is expanded.

mod flags;
mod options;
mod packages;
mod paths;

pub(super) use flags::Reading;
pub use options::ShellOptions;
pub(super) use packages::installs;
pub use packages::{Manager, Package, PackageKind};
pub use paths::{dirs, removed, resolve, written};
