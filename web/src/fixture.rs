//! A report made by hand, so that tests of the page do not move when the engine learns.

use stagescope::Report;
use stagescope::report::{
    ArgumentView, Basis, BuildView, ConfigRow, EdgeKind, EdgeView, Edit, EditorDiagnostic, EditorFix,
    GraphView, HistoryRow, ImageView, InstructionRange, LayerRow, Level, NodeId, NodeView, SizeView,
    StageBand, StageView, StepView, WasteView,
};

/// The text that [`report`] is about.
pub(crate) const TEXT: &str = "FROM golang:1.22 AS builder\nRUN make\n\nFROM alpine:3.20\nCOPY --from=builder /app /app\nRUN adduser app\nCMD [\"/app\"]\n";

/// Two stages, both reached; the second is the target.
pub(crate) fn report() -> Report {
    Report {
        stop: None,
        fragment: None,
        stages: vec![
            stage(0, "builder", "golang:1.22", (1, 2), Some(0)),
            StageView { named: false, target: true, ..stage(1, "stage-1", "alpine:3.20", (4, 7), Some(2)) },
        ],
        target: Some(1),
        arguments: vec![ArgumentView {
            name: "VERSION".to_owned(),
            default: Some("1".to_owned()),
            line: 1,
            global: true,
        }],
        command: "docker build .".to_owned(),
        graph: graph(),
        build: BuildView {
            steps: vec![
                step(1, "[internal] load build definition from Dockerfile", None, None, &[]),
                step(2, "[builder 1/2] FROM docker.io/library/golang:1.22", Some(0), Some(0), &[1]),
                step(3, "[stage-1 1/3] FROM docker.io/library/alpine:3.20", Some(1), Some(2), &[1]),
                step(4, "[builder 2/2] RUN make", Some(0), Some(1), &[2]),
                step(5, "[stage-1 2/3] COPY --from=builder /app /app", Some(1), Some(3), &[3, 4]),
                step(6, "[stage-1 3/3] RUN adduser app", Some(1), Some(4), &[5]),
            ],
            complete: true,
        },
        image: Some(image()),
        context: None,
        secrets: Vec::new(),
        diagnostics: vec![EditorDiagnostic {
            from: 28,
            to: 36,
            line: 2,
            level: Level::Warning,
            rule: "WorkdirRelativePath".to_owned(),
            message: "make runs in the root directory".to_owned(),
            why: "no WORKDIR is set in builder".to_owned(),
            instruction: Some(1),
            stage: Some(0),
            fixes: vec![EditorFix {
                title: "Set WORKDIR /src".to_owned(),
                safe: true,
                edits: vec![Edit { from: 28, to: 28, insert: "WORKDIR /src\n".to_owned() }],
            }],
            buildkit: false,
        }],
        bands: vec![band(0, (1, 3), "1 builder", "gives /app"), band(1, (4, 7), "2 stage-1", "the target")],
        instructions: vec![
            range(0, 27, 1, 0),
            range(28, 36, 2, 0),
            range(38, 54, 4, 1),
            range(55, 84, 5, 1),
            range(85, 100, 6, 1),
            range(101, 113, 7, 1),
        ],
    }
}

fn range(from: u32, to: u32, line: u32, stage: usize) -> InstructionRange {
    InstructionRange { from, to, line, end_line: line, stage: Some(stage) }
}

fn band(stage: usize, lines: (u32, u32), label: &str, note: &str) -> StageBand {
    StageBand { stage, line: lines.0, end_line: lines.1, label: label.to_owned(), note: note.to_owned() }
}

fn size(text: &str, low: f64, high: Option<f64>, basis: Basis) -> SizeView {
    SizeView { text: text.to_owned(), low, high, basis, how: "how it is known".to_owned() }
}

fn stage(index: usize, name: &str, base: &str, lines: (u32, u32), instruction: Option<usize>) -> StageView {
    StageView {
        index,
        name: name.to_owned(),
        named: true,
        base: base.to_owned(),
        reached: true,
        target: false,
        reason: "it runs".to_owned(),
        steps: 1,
        size: size("≥ 800 MB", 8.0e8, None, Basis::Unknown),
        gives: Vec::new(),
        line: lines.0,
        end_line: lines.1,
        instruction,
    }
}

fn step(
    number: usize,
    name: &str,
    stage: Option<usize>,
    instruction: Option<usize>,
    inputs: &[usize],
) -> StepView {
    StepView { number, name: name.to_owned(), stage, instruction, inputs: inputs.to_vec() }
}

fn graph() -> GraphView {
    let node = |id, x, y, title: &str| NodeView {
        id,
        x,
        y,
        width: 160,
        height: 72,
        title: title.to_owned(),
        lines: vec!["runs".to_owned()],
        reached: true,
        target: id == NodeId::Stage(1),
    };
    let edge = |from, to, kind, label: &str, instruction| EdgeView {
        from,
        to,
        kind,
        label: label.to_owned(),
        path: "M0 0L1 1".to_owned(),
        label_x: 0,
        label_y: 0,
        label_width: 60,
        instructions: vec![instruction],
        reached: true,
    };
    GraphView {
        width: 700,
        height: 240,
        nodes: vec![
            node(NodeId::Image(0), 10, 10, "golang:1.22"),
            node(NodeId::Stage(0), 260, 10, "1 builder"),
            node(NodeId::Image(1), 10, 150, "alpine:3.20"),
            node(NodeId::Stage(1), 500, 150, "2 stage-1"),
        ],
        edges: vec![
            edge(NodeId::Image(0), NodeId::Stage(0), EdgeKind::From, "", 0),
            edge(NodeId::Image(1), NodeId::Stage(1), EdgeKind::From, "", 2),
            edge(NodeId::Stage(0), NodeId::Stage(1), EdgeKind::Copy, "/app", 3),
        ],
    }
}

fn image() -> ImageView {
    let layer = |number: &str, what: &str, instruction, on_disk: SizeView| LayerRow {
        number: number.to_owned(),
        what: what.to_owned(),
        why: String::new(),
        inherited: false,
        stage: Some(1),
        instruction: Some(instruction),
        from_stage: None,
        made_by: Vec::new(),
        files: None,
        size: on_disk,
        transferred: size("unknown", 0.0, None, Basis::Unknown),
    };
    let base = layer("1", "alpine:3.20", 2, size("7.8 MB", 7.8e6, Some(7.8e6), Basis::Measured));
    let copied = layer("2", "COPY --from=builder /app /app", 3, size("unknown", 0.0, None, Basis::Unknown));
    let user = layer("3", "RUN adduser app", 4, size("≈ 5 kB", 4.0e3, Some(6.0e3), Basis::Estimated));
    ImageView {
        size: size("≥ 7.8 MB", 7.8e6, None, Basis::Unknown),
        transferred: size("unknown", 0.0, None, Basis::Unknown),
        unknown: "1 step unknown".to_owned(),
        layers: vec![
            LayerRow { inherited: true, stage: None, ..base },
            LayerRow { from_stage: Some(0), made_by: vec![1], ..copied },
            user,
        ],
        config: vec![ConfigRow {
            key: "Cmd".to_owned(),
            value: "[\"/app\"]".to_owned(),
            instruction: Some(5),
            origin: "line 7".to_owned(),
        }],
        history: vec![HistoryRow {
            created_by: "RUN /bin/sh -c adduser app # buildkit".to_owned(),
            empty_layer: false,
            size: "≈ 5 kB".to_owned(),
            comment: "buildkit.dockerfile.v0".to_owned(),
            inherited: false,
            instruction: Some(4),
        }],
        left_behind: size("≥ 800 MB", 8.0e8, None, Basis::Unknown),
        left_behind_stages: vec![0],
        waste: WasteView {
            hidden: size("0 B", 0.0, Some(0.0), Basis::Measured),
            again: size("0 B", 0.0, Some(0.0), Basis::Measured),
            efficiency_low: 1.0,
            efficiency_high: 1.0,
        },
        flows: Vec::new(),
        closed: true,
    }
}
