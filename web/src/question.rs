//! What is asked beyond the report: what a change runs again, and what differs from another build.
//!
//! Takes the input as it stands and what it was before; the answers come from the engine when their panel is open. Pure.

use std::rc::Rc;

use stagescope::report::{
    ArgumentCost, Change, Choices, Comparison, FilePart, WhatIf, argument_costs, choices, compare, files_of,
    trail, what_if,
};
use stagescope::{BuildOptions, Catalog, Input, Report, analyze};

use crate::player::{Button, Player};
use crate::remedy::{Preview, Remedy, preview};
use crate::session::View;
use crate::tree::{Tree, TreeAnswer, TreeAsked, inherited};

/// What changes after the build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Changed {
    /// Nothing.
    #[default]
    Nothing,
    /// The last edits.
    LastEdits,
    /// A file of the build context.
    File(String),
    /// A file of the build context that no instruction names.
    OtherFile,
    /// An image was published again.
    Image(String),
    /// A build argument has a new value.
    Argument(String),
    /// Another stage is built.
    Target(String),
    /// It is built for another platform.
    Platform(&'static str),
}

/// What a build is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    /// What was kept.
    Baseline,
    /// What it was before the last edits.
    BeforeEdits,
    /// What it was before the last fix.
    BeforeFix,
    /// Another target.
    Target(String),
    /// The same with no build argument given.
    Defaults,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// What a change runs again.
    WhatIf(Changed),
    /// What differs.
    Compare(Other),
    /// Keep the input as it stands, to compare with it later.
    Keep,
    /// The files of the image.
    Tree(TreeAsked),
    /// The player of the build.
    Play(Button),
    /// What fixes would change; `None` closes it.
    Preview(Option<Remedy>),
}

/// The questions and their answers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    /// What changes.
    pub changed: Changed,
    /// What to compare with; `None` until it is chosen.
    pub other: Option<Other>,
    /// What can change.
    pub choices: Rc<Choices>,
    /// What the change runs again.
    pub what_if: Option<Rc<WhatIf>>,
    /// What the place of each argument costs.
    pub costs: Rc<Vec<ArgumentCost>>,
    /// What differs.
    pub comparison: Option<Rc<Comparison>>,
    /// The player of the build.
    pub player: Player,
    /// What is asked of the files.
    pub tree: TreeAsked,
    /// The files.
    pub files: TreeAnswer,
    /// The fixes that are looked at before they are made.
    pub remedy: Option<Remedy>,
    /// What they would change.
    pub preview: Option<Rc<Preview>>,
    /// What was kept.
    pub baseline: Option<Rc<Input>>,
    /// What the input was before the last edits.
    pub before_edits: Option<Rc<Input>>,
    /// What it was before the last fix.
    pub before_fix: Option<Rc<Input>>,
    previous: Option<Rc<Input>>,
    editing: bool,
}

impl Asked {
    /// Takes note that the input changed from this.
    pub fn changed_from(&mut self, input: &Rc<Input>) {
        if !self.editing {
            self.before_edits = Some(Rc::clone(input));
        }
        self.editing = true;
        self.previous = Some(Rc::clone(input));
        self.player = Player { again: self.player.again, ..Player::default() };
        // It was about the text as it stood.
        self.remedy = None;
    }

    /// The edits are finished: the next ones are others.
    pub fn settled(&mut self) {
        self.editing = false;
    }

    /// The last change was a fix.
    pub fn fixed(&mut self) {
        self.before_fix.clone_from(&self.previous);
    }

    /// Another file was opened: what was before it is no longer of interest.
    pub fn opened(&mut self) {
        *self = Self { baseline: self.baseline.take(), ..Self::default() };
    }

    /// Answers what the open panel asks, and forgets the rest.
    pub fn answer(&mut self, tab: View, input: &Rc<Input>, report: &Report, catalog: &Catalog<'_>) {
        self.what_if = None;
        self.comparison = None;
        self.preview = None;
        self.files = TreeAnswer::default();
        match tab {
            View::Image => self.files = self.files(input, report, catalog),
            View::WhatIf => {
                self.choices = Rc::new(choices(input, catalog));
                self.costs = Rc::new(argument_costs(input, catalog));
                self.what_if = Some(Rc::new(self.what_if(input, catalog)));
            }
            View::Compare => {
                let other = self.compared(report).and_then(|other| self.other_input(&other, input));
                let compared = |other: Input| Rc::new(compare(&analyze(&other, catalog), report));
                self.comparison = other.map(compared);
            }
            View::Advice => {
                let preview = self.remedy.and_then(|remedy| preview(remedy, input, report, catalog));
                self.preview = preview.map(Rc::new);
            }
            _ => {}
        }
    }

    /// What the build is compared with: what was chosen, or what most would compare with, the last of the other stages.
    pub fn compared(&self, report: &Report) -> Option<Other> {
        let usual = || Some(Other::Target(other_targets(report).last()?.to_owned()));
        self.other.clone().or_else(usual)
    }

    fn files(&mut self, input: &Input, report: &Report, catalog: &Catalog<'_>) -> TreeAnswer {
        let Some(image) = report.image.as_ref().filter(|_| self.tree.open) else {
            return TreeAnswer::default();
        };
        // A layer that is gone is no longer asked for.
        let is_gone = |layer: usize| layer >= image.layers.len();
        if let FilePart::UpTo(layer) | FilePart::Layer(layer) = self.tree.part
            && is_gone(layer)
        {
            self.tree.part = FilePart::Image;
        }
        self.tree.file.take_if(|(layer, _)| is_gone(*layer));
        let rows = files_of(input, catalog, self.tree.part);
        let trail = self.tree.file.as_ref().map(|(layer, path)| trail(input, catalog, *layer, path));
        TreeAnswer {
            tree: Some(Rc::new(Tree::new(rows, inherited(image)))),
            trail: trail.unwrap_or_default(),
        }
    }

    fn what_if(&self, input: &Rc<Input>, catalog: &Catalog<'_>) -> WhatIf {
        let to = |after: Input| Change::To(Box::new(after));
        let same = || to(Input::clone(input));
        let change = match &self.changed {
            Changed::File(path) => Change::File(path.clone()),
            // A path that no listing has.
            Changed::OtherFile => Change::File("any other file".to_owned()),
            Changed::Image(name) => Change::Image(name.clone()),
            Changed::Argument(name) => Change::NewValue(name.clone()),
            Changed::Target(name) => to(told(input, |it| it.target = Some(name.clone()))),
            Changed::Platform(name) => to(told(input, |it| it.platform = Some((*name).to_owned()))),
            Changed::LastEdits => {
                let before = self.before_edits.as_ref().unwrap_or(input);
                return what_if(before, &same(), catalog);
            }
            Changed::Nothing => same(),
        };
        what_if(input, &change, catalog)
    }

    fn other_input(&self, other: &Other, input: &Input) -> Option<Input> {
        match other {
            Other::Baseline => self.baseline.as_deref().cloned(),
            Other::BeforeEdits => self.before_edits.as_deref().cloned(),
            Other::BeforeFix => self.before_fix.as_deref().cloned(),
            Other::Target(name) => Some(told(input, |it| it.target = Some(name.clone()))),
            Other::Defaults => Some(told(input, |it| it.build_args.clear())),
        }
    }
}

/// The same input with something else told to `docker build`.
fn told(input: &Input, change: impl FnOnce(&mut BuildOptions)) -> Input {
    let mut input = input.clone();
    change(&mut input.options);
    input
}

/// Names of the stages that could be the target instead: `--target` takes no others.
pub fn other_targets(report: &Report) -> impl Iterator<Item = &str> {
    report.stages.iter().filter(|stage| stage.named && !stage.target).map(|stage| stage.name.as_str())
}
