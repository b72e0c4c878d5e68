//! Where stages, build arguments and variables are defined and used.

use crate::catalog::Catalog;
use crate::eval::{BuildOptions, Origin};
use crate::plan::{Build, build};
use crate::report::{Input, LONGEST_SOURCE};
use crate::stage::from_of;
use crate::syntax::{Dockerfile, Instruction, Kind, Word, parse};
use crate::text::{Span, Utf16Index, order};

use super::{byte_at, variables};

/// A place where a thing is named.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Occurrence {
    /// UTF-16 offset of the first character.
    pub from: u32,
    /// UTF-16 offset after the last character.
    pub to: u32,
    /// Whether it is defined here.
    pub definition: bool,
}

/// What a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    /// A stage, by its index.
    Stage(usize),
    /// A variable, by the first of the definitions that hand their value on to each other.
    Variable(usize),
}

/// A place where a symbol is named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) span: Span,
    pub(super) symbol: Symbol,
    pub(super) definition: bool,
}

/// Everything that is the same as what stands at a UTF-16 offset, in the order of the text; none where nothing is named.
pub fn occurrences(input: &Input, catalog: &Catalog<'_>, offset: u32) -> Vec<Occurrence> {
    let index = Utf16Index::new(&input.dockerfile);
    let pos = byte_at(input, &index, offset);
    let all = named(input, catalog);
    let Some(symbol) = at(&all, pos) else { return Vec::new() };
    let same = all.iter().filter(|it| it.symbol == symbol);
    same.map(|it| Occurrence {
        from: index.utf16(it.span.start),
        to: index.utf16(it.span.end),
        definition: it.definition,
    })
    .collect()
}

/// What is named at a byte.
pub(super) fn at(all: &[Named], pos: usize) -> Option<Symbol> {
    let touches = |span: Span| span.start as usize <= pos && pos <= span.end as usize;
    all.iter().find(|it| touches(it.span)).map(|it| it.symbol)
}

/// All that is named, in the order of the text.
pub(super) fn named(input: &Input, catalog: &Catalog<'_>) -> Vec<Named> {
    let source = input.dockerfile.as_str();
    if source.len() > LONGEST_SOURCE {
        return Vec::new();
    }
    let file = parse(source);
    let options = BuildOptions { target: None, ..input.options.clone() };
    let build = build(&file, &options, catalog, None, true);
    let mut finder = Finder { source, file: &file, build: &build, found: Vec::new(), roots: Vec::new() };
    finder.stages();
    finder.variables();
    let mut found = finder.found;
    order::sort_by_key(&mut found, |it| (it.span.start, it.span.end));
    found
}

struct Finder<'a> {
    source: &'a str,
    file: &'a Dockerfile,
    build: &'a Build<'a>,
    found: Vec<Named>,
    /// For each definition the first that its value is handed on from.
    roots: Vec<usize>,
}

/// The definitions that are in force, by name.
type Scope = Vec<(String, usize)>;

fn find(scope: &Scope, name: &str) -> Option<usize> {
    scope.iter().rfind(|(known, _)| known == name).map(|(_, definition)| *definition)
}

impl<'a> Finder<'a> {
    fn put(&mut self, span: Span, symbol: Symbol, definition: bool) {
        self.found.push(Named { span, symbol, definition });
    }

    fn stages(&mut self) {
        let build: &'a Build<'a> = self.build;
        let evaluation = &build.plan.evaluation;
        for stage in &build.stages.list {
            if let Some((_, from)) = from_of(self.file, stage) {
                if let Some(name) = &from.name {
                    self.put(name.span, Symbol::Stage(stage.index), true);
                }
                let base = evaluation.state(stage.index).and_then(|state| match state.origin {
                    Origin::State(base) => evaluation.state(base)?.stage,
                    _ => None,
                });
                // What a variable stands for cannot be renamed here.
                if let Some(base) = base.filter(|_| !from.image.text.contains('$')) {
                    self.put(from.image.span, Symbol::Stage(base), false);
                }
            }
            for index in &stage.instructions {
                if let Some(it) = self.file.instructions.get(*index) {
                    self.sources(it);
                }
            }
        }
    }

    /// The stages that a `COPY --from` and mounts name, by name or number.
    fn sources(&mut self, it: &Instruction) {
        let it = it.child.as_deref().unwrap_or(it);
        let words: Vec<(Span, String)> = match &it.kind {
            Kind::Copy(transfer) => {
                transfer.from.iter().filter_map(|word| self.value(word, &["="])).collect()
            }
            Kind::Run(run) => {
                run.mounts.iter().filter_map(|word| self.value(word, &[",from=", "=from="])).collect()
            }
            // Of a trigger only the flags are known.
            _ if it.is("COPY") => {
                it.flag("from").into_iter().filter_map(|word| self.value(word, &["="])).collect()
            }
            _ => Vec::new(),
        };
        // Stages below count as well. A mount knows no numbers.
        let stages = &self.build.stages.list;
        for (span, name) in words {
            let number = name.parse::<usize>().ok().filter(|_| !matches!(it.kind, Kind::Run(_)));
            let named = || stages.iter().rfind(|stage| stage.name.eq_ignore_ascii_case(&name));
            if let Some(found) = number.and_then(|number| stages.get(number)).or_else(named) {
                self.put(span, Symbol::Stage(found.index), false);
            }
        }
    }

    /// The text behind one of some signs in a flag, up to a comma or a quote, and its place.
    fn value(&self, flag: &Word, signs: &[&str]) -> Option<(Span, String)> {
        let text = flag.span.of(self.source);
        let (at, sign) = signs.iter().filter_map(|sign| Some((text.find(sign)?, sign))).min()?;
        let start = at + sign.len();
        let rest = text.get(start..)?;
        let rest_start = start + rest.len() - rest.trim_start_matches(['"', '\'']).len();
        let rest = text.get(rest_start..)?;
        let end = rest.find([',', '"', '\'']).unwrap_or(rest.len());
        let name = rest.get(..end).filter(|name| !name.is_empty() && !name.contains('$'))?;
        let from = flag.span.start as usize + rest_start;
        Some((Span::new(from, from + end), name.to_owned()))
    }

    fn variables(&mut self) {
        let mut global = Scope::new();
        let mut ends: Vec<Scope> = Vec::new();
        let mut scope = Scope::new();
        for it in &self.file.instructions {
            let stage = self.build.stages.of(it.index);
            let own = it.child.as_deref().unwrap_or(it);
            if it.is("FROM") {
                self.uses(it, &global);
                let base = stage.and_then(|stage| self.build.plan.evaluation.state(stage)?.base());
                scope = base.and_then(|base| ends.get(base)).cloned().unwrap_or_default();
            } else if stage.is_none() {
                self.uses(it, &global);
                self.define(own, &mut global, None);
            } else {
                self.uses(it, &scope);
                self.define(own, &mut scope, Some(&global));
            }
            if let Some(stage) = stage {
                if ends.len() <= stage {
                    ends.resize(stage + 1, Scope::new());
                }
                if let Some(end) = ends.get_mut(stage) {
                    end.clone_from(&scope);
                }
            }
        }
    }

    fn define(&mut self, it: &Instruction, scope: &mut Scope, global: Option<&Scope>) {
        let keys: Vec<(Word, bool)> = match &it.kind {
            // Without a default it has the value of the global one.
            Kind::Arg(arguments) => {
                arguments.iter().map(|arg| (arg.key.clone(), arg.default.is_none())).collect()
            }
            Kind::Env(pairs) => pairs.iter().map(|pair| (pair.key.clone(), false)).collect(),
            _ => Vec::new(),
        };
        for (key, hands_on) in keys {
            let place = self.roots.len();
            let above = global.filter(|_| hands_on).and_then(|global| find(global, &key.text));
            let root = above.and_then(|above| self.roots.get(above)).copied().unwrap_or(place);
            self.roots.push(root);
            self.put(key.span, Symbol::Variable(root), true);
            scope.retain(|(name, _)| *name != key.text);
            scope.push((key.text.into(), place));
        }
    }

    fn uses(&mut self, it: &Instruction, scope: &Scope) {
        if scope.is_empty() {
            return;
        }
        let escape = self.file.escape;
        let mut found = variables::uses(self.source, it.line_span, escape, true);
        for body in it.heredocs.iter().filter(|body| body.expand) {
            found.extend(variables::uses(self.source, body.span, escape, false));
        }
        for found in found {
            let name = found.name.of(self.source);
            if let Some(root) = find(scope, name).and_then(|place| self.roots.get(place)) {
                self.put(found.name, Symbol::Variable(*root), false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::occurrences;
    use crate::assist::testing::{catalog, input};

    /// The text with `«»` around what is found, and `‹›` around what defines it.
    #[track_caller]
    fn check(fixture: &str, expected: &str) {
        let (input, offset) = input(fixture);
        let found = occurrences(&input, &catalog(), offset);
        let mut text = String::new();
        for (at, ch) in input.dockerfile.char_indices().chain([(input.dockerfile.len(), '\0')]) {
            for it in found.iter().filter(|it| it.to as usize == at) {
                text.push(if it.definition { '›' } else { '»' });
            }
            for it in found.iter().filter(|it| it.from as usize == at) {
                text.push(if it.definition { '‹' } else { '«' });
            }
            text.push(ch);
        }
        assert_eq!(text.trim_end_matches('\0'), expected);
    }

    #[test]
    fn stages() {
        check(
            "FROM a AS Bu|ild\nFROM build AS x\nCOPY --from=build /a /b\nRUN --mount=type=bind,from=BUILD,target=/s true\nCOPY --from=0 /c /d\n",
            "FROM a AS ‹Build›\nFROM «build» AS x\nCOPY --from=«build» /a /b\nRUN --mount=type=bind,from=«BUILD»,target=/s true\nCOPY --from=«0» /c /d\n",
        );
        check("FROM a\nFROM b\nCOPY --from=|0 /c /d\n", "FROM a\nFROM b\nCOPY --from=«0» /c /d\n");
        check("FROM a\nCOPY --from=|b / /\nFROM c AS b\n", "FROM a\nCOPY --from=«b» / /\nFROM c AS ‹b›\n");
        check(
            "FROM a AS b\nFROM c\nONBUILD COPY --from=\"|b\" / /\n",
            "FROM a AS ‹b›\nFROM c\nONBUILD COPY --from=\"«b»\" / /\n",
        );
        check("FROM alp|ine\n", "FROM alpine\n");
    }

    #[test]
    fn variables() {
        check(
            "ARG V=1\nFROM a:$V AS b\nARG V\nRUN echo ${V|:-2}\nFROM c\nRUN echo $V\n",
            "ARG ‹V›=1\nFROM a:«$V AS b\nARG V\nRUN echo ${V:-2}\nFROM c\nRUN echo $V\n"
                .replace("«$V", "$«V»")
                .replace("ARG V\n", "ARG ‹V›\n")
                .replace("${V:", "${«V»:")
                .as_str(),
        );
        check(
            "FROM a AS b\nENV P=/x\nENV P=$P/y Q=$P\nFROM b\nRUN ls $|P '$P'\n",
            "FROM a AS b\nENV P=/x\nENV ‹P›=$P/y Q=$P\nFROM b\nRUN ls $«P» '$P'\n",
        );
        check("FROM a\nENV A=1\nCOPY <<EOF /a\n$|A\nEOF\n", "FROM a\nENV ‹A›=1\nCOPY <<EOF /a\n$«A»\nEOF\n");
    }
}
