//! What the page answers only after its first screen. The code of it is a part of the WebAssembly that is a file of its own.
//!
//! The build cuts the program where [`crate::parts`] leads to [`LATER`]: what nothing else reaches is in that file. So whoever
//! wants one of these functions takes it from [`later`], and names it nowhere else. On the host all of them are there.

use std::cell::Cell;
use std::rc::Rc;

use stagescope::assist::{Paragraph, Sentences, prose};
use stagescope::report::{Edit, INSIGHT, Insight};
use stagescope::{Catalog, Input, Report};

use crate::assist::{self, Answer, Inquiry};
use crate::course::{Course, Study};
use crate::drafting::{Desk, Drafting};
use crate::exports::ExportKind;
use crate::question::Asked;
use crate::remedy;
use crate::session::View;

/// The later part, as functions of modules that say more of each.
#[derive(Debug, Clone, Copy)]
pub struct Later {
    /// What an analysis works out beyond the plan: sizes, files, secrets, suggestions.
    pub insight: &'static Insight,
    /// Answers what the open panel asks.
    pub answer: fn(&mut Asked, View, &Rc<Input>, &Report, &Catalog<'_>),
    /// Does something with the course.
    pub study: fn(&mut Course, Study, &Rc<Input>) -> Option<Input>,
    /// Judges a lesson.
    pub judge: fn(&mut Course, &Input, &Report, &Catalog<'_>) -> Option<String>,
    /// Does something with a lesson in the making.
    pub draft: fn(&mut Desk, Drafting, &Input, &Catalog<'_>),
    /// Says what is built in plain sentences, of which this is the table.
    pub words: fn(&str, &Input, &Report, &Catalog<'_>) -> Vec<Paragraph>,
    /// Writes what is open in another form.
    pub export: fn(ExportKind, &Input, &Report, &Catalog<'_>) -> Option<String>,
    /// Gives all safe fixes.
    pub fixes: fn(&Input, &Catalog<'_>) -> (String, Vec<Edit>),
    /// Answers what the editor asks.
    pub assist: fn(Inquiry, &Input, &Catalog<'_>) -> Answer,
}

/// All of it.
pub static LATER: Later = Later {
    insight: &INSIGHT,
    answer: Asked::answer,
    study: Course::study,
    judge: Course::judge,
    draft: Desk::drafting,
    words: |table, input, report, catalog| prose(input, report, catalog, &Sentences::read(table)),
    export: ExportKind::text,
    fixes: remedy::all,
    assist: assist::answer,
};

thread_local! {
    static ARRIVED: Cell<Option<&'static Later>> =
        const { Cell::new(there_at_first(&LATER)) };
}

/// All of a part on the host, and nothing in WebAssembly, where it has to arrive.
pub(crate) const fn there_at_first<T>(part: &'static T) -> Option<&'static T> {
    if cfg!(target_family = "wasm") { None } else { Some(part) }
}

/// The later part; `None` while it is not there yet.
pub fn later() -> Option<&'static Later> {
    ARRIVED.get()
}

/// The later part is there.
pub fn arrive(later: &'static Later) {
    ARRIVED.set(Some(later));
}
