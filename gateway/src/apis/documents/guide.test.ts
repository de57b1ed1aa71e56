/** docs/api-click-to-dial.md beside the document; what its commands print is e2e/sandbox's business. */
import { readFileSync } from "node:fs";
import { DISCONNECTION_REASONS } from "@ringback/shared/ctd/schema.ts";
import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { expect, it } from "vitest";
import { EXAMPLE_EVENTS } from "./openapi/examples.ts";
import { isObject } from "./openapi/json.ts";
import { at, DOCUMENT, objectsIn } from "./openapi/testing.ts";

const GUIDE = readFileSync(
  new URL("../../../../docs/api-click-to-dial.md", import.meta.url),
  "utf8",
);

it("shows the event that the document shows", () => {
  const fences = GUIDE.matchAll(/^```json\n([\s\S]*?)^```$/gm);
  const shown = Array.from(fences, ([, text = ""]) => JSON.parse(text));
  expect(shown).toContainEqual(EXAMPLE_EVENTS.DISCONNECTED.value);
});

/** `status code` of each row of the guide's table of errors. */
function toldCodes(): string[] {
  const [, table = ""] =
    /<!-- errors-ctd -->\n([\s\S]*?)<!-- \/errors-ctd -->/.exec(GUIDE) ?? [];
  return Array.from(
    table.matchAll(/^\| (\d+) \|.*\| ([^|]*) \|$/gm),
    ([, status, codes = ""]) =>
      Array.from(
        codes.matchAll(/`([^`]+)`/g),
        ([, code]) => `${status} ${code}`,
      ),
  ).flat();
}

it("has the errors of the document, and no other", () => {
  const documented = [
    ...objectsIn(at(DOCUMENT, "components", "responses") ?? {}),
  ]
    .flatMap(([, { value }]) =>
      isObject(value ?? null) ? [Object(value)] : [],
    )
    .map(({ status, code }) => `${status} ${code}`);
  expect(documented.length).toBeGreaterThan(10);
  expect(new Set(toldCodes())).toEqual(new Set(documented));
});

it.each([...DISCONNECTION_REASONS, ...SCOPES])("explains %s", (word) => {
  expect(GUIDE).toMatch(new RegExp(`^\\|.*\`${word}\`.*\\|`, "m"));
});
