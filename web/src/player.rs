//! The build as something to watch: when each step would start and end, and what is running at a moment.
//!
//! The durations are made up, so that steps take some time and others more; what waits for what is not. Pure.

use stagescope::report::StepView;

use crate::messages::say;

/// Where the player stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Player {
    /// Whether the build is one in which nothing has changed since the last.
    pub again: bool,
    /// The moment that is shown; `None` shows the whole log.
    pub at: Option<u32>,
    /// Whether it goes on by itself.
    pub playing: bool,
}

/// What is done with the player.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Play, or pause.
    Play,
    /// The next moment at which a step starts or ends.
    Step,
    /// The one before.
    Back,
    /// The whole log again.
    Reset,
    /// A first build, or one in which nothing has changed.
    Again(bool),
    /// Time went by since this moment.
    Tick(u32),
}

/// What a step does at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It waits for others.
    Waiting,
    /// It runs.
    Running,
    /// It is done.
    Done,
}

/// First and last moment of each step, in their order.
pub fn schedule(steps: &[StepView], again: bool) -> Vec<(u32, u32)> {
    let mut spans: Vec<(u32, u32)> = Vec::with_capacity(steps.len());
    let mut loaded = 0;
    for step in steps {
        let is_load = step.name.starts_with("[internal] load ") && !step.name.ends_with("context");
        let end_of = |number: &usize| spans.get(number.wrapping_sub(1)).map_or(0, |span| span.1);
        let inputs = step.inputs.iter().map(end_of).max().unwrap_or(0);
        // Everything waits until the Dockerfile, the images' metadata and the ignore file are there.
        let start = if is_load { loaded } else { inputs.max(loaded) };
        let end = start + if again { 1 } else { weight(&step.name) };
        // The metadata of several images is looked up side by side.
        let more_metadata = steps.get(spans.len() + 1).is_some_and(|next| is_metadata(&next.name));
        spans.push((start, end));
        if is_load && !(is_metadata(&step.name) && more_metadata) {
            loaded = end;
        }
    }
    spans
}

fn is_metadata(name: &str) -> bool {
    name.starts_with("[internal] load metadata")
}

fn weight(name: &str) -> u32 {
    let text = name.split_once("] ").map_or(name, |(_, text)| text);
    match text.split([' ', '\t']).next().unwrap_or_default() {
        "FROM" => 3,
        "RUN" => 5,
        "exporting" => 2,
        _ => 1,
    }
}

/// The moments at which something starts or ends, in order.
pub fn moments(spans: &[(u32, u32)]) -> Vec<u32> {
    let mut moments: Vec<u32> = spans.iter().flat_map(|span| [span.0, span.1]).collect();
    moments.sort_unstable();
    moments.dedup();
    moments
}

/// What a step does.
pub fn phase(span: (u32, u32), at: Option<u32>) -> Phase {
    match at {
        Some(at) if at < span.0 => Phase::Waiting,
        Some(at) if at < span.1 => Phase::Running,
        None | Some(_) => Phase::Done,
    }
}

/// Lanes of steps that do not overlap, each with the stage that it belongs to and its steps, by place.
pub fn lanes(steps: &[StepView], spans: &[(u32, u32)]) -> Vec<(Option<usize>, Vec<usize>)> {
    let mut lanes: Vec<(Option<usize>, u32, Vec<usize>)> = Vec::new();
    for (place, (step, span)) in steps.iter().zip(spans).enumerate() {
        match lanes.iter_mut().find(|lane| lane.0 == step.stage && lane.1 <= span.0) {
            Some(lane) => {
                lane.1 = span.1;
                lane.2.push(place);
            }
            None => lanes.push((step.stage, span.1, vec![place])),
        }
    }
    // A stable order: what belongs to no stage first, then the stages as the file has them.
    lanes.sort_by_key(|lane| lane.0);
    lanes.into_iter().map(|(stage, _, steps)| (stage, steps)).collect()
}

impl Player {
    /// The player after a button.
    #[must_use]
    pub fn pressed(self, button: Button, steps: &[StepView]) -> Self {
        let moments = moments(&schedule(steps, self.again));
        let last = moments.last().copied().unwrap_or_default();
        let after = |at: u32| moments.iter().copied().find(|it| *it > at);
        let before = |at: u32| moments.iter().rev().copied().find(|it| *it < at);
        match button {
            Button::Play if self.playing => Self { playing: false, ..self },
            Button::Play => {
                Self { at: Some(self.at.filter(|at| *at < last).unwrap_or(0)), playing: true, ..self }
            }
            Button::Step => {
                let at = self.at.map_or(0, |at| after(at).unwrap_or(at));
                Self { at: Some(at), playing: false, ..self }
            }
            Button::Back => {
                let at = self.at.map_or_else(|| before(last), |at| Some(before(at).unwrap_or(0)));
                Self { at, playing: false, ..self }
            }
            Button::Reset => Self { at: None, playing: false, ..self },
            Button::Again(again) => Self { again, at: None, playing: false },
            Button::Tick(at) if self.playing && self.at == Some(at) => match after(at) {
                Some(next) => Self { at: Some(next), playing: next < last, ..self },
                None => Self { playing: false, ..self },
            },
            Button::Tick(_) => self,
        }
    }

    /// What happens at the moment that is shown, for a screen reader.
    pub fn words(self, steps: &[StepView]) -> String {
        let spans = schedule(steps, self.again);
        let Some(at) = self.at else { return say::whole_log().to_string() };
        let running: Vec<String> = steps
            .iter()
            .zip(&spans)
            .filter(|(_, span)| phase(**span, self.at) == Phase::Running)
            .map(|(step, _)| format!("#{} {}", step.number, step.name))
            .collect();
        match running.len() {
            0 if spans.iter().all(|span| span.1 <= at) => say::build_is_done().to_string(),
            0 => say::nothing_runs().to_string(),
            1 => say::running_now(running.join("")),
            _ => say::side_by_side(running.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::report;

    #[test]
    fn a_step_waits_for_what_it_needs() {
        let steps = report().build.steps;
        for again in [false, true] {
            let spans = schedule(&steps, again);
            for (step, span) in steps.iter().zip(&spans) {
                assert!(span.0 < span.1);
                for input in &step.inputs {
                    assert!(spans[*input - 1].1 <= span.0, "#{}", step.number);
                }
            }
        }
    }

    #[test]
    fn stages_run_side_by_side_in_lanes_of_their_own() {
        let steps = report().build.steps;
        let spans = schedule(&steps, false);
        // Both images are fetched at once.
        assert_eq!(spans[1].0, spans[2].0);
        let lanes = lanes(&steps, &spans);
        assert_eq!(lanes.iter().map(|lane| lane.0).collect::<Vec<_>>(), [None, Some(0), Some(1)]);
        assert_eq!(lanes[2].1, [2, 4, 5]);
    }

    #[test]
    fn it_steps_forward_and_back() {
        let steps = report().build.steps;
        let press = |player: Player, button| player.pressed(button, &steps);
        let start = press(Player::default(), Button::Step);
        assert_eq!(start.at, Some(0));
        let second = press(start, Button::Step);
        assert_eq!(second.at, Some(1));
        assert_eq!(press(second, Button::Back), start);
        assert_eq!(press(start, Button::Back), start);
        assert_eq!(press(second, Button::Reset).at, None);
    }

    #[test]
    fn it_plays_to_the_end_and_stops() {
        let steps = report().build.steps;
        let mut player = Player::default().pressed(Button::Play, &steps);
        let mut ticks = 0;
        while let Some(at) = player.at.filter(|_| player.playing) {
            // A tick of an earlier moment changes nothing.
            assert_eq!(player.pressed(Button::Tick(at + 1), &steps), player);
            player = player.pressed(Button::Tick(at), &steps);
            ticks += 1;
            assert!(ticks < 100);
        }
        assert_eq!(player.words(&steps), "The build is done");
        assert_eq!(player.pressed(Button::Play, &steps).at, Some(0));
    }

    #[test]
    fn what_runs_side_by_side_is_told() {
        let steps = report().build.steps;
        let player = Player { at: Some(1), ..Player::default() };
        assert!(player.words(&steps).starts_with("Side by side: #2 "), "{}", player.words(&steps));
    }
}
