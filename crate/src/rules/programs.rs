//! Which programs an image lacks for certain.

use crate::plan::files::Found;
use crate::stage::Stage;
use crate::syntax::Kind;
use crate::syntax::expand::Env;
use crate::syntax::shell::{Manager, PackageKind};
use crate::text::paths::join;

use super::RuleContext;
use super::facts::{short_image, split_image};

/// The directories that a program is looked for in where nothing sets them.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Packages that bring none of the programs that are asked about, and need none of them.
const PLAIN: [&str; 12] = [
    "ca-certificates",
    "tzdata",
    "tini",
    "dumb-init",
    "openssl",
    "libc6-compat",
    "gcompat",
    "su-exec",
    "gosu",
    "libstdc++",
    "libgcc",
    "libpq5",
];

/// Whether the image of the target has no program of a name or path, as far as that can be proved: every step is known,
/// and so is the base image.
pub(super) fn is_missing(ctx: &RuleContext<'_>, target: &Stage, program: &str) -> bool {
    let Some(outcome) = ctx.build.plan.result() else { return false };
    if program.is_empty()
        || program.contains(['$', '`', '*'])
        || program.rsplit_once('.').is_some_and(|(_, end)| end == "wasm")
    {
        return false;
    }
    let has_no = |path: &str| match outcome.output {
        Some(output) => matches!(ctx.landing.files.find(output, path), Found::No),
        // Nothing was ever put into it.
        None => true,
    };
    if program.contains('/') {
        let dir = if outcome.dir.is_empty() { "/" } else { &outcome.dir };
        return has_no(&if program.starts_with('/') { program.to_owned() } else { join(dir, program) });
    }
    let Some(target) = ctx.stages().get(target.index) else { return false };
    if ctx.is_scratch(target) {
        let path = outcome.env.get("PATH").unwrap_or(PATH);
        return path.split(':').all(|dir| has_no(&join(dir, program)));
    }
    let is_closed = outcome.output.is_none_or(|output| ctx.landing.files.is_closed(output));
    is_closed && lacks(ctx, target, program) && !is_brought(ctx, program)
}

/// Whether the base image of a stage is known to come without a program.
fn lacks(ctx: &RuleContext<'_>, stage: &Stage, program: &str) -> bool {
    let Some(stage) = ctx.stages().get(stage.index) else { return false };
    let Some(known) = ctx.base_image(stage) else { return false };
    let image = ctx.image_of(stage);
    let (name, tag) = split_image(image);
    let name = short_image(name);
    if name.contains("distroless/") && !tag.contains("debug") {
        let is_tool = matches!(program, "sh" | "bash" | "curl" | "wget" | "nc" | "npm" | "yarn" | "pip");
        return is_tool && known.shell == "none";
    }
    let is_alpine = known.package_manager == "apk" && known.libc == "musl";
    let is_slim = tag.contains("slim") || matches!(name, "debian" | "ubuntu");
    let is_apt = known.package_manager == "apt";
    match program {
        "bash" => is_alpine && known.shell == "ash",
        // Those of nginx and PHP bring curl.
        "curl" => match name {
            "alpine" | "node" | "python" | "golang" | "ruby" | "rust" if is_alpine => true,
            "debian" | "ubuntu" | "node" | "python" | "ruby" | "rust" => is_apt && is_slim,
            _ => false,
        },
        "wget" | "nc" => {
            matches!(name, "debian" | "ubuntu" | "node" | "python" | "ruby") && is_apt && is_slim
        }
        "node" | "npm" | "npx" | "yarn" => {
            matches!(
                name,
                "alpine" | "debian" | "ubuntu" | "nginx" | "httpd" | "python" | "golang" | "busybox"
            )
        }
        "python" | "python3" | "pip" | "pip3" => {
            matches!(name, "alpine" | "debian" | "ubuntu" | "nginx" | "busybox")
                || name == "node" && (is_alpine || is_slim)
        }
        "java" => matches!(name, "alpine" | "debian" | "ubuntu" | "nginx" | "python" | "node" | "golang"),
        "mvn" | "gradle" => matches!(
            name,
            "alpine" | "debian" | "ubuntu" | "nginx" | "eclipse-temurin" | "openjdk" | "amazoncorretto"
        ),
        "go" => matches!(name, "alpine" | "debian" | "ubuntu" | "nginx" | "node" | "python"),
        _ => false,
    }
}

/// Whether something above the base image may bring a program: packages, or files where programs lie.
fn is_brought(ctx: &RuleContext<'_>, program: &str) -> bool {
    for it in ctx.chain_instructions() {
        match &it.kind {
            Kind::Copy(copy) | Kind::Add(copy) => {
                let into_programs = ctx.copies_of(it).iter().any(|(_, dest)| {
                    let dest = dest.trim_end_matches('/');
                    matches!(dest, "" | "/bin" | "/usr" | "/usr/local" | "/opt" | "/sbin")
                        || dest.contains("/bin")
                        || dest.ends_with(program)
                });
                if into_programs || copy.parents {
                    return true;
                }
            }
            Kind::Run(_) => {
                let may_bring = ctx.commands(it).iter().any(|command| {
                    command.installs().is_some_and(Manager::is_of_system)
                        && command.packages().iter().any(|package| {
                            package.kind != PackageKind::Named
                                || package.name.contains(program)
                                || !PLAIN.contains(&package.name) && program != "curl" && program != "wget"
                        })
                });
                if may_bring {
                    return true;
                }
            }
            Kind::Env(pairs) if pairs.iter().any(|pair| pair.key.text == "PATH") => return true,
            _ => {}
        }
    }
    false
}
