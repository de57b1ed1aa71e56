/** The gateway's log: one JSON object a line, without secrets. */
import pino, { type DestinationStream, type Logger } from "pino";
import type { Config } from "../config/schema.ts";
import { formerKeys } from "../config/sections/secrets.ts";
import { createScrubber } from "./redact.ts";

export type { Logger } from "pino";

export type LogOptions = {
  level: Config["log"]["level"];
  /** Appended to; left out: standard output. */
  file?: string | undefined;
  /** Values to take out wherever they turn up, as they are now: `configSecrets(config)`. */
  secrets?: () => readonly string[];
  /** Instead of a file: for tests. */
  destination?: DestinationStream;
};

/** The secrets of a configuration themselves. */
export function configSecrets(config: Config): string[] {
  const { secrets, pbx, terminals } = config;
  return [
    secrets.nonceKey,
    secrets.tokenKey,
    secrets.storageKey,
    ...formerKeys(secrets.previousNonceKeys),
    ...formerKeys(secrets.previousTokenKeys),
    ...formerKeys(secrets.previousStorageKeys),
    ...Object.values(pbx).map(({ secret }) => secret),
    ...Object.values(terminals).flatMap(({ realtime }) =>
      realtime === undefined ? [] : urlSecrets(realtime.url),
    ),
  ];
}

/** The address of a database as a whole, and the password in it as it stands and as it is meant. */
function urlSecrets(url: string): string[] {
  const password = URL.parse(url)?.password ?? "";
  return [url, password, decodedOrSame(password)].filter((text) => text !== "");
}

function decodedOrSame(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * A logger whose every entry, message and child binding is scrubbed (redact.ts).
 * Lines are written at once, so that none is lost when the process dies. Throws where `file` cannot be opened.
 */
export function createLogger(options: LogOptions): Logger {
  const scrubber = createScrubber(options.secrets);
  const destination =
    options.destination ??
    pino.destination({ dest: options.file ?? 1, sync: true, mode: 0o640 });
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (entry) => scrubber.record(entry),
      },
      // By now an error is the plain object the scrubber made of it.
      serializers: { err: (error: unknown) => error },
      // Messages and the bindings of child loggers pass no formatter: they are scrubbed as the line they end in.
      hooks: { streamWrite: (line) => `${scrubber.line(line.trimEnd())}\n` },
    },
    destination,
  );
}

export type RequestEntry = {
  method: string;
  /** As it came, with its query string. */
  url: string;
  status: number;
  ms: number;
  /** The client's address, after trusted proxies. */
  address: string;
};

const LONGEST_PATH = 256;

/** What is logged of a request: `{ request: requestEntry(…) }`. No query string, no header, no body. */
export function requestEntry({
  method,
  url,
  status,
  ms,
  address,
}: RequestEntry) {
  const [path = ""] = url.split(/[?#]/, 1);
  return {
    method: method.slice(0, 16),
    path: path.slice(0, LONGEST_PATH),
    status,
    ms: Math.round(ms * 10) / 10,
    address,
  };
}
