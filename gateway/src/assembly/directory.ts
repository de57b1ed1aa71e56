import type { CurrentConfig } from "../config/current.ts";
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

/** Longer than any question that may still be on its way to a directory that was replaced. */
const RETIRED_MS = 15_000;

/** Who may call: the gateway's own table, then what each domain's section of `terminals` names; a domain's part is made anew when it changes. */
export async function createDirectory(
  config: CurrentConfig,
  parts: Parts,
): Promise<Directory> {
  const { key } = await parts.db
    .selectFrom("version_key")
    .select("key")
    .executeTakeFirstOrThrow();
  const found = new Map<string, FoundTerminals>();
  const retired = new Map<FoundTerminals, NodeJS.Timeout>();
  const close = async (directory: FoundTerminals) => {
    clearTimeout(retired.get(directory));
    retired.delete(directory);
    await directory.close();
  };
  const retire = (directory: FoundTerminals) => {
    const end = () =>
      void close(directory).catch((fault: unknown) =>
        parts.onFault("terminals", fault),
      );
    retired.set(directory, setTimeout(end, RETIRED_MS));
  };
  let made: Config | undefined;
  const follow = (now: Config) => {
    const before = made;
    made = now;
    const names = [before, now].flatMap((each) =>
      Object.keys(each?.terminals ?? {}),
    );
    for (const domain of new Set(names)) {
      if (before !== undefined && isSame(domain, before, now)) continue;
      const old = found.get(domain);
      if (old !== undefined) retire(old);
      const directory = directoryOf(domain, key, now, parts);
      if (directory === undefined) found.delete(domain);
      else found.set(domain, directory);
    }
  };
  follow(config.value);
  config.onChange(follow);
  return {
    directory: new CompositeTerminalDirectory(
      new LocalTerminalDirectory(parts.db),
      found,
    ),
    close: async () => {
      const all = [...found.values(), ...retired.keys()];
      await Promise.all(all.map(close));
    },
  };
}

/** Whether a domain's terminals come from where they came from before. */
function isSame(domain: string, before: Config, now: Config): boolean {
  const told = ({ terminals, domains }: Config) =>
    JSON.stringify([terminals[domain], domains[domain]]);
  return told(before) === told(now);
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
