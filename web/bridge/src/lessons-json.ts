/// Lessons as JSON, as other programs make them: a lesson in the form of `docs/lesson.schema.json`, or a list of them. They
/// become the text that lessons are written in, so that whatever else is wrong with them is said once, by its reader.

type Fields = Record<string, unknown>;

const LESSON = ["name", "title", "kind", "ask", "task", "context", "start", "other", "goals", "hints", "solution", "reasons", "wrong"];
const FENCE = "```";

/// The text of lessons that are JSON. Throws with a sentence for the reader.
export function textOfJson(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is no JSON: ${(error as Error).message}.`);
  }
  if (!Array.isArray(value)) return lesson(value, 1);
  return value.map((it, index) => `=== 1-lessons/${index + 1}-${name(it, index + 1)}\n${lesson(it, index + 1)}`).join("\n");
}

function name(value: unknown, number: number): string {
  const at = `lesson ${number}`;
  return line(fields(value, at, LESSON)["name"], `${at}, name`);
}

function lesson(value: unknown, number: number): string {
  const at = `lesson ${number}`;
  const of = fields(value, at, LESSON);
  const settings = ["title", "kind", "ask"].filter((key) => of[key] !== undefined);
  const parts = [
    settings.map((key) => `${key}: ${line(of[key], `${at}, ${key}`)}`).join("\n"),
    prose(of["task"], `${at}, task`).trim(),
    ...build("start", of["start"], `${at}, start`),
    block("context", list(of["context"], `${at}, context`).map((it, index) => file(it, `${at}, context[${index}]`)).join("")),
    ...(of["other"] === undefined ? [] : build("other", of["other"], `${at}, other`)),
    block("goals", list(of["goals"], `${at}, goals`).map((it, index) => `${line(it, `${at}, goals[${index}]`)}\n`).join("")),
    ...list(of["hints"], `${at}, hints`).flatMap((it, index) => hint(it, `${at}, hints[${index}]`)),
    ...attempt("solution", of["solution"], `${at}, solution`),
    block("reasons", prose(of["reasons"], `${at}, reasons`)),
    ...list(of["wrong"], `${at}, wrong`).flatMap((it, index) => attempt("wrong", it, `${at}, wrong[${index}]`)),
  ];
  return `${parts.filter((it) => it !== "").join("\n\n")}\n`;
}

function file(value: unknown, at: string): string {
  const { path, size, text } = fields(value, at, ["path", "size", "text"]);
  if (size !== undefined && !(Number.isSafeInteger(size) && (size as number) >= 0)) throw new Error(`In ${at}, size: this is no number of bytes.`);
  const inside = text === undefined ? "" : prose(text, `${at}, text`).replace(/\n$/, "").replace(/^/gm, "  ") + "\n";
  return `${line(path, `${at}, path`)}${size === undefined ? "" : ` ${String(size)}`}\n${inside}`;
}

function hint(value: unknown, at: string): string[] {
  const { text, example } = fields(value, at, ["text", "example"]);
  return [block("hint", prose(text, `${at}, text`)), ...(example === undefined ? [] : build("hint", example, `${at}, example`))];
}

/// A choice of words, or a build.
function attempt(role: string, value: unknown, at: string): string[] {
  const of = fields(value, at, ["build", "answer"]);
  const answer = list(of["answer"], `${at}, answer`).map((it, index) => line(it, `${at}, answer[${index}]`));
  return answer.length > 0 ? [block(`answer ${role}`, answer.join("\n"))] : build(role, of["build"], `${at}, build`);
}

function build(role: string, value: unknown, at: string): string[] {
  const of = fields(value, at, ["dockerfile", "dockerignore", "target", "platform", "args"]);
  const option = (key: string, value: unknown, place: string) => {
    const text = line(value, place);
    if (/\s/.test(text)) throw new Error(`In ${place}: there is a blank in it, which an option of a lesson cannot have.`);
    return ` ${key}=${text}`;
  };
  const options = ["target", "platform"].filter((key) => of[key] !== undefined).map((key) => option(key, of[key], `${at}, ${key}`));
  const args = of["args"] === undefined ? [] : list(of["args"], `${at}, args`).map((it, index) => option("arg", it, `${at}, args[${index}]`));
  return [
    block(`dockerfile ${role}${options.concat(args).join("")}`, prose(of["dockerfile"], `${at}, dockerfile`)),
    of["dockerignore"] === undefined ? "" : block(`dockerignore ${role}`, prose(of["dockerignore"], `${at}, dockerignore`)),
  ];
}

function block(info: string, text: string): string {
  return text === "" ? "" : `${FENCE}${info}\n${text.replace(/\n$/, "")}\n${FENCE}`;
}

/// An object with no other fields than these.
function fields(value: unknown, at: string, known: readonly string[]): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`In ${at}: this is no object.`);
  const other = Object.keys(value).find((key) => !known.includes(key));
  if (other !== undefined) throw new Error(`In ${at}: there is no field “${other.slice(0, 60)}”, but ${known.join(", ")}.`);
  return value as Fields;
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw new Error(`In ${at}: this is no list.`);
  return value;
}

/// A text of any number of lines, none of which would end a block.
function prose(value: unknown, at: string): string {
  if (typeof value !== "string") throw new Error(`In ${at}: this is no text.`);
  const text = value.replaceAll("\r\n", "\n");
  if (text.split("\n").some((it) => it.startsWith(FENCE))) throw new Error(`In ${at}: a line begins with ${FENCE}, which ends a block.`);
  return text;
}

function line(value: unknown, at: string): string {
  const text = prose(value, at);
  if (/[\n\r]/.test(text)) throw new Error(`In ${at}: there is more than one line.`);
  return text;
}
