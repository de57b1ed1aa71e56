/** Types of the API as a client's author would make them, from the document alone: `npm run generate` here. */
import { mkdir, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const DOCUMENT = new URL("../../gateway/openapi.json", import.meta.url);
export const GENERATED_FILE = new URL("generated/api.d.ts", import.meta.url);

/** The text of `generated/api.d.ts` as the document stands now. */
export async function generateTypes(): Promise<string> {
  return `// Made from gateway/openapi.json by \`npm run generate\`. Do not edit.\n${astToString(await openapiTS(DOCUMENT))}`;
}

if (import.meta.main) {
  await mkdir(new URL(".", GENERATED_FILE), { recursive: true });
  await writeFile(GENERATED_FILE, await generateTypes());
}
