//! Parts a single stage behind an instruction: what stands up to it installs, and what the image needs of that comes first
//! in the stage that runs. The rest goes on there as it did.

use crate::stage::Stage;
use crate::syntax::{Instruction, Kind};
use crate::text::{Span, TextEdit};

use super::scene::Scene;
use super::split::{Heads, heads};
use super::{Draft, Keeps};

/// How a stage is cut.
pub(super) struct Cut<'c> {
    /// What the change does.
    pub(super) title: &'static str,
    /// The image of the last stage.
    pub(super) image: String,
    /// Lines that come first in the first stage.
    pub(super) begin: Vec<String>,
    /// Lines that come first in the last stage.
    pub(super) first: Vec<String>,
    /// Which of the instructions that install the last stage has as well.
    pub(super) carries: &'c dyn Fn(&Instruction) -> bool,
    /// Lines behind those.
    pub(super) then: Vec<String>,
    /// What to look at.
    pub(super) review: String,
    /// What stays the same.
    pub(super) keeps: Keeps,
}

/// Whether an instruction changes how the following ones run.
pub(super) fn is_setting(it: &Instruction) -> bool {
    matches!(it.kind, Kind::Workdir(_) | Kind::Env(_) | Kind::Arg(_) | Kind::User(_) | Kind::Shell(_))
}

/// Whether an instruction says how the container runs: it belongs to the last stage alone.
fn is_of_the_container(it: &Instruction) -> bool {
    !is_setting(it) && !matches!(it.kind, Kind::Run(_) | Kind::Copy(_) | Kind::Add(_) | Kind::OnBuild(_))
}

/// The change that cuts the only stage behind its first `count` instructions.
pub(super) fn cut(scene: &Scene<'_>, stage: &Stage, count: usize, cut: Cut<'_>) -> Option<Draft> {
    let Cut { title, image, begin, first, carries, then, review, keeps } = cut;
    let all: Vec<&Instruction> = scene.instructions(stage).collect();
    let (head, tail) = all.split_at_checked(count)?;
    let (from_it, _) = scene.base_of(stage)?;
    let Heads { mut naming, from } = heads(scene, stage, &image)?;
    let mut edits = Vec::new();
    let begin: String = begin.iter().flat_map(|line| ["\n", line.as_str()]).collect();
    // Two edits at one place would have no order.
    if naming.span.end == from_it.span.end {
        naming.new_text.push_str(&begin);
    } else if !begin.is_empty() {
        edits.push(TextEdit { span: from_it.span.at_end(), new_text: begin });
    }
    edits.push(naming);
    let mut lines = vec![String::new(), from];
    lines.extend(first);
    for it in head {
        let is_of_the_container = is_of_the_container(it);
        if is_of_the_container {
            edits.push(TextEdit { span: scene.lines(it), new_text: String::new() });
        }
        if is_of_the_container || carries(it) {
            lines.push(scene.text(it).to_owned());
        }
    }
    lines.extend(then);
    let end = head.last()?.span.end as usize;
    let is_end = tail.is_empty() && scene.source().get(end..)?.is_empty();
    let new_text = format!("\n{}{}", lines.join("\n"), if is_end { "\n" } else { "" });
    edits.push(TextEdit { span: Span::new(end, end), new_text });
    Some(Draft { title: title.to_owned(), review, edits, keeps })
}
