//! How far a build is from a goal.

use stagescope::report::{Change, Fate, Presence, SecretReach, SizeView, files, presence, what_if};
use stagescope::{Catalog, Input, Report, analyze};

use super::{Check, Goal};

/// What is to be said of a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it surely holds.
    pub met: bool,
    /// What is the case, or why nobody can say; may be empty when it holds.
    pub measure: String,
}

impl Verdict {
    fn new(met: bool, measure: impl Into<String>) -> Self {
        Self { met, measure: measure.into() }
    }
}

/// Judges a goal. `report` is that of `input`.
pub fn judge(goal: &Goal, input: &Input, report: &Report, catalog: &Catalog<'_>) -> Verdict {
    let Some(options) = &goal.with else { return verdict(&goal.check, input, report, catalog) };
    let input = Input { options: options.clone(), ..input.clone() };
    verdict(&goal.check, &input, &analyze(&input, catalog), catalog)
}

fn verdict(check: &Check, input: &Input, report: &Report, catalog: &Catalog<'_>) -> Verdict {
    match check {
        Check::Builds => match (&report.stop, &report.fragment) {
            (Some(stop), _) => Verdict::new(false, format!("stops: {}", stop.message)),
            (None, Some(_)) => Verdict::new(false, "there is no FROM"),
            (None, None) => Verdict::new(report.target.is_some(), ""),
        },
        // What is said of an image that cannot be built would be said of nothing.
        _ if report.stop.is_some() => Verdict::new(false, "the build stops before that"),
        Check::Target(name) => {
            let target = report.target.and_then(|index| report.stages.get(index)).map(|it| it.name.as_str());
            let met = target == Some(name) && input.options.target.is_some();
            Verdict::new(met, format!("the target is {}", target.unwrap_or("none")))
        }
        Check::Runs(name) | Check::Skipped(name) => {
            let Some(stage) = report.stages.iter().find(|it| it.name == *name) else {
                return Verdict::new(false, format!("there is no stage {name}"));
            };
            let wanted = matches!(check, Check::Runs(_));
            Verdict::new(stage.reached == wanted, if stage.reached { "it runs" } else { "it is skipped" })
        }
        Check::Stages(least) => at_least(report.stages.len(), *least),
        Check::Smaller(limit) => match &report.image {
            Some(image) => below(&image.size, *limit, &image.unknown),
            None => Verdict::new(false, "there is no image"),
        },
        Check::BaseSmaller(limit) => base_size(report, *limit),
        Check::Base(name) => {
            let base = final_base(report).unwrap_or_default();
            let met = base == name
                || base.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with([':', '@']));
            Verdict::new(met, format!("it is {}", if base.is_empty() { "not known" } else { base }))
        }
        Check::Has(path) | Check::MayHave(path) | Check::Lacks(path) => {
            let found = presence(input, catalog, &[path]).first().copied();
            let met = match check {
                Check::Has(_) => found == Some(Presence::Yes),
                Check::MayHave(_) => found.is_some_and(|it| it != Presence::No),
                _ => found == Some(Presence::No),
            };
            Verdict::new(
                met,
                match found {
                    Some(Presence::Yes) => "it is there",
                    Some(Presence::No) => "it is not there",
                    Some(Presence::Maybe) | None => "only a build can tell",
                },
            )
        }
        Check::NotBrought(path) => {
            let is_below = |it: &str| {
                it.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            match files(input, catalog).into_iter().find(|it| is_below(&it.path)) {
                Some(row) => Verdict::new(false, format!("a layer holds {}", row.path)),
                None => Verdict::new(true, ""),
            }
        }
        Check::Cached(step, file) => fate(step, file, true, input, catalog),
        Check::RunsAgain(step, file) => fate(step, file, false, input, catalog),
        Check::NoSecretInImage => secrets(report, SecretReach::Config),
        Check::NoSecret => secrets(report, SecretReach::Cache),
        Check::Silent(rule) => match report.diagnostics.iter().find(|it| it.rule == *rule) {
            Some(found) => Verdict::new(false, format!("line {}: {}", found.line, found.message)),
            None => Verdict::new(true, ""),
        },
        Check::Config(key, value) | Check::ConfigBegins(key, value) => {
            let whole = matches!(check, Check::Config(..));
            let is_it = |it: &str| if whole { it == value } else { it.starts_with(value.as_str()) };
            let name = value.split_once('=').map_or("", |(name, _)| name);
            let is_near =
                |it: &str| key != "Env" || it.split_once('=').is_some_and(|(known, _)| known == name);
            let near = config(report, key).find(|it| is_near(it));
            let measure = near.map_or_else(|| "not set".to_owned(), |it| format!("it is {it}"));
            Verdict::new(config(report, key).any(is_it), measure)
        }
        Check::ConfigSet(key) => match config(report, key).next() {
            Some(value) => {
                let is_root = key == "User" && matches!(value.split(':').next(), Some("root" | "0" | ""));
                Verdict::new(!is_root, format!("it is {value}"))
            }
            None => Verdict::new(false, "not set"),
        },
        Check::Layers(most) => {
            let own = report.image.iter().flat_map(|it| &it.layers).filter(|it| !it.inherited).count();
            Verdict::new(report.image.is_some() && own <= *most, format!("it has {own}"))
        }
        Check::Ignored(path) => ignored(path, true, input, report),
        Check::Kept(path) => ignored(path, false, input, report),
    }
}

fn at_least(number: usize, least: usize) -> Verdict {
    Verdict::new(number >= least, format!("there {} {number}", if number == 1 { "is" } else { "are" }))
}

fn below(size: &SizeView, limit: f64, unknown: &str) -> Verdict {
    let met = size.high.is_some_and(|high| high < limit);
    let mut measure = format!("it is {}", size.text);
    if !unknown.is_empty() {
        measure = format!("{measure}, {unknown}");
    } else if !met && size.low < limit && size.high.is_some() {
        measure.push_str(", which may be more");
    }
    Verdict::new(met, measure)
}

fn base_size(report: &Report, limit: f64) -> Verdict {
    let Some(image) = &report.image else { return Verdict::new(false, "there is no image") };
    match image.layers.iter().find(|it| it.inherited) {
        Some(base) => below(&base.size, limit, ""),
        None => Verdict::new(final_base(report) == Some("scratch"), "it is scratch, which is empty"),
    }
}

/// The image that the target stands on, through the stages that it starts from.
fn final_base(report: &Report) -> Option<&str> {
    let mut stage = report.stages.get(report.target?)?;
    // A stage starts only from one above it, so this ends.
    while let Some(next) = report.stages.iter().take(stage.index).rfind(|it| it.name == stage.base) {
        stage = next;
    }
    Some(&stage.base)
}

fn fate(step: &str, file: &str, cached: bool, input: &Input, catalog: &Catalog<'_>) -> Verdict {
    let steps = what_if(input, &Change::File(file.to_owned()), catalog).steps;
    let named: Vec<_> = steps.iter().filter(|it| it.fate != Fate::Always && it.name.contains(step)).collect();
    let Some(worst) = named.iter().max_by_key(|it| it.fate) else {
        return Verdict::new(false, format!("no step that runs says {step}"));
    };
    let met = if cached { worst.fate == Fate::Cached } else { worst.fate == Fate::Runs };
    Verdict::new(
        met,
        match worst.fate {
            Fate::Cached | Fate::Always => "it stays cached",
            Fate::Perhaps => "it may run again: only the build can tell whether the files come out the same",
            Fate::Runs => "it runs again",
        },
    )
}

fn secrets(report: &Report, from: SecretReach) -> Verdict {
    let reach = |reach| match reach {
        SecretReach::Nowhere => "nothing that stays",
        SecretReach::Cache => "the build cache",
        SecretReach::Config => "the image’s config or history",
        SecretReach::Layer => "a layer of the image",
    };
    match report.secrets.iter().find(|it| it.reach >= from) {
        Some(found) => Verdict::new(false, format!("{} reaches {}", found.name, reach(found.reach))),
        None => Verdict::new(true, ""),
    }
}

fn config<'r>(report: &'r Report, key: &'r str) -> impl Iterator<Item = &'r str> {
    let rows = report.image.iter().flat_map(|it| &it.config);
    rows.filter(move |it| it.key == key).map(|it| it.value.as_str())
}

fn ignored(path: &str, wanted: bool, input: &Input, report: &Report) -> Verdict {
    let place = input.context.as_ref().and_then(|it| it.files().iter().position(|file| file.path == path));
    let found = place.zip(report.context.as_ref()).and_then(|(place, view)| view.verdicts.get(place));
    match found {
        Some(it) => {
            Verdict::new(it.kept != wanted, if it.kept { "it is let through" } else { "it is kept back" })
        }
        None => Verdict::new(false, format!("{path} is not in the build context")),
    }
}
