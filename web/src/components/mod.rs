//! What the page is made of: one component a file. None of them knows where the page is hosted or has effects; they show
//! what the store holds and tell it what happened.

pub mod advice;
pub mod argument_menu;
pub mod bottom_bar;
pub mod build_log;
pub mod command_line;
pub mod compare_panel;
pub mod disclosure;
pub mod draft_pane;
pub mod editor_pane;
pub mod example_menu;
pub mod file_tree;
pub mod files_pane;
pub mod fix_preview;
pub mod graph_question;
pub mod history_dialog;
pub mod history_table;
pub mod icon;
pub mod image_config;
pub mod image_panel;
pub mod lanes;
pub mod language_menu;
pub mod later;
pub mod layer_list;
pub mod learn_menu;
pub mod lesson_pane;
pub mod meter;
pub mod platform_menu;
pub mod prose;
pub mod result_pane;
pub mod rows;
pub mod set_size;
pub mod setting_note;
pub mod share_menu;
pub mod silence_menu;
pub mod size_label;
pub mod stage_graph;
pub mod stage_outline;
pub mod stage_pane;
pub mod stage_tag;
pub mod suggestion;
pub mod tabs;
pub mod target_menu;
pub mod top_bar;
pub mod verdict;
pub mod what_if_panel;
pub mod words_panel;

pub use bottom_bar::BottomBar;
pub use editor_pane::EditorPane;
pub use history_dialog::HistoryDialog;
pub use result_pane::ResultPane;
pub use stage_pane::StagePane;
pub use top_bar::TopBar;

use yew::AttrValue;

use crate::messages::say;
use crate::session::View;

/// The name of a view, as tabs and the bottom bar write it.
fn view_title(view: View) -> AttrValue {
    match view {
        View::Editor => say::view_editor(),
        View::Stages => say::view_stages(),
        View::Image => say::view_image(),
        View::Build => say::view_build(),
        View::WhatIf => say::view_what_if(),
        View::Compare => say::view_compare(),
        View::Words => say::view_words(),
        View::Advice => say::view_advice(),
    }
}
