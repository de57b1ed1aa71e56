/**
 * What tests leave behind for the search for secrets in logs (e2e/leaks): every line a gateway or a PBX has said, and
 * every secret the tests have made or been given. Kept only where `TEST_LOGS` names a folder, as `npm test` does for
 * each of its checks; one pair of files a process.
 */
import { mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { DestinationStream } from "pino";
import { createLogger, type Logger } from "./log.ts";

/** Shorter ones are also ordinary words: nobody could say whether one is meant. */
const SHORTEST_SECRET = 8;

/** Bytes of an answer that is looked through. */
const LONGEST_ANSWER = 65_536;

/** Members whose text is a secret, in any body, form or configuration of ours. */
const SECRET_MEMBERS = new Set([
  ...["nonce", "response", "token", "ticket", "password", "secret", "ha1"],
  ...["noncekey", "tokenkey", "storagekey", "accesstoken", "refreshtoken"],
  ...["clientsecret", "clientassertion", "privatekey", "d"],
]);

/** What `ringback` prints once and never again. */
const PRINTED = /\b(?:rbs|whsec)_[\w+/=-]+|shown only now: (\S+)/g;

type Records = { line(text: string): void; secret(value: string): void };

function openRecords(folder: string): Records {
  mkdirSync(folder, { recursive: true });
  const at = (kind: string) => join(folder, `${process.pid}.${kind}`);
  const logs = openSync(at("log"), "a", 0o600);
  const secrets = openSync(at("secrets"), "a", 0o600);
  const known = new Set<string>();
  return {
    line: (text) => void writeSync(logs, `${text}\n`),
    secret: (value) => {
      if (known.has(value)) return;
      known.add(value);
      writeSync(secrets, `${JSON.stringify(value)}\n`);
    },
  };
}

const folder = process.env.TEST_LOGS;
const records = folder === undefined ? undefined : openRecords(folder);

/** One line that a gateway or a PBX has said. */
export function keepLine(text: string): void {
  records?.line(text.trimEnd());
}

/** All of a log that somebody else wrote; one that is not there has no lines. */
export function keepLogFile(file: string): void {
  if (records === undefined) return;
  try {
    keepLine(readFileSync(file, "utf8"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT"))
      throw error;
  }
}

export function keepSecret(...values: readonly string[]): void {
  for (const value of values)
    if (value.length >= SHORTEST_SECRET) records?.secret(value);
}

/** The secrets in a body, a form or a configuration, by the names of its members. */
export function keepSecretsOf(value: unknown): void {
  if (records === undefined) return;
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const plain = name.toLowerCase().replace(/[-_]/g, "");
    if (typeof member === "string" && SECRET_MEMBERS.has(plain))
      keepSecret(member);
    else keepSecretsOf(member);
  }
}

/** The secrets in what `ringback` has printed. */
export function keepPrintedSecrets(text: string): void {
  for (const [whole, shown] of text.matchAll(PRINTED))
    keepSecret(shown ?? whole);
  keepSecretsOf(parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The credentials of an `Authorization` header: as they were sent, and what Basic says with them. */
function keepAuthorization(header: string | null): void {
  const [, scheme = "", credentials = ""] =
    /^(\S+)\s+(\S+)$/.exec(header ?? "") ?? [];
  keepSecret(credentials);
  if (scheme.toLowerCase() !== "basic") return;
  const pair = Buffer.from(credentials, "base64").toString();
  keepSecret(pair.slice(pair.indexOf(":") + 1));
}

function keepRequest({ headers, body }: RequestInit): void {
  keepAuthorization(new Headers(headers).get("authorization"));
  if (typeof body !== "string" && !(body instanceof URLSearchParams)) return;
  const text = String(body);
  keepSecretsOf(parsed(text));
  keepSecretsOf(Object.fromEntries(new URLSearchParams(text)));
}

/** From now on, whatever this process sends and is answered by `fetch` is looked through for secrets. */
export function watchFetch(): void {
  if (records === undefined) return;
  const plain = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await plain(input, init);
    // Of what was refused nobody knows whether it is a secret or made up: the test says.
    if (response.ok) keepRequest(init ?? {});
    // A recording is no place for a secret, and a second reader would keep it in memory.
    const length = Number(response.headers.get("content-length"));
    if (length === 0 || length > LONGEST_ANSWER) return response;
    // Not waited for: a test may look at an answer that never ends.
    void response
      .clone()
      .text()
      .then((text) => keepSecretsOf(parsed(text)))
      .catch(() => undefined);
    return response;
  };
}

/** A gateway's log in a test: everything it may ever say is kept; `lines` gets what an admin would see. */
export function testLog(lines: string[] = []): Logger {
  const destination: DestinationStream = {
    write: (line) => {
      keepLine(line);
      if (!/"level":"(trace|debug)"/.test(line)) lines.push(line);
    },
  };
  return createLogger({ level: "trace", destination });
}
