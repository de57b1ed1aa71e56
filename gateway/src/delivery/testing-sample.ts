/** The sample listener of the docs, as it stands there. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Authority } from "./testing.ts";

const SAMPLE = fileURLToPath(
  new URL("../../../docs/sample-sink.mjs", import.meta.url),
);

/** Until the test is over. Rejects where it does not start. `exitCode`: null as long as it runs. */
export async function startSample(
  authority: Authority,
  env: { TOKEN?: string; SECRET?: string },
) {
  const folder = dirname(authority.caFile);
  const [cert, key] = [join(folder, "s.pem"), join(folder, "s.key")];
  writeFileSync(cert, authority.identity.cert);
  writeFileSync(key, authority.identity.key);
  const child = spawn(process.execPath, [SAMPLE], {
    env: { CERT: cert, KEY: key, PORT: "0", HOST: "127.0.0.1", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill());
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the sample listener ended with ${code}`);
  });
  await Promise.race([once(child.stdout, "data"), ended]);
  ended.catch(() => undefined);
  const port = Number(/port (\d+)/.exec(out)?.[1]);
  return {
    port,
    url: `https://127.0.0.1:${port}/`,
    /** the first one says where it listens */
    lines: () => out.split("\n"),
    exitCode: () => child.exitCode,
  };
}
