//! PHP with Composer: the image needs the packages, not what fetches them.

use crate::stage::Stage;
use crate::syntax::command::{Separator, SimpleCommand};
use crate::syntax::{Instruction, Kind};
use crate::text::paths::base;

use super::artifact::{absolute, start_words};
use super::cut::{Cut, cut};
use super::packages::{needs_lists, only_installed};
use super::scene::Scene;
use super::split::copy_line;
use super::{Draft, Keeps};

/// Packages of the system that Composer fetches and unpacks with.
const TOOLS: [&str; 8] =
    ["git", "unzip", "zip", "p7zip", "p7zip-full", "openssh-client", "subversion", "mercurial"];

/// What an instruction is to Composer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Writes the packages.
    Installs,
    /// Gets Composer and its tools, or sets it up.
    Prepares,
    /// Nothing: the image needs it.
    Other,
}

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let stage = scene.only_stage()?;
    let image = image(scene, stage)?;
    let all: Vec<&Instruction> = scene.instructions(stage).collect();
    let parts = all.iter().map(|it| part(scene, it)).collect::<Option<Vec<Part>>>()?;
    let first = parts.iter().position(|part| *part == Part::Installs)?;
    let last = parts.iter().rposition(|part| *part == Part::Installs)?;
    // What runs in between may need the packages or change them.
    let mut between = all.iter().zip(&parts).take(last).skip(first);
    let runs_between = between.any(|(it, part)| *part == Part::Other && matches!(it.kind, Kind::Run(_)));
    let needs_later = parts.iter().skip(last + 1).any(|part| *part != Part::Other);
    let moves_later = all.iter().skip(first).any(|it| it.is("WORKDIR"));
    let starts = start_words(scene, stage).is_some_and(|words| words.iter().any(|word| is_program(word)));
    if runs_between || needs_later || moves_later || starts || !is_dir_known(scene, stage) {
        return None;
    }
    let vendors = vendors(scene, stage)?;
    let parted = Cut {
        title: "Install the Composer packages in a stage of its own",
        image,
        begin: Vec::new(),
        first: Vec::new(),
        carries: &|it| !is_composers(scene, it),
        then: vendors.iter().map(|path| copy_line(scene, path, path)).collect(),
        review: review(scene, stage),
        keeps: Keeps::Config,
    };
    cut(scene, stage, last + 1, parted)
}

/// The image to run on: of Composer's own that of its PHP, where its version is known and all is said that it would bring.
fn image(scene: &Scene<'_>, stage: &Stage) -> Option<String> {
    let (_, from) = scene.base_of(stage)?;
    match scene.tagged(stage)? {
        ("php", _) => Some(String::from(&from.image.text)),
        ("composer", _) => {
            start_words(scene, stage).filter(|_| says_dir(scene, stage))?;
            let mut env = scene.image(stage)?.config.env.iter();
            let version = env.find_map(|pair| pair.strip_prefix("PHP_VERSION="))?;
            let (minor, _) = version.rsplit_once('.')?;
            Some(format!("php:{minor}-cli-alpine"))
        }
        _ => None,
    }
}

/// Whether the Dockerfile itself says where it works.
fn says_dir(scene: &Scene<'_>, stage: &Stage) -> bool {
    scene.instructions(stage).any(|it| matches!(&it.kind, Kind::Workdir(path) if path.text.starts_with('/')))
}

fn is_dir_known(scene: &Scene<'_>, stage: &Stage) -> bool {
    let is_root = scene.outcome(stage).is_none_or(|outcome| outcome.dir.len() < 2);
    !is_root && (says_dir(scene, stage) || scene.image(stage).is_some())
}

/// What an instruction is to Composer; `None` where it is one thing and the other.
fn part(scene: &Scene<'_>, it: &Instruction) -> Option<Part> {
    if let Kind::Copy(copy) = &it.kind {
        let is_composer = copy.from.as_ref().is_some_and(|from| {
            let name = from.text.split([':', '@']).next().unwrap_or_default();
            base(name) == "composer"
        });
        return Some(if is_composer { Part::Prepares } else { Part::Other });
    }
    let commands = scene.commands(it);
    let asked: Vec<&str> = commands.iter().filter_map(asked).collect();
    let is_whole = commands.iter().all(is_for_composer);
    let only_tools =
        only_installed(&commands).is_some_and(|list| list.iter().all(|it| TOOLS.contains(&it.name)));
    if !asked.is_empty() {
        let installs = asked.iter().any(|word| matches!(*word, "install" | "dump-autoload" | "dumpautoload"));
        return is_whole.then_some(if installs { Part::Installs } else { Part::Prepares });
    }
    if only_tools && !uses_tools(scene) || is_whole && commands.iter().any(mentions) {
        return Some(Part::Prepares);
    }
    let names_it = commands.iter().any(|command| command.words.iter().any(|word| is_program(&word.text)));
    (!names_it).then_some(Part::Other)
}

/// Whether something else runs what Composer fetches with, or installs from the lists that were fetched for that.
fn uses_tools(scene: &Scene<'_>) -> bool {
    let is_tool = |command: &SimpleCommand| {
        matches!(command.name(), "git" | "unzip" | "zip" | "7z" | "ssh" | "svn" | "hg")
    };
    let mut steps = scene.instructions(scene.stage).map(|it| scene.commands(it));
    steps.any(|commands| needs_lists(&commands) || commands.iter().any(is_tool))
}

fn is_composers(scene: &Scene<'_>, it: &Instruction) -> bool {
    part(scene, it) != Some(Part::Other)
}

/// What Composer is asked to do by a command: `install`.
fn asked(command: &SimpleCommand) -> Option<&str> {
    let mut operands = command.operand_texts();
    match command.name() {
        name if is_program(name) => operands.next(),
        "php" => operands.next().filter(|word| is_program(word)).and_then(|_| operands.next()),
        _ => None,
    }
}

fn is_program(word: &str) -> bool {
    matches!(base(word), "composer" | "composer.phar")
}

fn mentions(command: &SimpleCommand) -> bool {
    command.words.iter().any(|word| word.text.contains("composer"))
}

/// Whether a command gets Composer, or has it do what shows in the packages alone.
fn is_for_composer(command: &SimpleCommand) -> bool {
    const ASKED: [&str; 9] = [
        "install",
        "dump-autoload",
        "dumpautoload",
        "config",
        "clear-cache",
        "clearcache",
        "validate",
        "check-platform-reqs",
        "self-update",
    ];
    match asked(command) {
        Some(word) => ASKED.contains(&word),
        None => match command.name() {
            "set" | "true" => true,
            "curl" | "wget" | "php" | "mv" | "cp" | "ln" | "chmod" | "rm" => {
                mentions(command) || command.separator == Separator::Pipe
            }
            name => is_program(name),
        },
    }
}

/// The directories of the packages; `None` where they may lie elsewhere.
fn vendors(scene: &Scene<'_>, stage: &Stage) -> Option<Vec<String>> {
    let says_elsewhere =
        |text: &str| ["vendor-dir", "VENDOR_DIR", "bin-dir"].iter().any(|it| text.contains(it));
    let manifest = scene.input.context.as_ref().and_then(|context| context.file("composer.json"));
    let manifest = manifest.and_then(|file| file.text.as_deref()).unwrap_or_default();
    if says_elsewhere(scene.source()) || says_elsewhere(manifest) {
        return None;
    }
    let mut list: Vec<String> = Vec::new();
    for command in installs(scene, stage) {
        let dir = command
            .flag_value(&["-d", "--working-dir"])
            .map_or_else(|| ".".to_owned(), |word| word.text.into());
        let path = absolute(scene, stage, &format!("{dir}/vendor"));
        if path.contains('$') {
            return None;
        }
        if !list.contains(&path) {
            list.push(path);
        }
    }
    (!list.is_empty()).then_some(list)
}

fn installs(scene: &Scene<'_>, stage: &Stage) -> Vec<SimpleCommand> {
    let commands = scene.instructions(stage).flat_map(|it| scene.commands(it));
    commands.filter(|command| asked(command) == Some("install")).collect()
}

fn review(scene: &Scene<'_>, stage: &Stage) -> String {
    let runs_scripts = installs(scene, stage).iter().any(|command| !command.has_flag(&["--no-scripts"]));
    let leaves_tools = scene
        .instructions(stage)
        .any(|it| only_installed(&scene.commands(it)).is_some() && is_composers(scene, it));
    let is_composers_own = scene.tagged(stage).is_some_and(|(repository, _)| repository == "composer");
    let texts = [
        (runs_scripts, "What scripts of Composer write outside of vendor stays behind; copy that as well."),
        (leaves_tools, "Tools that Composer fetches with, such as git, stay behind; install those that run."),
        (
            is_composers_own,
            "Install the extensions that the image of Composer has, such as zip, where the program needs them.",
        ),
    ];
    texts.into_iter().filter(|(is_so, _)| *is_so).map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::assist::refactor::testing::{check, none, review};

    const TITLE: &str = "Install the Composer packages in a stage of its own";

    #[test]
    fn an_application() {
        let fixture = "FROM php:8.4-apache\nRUN apt-get update && apt-get install -y git unzip\nRUN docker-php-ext-install pdo_mysql\nCOPY --from=composer:2 /usr/bin/composer /usr/bin/composer\nCOPY composer.json composer.lock ./\nRUN composer install --no-dev --no-scripts\nCOPY . .\nEXPOSE 80\nUSER www-data|\n";
        check(
            fixture,
            TITLE,
            "FROM php:8.4-apache AS build\nRUN apt-get update && apt-get install -y git unzip\nRUN docker-php-ext-install pdo_mysql\nCOPY --from=composer:2 /usr/bin/composer /usr/bin/composer\nCOPY composer.json composer.lock ./\nRUN composer install --no-dev --no-scripts\n\nFROM php:8.4-apache\nRUN docker-php-ext-install pdo_mysql\nCOPY composer.json composer.lock ./\nCOPY --from=build /var/www/html/vendor /var/www/html/vendor\nCOPY . .\nEXPOSE 80\nUSER www-data\n",
        );
        assert_eq!(
            review(fixture, TITLE),
            "Tools that Composer fetches with, such as git, stay behind; install those that run."
        );
    }

    #[test]
    fn composer_from_the_net_and_its_scripts() {
        let fixture = "from php:8.3-fpm| as shop\nexpose 9000\nworkdir /srv\nrun curl -sS https://getcomposer.org/installer | php -- --install-dir=/usr/local/bin --filename=composer\ncopy . .\nrun composer install -d api && composer install && composer dump-autoload -o\ncmd [\"php-fpm\"]";
        check(
            fixture,
            TITLE,
            "from php:8.3-fpm as build\nworkdir /srv\nrun curl -sS https://getcomposer.org/installer | php -- --install-dir=/usr/local/bin --filename=composer\ncopy . .\nrun composer install -d api && composer install && composer dump-autoload -o\n\nfrom php:8.3-fpm as shop\nexpose 9000\nworkdir /srv\ncopy . .\ncopy --from=build /srv/api/vendor /srv/api/vendor\ncopy --from=build /srv/vendor /srv/vendor\ncmd [\"php-fpm\"]",
        );
        assert_eq!(
            review(fixture, TITLE),
            "What scripts of Composer write outside of vendor stays behind; copy that as well."
        );
    }

    #[test]
    fn tools_that_something_else_runs() {
        check(
            "FROM php:8.4-apache\nRUN apt-get update && apt-get install -y git\nRUN composer install --no-scripts\nRUN git clone https://example.org/themes|\n",
            TITLE,
            "FROM php:8.4-apache AS build\nRUN apt-get update && apt-get install -y git\nRUN composer install --no-scripts\n\nFROM php:8.4-apache\nRUN apt-get update && apt-get install -y git\nCOPY --from=build /var/www/html/vendor /var/www/html/vendor\nRUN git clone https://example.org/themes\n",
        );
        // These come from the same lists.
        check(
            "FROM php:8.4-apache\nRUN apt-get update && apt-get install -y git\nRUN apt-get install -y libpq5\nRUN composer install --no-scripts|\n",
            TITLE,
            "FROM php:8.4-apache AS build\nRUN apt-get update && apt-get install -y git\nRUN apt-get install -y libpq5\nRUN composer install --no-scripts\n\nFROM php:8.4-apache\nRUN apt-get update && apt-get install -y git\nRUN apt-get install -y libpq5\nCOPY --from=build /var/www/html/vendor /var/www/html/vendor\n",
        );
    }

    #[test]
    fn the_image_of_composer() {
        check(
            "FROM composer:2\nWORKDIR /app\nCOPY . .\nRUN composer install --no-scripts\nCMD [\"php\", \"app.php\"]|\n",
            TITLE,
            "FROM composer:2 AS build\nWORKDIR /app\nCOPY . .\nRUN composer install --no-scripts\n\nFROM php:8.5-cli-alpine\nWORKDIR /app\nCOPY . .\nCOPY --from=build /app/vendor /app/vendor\nCMD [\"php\", \"app.php\"]\n",
        );
        for fixture in [
            "FROM composer:2\nCOPY . .\nRUN composer install\nCMD [\"php\", \"app.php\"]|\n",
            "FROM composer:2\nWORKDIR /app\nCOPY . .\nRUN composer install|\n",
            "FROM composer:lts\nWORKDIR /app\nCOPY . .\nRUN composer install\nCMD [\"php\", \"app.php\"]|\n",
        ] {
            none(fixture, TITLE);
        }
    }

    #[test]
    fn what_has_one_already_or_needs_none() {
        for fixture in [
            "FROM composer:2 AS build\nWORKDIR /app\nRUN composer install\nFROM php:8.4-apache\nCOPY --from=build /app/vendor vendor|\n",
            "FROM php:8.4-apache\nCOPY . .|\n",
            "FROM php:8.4-apache\nRUN composer --version|\n",
            "FROM debian:13\nWORKDIR /app\nRUN composer install|\n",
        ] {
            none(fixture, TITLE);
        }
    }

    #[test]
    fn what_cannot_be_known() {
        for lines in [
            "RUN composer install && php artisan key:generate",
            "RUN apt-get install -y libzip-dev && composer install",
            "RUN cd api && composer install",
            "RUN composer require slim/slim",
            "RUN composer install\nRUN php artisan optimize\nRUN composer dump-autoload",
            "RUN composer install\nRUN rm /usr/bin/composer",
            "RUN composer install\nWORKDIR public",
            "RUN composer install -d $API",
            "RUN composer install\nCMD [\"composer\", \"serve\"]",
            "ENV COMPOSER_VENDOR_DIR=/libs\nRUN composer install",
        ] {
            none(&format!("FROM php:8.4-apache|\nCOPY . .\n{lines}\n"), TITLE);
        }
        // Where that works is not known, or the root.
        none("FROM php:8.3-fpm\nCOPY . .\nRUN composer install|\n", TITLE);
        none("FROM php:8.4-cli-alpine\nCOPY . .\nRUN composer install|\n", TITLE);
    }
}
