/// What is taken elsewhere: a text as it is, or a picture drawn from one.

import { copyText } from "./clipboard.ts";
import { saveBlob } from "./save.ts";

/// How much larger than on the page a picture is, so that it is sharp on fine screens.
const SCALE = 2;
/// Longest side of a picture, in pixels: browsers draw none that is much longer.
const LONGEST = 8192;

/// Copies a text, or saves it as a file of this name. From a name that ends in `.png` the text is an SVG, and its picture is what is
/// copied or saved. Rejects when the clipboard refuses or nothing can be drawn.
export async function exportText(name: string, text: string, copy: boolean): Promise<void> {
  if (!name.endsWith(".png")) {
    if (copy) await copyText(text);
    // Of a type that has no ending: a browser would make `Dockerfile` a `Dockerfile.txt`.
    else saveBlob(name, new Blob([text], { type: "application/octet-stream" }));
  } else if (copy) {
    // Safari wants the promise, not what it resolves to: else the click is forgotten.
    await navigator.clipboard.write([new ClipboardItem({ "image/png": draw(text) })]);
  } else {
    saveBlob(name, await draw(text));
  }
}

/// The picture of an SVG that needs no other file.
async function draw(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(SCALE, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(image.width * scale);
  canvas.height = Math.ceil(image.height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("nothing was drawn"))), "image/png"),
  );
}
