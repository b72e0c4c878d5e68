//! Gives a stage that has no name one, and uses it where the stage is named by its number.

use crate::syntax::{Kind, Word};
use crate::text::{Span, TextEdit};

use super::scene::Scene;
use super::{Draft, Keeps};

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let stage = scene.stage;
    // Elsewhere in the stage the question does not arise.
    let (it, from) =
        scene.base_of(stage).filter(|(it, _)| scene.at.is_some_and(|at| at.index == it.index))?;
    if from.name.is_some() {
        return None;
    }
    let is_last = stage.index + 1 == scene.build.stages.list.len();
    let name = scene.free_name(if is_last { "runtime" } else { "build" });
    let keyword = if crate::text::case::is_lower(&it.keyword.text) { "as" } else { "AS" };
    let mut edits = vec![TextEdit { span: from.image.span.at_end(), new_text: format!(" {keyword} {name}") }];
    let number = stage.index.to_string();
    for it in &scene.build.file.instructions {
        if let Kind::Copy(copy) = &it.kind
            && let Some(flag) = copy.from.as_ref().filter(|word| word.text == number)
        {
            edits.extend(value(scene, flag).map(|span| TextEdit { span, new_text: name.clone() }));
        }
    }
    let title = format!("Name the stage {name}");
    Some(Draft { title, review: String::new(), edits, keeps: Keeps::Config })
}

/// Where the value of a flag stands that ends with it.
pub(super) fn value(scene: &Scene<'_>, flag: &Word) -> Option<Span> {
    let text = flag.span.of(scene.source());
    let length = crate::text::offset(flag.text.len());
    text.ends_with(&format!("={}", flag.text))
        .then(|| Span { start: flag.span.end - length, end: flag.span.end })
}

#[cfg(test)]
mod tests {
    use crate::assist::refactor::testing::{check, none};

    #[test]
    fn names() {
        check(
            "FROM alpine:3.22|\nRUN true\nFROM alpine:3.22\nCOPY --from=0 /etc/os-release /x\n",
            "Name the stage build",
            "FROM alpine:3.22 AS build\nRUN true\nFROM alpine:3.22\nCOPY --from=build /etc/os-release /x\n",
        );
        check("FROM alpine:3.22|\n", "Name the stage runtime", "FROM alpine:3.22 AS runtime\n");
        check(
            "from alpine:3.22 as build\nrun true\nfrom alpine:3.22|\nfrom build\n",
            "Name the stage build-2",
            "from alpine:3.22 as build\nrun true\nfrom alpine:3.22 as build-2\nfrom build\n",
        );
        none("FROM alpine:3.22 AS a|\n", "Name the stage");
        none("FROM alpine:3.22\nRUN true|\n", "Name the stage");
    }
}
