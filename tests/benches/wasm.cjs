// Times the export `analyze` of the engine as WebAssembly. Arguments: the module, and the texts as JSON.
const { performance } = require("node:perf_hooks");

const { analyze } = require(process.argv[2]);

/// Median of the runs of three seconds, at least five, after some that let the engine's compiler settle.
function median(text) {
  for (let index = 0; index < 20; index += 1) analyze(text, undefined);
  const times = [];
  const end = performance.now() + 3000;
  while (times.length < 5 || performance.now() < end) {
    const before = performance.now();
    analyze(text, undefined);
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
}

const rows = JSON.parse(process.argv[3]).map(({ lines, text }) => ({ lines, ns: median(text) * 1e6 }));
console.log(JSON.stringify(rows));
