//! `SecretFileCopied`: a file that usually holds secrets, copied.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::paths;

declare_rule! {
    /// A file that usually holds secrets is copied into the image.
    ///
    /// ## Why it matters
    /// A copied file stays in its layer, even where a later step deletes it. Whoever has the image can take it out.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// COPY .npmrc package.json ./
    /// RUN npm ci
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// COPY package.json package-lock.json ./
    /// RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
    /// ```
    SecretFileCopied {
        category: "security & secrets",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let transfer = match &it.kind {
            Kind::Copy(transfer) if transfer.from.is_none() => transfer,
            Kind::Add(transfer) => transfer,
            _ => continue,
        };
        for source in &transfer.sources {
            let path = source.text.trim_end_matches('/');
            let Some(severity) = holds(path).filter(|_| !path.contains("://")) else { continue };
            let severity = if ctx.ships(it) { severity } else { Severity::Info };
            let message = format!("{} often holds secrets", source.text);
            let why = "if it holds one, the layer keeps it, even after a later RUN rm";
            ctx.report(Finding::new(&META, it.index, source.span, message, why).at_most(severity));
        }
    }
}

/// How likely it is that a file holds a secret, by its name.
fn holds(path: &str) -> Option<Severity> {
    let name = paths::base(path);
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if let Some(rest) = name.strip_prefix(".env") {
        let is_env = rest.is_empty() || rest.starts_with('.');
        let samples = ["example", "sample", "template", "dist", "defaults", "test"];
        return (is_env && !has(&samples)).then_some(Severity::Warning);
    }
    let sure = [
        ".netrc",
        ".pypirc",
        "id_rsa",
        "id_ed25519",
        "id_ecdsa",
        "credentials",
        "credentials.json",
        "kubeconfig",
        ".aws",
        ".ssh",
        "terraform.tfstate",
    ];
    let public = ["pub", "ca", "cert", "chain", "bundle", "gpg", "keyring", "repo", "sample"];
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if sure.contains(&name) || path.ends_with(".docker/config.json") || name.starts_with("service-account") {
        return Some(Severity::Warning);
    }
    match ending {
        "key" | "p12" | "pfx" | "kdbx" if !has(&public) => Some(Severity::Warning),
        "pem" | "jks" | "keystore" if !has(&public) => Some(Severity::Info),
        "npmrc" if name == ".npmrc" => Some(Severity::Info),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn by_name() {
        check(
            &RULE,
            "
FROM a:1
COPY .env conf/id_rsa /app/
     ^^^^ .env often holds secrets
          ^^^^^^^^^^^ conf/id_rsa often holds secrets
",
        );
    }

    #[test]
    fn samples_public_parts_and_stages() {
        check_none(&RULE, "FROM a:1\nCOPY .env.example id_rsa.pub ca.pem public.pem environment ./\n");
        check_none(&RULE, "FROM a:1 AS b\nFROM a:1\nCOPY --from=b /x/.env /x/.env\n");
        check_none(&RULE, "FROM a:1\nADD https://example.com/repo.key /etc/apt/keyrings/\n");
    }
}
