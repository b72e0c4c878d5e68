import assert from "node:assert/strict";
import { test } from "node:test";
import { secretIn } from "../src/secrets.ts";

test("what looks like a secret is found with its place", () => {
  for (const [text, place] of [
    ["FROM a\nENV DB_PASSWORD=hunter2", "line 2 (DB_PASSWORD)"],
    ["ENV DB_PASSWORD hunter2", "line 1 (DB_PASSWORD)"],
    ["ARG NPM_TOKEN=abc", "line 1 (NPM_TOKEN)"],
    ["RUN API_KEY='x' make", "line 1 (API_KEY)"],
    ["RUN git clone https://me:pass@example.com/x", "line 1"],
    [`RUN echo ghp_${"a1".repeat(18)}`, "line 1"],
    ["RUN echo AKIAABCDEFGHIJKLMNOP", "line 1"],
    ["-----BEGIN RSA PRIVATE KEY-----", "line 1"],
  ] as const) {
    assert.equal(secretIn([text], []), place, text);
  }
  assert.equal(secretIn([], [["TOKEN", "x"]]), "the build argument TOKEN");
});

test("a name without a value, a variable and a mount are none", () => {
  const text = `ARG NPM_TOKEN
ARG DB_PASSWORD=
ENV TOKEN=$TOKEN
ENV DB_PASSWORD $X
RUN --mount=type=secret,id=token,env=TOKEN make
RUN apt-get install -y tokenizer && keystone=1 https://example.com/a@b
ENV PASSWORD_FILE=/run/secrets/db`;
  assert.equal(secretIn([text], [["TOKEN", ""], ["VERSION", "1"]]), null);
});
