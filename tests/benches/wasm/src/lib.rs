//! The engine as WebAssembly with nothing around it: no value is made for JavaScript, so what `time.cjs` measures is the
//! engine's own time, as it is in the page.

#![forbid(unsafe_code)]

use stagescope::eval::Filtered;
use stagescope::plan::secrets::secrets;
use stagescope::plan::{files, target_and_check};
use stagescope::rules::{self, Landing, RULES, RuleContext};
use stagescope::syntax::command;
use stagescope::{Catalog, Context, ContextFile, Input, analyze, parse};
use wasm_bindgen::prelude::wasm_bindgen;

/// What is analysed again and again.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Subject(Input);

#[wasm_bindgen]
impl Subject {
    /// A Dockerfile and its build context, none without a file: one a line, its path, size and text with tabs between them.
    #[wasm_bindgen(constructor)]
    pub fn new(dockerfile: String, dockerignore: Option<String>, files: &str) -> Self {
        let file = |line: &str| {
            let mut columns = line.split('\t');
            ContextFile {
                path: columns.next().unwrap_or_default().to_owned(),
                size: columns.next().and_then(|it| it.parse().ok()),
                text: columns.next().map(str::to_owned),
            }
        };
        let context = (!files.is_empty()).then(|| Context::new(files.lines().map(file).collect()));
        Self(Input { dockerfile, dockerignore, context, ..Input::default() })
    }

    /// Reads the Dockerfile alone; gives the number of its instructions.
    pub fn read(&self) -> usize {
        parse(&self.0.dockerfile).instructions.len()
    }

    /// Makes the whole report; gives the number of its findings.
    pub fn analyze(&self) -> usize {
        analyze(&self.0, &Catalog::bundled()).diagnostics.len()
    }

    /// Plans once and runs all rules so many times; gives the number of all findings.
    pub fn rules(&self, times: usize) -> usize {
        let Self(input) = self;
        let catalog = Catalog::bundled();
        let file = parse(&input.dockerfile);
        let (mut target, all) = target_and_check(&file, &input.options, &catalog, None);
        let context = input.context.as_ref().map(|it| Filtered::new(it, None));
        let traced = files::trace(&mut target.plan, &file, context.as_ref());
        let commands = command::of_file(&file);
        let secrets = secrets(&target, &traced, &commands, input.context.as_ref());
        let check = all.as_ref().unwrap_or(&target);
        let landing = Landing { files: &traced, secrets: &secrets };
        let run = || rules::run(RULES, RuleContext::new(&commands, &catalog, &target, check, landing)).len();
        (0..times).map(|_| run()).sum()
    }
}
