/** What the doctor looks at on this machine: database, disk, certificates. */
import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import type { Config } from "../config/schema.ts";
import {
  type Database,
  migrationState,
  openDatabase,
} from "../store/database.ts";
import { type Finding, Findings, wordsOf } from "./finding.ts";
import type { CheckedTerminal } from "./terminals.ts";

const MB = 1024 * 1024;
const DISK_WARNING = 500 * MB;
const DISK_FAULT = 50 * MB;
const DAY_MS = 86_400_000;
const CERTIFICATE_WARNING_DAYS = 14;

/** The database, and the terminals in it where they can be read; then `look` looks into it as well. Changes nothing. */
export async function examineDatabase(
  options: Config["database"],
  look: (db: Database) => Promise<void> = async () => {},
): Promise<{ findings: Finding[]; terminals: CheckedTerminal[] }> {
  const found = new Findings("database");
  const terminals: CheckedTerminal[] = [];
  const { file } = options;
  if (!existsSync(file)) {
    found.warning(
      "database",
      `${file} is not there yet.`,
      "Run `ringback migrate` as the gateway's user; `serve` makes it as well.",
    );
    return { findings: found.all, terminals };
  }
  let db: Database | undefined;
  try {
    db = openDatabase(options);
    found.ok("database", `${file} can be opened.`);
    examineWriting(options, found);
    if (await examineMigrations(db, found)) {
      terminals.push(...(await readTerminals(db)));
      examineCount(terminals.length, found);
      await look(db);
    }
  } catch (fault) {
    found.fault(
      "database",
      `${file} cannot be used: ${wordsOf(fault)}.`,
      "See that it is the gateway's SQLite file, that it belongs to this user, and restore it from a backup if it is damaged.",
    );
  } finally {
    await db?.destroy();
  }
  return { findings: found.all, terminals };
}

/** By a connection of its own, so that nothing of the gateway's way of writing is in between. */
function examineWriting(
  { file, busyTimeoutMs }: Config["database"],
  found: Findings,
): void {
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(file, { timeout: busyTimeoutMs, fileMustExist: true });
    sqlite.exec("BEGIN IMMEDIATE; ROLLBACK");
    found.ok("database writable", "It can be written.");
  } catch (fault) {
    found.fault(
      "database writable",
      `It cannot be written: ${wordsOf(fault)}.`,
      "See that the file and its folder belong to the gateway's user, and that no other program holds it.",
    );
  } finally {
    sqlite?.close();
  }
}

async function readTerminals(db: Database): Promise<CheckedTerminal[]> {
  const rows = await db
    .selectFrom("terminals")
    .select(["username", "domain", "endpoint", "ha1", "source"])
    .orderBy("username")
    .execute();
  return rows.map((row) => ({ ...row, aor: `${row.username}@${row.domain}` }));
}

/** Whether the tables are as this program needs them. */
async function examineMigrations(
  db: Database,
  found: Findings,
): Promise<boolean> {
  const { pending, unknown } = await migrationState(db);
  if (unknown.length > 0) {
    found.fault(
      "migrations",
      `A newer Ringback has changed the database: ${unknown.join(", ")}.`,
      "Install that version again, or go back to a backup from before it.",
    );
    return false;
  }
  if (pending.length > 0) {
    found.warning(
      "migrations",
      `It is to be brought up to date: ${pending.join(", ")}.`,
      "Run `ringback migrate`; `serve` does so by itself.",
    );
    return false;
  }
  found.ok("migrations", "It is up to date.");
  return true;
}

function examineCount(count: number, found: Findings): void {
  if (count > 0) found.ok("terminals", `It knows ${count} terminals.`);
  else
    found.warning(
      "terminals",
      "It knows no terminal, so nobody can call.",
      "Add people with `ringback user add` and `ringback terminal add`.",
    );
}

/** Room for the database. */
export function examineDisk(
  { file }: Config["database"],
  freeBytes: (folder: string) => number = freeBytesOf,
): Finding[] {
  const found = new Findings("disk");
  const folder = dirname(file);
  try {
    const free = freeBytes(folder);
    const text = `${Math.floor(free / MB)} MB are free for ${folder}.`;
    const mend = "Make room on this file system: a full disk stops all calls.";
    if (free < DISK_FAULT) found.fault("free", text, mend);
    else if (free < DISK_WARNING) found.warning("free", text, mend);
    else found.ok("free", text);
  } catch (fault) {
    found.fault(
      "free",
      `${folder} cannot be looked at: ${wordsOf(fault)}.`,
      "Make this folder, and give it to the gateway's user.",
    );
  }
  return found.all;
}

export function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** How long the certificates last; that they can be read and fit their keys is the configuration's own check. */
export function examineCertificates(
  { server, pbx, delivery }: Pick<Config, "server" | "pbx" | "delivery">,
  now: number,
): Finding[] {
  const found = new Findings("tls");
  const files: [string, string | undefined][] = [
    ["server.tls.certFile", server.tls?.certFile],
    ...Object.entries(pbx).map(
      ([name, { tls }]): [string, string | undefined] => [
        `pbx.${name}.tls.caFile`,
        tls.enabled ? tls.caFile : undefined,
      ],
    ),
    ["delivery.caFile", delivery.caFile],
  ];
  for (const [key, file] of files) {
    if (file !== undefined) examineCertificate(key, file, now, found);
  }
  return found.all;
}

function examineCertificate(
  key: string,
  file: string,
  now: number,
  found: Findings,
): void {
  const mend = "Renew it and restart the gateway.";
  try {
    const { validTo } = new X509Certificate(readFileSync(file));
    const days = Math.floor((Date.parse(validTo) - now) / DAY_MS);
    if (days < 0) found.fault(key, `${file} has run out on ${validTo}.`, mend);
    else if (days < CERTIFICATE_WARNING_DAYS)
      found.warning(key, `${file} runs out in ${days} days.`, mend);
    else found.ok(key, `${file} lasts ${days} days.`);
  } catch (fault) {
    found.fault(
      key,
      `${file} holds no certificate: ${wordsOf(fault)}.`,
      "Name a PEM file with a certificate.",
    );
  }
}
