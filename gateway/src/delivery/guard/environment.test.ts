import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { makeAuthority, startSink } from "../testing.ts";
import { guardRules } from "../testing-bench.ts";
import { authority } from "./testing.ts";

/** In a process of its own, for what the environment says is read once. */
const PROGRAM = `
  const { Guard } = await import(process.env.GUARD);
  const { rules, ca, url } = JSON.parse(process.env.ORDER);
  const guard = new Guard(rules, { ca });
  await guard.request({ url, method: "GET" }).then(
    ({ status }) => console.log(status),
    ({ code }) => console.log(code),
  );
  guard.close();
`;

async function asked(ca: string, url: string): Promise<string> {
  const rules = guardRules({
    ...{ allow: ["127.0.0.1"], connectTimeoutMs: 9_000, totalTimeoutMs: 9_000 },
  });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--no-warnings", "--input-type=module", "-e", PROGRAM],
    {
      env: {
        GUARD: new URL("guard.ts", import.meta.url).href,
        ORDER: JSON.stringify({ rules, ca, url }),
        NODE_TLS_REJECT_UNAUTHORIZED: "0",
      },
    },
  );
  return stdout.trim();
}

it("a foreign certificate is refused also where the environment says otherwise", async () => {
  const sink = await startSink(authority);
  expect(await asked(makeAuthority().ca, sink.origin)).toBe("E_TLS");
  expect(sink.taken).toEqual([]);
  expect(await asked(authority.ca, sink.origin)).toBe("204");
});
