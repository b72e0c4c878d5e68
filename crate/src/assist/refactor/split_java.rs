//! Java with Maven or Gradle: the program is one archive, and a runtime is enough to start it.

use super::artifact::{absolute, start_words};
use super::scene::Scene;
use super::split::{Split, split};
use super::{Draft, Keeps};

pub(super) fn offer(scene: &Scene<'_>) -> Option<Draft> {
    let stage = scene.only_stage()?;
    let builds = |name: &str| matches!(name, "mvn" | "mvnw" | "gradle" | "gradlew");
    let mut commands = scene.instructions(stage).flat_map(|it| scene.commands(it));
    commands.find(|command| builds(command.name()))?;
    let words = start_words(scene, stage)?;
    let jar = match words.iter().position(|word| word == "-jar") {
        Some(at) if words.first().is_some_and(|word| word.ends_with("java")) => words.get(at + 1)?,
        _ => return None,
    };
    let path = absolute(scene, stage, jar);
    if path.contains(['*', '$']) {
        return None;
    }
    let (repository, tag) = scene.tagged(stage)?;
    let version = version(repository, tag)?;
    let alpine = if tag.contains("alpine") { "-alpine" } else { "" };
    let parted = Split {
        what: "Java program",
        image: format!("eclipse-temurin:{version}-jre{alpine}"),
        copies: vec![(path.clone(), path)],
        first: Vec::new(),
        drop_start: false,
        review: "Copy what else the program reads.".to_owned(),
        keeps: Keeps::Config,
    };
    split(scene, stage, parted)
}

/// The version of Java that an image builds with: `21` of `maven:3.9-eclipse-temurin-21`.
fn version<'t>(repository: &str, tag: &'t str) -> Option<&'t str> {
    let parts: Vec<&str> = tag.split(['-', '_', '.']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match repository {
        "eclipse-temurin" => parts.first().copied().filter(is_number),
        "maven" => {
            let at = parts.iter().position(|part| matches!(*part, "temurin" | "openjdk" | "corretto"))?;
            parts.get(at + 1).copied().filter(is_number)
        }
        "gradle" => parts.iter().find_map(|part| part.strip_prefix("jdk")).filter(is_number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::version;
    use crate::assist::refactor::testing::{check, none};

    #[test]
    fn versions() {
        for (repository, tag, expected) in [
            ("maven", "3.9-eclipse-temurin-21", Some("21")),
            ("maven", "3-eclipse-temurin-21-alpine", Some("21")),
            ("gradle", "8.14-jdk17", Some("17")),
            ("eclipse-temurin", "21-jdk", Some("21")),
            ("eclipse-temurin", "21.0.12_8-jdk", Some("21")),
            ("maven", "3.9", None),
        ] {
            assert_eq!(version(repository, tag), expected, "{repository}:{tag}");
        }
    }

    #[test]
    fn an_archive() {
        check(
            "FROM maven:3-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nRUN mvn -B package\nEXPOSE 8080\nENTRYPOINT [\"java\", \"-jar\", \"target/shop.jar\"]|\n",
            "Build the Java program in a stage of its own",
            "FROM maven:3-eclipse-temurin-21 AS build\nWORKDIR /app\nCOPY . .\nRUN mvn -B package\n\nFROM eclipse-temurin:21-jre\nWORKDIR /app\nCOPY --from=build /app/target/shop.jar /app/target/shop.jar\nEXPOSE 8080\nENTRYPOINT [\"java\", \"-jar\", \"target/shop.jar\"]\n",
        );
        none(
            "FROM maven:3-eclipse-temurin-21\nRUN mvn package\nCMD [\"mvn\", \"exec:java\"]|\n",
            "Build the Java",
        );
        none(
            "FROM maven:3-eclipse-temurin-21\nRUN mvn package\nCMD java -jar target/*.jar|\n",
            "Build the Java",
        );
    }
}
