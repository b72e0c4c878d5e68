//! The answer first: how large the image is, what it is made of and what stays behind.

use stagescope::report::{ImageView, StageView};
use yew::{Html, html};

use super::size_label::{basis_label, size_text};
use super::stage_tag::stage_tag;
use crate::later::later;
use crate::messages::say;
use crate::store::ReportRef;

/// The line that reads as a sentence.
pub fn verdict(image: &ImageView, report: &ReportRef) -> Html {
    let (n, is_all) = layers(image);
    let number = html! { <b>{ n }</b> };
    let skipped = report.stages.iter().filter(|it| !it.reached).count();
    html! {
        <div class="verdict">
            <h3><span class="size">{ size_text(&image.size.text) }</span>{ " " }{ basis_label(&image.size) }</h3>
            <p>{ if is_all { say::layers_land(n, number) } else { say::layers_on_top(n, number) } }</p>
            if image.transferred.low > 0.0 {
                <p title={image.transferred.how.clone()}>{ say::is_transferred(html! { <b>{ size_text(&image.transferred.text) }</b> }) }</p>
            }
            if !image.left_behind_stages.is_empty() {
                <p>{ say::stay_behind(html! { <b>{ &image.left_behind.text }</b> }) }</p>
            }
            if skipped > 0 {
                <p>{ say::are_skipped(html! { <b>{ say::n_stages(skipped) }</b> }) }</p>
            }
            if !image.unknown.is_empty() && later().is_some() {
                <p class="mute" lang="en">{ &image.unknown }</p>
            }
        </div>
    }
}

/// How many layers land; the own ones alone, with `false`, when those of the base image are not counted.
fn layers(image: &ImageView) -> (usize, bool) {
    let own = image.layers.iter().filter(|it| !it.inherited).count();
    layer_count(image).map_or((own, false), |all| (all, true))
}

/// The number of layers that land; `None` when that of the base image is unknown.
fn layer_count(image: &ImageView) -> Option<usize> {
    let Some(last) = image.layers.last() else { return Some(0) };
    last.number.rsplit('–').next()?.parse().ok()
}

/// What the stages that are no part of the image weigh.
pub fn left_behind(image: &ImageView, report: &ReportRef) -> Html {
    let stages: Vec<&StageView> =
        image.left_behind_stages.iter().filter_map(|index| report.stages.get(*index)).collect();
    if stages.is_empty() {
        return Html::default();
    }
    html! {
        <section class="left">
            <h4>{ say::left_behind() }</h4>
            <p class="from">{ for stages.into_iter().map(stage_tag) }</p>
            <p><b>{ &image.left_behind.text }</b>{ " " }{ basis_label(&image.left_behind) }</p>
            <p class="mute">{ say::left_behind_hint(html! { <span lang="en">{ &image.left_behind.how }</span> }) }</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::report;

    #[test]
    fn layers_are_counted_from_the_last_number() {
        let mut image = report().image.unwrap();
        assert_eq!(layers(&image), (3, true));
        image.layers.truncate(1);
        for (number, expected) in [("1–4", (4, true)), ("1", (1, true)), ("1–?", (0, false))] {
            number.clone_into(&mut image.layers[0].number);
            assert_eq!(layers(&image), expected, "{number}");
        }
        image.layers.clear();
        assert_eq!(layers(&image), (0, true));
    }
}
