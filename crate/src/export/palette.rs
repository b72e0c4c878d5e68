//! The colours of stages, as the page has them.

/// In which colours a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Light, and dark where the reader prefers that.
    #[default]
    Auto,
    /// Dark on white.
    Light,
    /// Light on black.
    Dark,
}

/// The line of a stage and the ground inside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) line: &'static str,
    pub(super) ground: &'static str,
}

/// All that is drawn in one of the two themes.
#[derive(Debug)]
pub(super) struct Palette {
    /// Behind everything.
    pub(super) surface: &'static str,
    /// Titles.
    pub(super) ink: &'static str,
    /// Other words.
    pub(super) quiet: &'static str,
    /// What the target does not need.
    pub(super) faded: &'static str,
    /// Images that are not made here, and `FROM`.
    pub(super) base: Pair,
    /// The stages; those beyond take them again.
    pub(super) stages: [Pair; 8],
}

impl Palette {
    /// The colours of a stage, or of what belongs to none.
    pub(super) fn of(&self, stage: Option<usize>) -> Pair {
        stage.and_then(|index| self.stages.get(index % self.stages.len())).copied().unwrap_or(self.base)
    }
}

const fn pair(line: &'static str, ground: &'static str) -> Pair {
    Pair { line, ground }
}

pub(super) static LIGHT: Palette = Palette {
    surface: "#fff",
    ink: "#131922",
    quiet: "#4a5565",
    faded: "#586475",
    base: pair("#7a8699", "#eceff3"),
    stages: [
        pair("#1a53e0", "#e4ebff"),
        pair("#b04a06", "#fdeadc"),
        pair("#0a756f", "#d9f2ef"),
        pair("#a3267a", "#fbe4f2"),
        pair("#5c6a0c", "#eff2d3"),
        pair("#6d3fd0", "#ece4fd"),
        pair("#94383f", "#f9e3e4"),
        pair("#37586f", "#e1ecf3"),
    ],
};

pub(super) static DARK: Palette = Palette {
    surface: "#131922",
    ink: "#e8edf4",
    quiet: "#a9b5c5",
    faded: "#8c9aae",
    base: pair("#7d8a9c", "#1c2430"),
    stages: [
        pair("#7ea2ff", "#182645"),
        pair("#f39a58", "#33210f"),
        pair("#3fc4ba", "#0f2c2b"),
        pair("#ef86c4", "#341628"),
        pair("#bccb58", "#262a10"),
        pair("#b79bff", "#261d45"),
        pair("#f0999d", "#381c20"),
        pair("#8fb9d6", "#182a37"),
    ],
};
