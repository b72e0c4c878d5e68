//! Why one thing needs another: the shortest way from the one to the other.

use super::{EdgeKind, NodeId, Report};

/// Indices of the edges of the graph that lead from `needer` to `needed`, in that order; `None` when it does not need it.
pub fn way(report: &Report, needer: NodeId, needed: NodeId) -> Option<Vec<usize>> {
    let edges: Vec<(NodeId, NodeId)> = report.graph.edges.iter().map(|edge| (edge.to, edge.from)).collect();
    shortest(&edges, needer, needed)
}

/// Why a thing needs another, as sentences in order: `production copies /opt/venv from builder (line 13)`. Things are stages
/// or images by their names, and steps by their numbers: `#7`. The error says what is wrong with the question.
pub fn why(report: &Report, needer: &str, needed: &str) -> Result<Vec<String>, String> {
    let step = |word: &str| word.strip_prefix('#').and_then(|number| number.parse::<usize>().ok());
    let none = || format!("{needer} does not need {needed}.");
    if let (Some(from), Some(to)) = (step(needer), step(needed)) {
        let steps = &report.build.steps;
        let edges: Vec<(usize, usize)> =
            steps.iter().flat_map(|it| it.inputs.iter().map(|input| (it.number, *input))).collect();
        let name = |number: usize| steps.iter().find(|it| it.number == number).map(|it| it.name.as_str());
        let unknown = |word: &str| format!("There is no step {word}.");
        name(from).ok_or_else(|| unknown(needer))?;
        name(to).ok_or_else(|| unknown(needed))?;
        let way = shortest(&edges, from, to).ok_or_else(none)?;
        let said = way.iter().filter_map(|edge| edges.get(*edge)).map(|(user, used)| {
            let [user_name, used_name] = [user, used].map(|number| name(*number).unwrap_or_default());
            format!("#{user} {user_name} needs #{used} {used_name}.")
        });
        return Ok(said.collect());
    }
    let node = |word: &str| {
        let stage = report.stages.iter().find(|stage| stage.name.eq_ignore_ascii_case(word));
        let image = || report.graph.nodes.iter().find(|node| node.title == word).map(|node| node.id);
        let found = stage.map(|stage| NodeId::Stage(stage.index)).or_else(image);
        found.ok_or_else(|| format!("There is no stage or image {word}."))
    };
    let way = way(report, node(needer)?, node(needed)?).ok_or_else(none)?;
    Ok(way.into_iter().filter_map(|edge| sentence(report, edge)).collect())
}

/// What an edge of the graph says: `production copies /opt/venv from builder (line 13).`
pub fn sentence(report: &Report, edge: usize) -> Option<String> {
    let edge = report.graph.edges.get(edge)?;
    let name = |id: NodeId| match id {
        NodeId::Stage(index) => report.stages.get(index).map(|stage| stage.name.as_str()),
        NodeId::Image(_) => report.graph.nodes.iter().find(|it| it.id == id).map(|it| it.title.as_str()),
    };
    let (user, used) = (name(edge.to)?, name(edge.from)?);
    let line = edge.instructions.first().and_then(|index| report.instructions.get(*index));
    let line = line.map(|range| format!(" (line {})", range.line)).unwrap_or_default();
    Some(match edge.kind {
        EdgeKind::From => format!("{user} starts from {used}{line}."),
        EdgeKind::Copy => format!("{user} copies {} from {used}{line}.", edge.label),
        EdgeKind::Mount => format!("{user} mounts {used} at {}{line}.", edge.label),
    })
}

/// The shortest way along edges, as their indices; of several the one whose edges come first.
fn shortest<T: Copy + PartialEq>(edges: &[(T, T)], from: T, to: T) -> Option<Vec<usize>> {
    // Each entry: a thing, and the edge and the entry that led to it.
    let mut seen: Vec<(T, Option<(usize, usize)>)> = vec![(from, None)];
    let mut at = 0;
    while let Some((here, _)) = seen.get(at).copied() {
        if here == to {
            let mut way = Vec::new();
            let mut next = seen.get(at).and_then(|(_, by)| *by);
            while let Some((edge, entry)) = next {
                way.push(edge);
                next = seen.get(entry).and_then(|(_, by)| *by);
            }
            way.reverse();
            return Some(way);
        }
        for (index, (_, next)) in edges.iter().enumerate().filter(|(_, (start, _))| *start == here) {
            if !seen.iter().any(|(known, _)| known == next) {
                seen.push((*next, Some((index, at))));
            }
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::why;
    use crate::catalog::Catalog;
    use crate::report::{Input, Report, analyze};

    const TEXT: &str = "FROM node:24 AS deps\nRUN npm ci\nFROM deps AS build\nRUN npm run build\n\
        FROM nginx:1.29 AS web\nCOPY --from=build /app/dist /srv\nRUN --mount=type=bind,from=deps,target=/d true\n\
        FROM deps AS test\n";

    fn report() -> Report {
        let mut input = Input { dockerfile: TEXT.to_owned(), ..Input::default() };
        input.options.target = Some("web".to_owned());
        analyze(&input, &Catalog::empty())
    }

    #[test]
    fn the_shortest_way_is_told() {
        let report = report();
        let told = |needer, needed| why(&report, needer, needed);
        assert_eq!(told("web", "deps").unwrap(), ["web mounts deps at /d (line 7)."]);
        assert_eq!(told("web", "build").unwrap(), ["web copies /app/dist from build (line 6)."]);
        assert_eq!(
            told("build", "node:24").unwrap(),
            ["build starts from deps (line 3).", "deps starts from node:24 (line 1)."]
        );
        assert_eq!(told("web", "web").unwrap(), Vec::<String>::new());
        assert_eq!(told("web", "test").unwrap_err(), "web does not need test.");
        assert_eq!(told("web", "tset").unwrap_err(), "There is no stage or image tset.");
    }

    #[test]
    fn steps_are_asked_for_by_number() {
        let report = report();
        let number = |words: &str| {
            let found = report.build.steps.iter().find(|step| step.name.ends_with(words));
            format!("#{}", found.unwrap().number)
        };
        let told = why(&report, &number("/srv"), &number("RUN npm ci")).unwrap();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(why(&report, "#1", "#2").unwrap_err().contains("does not need"));
        assert_eq!(why(&report, "#1", "#99").unwrap_err(), "There is no step #99.");
    }
}
