//! Which language the page speaks.

use yew::{Callback, Html, Properties, component, html};

use super::disclosure::Disclosure;
use crate::messages::{LANGUAGES, say};
use crate::store::Command;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct LanguageMenuProps {
    /// The language, a code.
    pub language: String,
    /// What reaches outside the store.
    pub run: Callback<Command>,
}

/// The menu.
#[component]
pub fn LanguageMenu(props: &LanguageMenuProps) -> Html {
    let choice = |(code, name): (&'static str, &'static str)| {
        let choose = props.run.reform(move |_| Command::Speak(code));
        html! {
            <label class="choice" data-close="">
                <input type="radio" name="language" checked={props.language == code} onchange={choose} />
                <span lang={code}>{ name }</span>
            </label>
        }
    };
    html! {
        <Disclosure name="language" label={say::language()} value={html! { { props.language.to_ascii_uppercase() } }}>
            <div class="choices" role="radiogroup" aria-label={say::language()}>
                { for LANGUAGES.into_iter().map(choice) }
            </div>
            <p class="hint">{ say::language_hint() }</p>
        </Disclosure>
    }
}
