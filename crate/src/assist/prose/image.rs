//! What is said of the image in the end.

use crate::report::{Basis, ImageView};

use super::Teller;
use super::sentences::list;

impl Teller<'_> {
    /// The image that is built, and what a container of it does.
    pub(super) fn image(&mut self) {
        let report = self.report;
        let Some(image) = &report.image else { return };
        if report.stop.is_some() || report.fragment.is_some() {
            return;
        }
        let own = image.layers.iter().filter(|layer| !layer.inherited).count().to_string();
        let size = if image.size.basis == Basis::Unknown { "" } else { image.size.text.as_str() };
        self.say_of_all(if own == "1" { "image.one-layer" } else { "image" }, &[size, &own]);
        let left = image.left_behind_stages.iter().filter_map(|index| report.stages.get(*index));
        let left = list(left.map(|stage| &stage.name));
        let weight =
            if image.left_behind.basis == Basis::Unknown { "" } else { image.left_behind.text.as_str() };
        match left.lines().count() {
            0 => {}
            1 => self.say_of_all("image.left-one", &[&left, weight]),
            _ => self.say_of_all("image.left", &[&left, weight]),
        }
        self.container(image);
    }

    fn container(&mut self, image: &ImageView) {
        let outcome = self.report.target.and_then(|stage| self.outcome(stage));
        let Some(config) = outcome.map(|outcome| outcome.image.config.clone()) else { return };
        let is_known = image.config.iter().any(|row| matches!(row.key.as_str(), "Cmd" | "Entrypoint"));
        let words = config.entrypoint.iter().chain(&config.cmd).flatten();
        let words = words.map(String::as_str).collect::<Vec<_>>().join(" ");
        let user =
            if matches!(config.user.as_str(), "" | "0" | "root") { "root" } else { config.user.as_str() };
        let dir = if config.working_dir.is_empty() { "/" } else { config.working_dir.as_str() };
        if is_known && !words.is_empty() {
            self.say_of_all("container", &[&words, user, dir]);
        } else {
            self.say_of_all("container.none", &[]);
        }
    }
}
