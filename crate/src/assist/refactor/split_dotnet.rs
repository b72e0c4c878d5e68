//! .NET: what is published runs on the runtime of the same version.

use super::artifact::{absolute, start_words};
use super::scene::Scene;
use super::split::{Split, split};
use super::{Draft, Keeps};

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let stage = scene.only_stage()?;
    let mut commands = scene.instructions(stage).flat_map(|it| scene.commands(it));
    let publish = commands.find(|command| command.is("dotnet", "publish"))?;
    let folder = publish.flag_value(&["-o", "--output"])?.text;
    let words = start_words(scene, stage)?;
    let (program, file) = (words.first()?, words.get(1)?);
    let path = absolute(scene, stage, &folder);
    let is_inside = absolute(scene, stage, file).starts_with(&format!("{path}/"));
    if !program.ends_with("dotnet") || !file.to_ascii_lowercase().ends_with(".dll") || !is_inside {
        return None;
    }
    let (repository, tag) = scene.tagged(stage)?;
    let registry = repository.strip_suffix("dotnet/sdk")?;
    let parted = Split {
        what: ".NET program",
        image: format!("{registry}dotnet/aspnet:{tag}"),
        copies: vec![(path.clone(), path)],
        first: Vec::new(),
        drop_start: false,
        review: "A program that serves no pages can run on dotnet/runtime, which is smaller.".to_owned(),
        keeps: Keeps::Config,
    };
    split(scene, stage, parted)
}

#[cfg(test)]
mod tests {
    use crate::assist::refactor::testing::{check, none};

    #[test]
    fn what_is_published() {
        check(
            "FROM mcr.microsoft.com/dotnet/sdk:10.0\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -c Release -o /app\nENTRYPOINT [\"dotnet\", \"/app/Shop.dll\"]|\n",
            "Build the .NET program in a stage of its own",
            "FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -c Release -o /app\n\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /src\nCOPY --from=build /app /app\nENTRYPOINT [\"dotnet\", \"/app/Shop.dll\"]\n",
        );
        none(
            "FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN dotnet publish -o /app\nCMD [\"dotnet\", \"run\"]|\n",
            "Build the .NET",
        );
    }
}
