/**
 * The 25 defects of gateway-stack.md §2, seen on asterisk-ami-client 1.1.5 as npm gives it. One that fails here is mended in the library, and
 * what our transport does about it (`../defects.test.ts`, same numbers) can be looked at again. All 25 can be shown.
 */
import { expect, test } from "vitest";
import { BARE_LIFE } from "./defects-of-life.ts";
import { BARE_MESSAGES } from "./defects-of-messages.ts";

const SHOWN = { ...BARE_MESSAGES, ...BARE_LIFE };

test("all 25 are here", () => {
  expect(Object.keys(SHOWN)).toEqual(
    Array.from({ length: 25 }, (_, i) => String(i + 1)),
  );
});

for (const [number, [title, run]] of Object.entries(SHOWN))
  test(`#${number} ${title}`, run);
