//! What an analysis works out once a build is planned: what its layers weigh, which files they hold, how far secrets
//! reach, what of the build context is sent, and advice.
//!
//! It is the larger half of the engine, and a value: whoever calls `analyze_with` without it can load its code later.

use crate::catalog::Catalog;
use crate::diag::Finding;
use crate::eval::Filtered;
use crate::eval::ignore::IgnoreFile;
use crate::plan::{Build, Size, secrets};
use crate::rules::{self, Landing, RULES, Rule, RuleContext};
use crate::syntax::command::{self, SimpleCommand};

use super::files::{Told, follow, tell};
use super::size::view as size_view;
use super::{ContextView, Input, SecretView, WasteView, context};

/// The second half of an analysis: [`INSIGHT`], or none.
#[derive(Debug, Clone, Copy)]
pub struct Insight(pub(super) fn(&mut Build<'_>, Option<&Build<'_>>, &Beside<'_>) -> Seen);

/// All of it.
pub static INSIGHT: Insight = Insight(look);

/// What is known beside the builds.
pub(super) struct Beside<'b> {
    pub input: &'b Input,
    pub ignore: Option<&'b IgnoreFile>,
    pub catalog: &'b Catalog<'b>,
}

/// What was found.
pub(super) struct Seen {
    /// The rules that were asked.
    pub rules: &'static [&'static Rule],
    pub findings: Vec<Finding>,
    pub secrets: Vec<SecretView>,
    pub context: Option<ContextView>,
    pub told: Told,
}

impl Seen {
    /// Nobody has looked yet.
    pub(super) fn nothing() -> Self {
        let unknown = || size_view(&Size::unknown("not worked out yet"));
        let waste =
            WasteView { hidden: unknown(), again: unknown(), efficiency_low: 0.0, efficiency_high: 1.0 };
        let told = Told { base: None, own: Vec::new(), waste, closed: false };
        Self { rules: &[], findings: Vec::new(), secrets: Vec::new(), context: None, told }
    }
}

/// Looks into the build of the target, whose sizes it writes, and gives advice on `all` stages where they are not the same.
fn look(target: &mut Build<'_>, all: Option<&Build<'_>>, beside: &Beside<'_>) -> Seen {
    let Beside { input, ignore, catalog } = *beside;
    let context = input.context.as_ref().map(|it| Filtered::new(it, ignore));
    let files = follow(target, context.as_ref(), catalog);
    let target = &*target;
    let commands = command::of_file(target.file);
    let secrets = secrets::secrets(target, &files, &commands, input.context.as_ref());
    Seen {
        rules: RULES,
        findings: advise(
            target,
            all.unwrap_or(target),
            beside,
            &commands,
            Landing { files: &files, secrets: &secrets },
        ),
        secrets: super::secrets::views(target, &secrets),
        context: context.as_ref().map(|it| context::view(it, ignore, target)),
        told: tell(target, &files),
    }
}

fn advise(
    target: &Build<'_>,
    check: &Build<'_>,
    beside: &Beside<'_>,
    commands: &[Vec<SimpleCommand>],
    landing: Landing<'_>,
) -> Vec<Finding> {
    let context = beside.input.context.as_ref();
    let config = [".hadolint.yaml", ".hadolint.yml"].into_iter().find_map(|name| context?.file(name));
    let asked = RuleContext::new(commands, beside.catalog, target, check, landing)
        .with_ignore(beside.ignore)
        .with_hadolint(config.and_then(|file| file.text.as_deref()));
    rules::run(RULES, asked)
}
