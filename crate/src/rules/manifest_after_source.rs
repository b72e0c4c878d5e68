//! `ManifestAfterSource`: a list of dependencies that is copied twice.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::{Kind, Word};

declare_rule! {
    /// A list of dependencies is copied after the whole source.
    ///
    /// ## Why it matters
    /// To copy the list by itself helps only before the source: then an edit of the source leaves the install as it is.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-slim
    /// WORKDIR /app
    /// COPY . .
    /// COPY requirements.txt .
    /// RUN pip install --no-cache-dir -r requirements.txt
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-slim
    /// WORKDIR /app
    /// COPY requirements.txt .
    /// RUN pip install --no-cache-dir -r requirements.txt
    /// COPY . .
    /// ```
    ManifestAfterSource {
        category: "caching",
        severity: Info,
        equivalents: [],
    }
}

const MANIFESTS: [&str; 16] = [
    "package.json",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "requirements.txt",
    "pyproject.toml",
    "poetry.lock",
    "uv.lock",
    "go.mod",
    "go.sum",
    "Cargo.toml",
    "Cargo.lock",
    "pom.xml",
    "composer.json",
    "Gemfile",
    "Gemfile.lock",
];

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        // Where the whole source went, and which line put it there.
        let mut all: Option<(&str, u32)> = None;
        for it in ctx.instructions_of(stage) {
            let Kind::Copy(copy) = &it.kind else { continue };
            if copy.from.is_some() {
                continue;
            }
            let is_manifest = |word: &&Word| MANIFESTS.contains(&word.text.trim_start_matches("./"));
            if let Some((dest, line)) = all
                && let Some(word) = copy.sources.iter().find(is_manifest)
                && ctx.copies_of(it).iter().any(|(_, to)| to.trim_end_matches('/') == dest)
            {
                let message = format!("line {line} has copied {} already", word.text);
                let why = "it helps only above the copy of the source, with the install between them";
                ctx.report(Finding::new(&META, it.index, word.span, message, why));
                break;
            }
            if copy.sources.iter().any(|word| matches!(word.text.as_str(), "." | "./")) {
                all = ctx.copies_of(it).first().map(|(_, to)| (to.trim_end_matches('/'), it.lines.start));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn below_the_source() {
        check(
            &RULE,
            "
FROM a:1
WORKDIR /app
COPY . .
COPY go.mod go.sum ./
     ^^^^^^ line 3 has copied go.mod already
",
        );
        check_why(
            &RULE,
            "FROM a:1\nCOPY . /a\nCOPY package.json /a/\n",
            "it helps only above the copy of the source, with the install between them",
        );
    }

    #[test]
    fn above_it_or_elsewhere() {
        check_none(&RULE, "FROM a:1\nCOPY go.mod .\nCOPY . .\n");
        check_none(&RULE, "FROM a:1\nCOPY . /a\nCOPY go.mod /b/\n");
        check_none(&RULE, "FROM a:1 AS b\nFROM a:1\nCOPY . /a\nCOPY --from=b go.mod /a/\n");
    }
}
