//! The answer first: how large the image is, what it is made of and what stays behind.

use stagescope::report::{ImageView, StageView};
use yew::{Html, html};

use super::size_label::basis_label;
use super::stage_tag::stage_tag;
use crate::store::{ReportRef, count};

/// The line that reads as a sentence.
pub fn verdict(image: &ImageView, report: &ReportRef) -> Html {
    let (number, words) = layers(image);
    let skipped = report.stages.iter().filter(|it| !it.reached).count();
    html! {
        <div class="verdict">
            <h3><span class="size">{ &image.size.text }</span>{ " " }{ basis_label(&image.size) }</h3>
            <p><b>{ number }</b>{ words }</p>
            if image.transferred.low > 0.0 {
                <p title={image.transferred.how.clone()}><b>{ &image.transferred.text }</b>{ " transferred" }</p>
            }
            if !image.left_behind_stages.is_empty() {
                <p><b>{ &image.left_behind.text }</b>{ " stay behind" }</p>
            }
            if skipped > 0 {
                <p><b>{ count(skipped, "stage", "stages") }</b>{ " skipped" }</p>
            }
            if !image.unknown.is_empty() {
                <p class="mute">{ &image.unknown }</p>
            }
        </div>
    }
}

/// `8` and ` layers land`; the own layers alone when those of the base image are not counted.
fn layers(image: &ImageView) -> (usize, &'static str) {
    let own = image.layers.iter().filter(|it| !it.inherited).count();
    match layer_count(image) {
        Some(1) => (1, " layer lands"),
        Some(all) => (all, " layers land"),
        None if own == 1 => (own, " layer on top of the base image"),
        None => (own, " layers on top of the base image"),
    }
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
            <h4>{ "Left behind" }</h4>
            <p class="from">{ for stages.into_iter().map(stage_tag) }</p>
            <p><b>{ &image.left_behind.text }</b>{ " " }{ basis_label(&image.left_behind) }</p>
            <p class="mute">{ "Built to make this image, and never downloaded by those who run it. Counted: " }{ &image.left_behind.how }{ "." }</p>
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
        assert_eq!(layers(&image), (3, " layers land"));
        image.layers.truncate(1);
        for (number, expected) in [
            ("1–4", (4, " layers land")),
            ("1", (1, " layer lands")),
            ("1–?", (0, " layers on top of the base image")),
        ] {
            number.clone_into(&mut image.layers[0].number);
            assert_eq!(layers(&image), expected, "{number}");
        }
        image.layers.clear();
        assert_eq!(layers(&image), (0, " layers land"));
    }
}
