//! Which platform it is built for.

use stagescope::assist::Setting;
use web_sys::HtmlInputElement;
use yew::{Callback, Event, Html, Properties, TargetCast, component, html};

use super::disclosure::Disclosure;
use super::setting_note::setting_note;
use crate::messages::say;
use crate::session::PLATFORMS;
use crate::store::Action;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct PlatformMenuProps {
    /// What `--platform` says; `None` is the machine's own.
    pub platform: Option<String>,
    /// Whether that was chosen, and not set by the text.
    pub chosen: bool,
    /// What a comment of the text sets.
    pub setting: Option<Setting>,
    /// The store.
    pub act: Callback<Action>,
}

/// The menu.
#[component]
pub fn PlatformMenu(props: &PlatformMenuProps) -> Html {
    let [native, others @ ..] = PLATFORMS;
    let current = props.platform.as_deref();
    let other = current.filter(|it| !others.contains(it)).unwrap_or_default().to_owned();
    let typed = props.act.reform(|event: Event| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::PlatformChosen(Some(text.trim().to_owned()).filter(|it| !it.is_empty()))
    });
    html! {
        <Disclosure name="platform" label={say::platform()} value={html! { { current.unwrap_or(native) } }}>
            // No fieldset: Chromium draws none of one that changed while its menu was closed.
            <div class="choices" role="radiogroup" aria-label={say::platform_to_build_for()}>
                <p class="choices-title" aria-hidden="true">{ say::platform_to_build_for() }</p>
                // Against a comment that says another the own one has to be asked for.
                { choice(props.setting.is_some().then_some(native), native, current, &props.act) }
                { for others.iter().map(|platform| choice(Some(platform), platform, current, &props.act)) }
            </div>
            <label class="line">
                <span>{ say::another_platform() }</span>
                <input class="input mono" type="text" placeholder="os/arch/variant" value={other} onchange={typed}
                    autocomplete="off" autocapitalize="off" spellcheck="false" />
            </label>
            { setting_note(props.setting.as_ref(), props.chosen, "# @platform linux/arm64", props.act.reform(|_| Action::PlatformChosen(None))) }
        </Disclosure>
    }
}

fn choice(
    platform: Option<&'static str>,
    name: &'static str,
    current: Option<&str>,
    act: &Callback<Action>,
) -> Html {
    let choose = act.reform(move |_| Action::PlatformChosen(platform.map(str::to_owned)));
    html! {
        <label class="choice" data-close="">
            <input type="radio" name="platform" checked={current == platform} onchange={choose} />
            <span class="mono">{ name }</span>
            if name == PLATFORMS[0] {
                <span class="mute">{ say::this_machine() }</span>
            }
        </label>
    }
}
