//! Package managers of distributions and languages.

use crate::plan::files::node::Totals;
use crate::syntax::shell::Manager;

use super::Call;

/// Where the packages of a distribution go. What they weigh is said of the first.
const SYSTEM: [&str; 7] = ["/usr", "/etc", "/var", "/lib", "/bin", "/sbin", "/opt"];

/// Whether the command is one of them.
pub(super) fn run(call: &mut Call<'_, '_>) -> bool {
    let command = call.command;
    let name = command.name();
    let operands: Vec<String> = command.operand_texts().map(str::to_owned).collect();
    let first = operands.first().map(String::as_str).unwrap_or_default();
    match name {
        "apt-get" | "apt" | "aptitude" => match first {
            "update" => call.fill("/var/lib/apt/lists"),
            "install" | "upgrade" | "dist-upgrade" | "full-upgrade" | "build-dep" => system(call),
            "clean" | "autoclean" => call.work.remove_matching("/var/cache/apt/archives", "*"),
            "dist-clean" | "distclean" => {
                call.work.remove_matching("/var/cache/apt/archives", "*");
                call.work.remove_matching("/var/lib/apt/lists", "*");
            }
            _ => open_system(call),
        },
        "apk" => match first {
            "add" | "upgrade" => system(call),
            "update" => call.fill("/var/cache/apk"),
            _ => open_system(call),
        },
        "dnf" | "yum" | "microdnf" | "tdnf" | "zypper" | "rpm" | "pacman" | "dpkg" => {
            let is_install = call.command.installs().is_some_and(Manager::is_of_system)
                || matches!(name, "rpm" | "pacman" | "dpkg")
                || matches!(first, "update" | "upgrade" | "groupinstall" | "module");
            if is_install { system(call) } else { open_system(call) }
        }
        "apt-key"
        | "add-apt-repository"
        | "apt-add-repository"
        | "apt-mark"
        | "debconf-set-selections"
        | "update-ca-certificates"
        | "update-alternatives"
        | "locale-gen"
        | "update-locale"
        | "ldconfig"
        | "dpkg-reconfigure"
        | "localedef"
        | "a2enmod"
        | "a2dismod"
        | "a2ensite"
        | "a2dissite"
        | "setcap"
        | "rc-update"
        | "systemctl"
        | "apt-cache"
        | "fc-cache" => open_system(call),
        "docker-php-ext-install"
        | "docker-php-ext-enable"
        | "docker-php-ext-configure"
        | "pecl"
        | "install-php-extensions" => {
            call.fill("/usr/local");
            for path in ["/usr/src", "/usr/lib", "/etc", "/var"] {
                call.work.open_dir(path, None);
            }
        }
        "pip" | "pip3" | "pipx" | "pipenv" | "poetry" | "uv" | "uvx" | "virtualenv" | "venv" | "conda"
        | "mamba" => {
            return python(call, name, first, &operands);
        }
        "npm" | "npx" | "yarn" | "yarnpkg" | "pnpm" | "pnpx" | "bun" | "bunx" | "corepack" | "lerna"
        | "nx" | "turbo" => {
            node(call, name, first, &operands);
        }
        "composer" => {
            let dir = command
                .flag_value(&["-d", "--working-dir"])
                .map_or_else(|| ".".to_owned(), |word| word.text.into());
            match first {
                "install" | "update" | "require" => {
                    if let Some(dir) = call.path(&dir) {
                        call.work.open_dir(&dir, None);
                        call.work.open_dir(&format!("{dir}/vendor"), Some(Totals::unknown()));
                    }
                }
                "global" => {}
                _ => call.open_here(),
            }
            let home = (call.env)("COMPOSER_HOME").unwrap_or_else(|| format!("{}/.composer", call.home()));
            call.work.open_dir(&home, None);
        }
        "install2.r" | "installGithub.r" | "installBioc.r" => r_library(call),
        "R" | "Rscript" => {
            let installs = ["install.packages(", "install_github(", "BiocManager::install(", "pkg_install("];
            let is_install = |text: &str| installs.iter().any(|name| text.contains(name));
            if !command.args().iter().any(|word| is_install(&word.text)) {
                return false;
            }
            r_library(call);
        }
        "bundle" | "bundler" | "gem" => {
            let home = (call.env)("GEM_HOME").unwrap_or_else(|| "/usr/local/bundle".to_owned());
            let install = matches!(first, "install" | "");
            call.work.open_dir(&home, install.then(Totals::unknown));
            for path in ["/usr/local", "/var/lib/gems"] {
                call.work.open_dir(path, None);
            }
            if name != "gem" {
                // Its config or a flag may put the gems into the project, and what it runs works there.
                match call.dir.map(str::to_owned) {
                    Some(dir) if dir != "/" => call.work.open_dir(&dir, None),
                    _ => call.open_here(),
                }
            }
        }
        _ => return false,
    }
    true
}

fn open_system(call: &mut Call<'_, '_>) {
    for path in SYSTEM {
        call.work.open_dir(path, None);
    }
}

/// The library of R, and the packages of the system that some of its packages ask for.
fn r_library(call: &mut Call<'_, '_>) {
    open_system(call);
    call.fill("/usr/local/lib/R");
}

fn system(call: &mut Call<'_, '_>) {
    open_system(call);
    call.work.open_dir("/usr", Some(Totals::unknown()));
}

fn python(call: &mut Call<'_, '_>, name: &str, first: &str, operands: &[String]) -> bool {
    let command = call.command;
    let program = command.words.first().map(|word| word.text.clone()).unwrap_or_default();
    let of_program =
        program.rsplit_once("/bin/").map(|(home, _)| home.to_owned()).filter(|home| home.starts_with('/'));
    let of_path = || {
        let path = (call.env)("PATH")?;
        let first = path.split(':').next()?.strip_suffix("/bin")?.to_owned();
        (!first.starts_with("/usr") && first.len() > 1).then_some(first)
    };
    let home = of_program
        .filter(|home| !home.starts_with("/usr"))
        .or_else(|| (call.env)("VIRTUAL_ENV"))
        .or_else(of_path);
    let install = match name {
        "venv" | "virtualenv" => {
            for place in operands {
                call.fill(place);
            }
            return true;
        }
        "pip" | "pip3" => match first {
            "install" => true,
            "wheel" | "download" => {
                let place = command.flag_value(&["-w", "--wheel-dir", "-d", "--dest"]);
                let place = place.map_or_else(|| ".".to_owned(), |word| word.text.into());
                call.fill(&place);
                false
            }
            "cache" | "list" | "freeze" | "check" | "show" | "config" => return true,
            _ => false,
        },
        "uv" if first == "venv" => {
            let place = operands.get(1).map_or(".venv", String::as_str);
            call.fill(place);
            return true;
        }
        _ => true,
    };
    let cache = format!("{}/.cache", call.home());
    if !command.has_flag(&["--no-cache-dir", "--no-cache"]) && (call.env)("PIP_NO_CACHE_DIR").is_none() {
        call.work.open_dir(&cache, None);
    }
    if !install {
        call.work.open_dir("/usr/local", None);
        return true;
    }
    if operands.iter().any(|text| text == "." || text.starts_with("./"))
        || matches!(name, "poetry" | "pipenv" | "uv")
    {
        if let Some(dir) = call.dir.filter(|dir| *dir != "/").map(str::to_owned) {
            call.work.open_dir(&dir, None);
        } else {
            call.work.open_all("it works in the root of the file system");
        }
    }
    let target =
        command.flag_value(&["-t", "--target", "--prefix", "--root"]).map(|word| String::from(word.text));
    let user = command.has_flag(&["--user"]).then(|| format!("{}/.local", call.home()));
    match target.or(user).or(home) {
        Some(place) => call.fill(&place),
        None if name == "uv" && matches!(first, "sync" | "run") => {
            let place = (call.env)("UV_PROJECT_ENVIRONMENT").unwrap_or_else(|| ".venv".to_owned());
            call.fill(&place);
        }
        None => {
            call.fill("/usr/local");
            for path in ["/usr", "/opt"] {
                call.work.open_dir(path, None);
            }
            let local = format!("{}/.local", call.home());
            call.work.open_dir(&local, None);
        }
    }
    true
}

fn node(call: &mut Call<'_, '_>, name: &str, first: &str, operands: &[String]) {
    let command = call.command;
    let is_global =
        command.has_flag(&["-g", "--global", "--location=global"]) || first == "global" || name == "corepack";
    let place = command
        .flag_value(&["-C", "--prefix", "--cwd", "--dir"])
        .map_or_else(|| ".".to_owned(), |word| word.text.into());
    for cache in [".npm", ".cache", ".config", ".local", ".yarn", ".bun"] {
        let cache = format!("{}/{cache}", call.home());
        call.work.open_dir(&cache, None);
    }
    if is_global {
        call.fill("/usr/local");
        call.work.open_dir("/opt", None);
        return;
    }
    if matches!((name, first), ("npm" | "pnpm" | "yarn", "cache" | "config" | "store" | "set")) {
        return;
    }
    let installs = matches!(first, "ci" | "install" | "i" | "add" | "clean-install")
        || (matches!(name, "yarn" | "yarnpkg") && operands.is_empty());
    let Some(dir) = call.path(&place) else { return };
    if dir == "/" && !installs {
        call.work.open_all("a script of the project works in the root of the file system");
        return;
    }
    if installs {
        call.work.open_dir(&format!("{}/node_modules", dir.trim_end_matches('/')), Some(Totals::unknown()));
        if dir != "/" {
            call.work.open_dir(&dir, None);
        }
    } else {
        // Scripts of a project work inside it.
        call.work.open_project(&dir, Some(Totals::unknown()));
    }
}
