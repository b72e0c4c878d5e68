/// What the parent of a frame may ask for: methods by their names, with parameters that nobody has looked at.

/// The methods of the element that are reached from outside its page.
export interface Asked {
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  setText(text: string): Promise<void>;
  report(): Promise<unknown>;
  link(): Promise<string>;
  readonly text: string;
}

/// Longest text that is taken, in UTF-16 units: that of a Dockerfile of one MiB.
const LONGEST = 1024 * 1024;

/// The answer to a message of the parent: always an object, and an error for what is not understood.
export async function perform(element: Asked, message: unknown): Promise<{ id: unknown; result?: unknown; error?: string }> {
  const { id, method, params } = (typeof message === "object" && message !== null ? message : {}) as Record<string, unknown>;
  // Only what identifies a message comes back.
  const own = typeof id === "string" || typeof id === "number" ? id : null;
  try {
    return { id: own, result: await result(element, method, Array.isArray(params) ? params : []) };
  } catch (error) {
    return { id: own, error: error instanceof Error ? error.message : String(error) };
  }
}

async function result(element: Asked, method: unknown, params: readonly unknown[]): Promise<unknown> {
  switch (method) {
    case "text":
      return element.text;
    case "report":
      return await element.report();
    case "link":
      return await element.link();
    case "setText":
      return await element.setText(textOf(params[0]));
    case "setTarget":
      return set(element, "target", params[0]);
    case "setPlatform":
      return set(element, "platform", params[0]);
    case "setArgs":
      return set(element, "args", params[0]);
    case "setTheme":
      return set(element, "theme", params[0]);
    default:
      throw new Error("there is no such method: text, setText, setTarget, setPlatform, setArgs, setTheme, report and link are known");
  }
}

function set(element: Asked, name: string, value: unknown): void {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, textOf(value));
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Error("the parameter has to be a text");
  if (value.length > LONGEST) throw new Error("the text is longer than 1 MiB");
  return value;
}
