/** docs/api-click-to-dial.md beside the document; what its commands print is e2e/sandbox's business. */
import { readFileSync } from "node:fs";
import { DISCONNECTION_REASONS } from "@ringback/shared/ctd/schema.ts";
import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { expect, it } from "vitest";
import { EXAMPLE_EVENTS } from "./openapi/examples.ts";

const GUIDE = readFileSync(
  new URL("../../../../docs/api-click-to-dial.md", import.meta.url),
  "utf8",
);

it("shows the event that the document shows", () => {
  const fences = GUIDE.matchAll(/^```json\n([\s\S]*?)^```$/gm);
  const shown = Array.from(fences, ([, text = ""]) => JSON.parse(text));
  expect(shown).toContainEqual(EXAMPLE_EVENTS.DISCONNECTED.value);
});

it.each([...DISCONNECTION_REASONS, ...SCOPES])("explains %s", (word) => {
  expect(GUIDE).toMatch(new RegExp(`^\\|.*\`${word}\`.*\\|`, "m"));
});
