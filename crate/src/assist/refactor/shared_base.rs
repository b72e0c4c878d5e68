//! Puts into one stage what several stages begin with.

use crate::stage::Stage;
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;

use super::name_stage::value;
use super::scene::Scene;
use super::{Draft, Keeps};

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let (own_it, own) = scene.base_of(scene.stage)?;
    let platform = own.platform.as_ref().map(|word| word.text.as_str());
    let begins_alike = |stage: &&Stage| {
        scene.base_of(stage).is_some_and(|(_, from)| {
            from.image.text == own.image.text
                && from.platform.as_ref().map(|word| word.text.as_str()) == platform
        })
    };
    // From a stage they start already, so it could hold it.
    let is_stage =
        scene.build.stages.list.iter().any(|stage| stage.name == own.image.text && !stage.name.is_empty());
    let alike: Vec<&Stage> = scene.build.stages.list.iter().filter(begins_alike).collect();
    let (first, others) = alike.split_first().filter(|(_, others)| !others.is_empty() && !is_stage)?;
    let heads: Vec<Vec<&Instruction>> =
        alike.iter().map(|stage| scene.instructions(stage).collect()).collect();
    let head = heads.first()?;
    let is_shared = |at: usize, it: &Instruction| {
        // What takes from another stage might take from one that stands below.
        let takes = matches!(&it.kind, Kind::Copy(copy) if copy.from.is_some());
        !takes
            && heads.iter().all(|head| head.get(at).is_some_and(|other| scene.text(other) == scene.text(it)))
    };
    let count = head.iter().enumerate().take_while(|(at, it)| is_shared(*at, it)).count();
    let shared = head.get(..count)?;
    if !shared.iter().any(|it| it.is_step()) || others.is_empty() {
        return None;
    }
    let name = scene.free_name("base");
    let keyword = if crate::text::case::is_lower(&own_it.keyword.text) { "as" } else { "AS" };
    let flag = platform.map(|text| format!(" --platform={text}")).unwrap_or_default();
    let mut text = format!("{}{flag} {} {keyword} {name}\n", own_it.keyword.text, own.image.text);
    for it in shared {
        text.push_str(scene.text(it));
        text.push('\n');
    }
    text.push('\n');
    let (first_it, _) = scene.base_of(first)?;
    let mut edits = vec![TextEdit { span: scene.lines(first_it).at_start(), new_text: text }];
    for (stage, head) in alike.iter().zip(&heads) {
        let (_, from) = scene.base_of(stage)?;
        // Of the base the platform is known.
        if let Some(platform) = &from.platform {
            edits.push(TextEdit { span: platform.span.to(from.image.span), new_text: name.clone() });
        } else {
            edits.push(TextEdit { span: from.image.span, new_text: name.clone() });
        }
        let gone = head.iter().take(count).map(|it| scene.lines(it));
        edits.extend(gone.map(|span| TextEdit { span, new_text: String::new() }));
    }
    // The new stage counts as well.
    for it in &scene.build.file.instructions {
        if let Kind::Copy(copy) = &it.kind
            && let Some(word) = &copy.from
            && let Some(number) = word.text.parse::<usize>().ok().filter(|number| *number >= first.index)
        {
            let span = value(scene, word)?;
            edits.push(TextEdit { span, new_text: (number + 1).to_string() });
        }
    }
    let title = format!("Put what {} stages begin with into one", alike.len());
    Some(Draft { title, review: String::new(), edits, keeps: Keeps::Config })
}

#[cfg(test)]
mod tests {
    use crate::assist::refactor::testing::{check, none};

    #[test]
    fn what_is_equal() {
        check(
            "FROM alpine:3.22 AS a|\nWORKDIR /w\nRUN apk add curl\nRUN one\n\nFROM alpine:3.22 AS b\nWORKDIR /w\nRUN apk add curl\nCOPY --from=0 /x /y\n",
            "Put what 2 stages begin with into one",
            "FROM alpine:3.22 AS base\nWORKDIR /w\nRUN apk add curl\n\nFROM base AS a\nRUN one\n\nFROM base AS b\nCOPY --from=1 /x /y\n",
        );
    }

    #[test]
    fn what_is_not_worth_it() {
        none("FROM alpine:3.22 AS a|\nENV A=1\nFROM alpine:3.22\nENV A=1\n", "Put what");
        none("FROM alpine:3.22 AS a|\nRUN x\nFROM alpine:3.23\nRUN x\n", "Put what");
        none("FROM alpine:3.22 AS a|\nRUN x\nFROM a\nRUN x\n", "Put what");
    }
}
