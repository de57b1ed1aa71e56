/** `ringback client add | list | show | change | secret | webhook-secret | remove` */

import { createSealer } from "../assembly/sealer.ts";
import {
  addClient,
  addSecret,
  type ClientInfo,
  changeClient,
  listClients,
  removeClient,
  showClient,
} from "../clients/admin.ts";
import {
  removeWebhookSecret,
  setWebhookSecret,
} from "../clients/webhook-secrets.ts";
import type { Config } from "../config/schema.ts";
import type { Arguments } from "./arguments.ts";
import type { MAY } from "./client-commands.ts";
import { saidSettings } from "./client-settings.ts";
import { needConfig, withDatabase } from "./context.ts";
import { type Io, UsageFault } from "./io.ts";
import { printJson, printTable } from "./print.ts";
import { EXIT } from "./table.ts";

const CALLS_PER_MINUTE = 60;
const CALLS_AT_ONCE = 10;
const OVERLAP_SECONDS = 86_400;
const LONGEST_OVERLAP_SECONDS = 31_536_000;

function onlyDomain(config: Config): string {
  const [only, ...others] = Object.keys(config.domains);
  if (only !== undefined && others.length === 0) return only;
  throw new UsageFault(
    `--domain is missing: one of ${Object.keys(config.domains).join(", ")}`,
  );
}

export async function clientAdd(args: Arguments, io: Io): Promise<number> {
  const name = args.needed("name");
  args.needed("scopes");
  const config = needConfig(args, io);
  const settings = saidSettings(args, config);
  const { keys = null, external = null } = settings;
  const [id, secret] = await withDatabase(config, async (db) => {
    const added = await addClient(db, {
      callerPrefixes: settings.callerPrefixes ?? [],
      calleePrefixes: settings.calleePrefixes ?? [],
      maskNumbers: settings.maskNumbers ?? [],
      tokenUris: settings.tokenUris ?? [],
      callsPerMinute: settings.callsPerMinute ?? CALLS_PER_MINUTE,
      callsAtOnce: settings.callsAtOnce ?? CALLS_AT_ONCE,
      name,
      scopes: settings.scopes ?? [],
      domain: settings.domain ?? onlyDomain(config),
      premium: args.flag("premium"),
      international: args.flag("international"),
      trunkCaller: args.flag("trunk-caller"),
      recordingBeep: args.flag("beep"),
      handshake: args.flag("handshake"),
      keys,
      external,
    });
    // Who signs in otherwise has no use for a secret that could be lost.
    if (keys !== null || external !== null) return [added, undefined];
    return [added, (await addSecret(db, added, 0)).secret];
  });
  io.out(
    args.flag("json")
      ? printJson({ id, name, ...(secret !== undefined && { secret }) })
      : `Program ${name} added.\nId: ${id}\n${secretText(secret)}`,
  );
  return EXIT.ok;
}

function secretText(secret: string | undefined): string {
  return secret === undefined ? "" : `Secret, shown only now: ${secret}\n`;
}

export async function clientList(args: Arguments, io: Io): Promise<number> {
  const clients = await withDatabase(needConfig(args, io), listClients);
  io.out(
    args.flag("json")
      ? printJson(clients)
      : printTable(
          clients.map((each) => ({
            name: each.name,
            enabled: each.enabled ? "yes" : "no",
            domain: each.domain,
            scopes: each.scopes.join(" "),
            id: each.id,
          })),
          ["name", "enabled", "domain", "scopes", "id"],
        ),
  );
  return EXIT.ok;
}

export async function clientShow(args: Arguments, io: Io): Promise<number> {
  const client = await withDatabase(needConfig(args, io), (db) =>
    showClient(db, args.word(0)),
  );
  io.out(args.flag("json") ? printJson(client) : lines(client));
  return EXIT.ok;
}

function lines(client: ClientInfo): string {
  const yes = (value: boolean) => (value ? "yes" : "no");
  const some = (values: readonly string[], none: string) =>
    values.join(", ") || none;
  const rows: [string, string][] = [
    ["id", client.id],
    ["name", client.name],
    ["enabled", yes(client.enabled)],
    ["added", client.createdAt],
    ["domain", client.domain],
    ["scopes", client.scopes.join(" ")],
    ["callers", some(client.callerPrefixes, "any number")],
    ["callees", some(client.calleePrefixes, "any number")],
    ["premium", yes(client.premium)],
    ["international", yes(client.international)],
    ["trunk-caller", yes(client.trunkCaller)],
    ["calls a minute", String(client.callsPerMinute)],
    ["calls at once", String(client.callsAtOnce)],
    ["masks", some(client.maskNumbers, "none")],
    ["beep", yes(client.recordingBeep)],
    ["handshake", yes(client.handshake)],
    ["token addresses", some(client.tokenUris, "none")],
    ["webhook secrets", String(client.webhookSecrets)],
    ["secrets", String(client.secrets)],
    ["keys", client.keys],
    [
      "external",
      client.external === null
        ? "none"
        : `${client.external.id} at ${client.external.issuer}`,
    ],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows
    .map(([label, value]) => `${label.padEnd(width)}  ${value}\n`)
    .join("");
}

function choice(
  args: Arguments,
  name: keyof typeof MAY | "enabled",
): boolean | undefined {
  const text = args.text(name);
  if (text === undefined) return undefined;
  if (text === "yes" || text === "no") return text === "yes";
  throw new UsageFault(`--${name} is yes or no`);
}

export async function clientChange(args: Arguments, io: Io): Promise<number> {
  const client = args.word(0);
  const config = needConfig(args, io);
  const settings = {
    ...saidSettings(args, config),
    enabled: choice(args, "enabled"),
    premium: choice(args, "premium"),
    international: choice(args, "international"),
    trunkCaller: choice(args, "trunk-caller"),
    recordingBeep: choice(args, "beep"),
    handshake: choice(args, "handshake"),
  };
  if (Object.values(settings).every((value) => value === undefined))
    throw new UsageFault("say what is to be changed");
  await withDatabase(config, (db) => changeClient(db, client, settings));
  io.out(`Program ${client} changed.\n`);
  return EXIT.ok;
}

export async function clientSecret(args: Arguments, io: Io): Promise<number> {
  const client = args.word(0);
  const overlap = overlapSeconds(args);
  const { id, secret } = await withDatabase(needConfig(args, io), (db) =>
    addSecret(db, client, overlap),
  );
  const former =
    overlap === 0
      ? "The former secret has ended."
      : `The former secret ends in ${overlap} seconds.`;
  io.out(
    args.flag("json")
      ? printJson({ id, secret })
      : `Program ${client} has another secret. ${former}\nId: ${id}\n${secretText(secret)}`,
  );
  return EXIT.ok;
}

function overlapSeconds(args: Arguments): number {
  const text = args.text("overlap") ?? String(OVERLAP_SECONDS);
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= LONGEST_OVERLAP_SECONDS) return seconds;
  throw new UsageFault(
    `--overlap is a number of seconds up to ${LONGEST_OVERLAP_SECONDS}`,
  );
}

export async function clientWebhookSecret(
  args: Arguments,
  io: Io,
): Promise<number> {
  const client = args.word(0);
  const overlap = overlapSeconds(args);
  if (args.flag("remove") && args.text("overlap") !== undefined)
    throw new UsageFault("say one of --remove and --overlap");
  const config = needConfig(args, io);
  if (args.flag("remove")) {
    await withDatabase(config, (db) => removeWebhookSecret(db, client));
    io.out(
      args.flag("json")
        ? printJson({ secret: null })
        : `Nothing is signed for ${client} any more.\n`,
    );
    return EXIT.ok;
  }
  const secret = await withDatabase(config, (db) =>
    setWebhookSecret(db, createSealer(config), client, overlap),
  );
  io.out(
    args.flag("json")
      ? printJson({ secret })
      : `What is sent to the sinks of ${client} is signed. A former secret ${overlap === 0 ? "has ended" : `signs beside it for ${overlap} seconds`}.\n${secretText(secret)}`,
  );
  return EXIT.ok;
}

export async function clientRemove(args: Arguments, io: Io): Promise<number> {
  const client = args.word(0);
  await withDatabase(needConfig(args, io), (db) => removeClient(db, client));
  io.out(`Program ${client} removed.\n`);
  return EXIT.ok;
}
