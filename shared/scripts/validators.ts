/**
 * Bundles the validators the extension needs: its CSP forbids `new Function`, so Ajv writes them out as plain code.
 * `npm run generate` commits the result; `validators.test.ts` fails when the schemas have moved on.
 */
import { writeFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneModule from "ajv/dist/standalone/index.js";
import { rolldown } from "rolldown";
import type { TSchema } from "typebox";
import {
  CallResponse,
  ChallengeResponse,
  ErrorResponse,
} from "../src/click2call/schema.ts";
import { SessionResponse } from "../src/session/schema.ts";
import {
  ServerFrame,
  SignalingError,
  TicketResponse,
} from "../src/signaling/schema.ts";

const VALIDATED: Record<string, TSchema> = {
  isCallResponse: CallResponse,
  isChallengeResponse: ChallengeResponse,
  isErrorResponse: ErrorResponse,
  isServerFrame: ServerFrame,
  isSessionResponse: SessionResponse,
  isSignalingError: SignalingError,
  isTicketResponse: TicketResponse,
};
const ENTRY = "ringback:validators";
export const GENERATED_FILE = new URL(
  "../src/generated/validators.js",
  import.meta.url,
);

/** The text of `src/generated/validators.js` as the schemas stand now. */
export async function generateValidators(): Promise<string> {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    messages: false,
    code: { source: true, esm: true, lines: true },
  });
  const names: Record<string, string> = {};
  for (const [name, schema] of Object.entries(VALIDATED)) {
    ajv.addSchema(schema, name);
    names[name] = name;
  }
  const code = standaloneModule.default(ajv, names);
  const build = await rolldown({
    input: ENTRY,
    plugins: [
      {
        name: "validators",
        resolveId: (id) =>
          id === ENTRY ? `${import.meta.dirname}/entry.js` : null,
        load: (id) => (id.endsWith("/scripts/entry.js") ? code : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", minify: true });
  return `// Made by \`npm run generate\` in shared/. Do not edit.\n${output[0].code}`;
}

if (import.meta.main)
  await writeFile(GENERATED_FILE, await generateValidators());
