import { once } from "node:events";
import { createInterface } from "node:readline";
import { findPhoneNumbers } from "../src/detection/find-phone-numbers.ts";

interface Request {
  readonly id: unknown;
  readonly text: string;
  readonly region: string;
  readonly context: string | undefined;
}

function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function requestOf(line: string): Request {
  const value: unknown = JSON.parse(line);
  const fields = new Map<string, unknown>(Object.entries(value ?? {}));
  return {
    id: fields.get("id"),
    text: stringOf(fields.get("text")) ?? "",
    region: stringOf(fields.get("region")) ?? "",
    context: stringOf(fields.get("context")),
  };
}

function answer(line: string): string {
  const { id, text, region, context } = requestOf(line);
  const found = findPhoneNumbers(text, { defaultCountry: region, context });
  return JSON.stringify({
    id,
    found: found.map(({ raw, start, end, e164, ext, kind }) => ({
      raw,
      start,
      end,
      e164,
      ...(ext === undefined ? {} : { ext }),
      kind,
    })),
  });
}

/** JSON lines in (`{id,text,region}`, and `context` if there is one), JSON lines out, in order, as they come. */
async function main(): Promise<void> {
  let lineNumber = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    lineNumber += 1;
    if (line.trim() === "") continue;
    let out: string;
    try {
      out = answer(line);
    } catch (error) {
      process.stderr.write(`line ${lineNumber}: ${String(error)}\n`);
      process.exitCode = 1;
      return;
    }
    if (!process.stdout.write(`${out}\n`)) await once(process.stdout, "drain");
  }
}

process.stdout.on("error", () => process.exit(0));
await main();
