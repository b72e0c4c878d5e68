/// The few names of Node that the tests use; the full typings are a large package.

declare module "node:test" {
  export function test(name: string, body: () => void | Promise<void>): void;
}

declare module "node:assert/strict" {
  const assert: {
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    ok(value: unknown, message?: string): asserts value;
    throws(action: () => unknown, error: { message: string | RegExp }): void;
    rejects(promise: Promise<unknown>): Promise<void>;
  };
  export default assert;
}
