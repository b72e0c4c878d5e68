/// Looks for what should not leave in a link: names that say "secret" with a value, and the shapes of well-known keys.

import { say } from "./messages/element.ts";

const NAME = /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)$/i;
const SHAPES = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[0-9A-Za-z]{30,}/,
  /\bgithub_pat_[0-9A-Za-z_]{30,}/,
  /\bglpat-[0-9A-Za-z_-]{20,}/,
  /\bxox[abprs]-[0-9A-Za-z-]{10,}/,
  /\bnpm_[0-9A-Za-z]{30,}/,
  /\bsk_live_[0-9A-Za-z]{16,}/,
  /\bAIza[0-9A-Za-z_-]{30,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@$]+:[^\s/@$]+@/i,
];

/// Where something like a secret stands: `line 3 (DB_PASSWORD)`, or `the build argument TOKEN`; null when nothing looks like one.
export function secretIn(texts: readonly string[], args: readonly (readonly [string, string])[]): string | null {
  const arg = args.find(([name, value]) => value !== "" && (NAME.test(name) || hasShape(value)));
  if (arg) return say("secret_argument", { name: arg[0] });
  for (const text of texts) {
    for (const [index, line] of text.split("\n").entries()) {
      const name = assigned(line);
      if (name !== null) return say("secret_name", { line: index + 1, name });
      if (hasShape(line)) return say("secret_line", { line: index + 1 });
    }
  }
  return null;
}

function hasShape(text: string): boolean {
  return SHAPES.some((it) => it.test(text));
}

/// The name of a secret that a line gives a value, as `NAME=value` or as `ENV NAME value`; a value that is a variable is none.
function assigned(line: string): string | null {
  for (const [, name = "", value = ""] of line.matchAll(/(?<![\w.-])([A-Za-z_]\w*)=["']?([^\s"']*)/g)) {
    if (NAME.test(name) && value !== "" && !value.startsWith("$")) return name;
  }
  const [, name = ""] = /^\s*ENV\s+([A-Za-z_]\w*)\s+["']?[^\s"'$=]/i.exec(line) ?? [];
  return NAME.test(name) ? name : null;
}
