//! `ShellLessStage`: a shell where none is.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::rules::facts::split_image;
use crate::syntax::{Instruction, Kind};

declare_rule! {
    /// A shell is needed in an image that has none.
    ///
    /// ## Why it matters
    /// `scratch` and the images of distroless have no `/bin/sh`. A `RUN` stops the build there, and a `CMD` that is no
    /// list stops the container.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS build
    /// RUN CGO_ENABLED=0 go build -o /app .
    /// FROM gcr.io/distroless/static-debian12
    /// COPY --from=build /app /app
    /// RUN chmod +x /app
    /// ENTRYPOINT ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// RUN CGO_ENABLED=0 go build -o /app .
    /// FROM gcr.io/distroless/static-debian12
    /// COPY --from=build --chmod=0755 /app /app
    /// ENTRYPOINT ["/app"]
    /// ```
    ShellLessStage {
        category: "multi-stage",
        severity: Error,
        equivalents: ["tally tally/shell-run-in-scratch"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        let image = ctx.image_of(stage);
        let (_, tag) = split_image(image);
        let is_distroless = image.contains("/distroless/") && !tag.contains("debug");
        if !is_distroless && !ctx.is_scratch(stage) {
            continue;
        }
        let place = if is_distroless { image } else { "scratch" };
        let mut own: Vec<&Instruction> = Vec::new();
        if let Some(base) = ctx.base_of(stage).and_then(|base| ctx.stages().get(base)) {
            own.extend(ctx.instructions_of(base));
        }
        for it in own.iter().copied().chain(ctx.instructions_of(stage)) {
            // A root, or a program that may be a shell.
            let brings =
                |to: &str| matches!(to, "/" | "/bin" | "/bin/" | "/bin/sh" | "/usr/bin/" | "/usr/bin");
            if matches!(it.kind, Kind::Shell(_))
                || ctx.copies_of(it).iter().any(|(from, to)| brings(to) && !is_file(from))
            {
                break;
            }
            let (command, what) = match &it.kind {
                Kind::Run(run) => (&run.command, "the build stops here"),
                Kind::Cmd(command) | Kind::Entrypoint(command) => (command, "the container does not start"),
                _ => continue,
            };
            if !command.shell || ctx.stage_of(it.index).is_none_or(|own| own.index != stage.index) {
                continue;
            }
            let message = format!("{} needs a shell, and there is none", it.keyword.text);
            let why = format!("{place} has no /bin/sh: {what}");
            ctx.report(Finding::new(&META, it.index, it.line_span, message, why));
        }
    }
}

/// Whether a path names a file rather than a folder that may hold a shell.
fn is_file(path: &str) -> bool {
    !path.ends_with('/')
        && !path.ends_with("/bin")
        && path.len() > 1
        && !path.contains(".tar")
        && !path.contains("rootfs")
        && !path.ends_with("/sh")
        && !path.contains("busybox")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn no_shell() {
        check(
            &RULE,
            "
FROM scratch
COPY app /app
CMD /app
^^^^^^^^ CMD needs a shell, and there is none
",
        );
        check_why(&RULE, "FROM scratch\nRUN x\n", "scratch has no /bin/sh: the build stops here");
    }

    #[test]
    fn lists_other_images_and_roots() {
        check_none(&RULE, "FROM scratch\nCMD [\"/app\"]\n");
        check_none(&RULE, "FROM gcr.io/distroless/base:debug\nRUN x\n");
        check_none(&RULE, "FROM scratch\nADD rootfs.tar.gz /\nRUN x\n");
        check_none(&RULE, "FROM a:1 AS b\nFROM scratch\nCOPY --from=b / /\nCMD x\n");
        check_none(&RULE, "FROM a:1 AS b\nFROM scratch\nCOPY --from=b /bin/busybox /bin/\nRUN x\n");
    }
}
