//! Ruby with Bundler: gems are built on the full image and run on the slim one of the same version.

use crate::rules::{is_build_package, is_small, slim};
use crate::stage::Stage;
use crate::syntax::command::{Separator, SimpleCommand};
use crate::syntax::shell::{Package, PackageKind};
use crate::syntax::{Instruction, Kind, Transfer};
use crate::text::paths::join;

use super::artifact::{absolute, start_words};
use super::packages::{installed, needs_lists, only_installed};
use super::scene::Scene;
use super::split::{Split, split};
use super::{Draft, Keeps};

/// Where the official image keeps gems and the settings of Bundler.
const GEMS: &str = "/usr/local/bundle";

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let stage = scene.only_stage()?;
    let (repository, tag) = scene.tagged(stage)?;
    let commands: Vec<SimpleCommand> = scene.instructions(stage).flat_map(|it| scene.commands(it)).collect();
    let has_tools = installed(&commands).iter().any(is_for_build);
    if repository != "ruby" || !commands.iter().any(installs) || is_small(tag) && !has_tools {
        return None;
    }
    start_words(scene, stage)?;
    let app = App::of(scene, stage)?;
    let gems = GEMS.to_owned();
    let review = format!(
        "Libraries of the system that gems load, such as libpq5, stay behind, and so does what steps write outside of {}; add what the program needs of it.",
        app.dir
    );
    let parted = Split {
        what: "Ruby program",
        image: format!("ruby:{}", slim(tag)),
        first: app.carried().filter(|_| app.has_gems(&commands))?,
        copies: vec![(gems.clone(), gems), (app.dir.clone(), app.dir)],
        drop_start: false,
        review,
        keeps: Keeps::Config,
    };
    split(scene, stage, parted)
}

fn installs(command: &SimpleCommand) -> bool {
    is_bundler(command) && matches!(command.operand_texts().next(), None | Some("install"))
}

fn configures(command: &SimpleCommand) -> bool {
    is_bundler(command) && command.operand_texts().next() == Some("config")
}

fn is_bundler(command: &SimpleCommand) -> bool {
    matches!(command.name(), "bundle" | "bundler")
}

/// Whether a package of the system is there to build with.
fn is_for_build(package: &Package<'_>) -> bool {
    package.kind == PackageKind::Named && is_build_package(package.name)
}

/// What the last stage needs of an instruction.
enum Need {
    /// What it has made is copied, or only the build needs it.
    Nothing,
    Line(String),
    Unknown,
}

/// A program in a directory of its own.
struct App<'s> {
    scene: &'s Scene<'s>,
    stage: &'s Stage,
    dir: String,
    /// The place of the `WORKDIR`.
    since: usize,
}

impl<'s> App<'s> {
    /// `None` where the stage works in several directories, in the root, or in one that is not known.
    fn of(scene: &'s Scene<'s>, stage: &'s Stage) -> Option<Self> {
        let mut dirs = scene.instructions(stage).filter_map(|it| match &it.kind {
            Kind::Workdir(path) => Some((it.index, path.text.as_str())),
            _ => None,
        });
        let (since, path) = dirs.next().filter(|(_, path)| path.starts_with('/') && !path.contains('$'))?;
        let dir = join("/", path);
        (dirs.next().is_none() && dir.len() > 1).then_some(Self { scene, stage, dir, since })
    }

    fn holds(&self, path: &str) -> bool {
        let path = absolute(self.scene, self.stage, path);
        path.strip_prefix(&self.dir).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether the gems, and the settings by which they are found, lie where both stages have them.
    fn has_gems(&self, commands: &[SimpleCommand]) -> bool {
        let is_copied =
            |path: &str| self.holds(path) || path == GEMS || path.starts_with("/usr/local/bundle/");
        let env = self.scene.outcome(self.stage).into_iter().flat_map(|outcome| outcome.env.pairs());
        let mut env =
            env.filter(|(name, _)| matches!(*name, "BUNDLE_PATH" | "GEM_HOME" | "BUNDLE_APP_CONFIG"));
        env.all(|(_, value)| is_copied(value))
            && commands.iter().filter_map(path_of_gems).all(|path| !path.contains('$') && is_copied(&path))
    }

    /// The lines that the last stage needs besides the directory; `None` where that cannot be told.
    fn carried(&self) -> Option<Vec<String>> {
        let mut lines = Vec::new();
        let mut has_user = false;
        for it in self.scene.instructions(self.stage) {
            let need = match &it.kind {
                Kind::Copy(copy) | Kind::Add(copy) => self.need_of_file(it, copy),
                Kind::Run(_) => self.need_of_run(it),
                _ => Need::Nothing,
            };
            has_user |= it.is("USER");
            match need {
                Need::Nothing => {}
                // It comes where the user is the first one, and no variable is set.
                Need::Line(line) if !has_user && !line.contains('$') => lines.push(line),
                Need::Line(_) | Need::Unknown => return None,
            }
        }
        Some(lines)
    }

    fn need_of_file(&self, it: &Instruction, copy: &Transfer) -> Need {
        let dest = copy.dest.text.as_str();
        let is_absolute = dest.starts_with('/');
        if !is_absolute && it.index < self.since || dest.contains('$') {
            return Need::Unknown;
        }
        if self.holds(dest) {
            return Need::Nothing;
        }
        // Their owner may be made only afterwards.
        let is_owned = !copy.chown.text.is_empty();
        if is_owned || !is_absolute { Need::Unknown } else { Need::Line(self.scene.text(it).to_owned()) }
    }

    /// What of a `RUN` shows neither in the directory nor in the gems.
    fn need_of_run(&self, it: &Instruction) -> Need {
        let commands = self.scene.commands(it);
        if let Some(packages) = only_installed(&commands) {
            return match self.without_build_packages(it, &packages) {
                None => Need::Nothing,
                Some(_) if needs_lists(&commands) => Need::Unknown,
                Some(line) => Need::Line(line),
            };
        }
        let needs_packages =
            adds_repositories(&commands) || installed(&commands).iter().any(|package| !is_for_build(package));
        let is_again = !commands.is_empty() && commands.iter().all(|it| configures(it) || self.permits(it));
        // The settings of a user are not copied.
        let sets_user = commands.iter().any(|it| configures(it) && it.has_flag(&["--global"]));
        if is_again {
            Need::Line(self.scene.text(it).to_owned())
        } else if needs_packages || sets_user {
            Need::Unknown
        } else {
            Need::Nothing
        }
    }

    /// Whether a command says who may run or read what lies elsewhere.
    fn permits(&self, command: &SimpleCommand) -> bool {
        let mut paths = command.operand_texts().skip(1);
        command.name() == "chmod" && paths.all(|path| path.starts_with('/') && !self.holds(path))
    }

    /// A step that installs packages, without those to build with; `None` where no others are left.
    fn without_build_packages(&self, it: &Instruction, packages: &[Package<'_>]) -> Option<String> {
        if packages.iter().all(is_for_build) {
            return None;
        }
        let source = self.scene.source();
        let mut text = String::new();
        let mut at = it.span.start as usize;
        for package in packages.iter().filter(|package| is_for_build(package)) {
            let before = source.get(at..package.word.span.start as usize)?;
            text.push_str(before.trim_end_matches([' ', '\t', '\n', '\\']));
            at = package.word.span.end as usize;
        }
        text.push_str(source.get(at..it.span.end as usize)?);
        Some(text)
    }
}

/// Whether commands may change from where packages of the system come.
fn adds_repositories(commands: &[SimpleCommand]) -> bool {
    let is_list = |text: &str| text.contains("/etc/apt") || text.contains("/etc/apk");
    commands.iter().any(|command| {
        let runs_script = command.separator == Separator::Pipe && command.name().ends_with("sh");
        let files = command.words.iter().chain(command.redirects.iter().map(|it| &it.target));
        let is_tool = matches!(command.name(), "apt-key" | "add-apt-repository");
        runs_script || is_tool || files.map(|word| word.text.as_str()).any(is_list)
    })
}

/// Where a command has Bundler put the gems.
fn path_of_gems(command: &SimpleCommand) -> Option<String> {
    if !is_bundler(command) {
        return None;
    }
    let mut operands = command.operand_texts();
    let is_path = configures(command) && operands.any(|word| word == "path");
    let set = if is_path { operands.next().map(str::to_owned) } else { None };
    set.or_else(|| command.flag_value(&["--path"]).map(|word| word.text.into()))
}

#[cfg(test)]
mod tests {
    use crate::assist::refactor::testing::{check, none};

    const TITLE: &str = "Build the Ruby program in a stage of its own";

    #[test]
    fn an_application() {
        check(
            "FROM ruby:3.4\nRUN apt-get update && apt-get install -y \\\n    build-essential \\\n    libvips42 \\\n    libpq-dev \\\n && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nENV RAILS_ENV=production\nCOPY Gemfile Gemfile.lock ./\nRUN bundle config set --local without development && bundle install\nCOPY . .\nRUN bundle exec rails assets:precompile\nEXPOSE 3000\nCMD [\"bundle\", \"exec\", \"puma\"]|\n",
            TITLE,
            "FROM ruby:3.4 AS build\nRUN apt-get update && apt-get install -y \\\n    build-essential \\\n    libvips42 \\\n    libpq-dev \\\n && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nENV RAILS_ENV=production\nCOPY Gemfile Gemfile.lock ./\nRUN bundle config set --local without development && bundle install\nCOPY . .\nRUN bundle exec rails assets:precompile\n\nFROM ruby:3.4-slim\nWORKDIR /app\nRUN apt-get update && apt-get install -y \\\n    libvips42 \\\n && rm -rf /var/lib/apt/lists/*\nENV RAILS_ENV=production\nCOPY --from=build /usr/local/bundle /usr/local/bundle\nCOPY --from=build /app /app\nEXPOSE 3000\nCMD [\"bundle\", \"exec\", \"puma\"]\n",
        );
    }

    #[test]
    fn what_lies_elsewhere_and_who_runs_it() {
        check(
            "FROM ruby:3.4-bookworm AS web\nRUN bundle config --global frozen 1\nWORKDIR /app\nCOPY start.sh /usr/bin/\nRUN chmod +x /usr/bin/start.sh\nCOPY . /app\nRUN bundle install --path vendor/bundle\nRUN useradd web\nUSER web\nENTRYPOINT [\"start.sh\"]|\n",
            TITLE,
            "FROM ruby:3.4-bookworm AS build\nRUN bundle config --global frozen 1\nWORKDIR /app\nCOPY start.sh /usr/bin/\nRUN chmod +x /usr/bin/start.sh\nCOPY . /app\nRUN bundle install --path vendor/bundle\nRUN useradd web\nUSER web\n\nFROM ruby:3.4-slim-bookworm AS web\nWORKDIR /app\nRUN bundle config --global frozen 1\nCOPY start.sh /usr/bin/\nRUN chmod +x /usr/bin/start.sh\nRUN useradd web\nCOPY --from=build /usr/local/bundle /usr/local/bundle\nCOPY --from=build /app /app\nUSER web\nENTRYPOINT [\"start.sh\"]\n",
        );
    }

    #[test]
    fn what_is_small_already() {
        check(
            "FROM ruby:3.4-alpine\nRUN apk add --no-cache build-base tzdata\nWORKDIR /app\nCOPY . .\nRUN bundle install\nCMD [\"ruby\", \"app.rb\"]|\n",
            TITLE,
            "FROM ruby:3.4-alpine AS build\nRUN apk add --no-cache build-base tzdata\nWORKDIR /app\nCOPY . .\nRUN bundle install\n\nFROM ruby:3.4-alpine\nWORKDIR /app\nRUN apk add --no-cache tzdata\nCOPY --from=build /usr/local/bundle /usr/local/bundle\nCOPY --from=build /app /app\nCMD [\"ruby\", \"app.rb\"]\n",
        );
        none("FROM ruby:3.4-slim\nWORKDIR /app\nRUN bundle install\nCMD [\"ruby\", \"app.rb\"]|\n", TITLE);
    }

    #[test]
    fn what_has_one_already_or_is_no_program() {
        for fixture in [
            "FROM ruby:3.4 AS build\nWORKDIR /app\nRUN bundle install\nFROM ruby:3.4-slim\nCMD [\"ruby\", \"app.rb\"]|\n",
            "FROM ruby:3.4\nWORKDIR /app\nRUN bundle install|\n",
            "FROM ruby:3.4\nWORKDIR /app\nCOPY . .\nCMD [\"ruby\", \"app.rb\"]|\n",
            "FROM own/ruby:3.4\nWORKDIR /app\nRUN bundle install\nCMD [\"ruby\", \"app.rb\"]|\n",
        ] {
            none(fixture, TITLE);
        }
    }

    #[test]
    fn what_cannot_be_known() {
        for lines in [
            "COPY . .\nRUN bundle install",
            "WORKDIR /\nCOPY . .\nRUN bundle install",
            "WORKDIR /tmp\nCOPY Gemfile .\nRUN bundle install\nWORKDIR /app",
            "COPY Gemfile .\nWORKDIR /app\nRUN bundle install",
            "WORKDIR /app\nRUN bundle install --path /gems",
            "WORKDIR /app\nRUN bundle config set --local path /gems && bundle install",
            "WORKDIR /app\nENV BUNDLE_PATH=/gems\nRUN bundle install",
            "WORKDIR /app\nRUN bundle config --global without test && bundle install",
            "WORKDIR /app\nRUN apt-get install -y nodejs && bundle install",
            "WORKDIR /app\nRUN curl https://example.org/setup_24.x | bash -\nRUN bundle install",
            "WORKDIR /app\nRUN echo deb https://example.org/ > /etc/apt/sources.list.d/a.list\nRUN bundle install",
            "WORKDIR /app\nRUN apt-get update\nRUN apt-get install -y nodejs\nRUN bundle install",
            "WORKDIR /app\nRUN apt-get update && apt-get install -y $PACKAGES\nRUN bundle install",
            "WORKDIR /app\nENV TO=/etc\nCOPY a.conf $TO/\nRUN bundle install",
            "WORKDIR /app\nRUN useradd web\nCOPY --chown=web start.sh /usr/bin/\nRUN bundle install",
            "WORKDIR /app\nRUN bundle install && useradd web\nUSER web",
        ] {
            none(&format!("FROM ruby:3.4|\n{lines}\nCMD [\"ruby\", \"app.rb\"]\n"), TITLE);
        }
    }
}
