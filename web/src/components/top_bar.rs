//! The bar above the panes: what is built, and the command that would build it.

use std::rc::Rc;

use stagescope::assist::Settings;
use stagescope::{BuildOptions, Input};
use yew::{Callback, Html, Properties, component, html, use_state};

use super::argument_menu::ArgumentMenu;
use super::command_line::CommandLine;
use super::example_menu::ExampleMenu;
use super::icon;
use super::language_menu::LanguageMenu;
use super::learn_menu::LearnMenu;
use super::platform_menu::PlatformMenu;
use super::share_menu::ShareMenu;
use super::target_menu::TargetMenu;
use crate::course::Course;
use crate::messages::say;
use crate::samples::Sample;
use crate::session::Home;
use crate::store::{Action, Command, CopyNote, ReportRef, ShareNote};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TopBarProps {
    /// Where the page is hosted: only the site has a menu of examples.
    pub home: Home,
    /// Address of the site that a widget can be opened in.
    pub site: Option<String>,
    /// The language of the page.
    pub language: String,
    /// The text and the options that it is built with.
    pub input: Rc<Input>,
    /// The options that were chosen.
    pub chosen: Rc<BuildOptions>,
    /// Those that comments of the text set.
    pub settings: Rc<Settings>,
    /// The example that was opened last.
    pub sample: Option<&'static Sample>,
    /// The course.
    pub course: Course,
    /// What the engine says.
    pub report: ReportRef,
    /// What the Copy button says.
    pub copy: CopyNote,
    /// What the Share menu says.
    pub share: Option<ShareNote>,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside it.
    pub run: Callback<Command>,
}

/// The bar.
#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let more = use_state(|| false);
    let toggle = {
        let more = more.clone();
        Callback::from(move |_| more.set(!*more))
    };
    html! {
        <header class="bar" part="bar">
            { brand(props) }
            if props.home != Home::Widget {
                <ExampleMenu input={props.input.clone()} sample={props.sample} run={props.run.clone()} />
                <LearnMenu course={props.course.clone()} act={props.act.clone()} run={props.run.clone()} />
            }
            <TargetMenu report={props.report.clone()} wanted={props.input.options.target.clone()} chosen={props.chosen.target.is_some()}
                setting={props.settings.target.clone()} act={props.act.clone()} />
            <button class="field more" type="button" aria-expanded={more.to_string()} onclick={toggle}>
                <span class="sign">{ icon::sliders() }</span><span class="value">{ say::options() }</span>{ icon::chevron() }
            </button>
            <div class={if *more { "options open" } else { "options" }}>
                <PlatformMenu platform={props.input.options.platform.clone()} chosen={props.chosen.platform.is_some()}
                    setting={props.settings.platform.clone()} act={props.act.clone()} />
                <ArgumentMenu
                    report={props.report.clone()}
                    given={props.chosen.build_args.clone()}
                    settings={props.settings.clone()}
                    act={props.act.clone()}
                />
                <CommandLine command={props.report.command.clone()} copy={props.copy} run={props.run.clone()} />
                <button class="field open-palette" type="button" data-open="palette" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K">
                    { icon::commands() }<span class="label">{ say::commands() }</span>
                </button>
                <button class="field open-help" type="button" data-open="help" aria-haspopup="dialog" aria-label={say::keyboard_shortcuts()}>
                    { "?" }<span class="label" aria-hidden="true">{ say::keyboard_shortcuts() }</span>
                </button>
                // Somebody else's page has a language of its own.
                if props.home != Home::Widget {
                    <LanguageMenu language={props.language.clone()} run={props.run.clone()} />
                }
            </div>
            // A link to the page around a widget would not open what is in the widget.
            if props.home != Home::Widget {
                <ShareMenu is_lesson={props.course.open.is_some()} note={props.share.clone()} act={props.act.clone()} run={props.run.clone()} />
            }
        </header>
    }
}

fn brand(props: &TopBarProps) -> Html {
    let inside = html! { <>{ icon::logo() }<span>{ "Stagescope" }</span></> };
    match (props.home, &props.site) {
        // On somebody else's page the heading of the page is theirs.
        (Home::Widget, Some(site)) => {
            let site = site.clone();
            let open = props.run.reform(move |_| Command::OpenSite(site.clone()));
            html! { <button class="brand" type="button" title={say::open_in_playground()} onclick={open}>{ inside }{ icon::leave() }</button> }
        }
        (Home::Widget, None) => html! { <div class="brand">{ inside }</div> },
        (Home::Site | Home::Offline, _) => html! { <h1 class="brand">{ inside }</h1> },
    }
}
