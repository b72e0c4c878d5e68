// Times the engine as WebAssembly. Argument: its module. What is analysed comes as JSON on standard input: `subjects`, a list of
// `{ name, dockerfile, dockerignore, files }`, of which `files` may be missing, and `growth`, a list of `{ lines, dockerfile }`.
// Gives for the one a list of `{ name, ns, rules_ns }` and for the other `{ lines, parse_ns_per_line, analyze_ns_per_line }`, all
// medians.
const { readFileSync } = require("node:fs");
const { performance } = require("node:perf_hooks");

const { Subject } = require(process.argv[2]);

/// How often all rules run for one time of theirs: planning before them is to be small beside it.
const RULES = 100;

/// Median of the runs of two seconds, at least five, after some that let the compiler of Node.js settle.
function median(run) {
  const settled = performance.now() + 1000;
  for (let index = 0; index < 20 && performance.now() < settled; index += 1) run();
  const times = [];
  const end = performance.now() + 2000;
  while (times.length < 5 || performance.now() < end) {
    const before = performance.now();
    run();
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] * 1e6;
}

const asked = JSON.parse(readFileSync(0, "utf8"));
const subjects = asked.subjects.map(({ name, dockerfile, dockerignore, files = "" }) => {
  const subject = new Subject(dockerfile, dockerignore, files);
  const planned = median(() => subject.rules(0));
  const ruled = median(() => subject.rules(RULES));
  return { name, ns: median(() => subject.analyze()), rules_ns: (ruled - planned) / RULES };
});
const growth = asked.growth.map(({ lines, dockerfile }) => {
  const subject = new Subject(dockerfile, undefined, "");
  const perLine = (run) => median(run) / lines;
  return {
    lines,
    parse_ns_per_line: perLine(() => subject.read()),
    analyze_ns_per_line: perLine(() => subject.analyze()),
  };
});
console.log(JSON.stringify({ subjects, growth }));
