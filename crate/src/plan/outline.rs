//! What a target can be told: its build arguments, secrets and agents, as `docker build --call=outline` lists them.

use crate::eval::{StateId, description};
use crate::stage::from_of;
use crate::text::{Lines, order};

use super::{Build, Request};

/// The outline of a target.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// Name of the stage; empty when it has none.
    pub name: String,
    /// Text of the comment that describes it.
    pub description: String,
    /// Build arguments in order of their lines.
    pub args: Vec<OutlineArg>,
    /// Secrets and agents in order of their lines.
    pub requests: Vec<Request>,
}

/// A build argument of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineArg {
    /// Its name.
    pub name: String,
    /// Its value; empty when it has none.
    pub value: String,
    /// Text of the comment that describes it.
    pub description: String,
    /// Its lines.
    pub lines: Lines,
}

impl Build<'_> {
    /// The outline of the target.
    pub fn outline(&self) -> Outline {
        let evaluation = &self.plan.evaluation;
        let Some(target) = evaluation.target else { return Outline::default() };
        let stage = evaluation.state(target).and_then(|state| self.stages.list.get(state.stage?));
        let from = stage.and_then(|stage| Some((stage, from_of(self.file, stage)?.0)));
        let mut outline = Outline {
            name: stage.map(|stage| stage.name.clone()).unwrap_or_default(),
            description: from.map(|(stage, it)| description(it, &stage.name)).unwrap_or_default(),
            ..Outline::default()
        };
        let mut collector = Collector { build: self, seen: Vec::new(), names: Vec::new() };
        collector.visit(target, &mut outline);
        order::sort_by(&mut outline.args, |a, b| (a.lines.start, &a.name).cmp(&(b.lines.start, &b.name)));
        order::sort_by(&mut outline.requests, |a, b| (a.lines.start, &a.id).cmp(&(b.lines.start, &b.id)));
        outline
    }
}

struct Collector<'a> {
    build: &'a Build<'a>,
    seen: Vec<StateId>,
    /// Arguments that are listed already.
    names: Vec<String>,
}

impl Collector<'_> {
    fn visit(&mut self, id: StateId, outline: &mut Outline) {
        let evaluation = &self.build.plan.evaluation;
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if self.seen.contains(&id) {
                continue;
            }
            self.seen.push(id);
            let Some(state) = evaluation.state(id) else { continue };
            self.args(id, outline);
            for request in self.build.plan.outcome(id).iter().flat_map(|outcome| &outcome.requests) {
                let is_known = |known: &Request| known.ssh == request.ssh && known.id == request.id;
                if !outline.requests.iter().any(is_known) {
                    outline.requests.push(request.clone());
                }
            }
            open.extend(state.deps.iter().rev().map(|dep| dep.state));
            open.extend(state.base());
        }
    }

    fn args(&mut self, id: StateId, outline: &mut Outline) {
        let evaluation = &self.build.plan.evaluation;
        let Some(state) = evaluation.state(id) else { return };
        let mut wanted: Vec<String> = state.uses.clone();
        let stage_args =
            self.build.plan.outcome(id).map(|outcome| outcome.args.as_slice()).unwrap_or_default();
        wanted.extend(stage_args.iter().map(|arg| String::from(&arg.name)));
        let mut next = 0;
        while let Some(name) = wanted.get(next).cloned() {
            next += 1;
            // A stage's own declaration hides the global one, unless it only passes it on.
            let own = stage_args.iter().rev().find(|arg| arg.name == name && !arg.inherited);
            let global = evaluation.globals.args.iter().find(|arg| arg.name == name);
            let found = match (own, global) {
                (Some(own), _) => OutlineArg {
                    name: String::from(&own.name),
                    value: own.value.as_ref().map(String::from).unwrap_or_default(),
                    description: own.description.clone(),
                    lines: own.lines,
                },
                (None, Some(global)) => {
                    for used in &global.uses {
                        if !wanted.contains(used) {
                            wanted.push(used.clone());
                        }
                    }
                    OutlineArg {
                        name: global.name.clone(),
                        value: global.value.clone(),
                        description: global.description.clone(),
                        lines: global.lines,
                    }
                }
                (None, None) => continue,
            };
            if !self.names.contains(&name) {
                self.names.push(name);
                outline.args.push(found);
            }
        }
    }
}
