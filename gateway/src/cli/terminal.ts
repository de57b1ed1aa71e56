/** `ringback terminal add | list | password | remove` */
import { createHash, randomBytes } from "node:crypto";
import { ha1, parseAor } from "@ringback/shared/digest.ts";
import type { Config } from "../config/schema.ts";
import {
  addTerminal,
  changeHa1,
  listTerminals,
  removeTerminal,
} from "../terminals/local/admin.ts";
import type { Arguments } from "./arguments.ts";
import { needConfig, withDatabase } from "./context.ts";
import { CliFault, type Io, UsageFault } from "./io.ts";
import { printJson, printTable } from "./print.ts";
import { EXIT } from "./table.ts";

const md5 = (text: string) =>
  createHash("md5").update(text, "utf8").digest("hex");

/** A user of a domain without a PBX could never sign in. */
function needKnownDomain(config: Config, domain: string): void {
  const known = Object.keys(config.domains);
  if (!known.some((name) => name.toLowerCase() === domain.toLowerCase()))
    throw new CliFault(
      `the domain ${domain} is not in the configuration: known are ${known.join(", ")}`,
    );
}

type Credential = { ha1: string; secret?: string };

/** HA1 in one of the three ways; a generated secret comes along, to be shown once. */
async function credential(
  aorText: string,
  args: Arguments,
  io: Io,
): Promise<Credential> {
  const given = args.text("ha1");
  const ways = [
    args.flag("generate"),
    args.flag("password-stdin"),
    given !== undefined,
  ];
  if (ways.filter(Boolean).length !== 1)
    throw new UsageFault("say one of --generate, --password-stdin and --ha1");
  if (given !== undefined) return { ha1: given.toLowerCase() };
  const aor = parseAor(aorText);
  if (aor === undefined)
    throw new UsageFault("an AoR looks like alice@pbx.example");
  const of = (password: string) => ha1(md5, aor.username, aor.domain, password);
  if (args.flag("generate")) {
    const secret = randomBytes(20).toString("hex");
    return { ha1: of(secret), secret };
  }
  const password = (await io.stdin()).replace(/\r?\n$/, "");
  if (password === "")
    throw new UsageFault("no password came on standard input");
  return { ha1: of(password) };
}

export async function terminalAdd(args: Arguments, io: Io): Promise<number> {
  const aor = args.needed("aor");
  const number = args.text("number");
  const terminal = {
    user: args.needed("user"),
    aor,
    endpoint: args.needed("endpoint"),
    extension: args.needed("extension"),
    ...(number === undefined ? {} : { number }),
  };
  const { secret, ...stored } = await credential(aor, args, io);
  const config = needConfig(args, io);
  needKnownDomain(config, parseAor(aor)?.domain ?? "");
  const id = await withDatabase(config, (db) =>
    addTerminal(db, { ...terminal, ...stored }),
  );
  if (args.flag("json")) {
    io.out(printJson({ id, aor, ...(secret === undefined ? {} : { secret }) }));
    return EXIT.ok;
  }
  io.out(`Terminal ${aor} added, id ${id}.\n${secretText(aor, secret)}`);
  return EXIT.ok;
}

function secretText(aor: string, secret: string | undefined): string {
  return secret === undefined
    ? ""
    : `Secret, shown only now: ${secret}\nIt signs in to Ringback as the password of ${aor}, and opens nothing else.\n`;
}

export async function terminalPassword(
  args: Arguments,
  io: Io,
): Promise<number> {
  const aor = args.word(0);
  const { secret, ha1: stored } = await credential(aor, args, io);
  await withDatabase(needConfig(args, io), (db) => changeHa1(db, aor, stored));
  io.out(
    args.flag("json")
      ? printJson({ aor, ...(secret === undefined ? {} : { secret }) })
      : `Password of ${aor} changed.\n${secretText(aor, secret)}`,
  );
  return EXIT.ok;
}

export async function terminalList(args: Arguments, io: Io): Promise<number> {
  const terminals = await withDatabase(needConfig(args, io), listTerminals);
  io.out(
    args.flag("json")
      ? printJson(terminals)
      : printTable(terminals, [
          "aor",
          "user",
          "endpoint",
          "extension",
          "number",
          "id",
        ]),
  );
  return EXIT.ok;
}

export async function terminalRemove(args: Arguments, io: Io): Promise<number> {
  const aor = args.word(0);
  await withDatabase(needConfig(args, io), (db) => removeTerminal(db, aor));
  io.out(`Terminal ${aor} removed.\n`);
  return EXIT.ok;
}
