import Reveal from "./reveal/reveal.mjs";

await new Reveal({
  hash: true,
  // Room for an editor and a graph side by side.
  width: 1280,
  height: 720,
}).initialize();
