//! The command that builds the same, ready to copy.

use yew::{Callback, Html, Properties, classes, component, html};

use crate::messages::say;
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
        CopyNote::Idle => ("", say::copy()),
        CopyNote::Copied => ("good", say::copied()),
        CopyNote::Failed => ("bad", say::failed()),
    };
    html! {
        <div class="command">
            <code tabindex="0" aria-label={say::same_with_docker()}>{ &props.command }</code>
            <button class={classes!("button", "small", class)} type="button" onclick={copy}>{ word }<span class="hidden">{ " " }{ say::the_command() }</span></button>
        </div>
    }
}
