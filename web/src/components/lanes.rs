//! The build as a player: its buttons, and a lane for what runs one after the other.

use yew::{AttrValue, Callback, Html, classes, html};

use super::stage_tag::{owner_class, stage_tag};
use crate::highlight::Highlight;
use crate::messages::say;
use crate::player::{self, Button, Phase, Player, phase};
use crate::question::Question;
use crate::store::{Action, ReportRef};

/// The buttons.
pub fn controls(player: Player, act: &Callback<Action>) -> Html {
    let press = |button: Button| act.reform(move |_| Action::Asked(Question::Play(button)));
    let again = |again: bool, words: AttrValue| {
        html! {
            <button type="button" aria-pressed={(player.again == again).to_string()} onclick={press(Button::Again(again))}>
                { words }
            </button>
        }
    };
    html! {
        <div class="player" role="group" aria-label={say::player()}>
            <button class="button play" type="button" onclick={press(Button::Play)}>
                { if player.playing { say::pause() } else { say::play() } }
            </button>
            <button class="button" type="button" onclick={press(Button::Back)}>{ say::step_back() }</button>
            <button class="button" type="button" onclick={press(Button::Step)}>{ say::step() }</button>
            <button class="button" type="button" disabled={player.at.is_none()} onclick={press(Button::Reset)}>{ say::reset() }</button>
            <span class="choice-of" role="group" aria-label={say::which_build()}>
                { again(false, say::first_build()) }
                { again(true, say::nothing_changed()) }
            </span>
        </div>
    }
}

/// The lanes. What stands in one column can run at the same time.
pub fn lanes(report: &ReportRef, spans: &[(u32, u32)], at: Option<u32>, lit: &Highlight) -> Html {
    let steps = &report.build.steps;
    let total = spans.iter().map(|span| span.1).max().unwrap_or(1).max(1);
    let lane = |(stage, places): (Option<usize>, Vec<usize>)| {
        let tag = stage.and_then(|index| report.stages.get(index)).map(stage_tag);
        let bars = places.into_iter().filter_map(|place| Some((steps.get(place)?, *spans.get(place)?)));
        html! {
            <div class={classes!("lane", owner_class(stage))}>
                <span class="lane-name">{ tag.unwrap_or_else(|| html! { <span class="mute">{ "BuildKit" }</span> }) }</span>
                <svg viewBox={format!("0 0 {} 10", total * 10)} preserveAspectRatio="none">
                    { for bars.map(|(step, span)| {
                        let shown = match phase(span, at) {
                            Phase::Waiting => "waiting",
                            Phase::Running => "running",
                            Phase::Done => "done",
                        };
                        let subject = step.instruction.map(|index| format!("instruction-{index}"));
                        html! {
                            <rect class={classes!("step-bar", shown, lit.lights(step.instruction).then_some("lit"))}
                                data-subject={subject} x={(span.0 * 10 + 1).to_string()} y="1"
                                width={((span.1 - span.0) * 10 - 2).to_string()} height="8" rx="1">
                                <title>{ format!("#{} {}", step.number, step.name) }</title>
                            </rect>
                        }
                    }) }
                    if let Some(at) = at {
                        <rect class="now" x={(at * 10).to_string()} y="0" width="1" height="10" />
                    }
                </svg>
            </div>
        }
    };
    html! {
        <div class="lanes">
            <div aria-hidden="true">{ for player::lanes(steps, spans).into_iter().map(lane) }</div>
            <p class="mute">{ say::lanes_hint() }</p>
        </div>
    }
}
