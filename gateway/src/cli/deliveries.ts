/** `ringback deliveries list | show | replay` */
import {
  ACCESS_TOKEN_MAX,
  ACCESS_TOKEN_PATTERN,
} from "@ringback/shared/ctd/schema.ts";
import { createSealer } from "../assembly/sealer.ts";
import { clientIdOf } from "../clients/row.ts";
import {
  type Filter,
  type ListedDelivery,
  listDeliveries,
  type ShownDelivery,
  showDelivery,
} from "../delivery/admin.ts";
import {
  type Replayed,
  replayDead,
  replayDelivery,
} from "../delivery/replay.ts";
import type { Database } from "../store/database.ts";
import type { Arguments } from "./arguments.ts";
import { needConfig, withDatabase } from "./context.ts";
import { CliFault, type Io, UsageFault } from "./io.ts";
import { printJson, printTable, printTime } from "./print.ts";
import { EXIT } from "./table.ts";

const ACCESS_TOKEN = new RegExp(ACCESS_TOKEN_PATTERN);

export async function deliveriesList(args: Arguments, io: Io): Promise<number> {
  const limit = args.limit();
  const dead = args.flag("dead");
  const found = await withDatabase(needConfig(args, io), async (db) =>
    listDeliveries(db, { dead, limit, ...(await filterOf(args, db)) }),
  );
  const rows = found.map(readable);
  io.out(
    args.flag("json")
      ? printJson(rows)
      : printTable(
          rows.map((row) => ({ ...row, client: clientOf(row) })),
          [
            ...(["id", "callId", "client", "state", "reason"] as const),
            ...(["tries", "createdAt", "dueAt", "sink"] as const),
          ],
        ),
  );
  return EXIT.ok;
}

export async function deliveriesShow(args: Arguments, io: Io): Promise<number> {
  const id = args.word(0);
  const shown = await withDatabase(needConfig(args, io), (db) =>
    showDelivery(db, id),
  );
  if (shown === undefined) throw new CliFault(`there is no event ${id}`);
  io.out(args.flag("json") ? printJson(asData(shown)) : inWords(shown));
  return EXIT.ok;
}

export async function deliveriesReplay(
  args: Arguments,
  io: Io,
): Promise<number> {
  needWhich(args);
  const [given] = args.positionals;
  const token = await tokenFrom(args, io);
  const config = needConfig(args, io);
  const options = {
    now: Date.now(),
    sealing: createSealer(config),
    ...(token !== undefined && { token }),
  };
  const results = await withDatabase(config, async (db) =>
    given === undefined
      ? await replayDead(db, await filterOf(args, db), options)
      : [{ id: given, result: await replayDelivery(db, given, options) }],
  );
  io.out(
    args.flag("json")
      ? printJson(results)
      : results.map(({ id, result }) => `${id}: ${WORDS[result]}\n`).join("") ||
          "There are no dead letters.\n",
  );
  return results.every(({ result }) => result === "queued")
    ? EXIT.ok
    : EXIT.fault;
}

const WORDS = {
  queued: "will be sent again",
  unknown: "there is no such event",
  already_queued: "waits to be sent anyway",
  no_credential:
    "its sink wants an access token, and that was wiped: give a fresh one with --token-stdin",
  token_unwanted:
    "its sink has no access token that another could stand in for: nothing was changed, leave out --token-stdin",
} as const satisfies Record<Replayed, string>;

/** Throws UsageFault where it is not said which events, or to whose sinks a token may go. */
function needWhich(args: Arguments): void {
  const isOne = args.positionals.length > 0;
  if (isOne === args.flag("dead"))
    throw new UsageFault("say one of an event's id and --dead");
  const isNarrow = [args.text("client"), args.text("call")].some(Boolean);
  if (isOne && isNarrow)
    throw new UsageFault("--client and --call go with --dead");
  if (!isOne && !isNarrow && args.flag("token-stdin"))
    throw new UsageFault(
      "a token is one client's: say with --client or --call whose sinks get it",
    );
}

async function filterOf(args: Arguments, db: Database): Promise<Filter> {
  const client = args.text("client");
  return {
    callId: args.text("call"),
    clientId: client === undefined ? undefined : await clientIdOf(db, client),
  };
}

function clientOf({
  clientName,
  clientId,
}: Pick<ListedDelivery, "clientName" | "clientId">): string {
  return clientName ?? clientId;
}

async function tokenFrom(args: Arguments, io: Io): Promise<string | undefined> {
  if (!args.flag("token-stdin")) return undefined;
  const token = (await io.stdin()).trim();
  if (token.length > ACCESS_TOKEN_MAX || !ACCESS_TOKEN.test(token))
    throw new UsageFault("no access token came on standard input");
  return token;
}

function readable(row: ListedDelivery) {
  return {
    ...row,
    createdAt: printTime(row.createdAt),
    settledAt: printTime(row.settledAt),
    dueAt: printTime(row.dueAt),
  };
}

function asData(shown: ShownDelivery) {
  return {
    ...shown,
    ...readable(shown),
    attempts: shown.attempts.map((each) => ({
      ...each,
      at: printTime(each.at),
      retryAt: printTime(each.retryAt),
    })),
  };
}

function inWords(shown: ShownDelivery): string {
  const { id, callId, sink, clientId, clientName, state, reason, body } = shown;
  const attempts = shown.attempts.map(
    ({ at, status, error, durationMs, retryAt }) =>
      `${printTime(at)} ${status ?? "no answer"}${error === null ? "" : ` ${error}`}, ${durationMs} ms${retryAt === null ? "" : `, again at ${printTime(retryAt)}`}\n`,
  );
  return `Event ${id} of call ${callId}, for client ${clientName === null ? clientId : `${clientName} (${clientId})`} at ${sink}
${state}${reason === null ? "" : `: ${reason}`}

${attempts.join("")}
${JSON.stringify(body, null, 2)}
`;
}
