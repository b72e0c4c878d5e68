//! What must hold of every file and of every report.

use stagescope::report::{NodeId, Report};
use stagescope::syntax::Dockerfile;

/// Panics where a file does not fit the text that it was read from.
///
/// # Panics
///
/// When a place lies outside the text or inside a character, instructions overlap or are numbered wrongly, or a line that
/// says something belongs to none of them.
#[track_caller]
pub fn file_fits(file: &Dockerfile, text: &str) {
    let part = |from: u32, to: u32| {
        let part = text.get(from as usize..to as usize);
        assert!(part.is_some(), "{from} to {to} is no part of {text:?}");
        part.unwrap_or_default()
    };
    let mut end = 0;
    let mut between = Vec::new();
    for (index, it) in file.instructions.iter().enumerate() {
        assert_eq!(it.index, index, "{text:?}");
        assert!(end <= it.span.start && it.span.contains(it.line_span), "{it:?} in {text:?}");
        assert!(1 <= it.lines.start && it.lines.start <= it.lines.end, "{it:?} in {text:?}");
        between.push(part(end, it.span.start));
        end = it.span.end;
        for word in it.flags.iter().chain(&it.args).chain([&it.keyword]) {
            part(word.span.start, word.span.end);
            assert!(it.span.contains(word.span), "{word:?} of {it:?} in {text:?}");
        }
    }
    between.push(text.get(end as usize..).unwrap_or_default());
    let says_something = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let lines = between.iter().flat_map(|rest| rest.split('\n')).map(|line| line.trim_matches(is_blank));
    assert_eq!(lines.into_iter().find(says_something), None, "a line of {text:?} is lost");
}

fn is_blank(ch: char) -> bool {
    ch.is_whitespace() || ch == '\u{feff}'
}

/// Panics where a report does not fit the text that it was made of.
///
/// # Panics
///
/// When a place lies outside the text, an index names nothing, or edits overlap.
#[track_caller]
pub fn report_fits(report: &Report, text: &str) {
    let length = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let lines = u32::try_from(text.split('\n').count()).unwrap_or(u32::MAX);
    let instructions = report.instructions.len();
    let stages = report.stages.len();
    let is_instruction = |index: Option<usize>| index.is_none_or(|index| index < instructions);
    let is_stage = |index: Option<usize>| index.is_none_or(|index| index < stages);
    let mut end = 0;
    for range in &report.instructions {
        assert!(end <= range.from && range.from <= range.to && range.to <= length, "{range:?} in {text:?}");
        assert!(
            1 <= range.line && range.line <= range.end_line && range.end_line <= lines,
            "{range:?} in {text:?}"
        );
        assert!(is_stage(range.stage), "{range:?} in {text:?}");
        end = range.to;
    }
    for it in &report.diagnostics {
        assert!(it.from <= it.to && it.to <= length, "{it:?} in {text:?}");
        assert!(1 <= it.line && it.line <= lines, "{it:?} in {text:?}");
        assert!(is_instruction(it.instruction) && is_stage(it.stage), "{it:?} in {text:?}");
        assert!(!it.message.is_empty(), "{it:?} in {text:?}");
        for fix in &it.fixes {
            let mut end = 0;
            for edit in &fix.edits {
                assert!(end <= edit.from && edit.from <= edit.to && edit.to <= length, "{fix:?} in {text:?}");
                end = edit.to;
            }
        }
    }
    assert!(is_stage(report.target), "{text:?}");
    for band in &report.bands {
        assert!(
            is_stage(Some(band.stage)) && band.line <= band.end_line && band.end_line <= lines,
            "{band:?}"
        );
    }
    for (index, step) in report.build.steps.iter().enumerate() {
        assert_eq!(step.number, index + 1, "steps are numbered in order in {text:?}");
        assert!(is_instruction(step.instruction) && is_stage(step.stage), "{step:?} in {text:?}");
        assert!(step.inputs.iter().all(|input| *input < step.number && *input > 0), "{step:?} in {text:?}");
    }
    if let Some(image) = &report.image {
        for layer in &image.layers {
            assert!(is_instruction(layer.instruction) && is_stage(layer.stage), "{layer:?} in {text:?}");
            assert!(is_stage(layer.from_stage), "{layer:?} in {text:?}");
            assert!(layer.made_by.iter().all(|index| *index < instructions), "{layer:?} in {text:?}");
        }
        assert!(image.config.iter().all(|row| is_instruction(row.instruction)), "{text:?}");
        assert!(image.history.iter().all(|row| is_instruction(row.instruction)), "{text:?}");
        assert!(image.left_behind_stages.iter().all(|index| *index < stages), "{text:?}");
    }
    let is_node = |id: &NodeId| report.graph.nodes.iter().any(|node| node.id == *id);
    for edge in &report.graph.edges {
        assert!(is_node(&edge.from) && is_node(&edge.to), "{edge:?} in {text:?}");
        assert!(edge.instructions.iter().all(|index| *index < instructions), "{edge:?} in {text:?}");
    }
    for node in &report.graph.nodes {
        let (right, bottom) = (node.x + node.width, node.y + node.height);
        assert!(node.x >= 0 && node.y >= 0, "{node:?} in {text:?}");
        assert!(right <= report.graph.width && bottom <= report.graph.height, "{node:?} in {text:?}");
    }
}
