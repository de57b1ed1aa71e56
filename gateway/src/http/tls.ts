import { readFileSync } from "node:fs";
import type { Server } from "node:https";
import { createSecureContext } from "node:tls";

export type TlsFiles = {
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
};

type Pair = { cert: string; key: string };

/** Undefined where no certificate is configured. Throws where a file cannot be read or the two do not belong together. */
export function readPair(files: TlsFiles | undefined): Pair | undefined {
  if (files?.certFile === undefined || files.keyFile === undefined) {
    return undefined;
  }
  const pair = {
    cert: readFileSync(files.certFile, "utf8"),
    key: readFileSync(files.keyFile, "utf8"),
  };
  createSecureContext(pair);
  return pair;
}

export type PairWatch = {
  /** Looks at these files from now on, and at once. */
  use: (files: TlsFiles) => void;
  stop: () => void;
};

/** Looks at the files again and again; open connections stay. A pair that is no good is told once, and the old one stays. */
export function watchPair(
  server: Server,
  files: TlsFiles,
  first: Pair,
  options: { everyMs: number; onFault: (fault: unknown) => void },
): PairWatch {
  let watched = files;
  let current = first;
  let refused = "";
  const look = () => {
    try {
      const pair = readPair(watched);
      refused = "";
      if (pair === undefined) return;
      if (pair.cert === current.cert && pair.key === current.key) return;
      server.setSecureContext(pair);
      current = pair;
    } catch (fault) {
      if (refused === String(fault)) return;
      refused = String(fault);
      options.onFault(
        new Error("the new TLS certificate is no good: the old one stays", {
          cause: fault,
        }),
      );
    }
  };
  const timer = setInterval(look, options.everyMs);
  return {
    use: (others) => {
      watched = others;
      look();
    },
    stop: () => clearInterval(timer),
  };
}
