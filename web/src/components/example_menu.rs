//! The examples, grouped by the section of the guide that they belong to.

use std::rc::Rc;

use stagescope::Input;
use yew::{Callback, Html, Properties, component, html};

use super::disclosure::Disclosure;
use super::icon;
use super::later::later_view;
use crate::messages::say;
use crate::samples::{SAMPLES, Sample};
use crate::store::Command;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ExampleMenuProps {
    /// The text as it stands.
    pub input: Rc<Input>,
    /// The example that it started as.
    pub sample: Option<&'static Sample>,
    /// Opens one.
    pub run: Callback<Command>,
}

/// The menu.
#[component]
pub fn ExampleMenu(props: &ExampleMenuProps) -> Html {
    let value = match current(props) {
        Some(sample) => html! { <span lang="en">{ sample.title }</span> },
        None => html! { say::your_dockerfile() },
    };
    html! {
        <Disclosure name="example" label={say::example()} sign={icon::file()} {value}>
            { later_view(|it| (it.examples)(props)) }
        </Disclosure>
    }
}

/// What is in it.
pub fn sheet(props: &ExampleMenuProps) -> Html {
    let current = current(props);
    html! {
        <div class="examples" lang="en">
            { for sections().into_iter().map(|section| self::section(section, current, &props.run)) }
        </div>
    }
}

/// The example that the text is, to the letter.
fn current(props: &ExampleMenuProps) -> Option<&'static Sample> {
    props.sample.filter(|it| it.dockerfile == props.input.dockerfile)
}

fn section(title: &'static str, current: Option<&Sample>, run: &Callback<Command>) -> Html {
    let own = SAMPLES.iter().filter(|it| it.section == title);
    html! {
        <section>
            <h2>{ title }</h2>
            <ul>{ for own.map(|sample| entry(sample, current.is_some_and(|it| it.id == sample.id), run)) }</ul>
        </section>
    }
}

fn entry(sample: &'static Sample, current: bool, run: &Callback<Command>) -> Html {
    let open = run.reform(move |_| Command::Open(sample));
    html! {
        <li>
            <button class="choice" type="button" data-close="" aria-current={current.then_some("true")} onclick={open}>
                <b>{ sample.title }</b>
                <span class="mute">{ sample.intro }</span>
            </button>
        </li>
    }
}

fn sections() -> Vec<&'static str> {
    let mut found = Vec::new();
    for sample in SAMPLES {
        if !found.contains(&sample.section) {
            found.push(sample.section);
        }
    }
    found
}
