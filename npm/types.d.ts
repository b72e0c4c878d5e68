// Written by `cargo xtask types` from the structs in crate/src/report. Do not edit.

// Offsets are UTF-16 offsets in the Dockerfile; sizes are bytes.

/** What differs between two builds. */
export interface Comparison {
  /** Sizes of the two images; `None` where there is none. */
  sizes: [SizeView | null, SizeView | null];
  /** The second minus the first, in words: `12.4 MB less`; empty when they are equal or one is not known. */
  difference: string;
  /** What differs, one section for each kind of thing; those without a difference are left out. */
  sections: Section[];
}

/** Things of one kind. */
export interface Section {
  /** `Layers`, `Config` … */
  title: string;
  /** The differences. */
  rows: Difference[];
}

/** One thing that only one build has, or that both have in another way. */
export interface Difference {
  /** What it is. */
  what: string;
  /** How the first build has it; `None` when it has not. */
  before: string | null;
  /** How the second build has it. */
  after: string | null;
}

/** The build context as a whole. */
export interface ContextView {
  /** Number of files that are listed. */
  files: number;
  /** What they weigh together. */
  size: SizeView;
  /** Number of files that `.dockerignore` lets through. */
  kept: number;
  /** What those weigh: the most that can be sent. */
  keptSize: SizeView;
  /**
   * Number of files that the build sends: of those that are let through, what the `COPY`s, `ADD`s and bind mounts of the
   * target ask for.
   */
  sent: number;
  /** What those weigh. */
  sentSize: SizeView;
  /** The patterns of `.dockerignore`, in the order of the file. */
  patterns: IgnorePatternView[];
  /** The verdict on each file, in the order of `crate.Context.files`. */
  verdicts: ContextVerdict[];
  /** What of the listing could not be used, a sentence each. */
  problems: string[];
}

/** A pattern of `.dockerignore`. */
export interface IgnorePatternView {
  /** 1-based line in `.dockerignore`. */
  line: number;
  /** The pattern as it is compared: `!` first where it takes files back in, without `./` and slashes at either end. */
  text: string;
  /** Number of files that it decides over. */
  decides: number;
}

/** What becomes of one file of the build context. */
export interface ContextVerdict {
  /** Whether `.dockerignore` lets it through. */
  kept: boolean;
  /** Whether the build asks for it as well, so that it is sent. */
  sent: boolean;
  /** Index in `ContextView.patterns` of the pattern that decides; `None` where none does, which lets it through. */
  pattern: number | null;
}

/**
 * How serious a finding is.
 * - `"error"`: The build stops, or the image does not do what it is for.
 * - `"warning"`: Bad in almost every case.
 * - `"info"`: Usually better otherwise.
 * - `"hint"`: A matter of taste, or a waste that does not ship.
 */
export type Level = "error" | "warning" | "info" | "hint";

/** One finding, placed in the text. */
export interface EditorDiagnostic {
  /** UTF-16 offset of the first character. */
  from: number;
  /** UTF-16 offset after the last character. */
  to: number;
  /** 1-based line of `from`. */
  line: number;
  /** How serious it is. */
  level: Level;
  /** Name of the rule as `BuildKit` prints names; empty for an error of `docker build` itself. */
  rule: string;
  /** What is wrong, in one line. */
  message: string;
  /** Why it matters here, in the words of this file; may be empty. */
  why: string;
  /** Instruction that it is about. */
  instruction: number | null;
  /** Stage that it is about. */
  stage: number | null;
  /** What can be done with one click; the best first. */
  fixes: EditorFix[];
  /** Whether `docker build --check` would say the same. */
  buildkit: boolean;
}

/** A change of the text that settles a finding. */
export interface EditorFix {
  /** What it does, as an order: `Remove the lists in the same layer`. */
  title: string;
  /** Whether the image behaves the same afterwards. */
  safe: boolean;
  /** The edits, in order, not overlapping, all in offsets of the text as it is. */
  edits: Edit[];
}

/** Replaces the text between two offsets. */
export interface Edit {
  /** UTF-16 offset of the first character to replace. */
  from: number;
  /** UTF-16 offset after the last character to replace. */
  to: number;
  /** What stands there afterwards. */
  insert: string;
}

/** The lines of one stage, for the gutter and the line above its `FROM`. */
export interface StageBand {
  /** Index of the stage. */
  stage: number;
  /** 1-based first line: that of its `FROM`. */
  line: number;
  /** 1-based last line, up to the line before the next stage or its comments. */
  endLine: number;
  /** `1 builder`: number and name. */
  label: string;
  /** What becomes of it: `the target · ≥ 124.84 MB`, `skipped`, `gives /opt/venv`. */
  note: string;
}

/**
 * What a path is.
 * - `"directory"`: A directory.
 * - `"file"`: A file.
 * - `"link"`: A symbolic link.
 * - `"unknown"`: A file or a directory: only a build can tell.
 */
export type FileKind = "directory" | "file" | "link" | "unknown";

/**
 * What the layer that holds a path did to it.
 * - `"added"`: It is new.
 * - `"changed"`: It replaces what a lower layer holds.
 * - `"removed"`: It is taken away; what a lower layer holds stays part of the image and is hidden.
 */
export type FileState = "added" | "changed" | "removed";

/** One line of the file tree of the final image. */
export interface FileRow {
  /** Path from the root: `/app/server.js`. */
  path: string;
  /** What it is. */
  kind: FileKind;
  /** What it weighs; of a directory the part of which no names are known. */
  size: SizeView;
  /** Index in `ImageView.layers` of the layer that holds it. */
  layer: number;
  /** Instruction of that layer; the `FROM` for what the base image brings. */
  instruction: number | null;
  /** Stage that the content was copied from. */
  fromStage: number | null;
  /** What the layer did to it. */
  state: FileState;
  /** Whether it is there for certain; otherwise a condition or an unknown command decides. */
  certain: boolean;
  /** Whether a directory may hold more than is listed. */
  open: boolean;
}

/** What a layer does to the files. */
export interface LayerFiles {
  /** Files that it adds, as far as their names are known. */
  added: number;
  /** Files that it replaces. */
  changed: number;
  /** Files and directories that it deletes. */
  removed: number;
  /** Why the list of its files is not whole: `make may write anywhere`; empty when it is. */
  open: string;
  /** What of this layer the layers above delete or overwrite. It is part of the image all the same. */
  hidden: SizeView;
  /** What of the layers below this layer deletes or overwrites, which frees nothing. */
  hides: SizeView;
  /** What of this layer is there only because owner or mode of files below changed. */
  again: SizeView;
  /** The steps of other stages that made what a `COPY --from` brought. */
  madeBy: MadeBy[];
}

/** A step of another stage that made part of what a layer copied. */
export interface MadeBy {
  /** Its instruction; the `FROM` for what a base image brings. */
  instruction: number;
  /** Its stage; `None` for an image that is only copied from. */
  stage: number | null;
  /** Files of it that were copied, as far as their names are known. */
  files: number;
  /** What those weigh. */
  size: SizeView;
  /** Whether something of it was copied for certain. */
  certain: boolean;
}

/** How content flows into a layer of the image. */
export interface FlowView {
  /** Where it comes from. */
  source: FlowSource;
  /** The stage that it comes from, or that runs the command. */
  stage: number | null;
  /** Index in `ImageView.layers`. */
  layer: number;
  /** What flows. */
  size: SizeView;
}

/**
 * Where content comes from.
 * - `"base"`: The base image.
 * - `"command"`: A command of a stage whose layers land.
 * - `"context"`: The build context.
 * - `"stage"`: Another stage.
 * - `"image"`: An image that is only copied from.
 * - `"network"`: A URL or a repository.
 * - `"dockerfile"`: The Dockerfile.
 */
export type FlowSource = "base" | "command" | "context" | "stage" | "image" | "network" | "dockerfile";

/** Waste of a whole image: what its layers hold and nobody can see. */
export interface WasteView {
  /** Bytes that are deleted or overwritten in a later layer. What the base image hides in itself is not counted. */
  hidden: SizeView;
  /** Bytes that are copied again because owner or mode changed; they are part of `hidden` too. */
  again: SizeView;
  /** Share of the image that can be seen, between 0 and 1: the least that it can be. */
  efficiencyLow: number;
  /** The most that it can be. Both are 1 where nothing is hidden. */
  efficiencyHigh: number;
}

/**
 * Whether a path is there.
 * - `"yes"`: It is.
 * - `"no"`: It is not.
 * - `"maybe"`: Only a build can tell.
 */
export type Presence = "yes" | "no" | "maybe";

/** What becomes of a Dockerfile once its safe fixes are made. */
export interface FixAll {
  /** The text afterwards. */
  dockerfile: string;
  /** The fixes that were made, in the order in which they were. */
  made: FixNote[];
  /** Safe fixes that are left: each would change what another one changes, whenever it was tried. */
  skipped: FixNote[];
}

/** One fix. */
export interface FixNote {
  /** The rule that found what it settles. */
  rule: string;
  /** What it does, as an order. */
  title: string;
  /** 1-based line of the finding, in the text in which it was found. */
  line: number;
}

/**
 * What a node stands for.
 * - `"stage"`: A stage of the file, by its index.
 * - `"image"`: An image that is not made here, by its index among the nodes of that kind.
 */
export type NodeId = { kind: "stage"; index: number } | { kind: "image"; index: number };

/**
 * What one stage needs of another.
 * - `"from"`: `FROM`: starts as a copy of it.
 * - `"copy"`: `COPY --from`: takes files.
 * - `"mount"`: `RUN --mount=from=`: sees files while one command runs.
 */
export type EdgeKind = "from" | "copy" | "mount";

/** A node: its box in CSS pixels and its words. */
export interface NodeView {
  /** What it stands for. */
  id: NodeId;
  /** Left edge. */
  x: number;
  /** Top edge. */
  y: number;
  /** Width. */
  width: number;
  /** Height. */
  height: number;
  /** `1 builder`, or the image's name. */
  title: string;
  /** A few short lines below the title, the most important first. */
  lines: string[];
  /** Whether the target needs it. */
  reached: boolean;
  /** Whether it is the target. */
  target: boolean;
}

/** An edge, from what is used to what uses it. */
export interface EdgeView {
  /** What is used. */
  from: NodeId;
  /** What uses it. */
  to: NodeId;
  /** How it is used. */
  kind: EdgeKind;
  /** The copied path, or the mount's target; empty for `FROM`. Several are joined as `/a +2`. */
  label: string;
  /** The line as the `d` of an SVG path. */
  path: string;
  /** Centre of the label. */
  labelX: number;
  /** Centre of the label. */
  labelY: number;
  /** Width reserved for the label. */
  labelWidth: number;
  /** Instructions that it comes from. */
  instructions: number[];
  /** Whether the target needs it. */
  reached: boolean;
}

/** The graph in one box of `width` by `height` CSS pixels. */
export interface GraphView {
  /** Width of the drawing. */
  width: number;
  /** Height of the drawing. */
  height: number;
  /** Stages and external images. */
  nodes: NodeView[];
  /** Who uses what. */
  edges: EdgeView[];
}

/** Stages and instructions are named by their index in the file, from 0, so that any two views can be matched. */
export interface Report {
  /** Where `docker build` would stop, with `BuildKit`'s own message; `None` when it would build. */
  stop: Stop | null;
  /** One plain sentence for a text with no `FROM`, which is read as the middle of some Dockerfile. */
  fragment: string | null;
  /** The stages in the order of the file. */
  stages: StageView[];
  /** Index of the stage that is built; `None` when there is no stage or no such target. */
  target: number | null;
  /** The build arguments that the file declares, in order of first declaration. */
  arguments: ArgumentView[];
  /** The equivalent command line, such as `docker build --target dev .`. */
  command: string;
  /** The stage graph, laid out. */
  graph: GraphView;
  /** What `docker build` does for the target. */
  build: BuildView;
  /** What lands in the final image; `None` when nothing can be said (no stage, or no such target). */
  image: ImageView | null;
  /** The build context; `None` when its files are not known. */
  context: ContextView | null;
  /** What looks like a secret and how far it reaches, those that reach furthest first. */
  secrets: SecretView[];
  /** Problems and advice, in order of their place in the text. */
  diagnostics: EditorDiagnostic[];
  /** The lines of each stage, for the coloured gutter. */
  bands: StageBand[];
  /** The lines of each instruction, by its index: first and last offset. */
  instructions: InstructionRange[];
}

/** Where one instruction stands in the text. */
export interface InstructionRange {
  /** UTF-16 offset of its first character. */
  from: number;
  /** UTF-16 offset after its last character. */
  to: number;
  /** 1-based line of its first character. */
  line: number;
  /** 1-based line of its last character, with here-documents. */
  endLine: number;
  /** Stage that it belongs to; `None` for an `ARG` before the first `FROM`. */
  stage: number | null;
}

/**
 * What a secret reaches.
 * - `"nowhere"`: Nothing that stays.
 * - `"cache"`: The build cache of the machine that builds, and any cache that is exported.
 * - `"config"`: The history or the config of the image: whoever can pull it can read it.
 * - `"layer"`: A layer of the image, even where a later layer deletes it.
 */
export type SecretReach = "nowhere" | "cache" | "config" | "layer";

/**
 * How a secret comes in.
 * - `"argument"`: An `ARG`.
 * - `"variable"`: An `ENV`.
 * - `"file"`: A file.
 * - `"command"`: The text of a `RUN`.
 * - `"mount"`: A `RUN --mount` of a secret or an agent.
 */
export type SecretKind = "argument" | "variable" | "file" | "command" | "mount";

/** Something that looks like a secret, and what of the build for this target it reaches. */
export interface SecretView {
  /** How it comes in. */
  kind: SecretKind;
  /** Its name: of the variable, the path in the image, the flag or the mount; never its value. */
  name: string;
  /** What it reaches. */
  reach: SecretReach;
  /** The instruction that brings it in. */
  instruction: number;
  /** The stage that it is brought into. */
  stage: number | null;
  /** Its way, a sentence for each part, in order. */
  reasons: string[];
}

/** A place on the way of a file. */
export interface TrailStep {
  /** Its instruction in one line, the name of a base image, or `the build context`. */
  what: string;
  /** Path that the file has there. */
  path: string;
  /** Stage that it is in; `None` outside the file. */
  stage: number | null;
  /** Instruction that put it there. */
  instruction: number | null;
  /** Whether it came this way for certain. */
  certain: boolean;
}

/**
 * How a size is known.
 * - `"measured"`: Read off the real thing; source and date are named.
 * - `"byHand"`: Somebody set it by hand, in a comment of the Dockerfile.
 * - `"estimated"`: Worked out; the way is named.
 * - `"unknown"`: Nobody can say without building.
 */
export type Basis = "measured" | "byHand" | "estimated" | "unknown";

/** A size and how it is known. */
export interface SizeView {
  /** Ready to show: `124.84 MB`, `151–162 MB`, `≥ 124.84 MB`, `unknown`. */
  text: string;
  /** Lower bound in bytes. */
  low: number;
  /** Upper bound in bytes; `None` when there is none. */
  high: number | null;
  /** As weak as the weakest part. */
  basis: Basis;
  /** Source and date, or how it was worked out, or why it is unknown. */
  how: string;
}

/** Where `docker build` stops. */
export interface Stop {
  /** `BuildKit`'s message, to the letter. */
  message: string;
  /** 1-based line; `None` when `BuildKit` names none. */
  line: number | null;
}

/** One stage. */
export interface StageView {
  /** Index in the file, from 0; its colour and number follow from it. */
  index: number;
  /** Name as `BuildKit` prints it: the given name in lower case, or `stage-N`. */
  name: string;
  /** Whether the file names it. */
  named: boolean;
  /** What it starts from, expanded: `python:3.11-slim`, `builder`, `scratch`. */
  base: string;
  /** Whether the target needs it. */
  reached: boolean;
  /** Whether it is the target. */
  target: boolean;
  /** Why it runs or is skipped, in one sentence. */
  reason: string;
  /** Number of its own steps (`RUN`, `COPY`, `ADD`, `WORKDIR`). */
  steps: number;
  /** Size of the stage's file system. */
  size: SizeView;
  /** Paths that other reached stages take from it, in order. */
  gives: string[];
  /** 1-based first line. */
  line: number;
  /** 1-based last line. */
  endLine: number;
  /** Index of its `FROM`; `None` for a text with no `FROM`. */
  instruction: number | null;
}

/** A build argument of the file. */
export interface ArgumentView {
  /** Its name. */
  name: string;
  /** The default as written; `None` when it has none. */
  default: string | null;
  /** 1-based line of its first declaration. */
  line: number;
  /** Whether it is declared before the first `FROM`. */
  global: boolean;
}

/** What `docker build` does. */
export interface BuildView {
  /** The steps in the order in which `BuildKit` numbers them. */
  steps: StepView[];
  /** Whether the log is cut short by an error. */
  complete: boolean;
}

/** One line of the build log. */
export interface StepView {
  /** The number behind `#`, from 1. */
  number: number;
  /** `[builder 2/4] RUN make`. */
  name: string;
  /** Stage that it belongs to; `None` for internal steps and images that are only copied from. */
  stage: number | null;
  /** Instruction that it comes from. */
  instruction: number | null;
  /** Numbers of the steps that it waits for. */
  inputs: number[];
}

/** What lands. */
export interface ImageView {
  /** Size of the whole image on disk. */
  size: SizeView;
  /** What a registry transfers of it, compressed. */
  transferred: SizeView;
  /** `3 steps unknown`, or empty. */
  unknown: string;
  /** The layers, lowest first. */
  layers: LayerRow[];
  /** The image config, in the order and with the names of `docker image inspect`. */
  config: ConfigRow[];
  /**
   * The history, newest first, as `docker history` prints it. What the base image brings is one row where its own
   * history is not known.
   */
  history: HistoryRow[];
  /** What the reached stages that are not part of the image weigh, together. */
  leftBehind: SizeView;
  /** Indices of those stages; each weighs what its `StageView.size` says. */
  leftBehindStages: number[];
  /** What the layers hold and nobody can see. */
  waste: WasteView;
  /** Where the content of each layer comes from, in the order of the layers. */
  flows: FlowView[];
  /** Whether all steps of the image are known, so that its file tree is whole but for what packages bring. */
  closed: boolean;
}

/** One layer of the final image. */
export interface LayerRow {
  /** `1–4` or `5`; `1–?` when the number of inherited layers is unknown. */
  number: string;
  /** The instruction in one line, or the name of the base image. */
  what: string;
  /** `line 17 · made by lines 9 and 13 of builder`. */
  why: string;
  /** Whether it comes with the base image. */
  inherited: boolean;
  /** Stage that it was made in; `None` for the base image. */
  stage: number | null;
  /** Instruction that made it; that of the `FROM` for the base image. */
  instruction: number | null;
  /** Stage that its content was copied from. */
  fromStage: number | null;
  /** Instructions of other stages that made its content; `LayerFiles.made_by` says how much of it each. */
  madeBy: number[];
  /** What it does to the files; `None` when it was not followed. */
  files: LayerFiles | null;
  /** Its size on disk. */
  size: SizeView;
  /** What a registry transfers of it, compressed. */
  transferred: SizeView;
}

/** One value of the image config. */
export interface ConfigRow {
  /** `Cmd`, `Env`, `User` … as `docker image inspect` names them. */
  key: string;
  /** The value, as JSON where it is not one string; an `Env` row is one `NAME=value`. */
  value: string;
  /** Instruction that set it; `None` when it comes from the base image or from `BuildKit`'s defaults. */
  instruction: number | null;
  /** `line 18`, `from the base image`, `set by BuildKit`. */
  origin: string;
}

/** One row of `docker history`. */
export interface HistoryRow {
  /** `created_by`, to the letter. */
  createdBy: string;
  /** Whether it adds no layer. */
  emptyLayer: boolean;
  /** What its layer weighs, as Docker prints it: `0B` for none, `8.42MB`. */
  size: string;
  /** `comment`: which builder wrote it. */
  comment: string;
  /** Whether the base image brings it, so that `docker history` has `<missing>` for its image. */
  inherited: boolean;
  /** Instruction that it comes from; that of the `FROM` for what the base image brings. */
  instruction: number | null;
}

/**
 * What becomes of a step when the build is repeated after a change.
 * - `"always"`: `BuildKit` does it in every build: loading, sending, exporting.
 * - `"cached"`: `CACHED`
 * - `"perhaps"`: Cached only if files that are made anew come out the same, byte for byte.
 * - `"runs"`: It runs again.
 */
export type Fate = "always" | "cached" | "perhaps" | "runs";

/** One step of the repeated build. */
export interface FateView {
  /** The number behind `#`. */
  number: number;
  /** `[builder 2/4] RUN make`. */
  name: string;
  /** Stage that it belongs to. */
  stage: number | null;
  /** Instruction that it comes from. */
  instruction: number | null;
  /** What becomes of it. */
  fate: Fate;
  /** Why, in one sentence; empty for a step that is cached or always done. */
  why: string;
  /** What leads to it, the first cause first and the step itself last; empty as above. */
  chain: Cause[];
}

/** One link of a chain of causes. */
export interface Cause {
  /** `package.json changed`, `RUN npm ci`. */
  text: string;
  /** Number of the step that it is; `None` for what changed. */
  step: number | null;
}

/** A build that is repeated after a change. */
export interface WhatIf {
  /** One sentence. */
  summary: string;
  /** Number of the steps that are cached. */
  cached: number;
  /** Number of those that run again. */
  runs: number;
  /** Number of those that run again unless files come out the same. */
  perhaps: number;
  /** The steps, as the log numbers them. */
  steps: FateView[];
  /** Where the repeated build stops. */
  stop: Stop | null;
}

/** What the place of a build argument costs: the steps that a new value runs again. */
export interface ArgumentCost {
  /** Its name. */
  name: string;
  /** 1-based line of its first declaration. */
  line: number;
  /** Names of the steps that run again, or may. */
  steps: string[];
  /** Those among them whose text does not name it: they run again for its place alone. */
  byPlace: number;
}
