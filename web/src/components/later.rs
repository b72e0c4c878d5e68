//! Components that the first screen does not need: their code is in the later part of the WebAssembly, as that of
//! [`crate::later`] is. Whoever draws one takes it from [`later_view`].

use std::cell::Cell;

use stagescope::report::ImageView;
use yew::{BaseComponent, Html, html};

use super::advice::{Advice, AdviceProps};
use super::argument_menu::{self, ArgumentMenuProps};
use super::build_log::{BuildLog, BuildLogProps};
use super::compare_panel::{ComparePanel, ComparePanelProps};
use super::draft_pane::{DraftPane, DraftPaneProps};
use super::example_menu::{self, ExampleMenuProps};
use super::file_tree::{FileTree, FileTreeProps};
use super::files_pane::{FilesPane, FilesPaneProps, IgnoreEditor, IgnoreEditorProps};
use super::graph_question::{GraphQuestion, GraphQuestionProps};
use super::history_dialog::{Kept, KeptProps};
use super::history_table::history_table;
use super::learn_menu::{self, LearnMenuProps};
use super::lesson_pane::{LessonPane, LessonPaneProps};
use super::set_size::{SetSize, SetSizeProps};
use super::share_menu::{self, ShareMenuProps};
use super::what_if_panel::{WhatIfPanel, WhatIfPanelProps};
use super::words_panel::{WordsPanel, WordsPanelProps};
use crate::commands::{Entry, entries};
use crate::highlight::Highlight;
use crate::later::there_at_first;
use crate::messages::say;
use crate::store::State;

/// Each of them, drawn.
#[derive(Debug, Clone, Copy)]
pub struct LaterViews {
    /// [`Advice`].
    pub advice: fn(AdviceProps) -> Html,
    /// The sheet of the menu of build arguments.
    pub arguments: fn(&ArgumentMenuProps) -> Html,
    /// [`BuildLog`].
    pub build_log: fn(BuildLogProps) -> Html,
    /// [`ComparePanel`].
    pub compare: fn(ComparePanelProps) -> Html,
    /// [`DraftPane`].
    pub draft: fn(DraftPaneProps) -> Html,
    /// The commands of the palette.
    pub entries: fn(&State) -> Vec<Entry>,
    /// The sheet of the menu of examples.
    pub examples: fn(&ExampleMenuProps) -> Html,
    /// [`FileTree`].
    pub file_tree: fn(FileTreeProps) -> Html,
    /// [`FilesPane`].
    pub files: fn(FilesPaneProps) -> Html,
    /// [`IgnoreEditor`].
    pub ignore: fn(IgnoreEditorProps) -> Html,
    /// [`GraphQuestion`].
    pub question: fn(GraphQuestionProps) -> Html,
    /// [`Kept`].
    pub kept: fn(KeptProps) -> Html,
    /// The tables below the layers.
    pub tables: fn(&ImageView, &Highlight) -> Html,
    /// The sheet of the menu of lessons.
    pub lessons: fn(&LearnMenuProps) -> Html,
    /// [`LessonPane`].
    pub lesson: fn(LessonPaneProps) -> Html,
    /// [`SetSize`].
    pub set_size: fn(SetSizeProps) -> Html,
    /// The sheet of the menu of copies.
    pub share: fn(&ShareMenuProps) -> Html,
    /// [`WhatIfPanel`].
    pub what_if: fn(WhatIfPanelProps) -> Html,
    /// [`WordsPanel`].
    pub words: fn(WordsPanelProps) -> Html,
}

/// All of them.
pub static LATER_VIEWS: LaterViews = LaterViews {
    advice: drawn::<Advice>,
    arguments: argument_menu::sheet,
    build_log: drawn::<BuildLog>,
    compare: drawn::<ComparePanel>,
    draft: drawn::<DraftPane>,
    entries,
    examples: example_menu::sheet,
    file_tree: drawn::<FileTree>,
    files: drawn::<FilesPane>,
    ignore: drawn::<IgnoreEditor>,
    question: drawn::<GraphQuestion>,
    kept: drawn::<Kept>,
    tables: history_table,
    lessons: learn_menu::sheet,
    lesson: drawn::<LessonPane>,
    set_size: drawn::<SetSize>,
    share: share_menu::sheet,
    what_if: drawn::<WhatIfPanel>,
    words: drawn::<WordsPanel>,
};

fn drawn<C: BaseComponent>(props: C::Properties) -> Html {
    html! { <C ..props /> }
}

thread_local! {
    static ARRIVED: Cell<Option<&'static LaterViews>> =
        const { Cell::new(there_at_first(&LATER_VIEWS)) };
}

/// The components; `None` while they are not there yet.
pub fn later_views() -> Option<&'static LaterViews> {
    ARRIVED.get()
}

/// The components are there.
pub fn arrive(views: &'static LaterViews) {
    ARRIVED.set(Some(views));
}

/// One of them, drawn; a word that it is being loaded while it is not there.
pub fn later_view(draw: impl FnOnce(&LaterViews) -> Html) -> Html {
    later_views().map_or_else(|| html! { <p class="hint">{ say::loading() }</p> }, draw)
}
