import type { Config } from "../config/schema.ts";
import type { Logger } from "../ops/log.ts";
import type { AmiTransport } from "../pbx/asterisk/ami/transport.ts";
import type { Database } from "../store/database.ts";
import { AsteriskTerminalDirectory } from "../terminals/asterisk/directory.ts";
import { CompositeTerminalDirectory } from "../terminals/composite.ts";
import type { FoundTerminals } from "../terminals/found/directory.ts";
import { LocalTerminalDirectory } from "../terminals/local/directory.ts";
import type { TerminalDirectory } from "../terminals/port.ts";
import { openRealtime } from "../terminals/realtime/database.ts";
import { RealtimeTerminalDirectory } from "../terminals/realtime/directory.ts";
import type { FaultLog } from "./faults.ts";

type Parts = {
  db: Database;
  transports: ReadonlyMap<string, AmiTransport>;
  log: Logger;
  onFault: FaultLog;
};

export type Directory = {
  directory: TerminalDirectory;
  /** Resolves when what it learnt is written and its connections are closed. */
  close: () => Promise<void>;
};

/** Who may call: the gateway's own table, then what each domain's section of `terminals` names. */
export async function createDirectory(
  config: Config,
  parts: Parts,
): Promise<Directory> {
  const { key } = await parts.db
    .selectFrom("version_key")
    .select("key")
    .executeTakeFirstOrThrow();
  const found = new Map<string, FoundTerminals>();
  for (const domain of Object.keys(config.terminals)) {
    const directory = directoryOf(domain, key, config, parts);
    if (directory !== undefined) found.set(domain, directory);
  }
  return {
    directory: new CompositeTerminalDirectory(
      new LocalTerminalDirectory(parts.db),
      found,
    ),
    close: async () => {
      await Promise.all(Array.from(found.values(), (each) => each.close()));
    },
  };
}

function directoryOf(
  domain: string,
  versionKey: string,
  config: Config,
  { db, transports, log, onFault }: Parts,
): FoundTerminals | undefined {
  const section = config.terminals[domain];
  const { asterisk, realtime, cacheSeconds = 0 } = section ?? {};
  const pattern = (realtime ?? asterisk)?.endpointPattern;
  const options = {
    db,
    domain,
    cacheSeconds,
    versionKey,
    ...(pattern !== undefined && { endpointPattern: new RegExp(pattern, "u") }),
    onRefused: (line: string) => log.warn(line),
    onFault,
  };
  if (realtime !== undefined)
    return new RealtimeTerminalDirectory(
      openRealtime(realtime.url, (fault) => onFault("realtime", fault)),
      options,
    );
  if (asterisk?.enabled !== true) return undefined;
  const names = config.domains[domain] ?? [];
  const own = names.flatMap((name) => transports.get(name) ?? []);
  return new AsteriskTerminalDirectory(own, options);
}
