//! The command that builds the same, ready to copy.

use yew::{Callback, Html, Properties, component, html};

use crate::store::{Command, CopyNote};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CommandLineProps {
    /// The command.
    pub command: String,
    /// What the button says.
    pub copy: CopyNote,
    /// Copies it.
    pub run: Callback<Command>,
}

/// The command and its button.
#[component]
pub fn CommandLine(props: &CommandLineProps) -> Html {
    let command = props.command.clone();
    let copy = props.run.reform(move |_| Command::Copy(command.clone()));
    let (class, word) = match props.copy {
        CopyNote::Idle => ("button small", "Copy"),
        CopyNote::Copied => ("button small good", "Copied"),
        CopyNote::Failed => ("button small bad", "Failed"),
    };
    html! {
        <div class="command">
            <code tabindex="0" aria-label="The same with docker">{ &props.command }</code>
            <button {class} type="button" onclick={copy}>{ word }<span class="hidden">{ " the command" }</span></button>
        </div>
    }
}
