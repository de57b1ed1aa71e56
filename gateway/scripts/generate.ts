/** Writes the files that are made from the configuration's schema: `npm run generate`. */
import { writeFileSync } from "node:fs";
import { renderJsonSchema } from "../src/config/json-schema.ts";
import { renderSample } from "../src/config/sample.ts";

const files = {
  "ringback.sample.yaml": renderSample(),
  "ringback.schema.json": renderJsonSchema(),
};
for (const [name, text] of Object.entries(files))
  writeFileSync(new URL(`../${name}`, import.meta.url), text);
