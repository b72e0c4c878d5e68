/// The wasm: loaded once for all elements of a page, when the first of them needs it.

import init, { mount } from "stagescope-web";

/// The wasm: its address, or its bytes.
export type WasmSource = () => URL | Promise<URL | BufferSource>;

let wasmSource: WasmSource | undefined;
let loading: Promise<typeof mount> | undefined;

/// Says where the wasm is. Each entry point does so before it defines the element.
export function setWasmSource(source: WasmSource): void {
  wasmSource = source;
}

/// Resolves to the wasm's `mount`. After a failure the next call tries again.
export function startEngine(): Promise<typeof mount> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/// Says that the wasm has panicked. Its memory cannot be trusted any more, so elements that come later get an error instead of it.
export function stopEngine(): void {
  loading = Promise.reject(new Error("the program stopped; reload the page"));
  // Whoever asks for it handles the error; when nobody does, it is no error.
  loading.catch(() => {});
}

async function load(): Promise<typeof mount> {
  if (!wasmSource) throw new Error("no source of the wasm was set");
  await init({ module_or_path: await wasmSource() });
  return mount;
}
