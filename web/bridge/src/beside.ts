/// The rest of the page where it lies beside the scripts: that of the site, of the widget and of its frame.

import { fetchData } from "./data.ts";
import type { Source } from "./engine.ts";

/// Every part of a script lies in the folder of the others, so this module may be in any of them.
export const beside: Source = {
  wasm: (part) => fetch(new URL(__WASM__[part], import.meta.url)),
  data: (name) => fetchData(new URL(__DATA__[name] ?? name, import.meta.url)),
};
