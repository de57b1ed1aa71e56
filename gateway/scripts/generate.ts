/** Writes the files that are made from schemas, of the configuration and of the APIs: `npm run generate`. */
import { writeFileSync } from "node:fs";
import { renderOpenApi } from "../src/apis/documents/openapi/document.ts";
import { renderJsonSchema } from "../src/config/json-schema.ts";
import { renderSample } from "../src/config/sample.ts";

const files = {
  "ringback.sample.yaml": renderSample(),
  "ringback.schema.json": renderJsonSchema(),
  "openapi.json": renderOpenApi(),
};
for (const [name, text] of Object.entries(files))
  writeFileSync(new URL(`../${name}`, import.meta.url), text);
