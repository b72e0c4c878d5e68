//! `BuildplatformMissing`: a compiler that runs under emulation.

use crate::diag::{Finding, Fix, Severity};
use crate::eval::Origin;
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::syntax::command::SimpleCommand;

declare_rule! {
    /// A stage that cross-compiles runs under emulation.
    ///
    /// ## Why it matters
    /// The stage compiles for the platform that is asked for, and could do so on any machine. Without
    /// `--platform=$BUILDPLATFORM` the compiler itself is one of that platform, is emulated, and takes many times as long.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS build
    /// ARG TARGETOS TARGETARCH
    /// WORKDIR /src
    /// COPY . .
    /// RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /app .
    /// FROM scratch
    /// COPY --from=build /app /app
    /// ENTRYPOINT ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// ARG TARGETOS TARGETARCH
    /// WORKDIR /src
    /// COPY . .
    /// RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /app .
    /// FROM scratch
    /// COPY --from=build /app /app
    /// ENTRYPOINT ["/app"]
    /// ```
    BuildplatformMissing {
        category: "multi-arch",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let builds = ctx.runs().any(|it| ctx.commands(it).iter().any(is_build));
    if !builds || !ctx.file.instructions.iter().any(|it| it.original.contains("TARGETARCH")) {
        return;
    }
    for stage in ctx.stages() {
        let root = ctx.root_of(stage);
        let Some((it, from)) = ctx.from_of(root).filter(|(_, from)| from.platform.is_none()) else {
            continue;
        };
        let is_image = ctx.checked_state(root).is_some_and(|state| matches!(state.origin, Origin::Image(_)));
        if !is_image || ctx.is_shipped(stage.index) || ctx.is_shipped(root.index) {
            continue;
        }
        let Some(line) = cross_compiles(ctx, stage) else { continue };
        let message = format!("{} cross-compiles under emulation", ctx.name_of(stage));
        let why = format!("line {line} builds for TARGETARCH; any machine can, on its own platform");
        let fix = Fix::review(
            "Run it on the platform of the build",
            from.image.span.at_start(),
            "--platform=$BUILDPLATFORM ",
        );
        let finding = Finding::new(&META, it.index, from.image.span, message, why).fixed_by(Some(fix));
        ctx.report(if ctx.is_reached(stage.index) { finding } else { finding.at_most(Severity::Hint) });
    }
}

fn is_build(command: &SimpleCommand) -> bool {
    command.is("go", "build") || command.is("go", "install")
}

/// The line in which a stage builds for the platform that is asked for, in a way that any machine can.
fn cross_compiles<'a>(ctx: &RuleContext<'a>, stage: &'a crate::stage::Stage) -> Option<u32> {
    // Of `ENV`s above.
    let (mut pure, mut for_target) = (false, false);
    for it in ctx.instructions_to(stage) {
        match &it.kind {
            Kind::Env(pairs) => {
                for pair in pairs {
                    pure |=
                        pair.key.text == "CGO_ENABLED" && pair.value.text.trim_matches(['"', '\'']) == "0";
                    for_target |= pair.key.text == "GOARCH" && pair.value.text.contains("TARGETARCH");
                }
            }
            Kind::Run(_) => {
                for command in ctx.commands(it) {
                    let has = |start: &str, part: &str| {
                        command
                            .assigns
                            .iter()
                            .any(|word| word.text.starts_with(start) && word.text.contains(part))
                    };
                    // What is exported counts for the commands behind it.
                    if command.name() == "export" {
                        let gives = |start: &str, part: &str| {
                            command
                                .args()
                                .iter()
                                .any(|word| word.text.starts_with(start) && word.text.contains(part))
                        };
                        pure |= gives("CGO_ENABLED=", "0");
                        for_target |= gives("GOARCH=", "TARGETARCH");
                    }
                    let own = ctx.stage_of(it.index).is_some_and(|of| of.index == stage.index);
                    if own
                        && is_build(command)
                        && (pure || has("CGO_ENABLED=", "0"))
                        && (for_target || has("GOARCH=", "TARGETARCH"))
                    {
                        return Some(it.lines.start);
                    }
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn emulated() {
        check(
            &RULE,
            "
FROM golang:1.26 AS b
     ^^^^^^^^^^^ b cross-compiles under emulation
ARG TARGETARCH
ENV CGO_ENABLED=0 GOARCH=$TARGETARCH
RUN go build -o /app .
FROM scratch
COPY --from=b /app /app
",
        );
        let source = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build .\nFROM scratch\n";
        check_fix(&RULE, source, &source.replace("FROM golang", "FROM --platform=$BUILDPLATFORM golang"));
    }

    #[test]
    fn native_shipped_or_with_c() {
        for source in [
            "FROM --platform=$BUILDPLATFORM golang:1.26 AS b\nRUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build .\nFROM scratch\n",
            "FROM golang:1.26 AS b\nRUN GOARCH=$TARGETARCH go build .\nFROM scratch\n",
            "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build .\nFROM scratch\n",
            "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build .\n",
        ] {
            check_none(&RULE, source);
        }
    }
}
