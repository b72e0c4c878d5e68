/// Entry point of the site and of the widget: the wasm is a file beside this script.

import { fetchData, setDataSource } from "./data.ts";
import { defineElement } from "./element.ts";
import { setWasmSource } from "./engine.ts";

setWasmSource(() => new URL(__WASM_NAME__, import.meta.url));
setDataSource((name) => fetchData(new URL(__DATA__[name] ?? name, import.meta.url)));
defineElement();
