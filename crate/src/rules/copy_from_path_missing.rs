//! `CopyFromPathMissing`: a copy of what is not there.

use crate::diag::{Finding, Fix};
use crate::plan::VertexId;
use crate::plan::files::{Dir, Entry};
use crate::plan::vertex::{FileKind, Op};
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::syntax::Kind;
use crate::text::paths::{base, clean, join};

use super::builders::{Language, build_steps};

declare_rule! {
    /// `COPY --from` takes a path that the other stage does not have.
    ///
    /// ## Why it matters
    /// The build stops at this line, after everything before it has run. What each step of the other stage writes is known
    /// here, and none of them writes that path. Where a step may write anywhere, or the path may come with the base image,
    /// nothing is said.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN go build -o /out/app .
    /// FROM alpine:3.22
    /// COPY --from=build /output/app /app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN go build -o /out/app .
    /// FROM alpine:3.22
    /// COPY --from=build /out/app /app
    /// ```
    CopyFromPathMissing {
        category: "multi-stage",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let files = ctx.landing.files;
    for (id, vertex) in ctx.build.plan.graph.vertices.iter().enumerate() {
        let Some(step) = files.step(id).filter(|step| !step.missing.is_empty()) else { continue };
        let Some(it) = vertex.instruction.and_then(|index| ctx.file.instructions.get(index)) else {
            continue;
        };
        let Kind::Copy(copy) = &it.kind else { continue };
        let Some(source) = ctx.source_of(it).filter(|_| !copy.parents) else { continue };
        // What is not understood may be a step in the making.
        if ctx.instructions_to(source).any(|it| matches!(it.kind, Kind::Invalid)) {
            continue;
        }
        for path in step.missing.iter().filter(|path| !path.contains(['*', '?', '['])) {
            if may_write_beside(ctx, source, path) {
                continue;
            }
            let word = copy
                .sources
                .iter()
                .find(|word| word.text == *path || clean(&join("/", &word.text)) == clean(path));
            let span = word.map_or(it.line_span, |word| word.span);
            let name = ctx.name_of(source);
            let near = taken_from(ctx, id).and_then(|from| near(ctx, from, path));
            let why = match &near {
                Some(near) => format!("what {name} has of that name is {near}; the build stops here"),
                None => format!("no step of {name} writes it; the build stops here"),
            };
            let fix = near
                .filter(|near| !near.contains(' '))
                .zip(word)
                .map(|(near, word)| Fix::review(format!("Copy {near}"), word.span, near.clone()));
            let message = format!("{name} has no {path}");
            ctx.report(Finding::new(&META, it.index, span, message, why).fixed_by(fix));
        }
    }
}

/// Whether a build of a project may have written a path: a project may say that its output goes beside it.
fn may_write_beside<'a>(ctx: &RuleContext<'a>, source: &'a Stage, path: &str) -> bool {
    fn top(path: &str) -> Option<&str> {
        path.split('/').find(|name| !name.is_empty())
    }
    build_steps(ctx, source).iter().any(|step| {
        let is_told = matches!(step.language, Language::Go | Language::Rust);
        let dir = ctx.dir_of(step.it);
        !is_told && (top(dir).is_none() || top(dir) == top(path))
    })
}

/// The vertex that a copy takes from. One with `--link` stands below the vertex that merges it.
pub(super) fn taken_from(ctx: &RuleContext<'_>, id: VertexId) -> Option<VertexId> {
    let vertices = &ctx.build.plan.graph.vertices;
    let mut vertex = vertices.get(id)?;
    if matches!(vertex.op, Op::Merge) {
        vertex = vertices.get(*vertex.inputs.last()?)?;
    }
    let Op::File(actions) = &vertex.op else { return None };
    let action = actions.iter().find(|action| matches!(action.kind, FileKind::Copy(_)))?;
    vertex.inputs.get(usize::try_from(action.secondary_input).ok()?).copied()
}

/// The one path whose last name is that of another path.
fn near(ctx: &RuleContext<'_>, from: VertexId, path: &str) -> Option<String> {
    let mut found = Vec::new();
    let mut budget = 2_000;
    collect(ctx.landing.files.root(from)?, "", base(path), &mut budget, &mut found);
    match found.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn collect(dir: &Dir, above: &str, name: &str, budget: &mut usize, found: &mut Vec<String>) {
    for (known, entry) in dir.entries() {
        *budget = budget.saturating_sub(1);
        if *budget == 0 {
            return;
        }
        let is_there = !matches!(entry, Entry::Gone);
        if &**known == name && is_there {
            found.push(format!("{above}/{known}"));
        } else if let Entry::Dir(inner) = entry {
            collect(inner, &format!("{above}/{known}"), name, budget, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn what_no_step_writes() {
        check(
            &RULE,
            "
FROM scratch AS b
ENV A=1
FROM alpine:3.22
COPY --from=b /a /b /c/
              ^^ b has no /a
                 ^^ b has no /b
",
        );
        check_why(
            &RULE,
            "FROM scratch AS b\nENV A=1\nFROM alpine:3.22\nCOPY --from=b /a /c\n",
            "no step of b writes it; the build stops here",
        );
        let source = "FROM golang:1.26 AS b\nRUN mkdir /out && touch /out/x\nFROM alpine:3.22\nCOPY --link --from=b /x /\n";
        check_fix(&RULE, source, &source.replace(" /x /", " /out/x /"));
    }

    #[test]
    fn what_may_be_there() {
        let to = "FROM alpine:3.22\nCOPY --from=b /app/x /\n";
        for stage in [
            "FROM golang:1.26 AS b\nRUN ./build.sh\n",
            "FROM golang:1.26 AS b\nCOPY . /app\n",
            "FROM golang:1.26 AS b\nRUN make -C /app\n",
            "FROM node:24-slim AS b\nCOPY ui /app/ui\nWORKDIR /app/ui\nRUN npm run build\n",
            "FROM nobody/knows AS b\nRUN true\n",
            "FROM golang:1.26 AS b\nWORKDIR /app\nRUN go build -o x .\n",
            "FROM golang:1.26 AS b\nRU\n",
        ] {
            check_none(&RULE, &format!("{stage}{to}"));
        }
        check_none(
            &RULE,
            "FROM golang:1.26 AS b\nFROM alpine:3.22\nCOPY --from=b /usr/local/x /etc/y* /z/\n",
        );
    }
}
