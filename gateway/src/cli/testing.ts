/** Runs command lines for tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../config/env.ts";
import { leastEnvironment } from "../config/testing.ts";
import {
  keepLine,
  keepPrintedSecrets,
  keepSecret,
} from "../ops/testing-records.ts";
import { run } from "./run.ts";

type Ran = { code: number; out: string; err: string };

export type Bench = {
  folder: string;
  /** Runs `ringback` with these words, on a database of its own. */
  ringback(
    words: readonly string[],
    more?: { env?: Environment; stdin?: string },
  ): Promise<Ran>;
  remove(): void;
};

export function bench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), "ringback-cli-"));
  const ownEnv = {
    ...leastEnvironment,
    RINGBACK_DATABASE_FILE: join(folder, "ringback.sqlite"),
  };
  return {
    folder,
    async ringback(words, { env = ownEnv, stdin = "" } = {}) {
      let out = "";
      let err = "";
      const code = await run(words, {
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
        stdin: () => Promise.resolve(stdin),
        env,
      });
      keepLine(err);
      keepSecret(stdin.trim());
      keepPrintedSecrets(out);
      return { code, out, err };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
