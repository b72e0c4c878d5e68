//! `ScratchMissingRuntimeFiles`: a program without certificates.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::rules::builders::build_steps;
use crate::text::TextEdit;

declare_rule! {
    /// A program on `scratch` has no certificates to trust.
    ///
    /// ## Why it matters
    /// `scratch` is empty. A program that calls an address with HTTPS finds no certificate there and refuses every
    /// answer: "certificate signed by unknown authority".
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS build
    /// RUN CGO_ENABLED=0 go build -o /app .
    /// FROM scratch
    /// COPY --from=build /app /app
    /// ENTRYPOINT ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// RUN CGO_ENABLED=0 go build -o /app .
    /// FROM scratch
    /// COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
    /// COPY --from=build /app /app
    /// ENTRYPOINT ["/app"]
    /// ```
    ScratchMissingRuntimeFiles {
        category: "multi-stage",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let Some(target) = ctx.target_stage().filter(|target| ctx.is_scratch(target)) else { return };
    // Without a program there is nothing that calls.
    if ctx.start_words().is_empty() {
        return;
    }
    let own = ctx.chain_instructions();
    let brings = |(from, to): &(&str, &str)| {
        let both = [*from, *to];
        *from == "/"
            || *to == "/" && from.ends_with('/')
            || both.iter().any(|path| path.contains("ssl") || path.contains("cert") || path.contains(".tar"))
    };
    if own.iter().any(|it| ctx.copies_of(it).iter().any(brings)) {
        return;
    }
    let Some((copy, source)) = own.iter().find_map(|it| Some((*it, ctx.source_of(it)?))) else { return };
    let step = build_steps(ctx, source);
    if step.iter().any(|step| step.command.words.iter().any(|word| word.text.contains("x509roots"))) {
        return;
    }
    let message = "there are no certificates in the image".to_owned();
    let why = format!("{} stands on scratch; calls with HTTPS fail there", ctx.name_of(target));
    let mut finding = Finding::new(&META, copy.index, copy.line_span, message, why);
    // The image of Go has them.
    if ctx.image_of(source).contains("/golang:") && !source.name.is_empty() {
        let path = "/etc/ssl/certs/ca-certificates.crt";
        let new_text = format!("COPY --from={} {path} /etc/ssl/certs/\n", source.name);
        let edit = TextEdit { span: copy.span.at_start(), new_text };
        finding = finding.with_fix("Copy the certificates", Safety::NeedsReview, vec![edit]);
    }
    ctx.report(finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn no_certificates() {
        let source = "
FROM golang:1.26 AS b
FROM scratch
COPY --from=b /app /app
^^^^^^^^^^^^^^^^^^^^^^^ there are no certificates in the image
CMD [\"/app\"]
";
        check(&RULE, source);
        let source = "FROM golang:1.26 AS b\nFROM scratch\nCOPY --from=b /app /app\nCMD [\"/app\"]\n";
        let copy = "COPY --from=b /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCOPY --from=b /app";
        check_fix(&RULE, source, &source.replace("COPY --from=b /app", copy));
    }

    #[test]
    fn with_them_or_without_a_program() {
        check_none(&RULE, "FROM a:1 AS b\nFROM scratch\nCOPY --from=b /app /app\n");
        check_none(
            &RULE,
            "FROM a:1 AS b\nFROM gcr.io/distroless/static\nCOPY --from=b /app /app\nCMD [\"/app\"]\n",
        );
        check_none(&RULE, "FROM a:1 AS b\nFROM scratch\nCOPY --from=b / /\nCMD [\"/app\"]\n");
        check_none(
            &RULE,
            "FROM a:1 AS b\nFROM scratch\nCOPY --from=b /etc/ssl /etc/ssl\nCOPY --from=b /app /app\nCMD [\"/app\"]\n",
        );
    }
}
