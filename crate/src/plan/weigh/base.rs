//! What base images weigh: as it was set by hand, or as the catalogue has it.

use std::rc::Rc;

use crate::catalog::{BaseImage, Figure};
use crate::eval::{Origin, Platform, State};
use crate::plan::Size;
use crate::syntax::Dockerfile;

/// The size on disk of the image that a state stands on.
pub fn base_size(file: &Dockerfile, state: &State<'_>) -> Size {
    let from = state.from.and_then(|at| file.instructions.get(at));
    if let Some((it, bytes)) = from.and_then(|it| Some((it, it.by_hand()?.size?))) {
        return Size::by_hand(bytes, it.lines.start);
    }
    match &state.origin {
        Origin::Scratch => Size::measured(0, "scratch is empty"),
        Origin::Image(Some(image)) if image.layers == Some(0) => Size::measured(0, "the image has no layers"),
        Origin::Image(Some(image)) => image.size.as_ref().map_or_else(
            || Size::unknown(format!("no figure for the size of {} on disk", state.written_base)),
            |figure| from_figure(figure, &state.written_base, is_of_figures(state, image)),
        ),
        Origin::Image(None) if state.awaited => {
            Size::unknown(format!("the figures for {} are not loaded yet", state.written_base))
        }
        Origin::Image(None) => Size::unknown(format!("{} is not in the catalogue", state.written_base)),
        Origin::State(_) | Origin::Unresolved => Size::unknown("not looked up"),
    }
}

/// What a registry transfers of the image that a state stands on.
pub fn base_transferred(file: &Dockerfile, state: &State<'_>) -> Size {
    match &state.origin {
        Origin::Image(Some(image)) if image.layers != Some(0) => match &image.transferred {
            Some(_) if !is_of_figures(state, image) => {
                Size::unknown("the catalogue has what a registry transfers for linux/amd64 only")
            }
            Some(figure) => from_figure(figure, &state.written_base, true),
            None => {
                Size::unknown(format!("no figure for what a registry transfers of {}", state.written_base))
            }
        },
        _ => match base_size(file, state) {
            size if size.high == Some(0) => size,
            _ => Size::unknown(format!("no figure for what a registry transfers of {}", state.written_base)),
        },
    }
}

/// Whether the figures of an image are of the platform that it is wanted for. They are of linux/amd64, except those of an
/// image that exists for one other platform only.
fn is_of_figures(state: &State<'_>, image: &BaseImage) -> bool {
    let is_amd64 = |platform: &Rc<Platform>| platform.os == "linux" && platform.arch == "amd64";
    !image.only_platform.is_empty() || state.platform.as_ref().is_none_or(is_amd64)
}

fn from_figure(figure: &Figure, name: &str, is_of_platform: bool) -> Size {
    let how = format!("{name} as of {}: {}", figure.date, figure.source);
    let how = if figure.date.is_empty() { format!("{name}: {}", figure.source) } else { how };
    if figure.measured && is_of_platform {
        return Size::measured(figure.bytes, how);
    }
    let how = if is_of_platform { how } else { format!("{how}; the figure is that of linux/amd64") };
    let (low, high) =
        (figure.bytes.saturating_sub(figure.precision), figure.bytes.saturating_add(figure.precision));
    Size::estimated(low, high, how)
}
