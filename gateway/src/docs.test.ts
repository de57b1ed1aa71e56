/** The docs say what the code does. `RINGBACK_UPDATE_DOCS=1` writes the generated tables anew. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CALL_STATES,
  END_REASONS,
  ENDED_BY,
  LEG_STATES,
  OUTCOMES,
  SUBSTATES,
} from "@ringback/shared/call/states.ts";
import { endReasonSentence } from "@ringback/shared/call/words.ts";
import { digestResponse, ha1 } from "@ringback/shared/digest.ts";
import {
  isCallResponse,
  isChallengeResponse,
  isServerFrame,
  isSessionResponse,
  isTicketResponse,
} from "@ringback/shared/generated/validators.js";
import { CALL_ERROR_TYPES } from "@ringback/shared/signaling/schema.ts";
import Koa from "koa";
import Type from "typebox";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { writeError as writeClick2callError } from "./apis/click2call/errors.ts";
import { writeError as writeCtdError } from "./apis/ctd/errors.ts";
import { writeError as writeOauthError } from "./apis/oauth/errors.ts";
import { writeError as writeSignalingError } from "./apis/signaling/errors.ts";
import { DomainError, type DomainErrorKind } from "./calls/errors.ts";
import { generalHelp } from "./cli/help.ts";
import type { Command } from "./cli/options.ts";
import { commands } from "./cli/table.ts";
import { needsRestart } from "./config/reload.ts";
import {
  entryNode,
  type Leaf,
  leaves,
  type SchemaNode,
  schemaRoot,
} from "./config/tree.ts";
import { type DialForm, resolveDestination } from "./dialing/rules.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const UPDATE = process.env.RINGBACK_UPDATE_DOCS === "1";

const ADMIN_GUIDE = "docs/admin-guide.md";
const API = "docs/api-click2call.md";
const CALLS = "docs/api-click-to-dial.md";
const TOKENS = "docs/api-tokens.md";
const ARCHITECTURE = "docs/architecture.md";
const EXTENSION = "docs/extension.md";

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

const NOT_OURS = new Set(["node_modules", "dist", "test-results", "generated"]);

/** Every file under a folder of the checkout, by its path from the root; no dot folders. */
function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(
    (entry) => {
      if (entry.name.startsWith(".") || NOT_OURS.has(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    },
  );
}

const pages = filesUnder("").filter((path) => path.endsWith(".md"));

/** The lines between `<!-- name … -->` and `<!-- /name -->`. */
function block(page: string, name: string): string {
  const [, inside] =
    new RegExp(
      `<!-- ${name}\\b[^\\n]*-->\\n([\\s\\S]*?)<!-- /${name} -->`,
    ).exec(read(page)) ?? [];
  if (inside === undefined) throw new Error(`${page} has no block ${name}`);
  return inside;
}

/** Holds a generated block equal to what the code says. */
function expectBlock(page: string, name: string, wanted: string): void {
  const held = block(page, name);
  if (UPDATE && held !== wanted) {
    const mark = new RegExp(
      `(<!-- ${name}\\b[^\\n]*-->\\n)[\\s\\S]*?(?=<!-- /${name} -->)`,
    );
    const text = read(page).replace(mark, (_, begin: string) => begin + wanted);
    writeFileSync(join(ROOT, page), text);
  }
  expect(block(page, name)).toBe(wanted);
}

/** Rows of the first table in a text, cells trimmed, without its head. */
function rows(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

/** A page without its fenced blocks. */
function prose(page: string): string {
  return read(page).replace(/^```[\s\S]*?^```$/gm, "");
}

function codes(cell: string | undefined): string[] {
  return Array.from(
    (cell ?? "").matchAll(/`([^`]+)`/g),
    ([, code = ""]) => code,
  );
}

function fences(text: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return Array.from(text.matchAll(fence), ([, inside = ""]) => inside);
}

function table(head: readonly string[], body: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return [head, head.map(() => "---"), ...body].map(line).join("");
}

const cell = (text: string) => text.replaceAll("|", "\\|");
const code = (text: string) => `\`${text}\``;

function optionsTable(command: Command): string {
  return table(
    ["option", "what"],
    Object.entries(command.options).map(([name, { short, value, about }]) => [
      code(
        `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
      ),
      cell(about),
    ]),
  );
}

test("the guide has every command and option as the command line has them", () => {
  const own = commands.map((command) => {
    const usage = ["ringback", command.name, ...command.positionals].join(" ");
    const about = "about" in command ? ` ${command.about}` : "";
    return `### \`${usage}\`\n\n${command.summary}${about}\n\n${optionsTable(command)}`;
  });
  const wanted = ["```text\n", generalHelp(), "```\n\n", own.join("\n")].join(
    "",
  );
  expectBlock(ADMIN_GUIDE, "commands", wanted);
});

function limitsOf(node: SchemaNode): string {
  if (node.type === "integer") return `${node.minimum} to ${node.maximum}`;
  return (node.enum ?? []).map((each) => code(String(each))).join(", ");
}

function defaultOf(node: SchemaNode): string {
  if (node.writeOnly === true)
    return Type.IsOptional(node) ? "none" : "must be set";
  if (node.default !== undefined) return code(JSON.stringify(node.default));
  return "none";
}

function keyRow({ path, node }: Leaf): string[] {
  return [
    code(path.join(".")),
    cell(defaultOf(node)),
    limitsOf(node),
    needsRestart(path) ? "restart" : "live",
    cell(node.description ?? ""),
  ];
}

/** Every key that holds a value, those of a PBX as `pbx.<name>.…`. */
function keysOf(section: string, node: SchemaNode): Leaf[] {
  const entry = entryNode(node);
  if (entry === undefined) return leaves(node, [section]);
  return leaves(entry, [
    section,
    ["pbx", "issuers"].includes(section) ? "<name>" : "<domain>",
  ]);
}

test("the guide has every key with its default", () => {
  const sections = Object.entries(schemaRoot.properties ?? {});
  const wanted = sections.map(([name, node]) => {
    const body = keysOf(name, node).map(keyRow);
    const head = ["key", "default", "limits", "change", "what"];
    return `### \`${name}\`\n\n${node.description ?? ""}\n\n${table(head, body)}`;
  });
  expectBlock(ADMIN_GUIDE, "keys", wanted.join("\n"));
});

test("the keys the pages speak of exist", () => {
  const sections = Object.entries(schemaRoot.properties ?? {});
  const known = new Set(
    sections.flatMap(([name, node]) =>
      keysOf(name, node).flatMap(({ path }) =>
        path.map((_, end) => path.slice(0, end + 1).join(".")),
      ),
    ),
  );
  const names = sections.map(([name]) => name).join("|");
  const key = new RegExp(`^(${names})\\.[A-Za-z<>.]+$`);
  for (const page of pages) {
    const spoken = codes(prose(page))
      .filter((each) => key.test(each))
      .map((each) => each.replace(/^pbx\.main\./, "pbx.<name>."));
    // Files of the sources are named `config/…` with a slash, so a dot means a key.
    for (const each of spoken) expect(known, page).toContain(each);
  }
});

test("dial rules do what the guide's table says", () => {
  const text = block(ADMIN_GUIDE, "dial-rules");
  const forms: DialForm[] = ["e164", "digits", "national", "international"];
  const head = text.split("\n")[0];
  expect(codes(head)).toEqual(forms);
  for (const cells of rows(text)) {
    const [asked = "", ...dialled] = cells.flatMap(codes);
    const sent = forms.map(
      (form) =>
        resolveDestination(asked, {
          region: "ES",
          internalMaxDigits: 6,
          form,
          internationalPrefix: "00",
          prefix: "",
        })?.dialString,
    );
    expect(dialled).toEqual(sent);
  }
});

test("the API names every end reason with its sentence", () => {
  const body = END_REASONS.map((reason) => [
    code(reason),
    endReasonSentence(reason),
  ]);
  expectBlock(API, "end-reasons", table(["reason", "in words"], body));
});

test("the API names every state, outcome and error type", () => {
  const spoken = new Set(codes(prose(API)));
  for (const word of [
    ...[...CALL_STATES, ...SUBSTATES, ...LEG_STATES, ...OUTCOMES],
    ...[...ENDED_BY, ...CALL_ERROR_TYPES],
  ])
    expect(spoken).toContain(word);
});

// A record, so that a new kind is a type error here.
const KINDS: Record<DomainErrorKind, DomainErrorKind> = {
  validation: "validation",
  unauthenticated: "unauthenticated",
  forbidden: "forbidden",
  not_found: "not_found",
  method_not_allowed: "method_not_allowed",
  too_large: "too_large",
  conflict: "conflict",
  rate: "rate",
  paused: "paused",
  unavailable: "unavailable",
  pbx: "pbx",
  internal: "internal",
};

type Writer = (ctx: Koa.Context, error: DomainError) => void;

/** The statuses a writer of errors answers with, as HTTP has them. */
async function statusesOf(write: Writer): Promise<Set<number>> {
  const app = new Koa();
  const kinds = new Map<string, DomainErrorKind>(
    Object.values(KINDS).map((kind) => [`/${kind}`, kind]),
  );
  app.use((ctx) => {
    write(
      ctx,
      new DomainError(kinds.get(ctx.path) ?? "internal", "code", "message"),
    );
  });
  const answer = app.callback();
  const server = createServer(
    (request, response) => void answer(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server.address());
  const statuses = new Set<number>();
  for (const path of kinds.keys()) {
    const { status } = await fetch(`http://127.0.0.1:${port}${path}`);
    statuses.add(status);
  }
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return statuses;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

test.each([
  [API, "errors-click2call", writeClick2callError],
  [API, "errors-signaling", writeSignalingError],
  [TOKENS, "errors-oauth", writeOauthError],
  [CALLS, "errors-ctd", writeCtdError],
] as const)(
  "in %s the table %s has the statuses of the code",
  async (page, name, write) => {
    const told = rows(block(page, name)).map(([status]) => Number(status));
    const sorted = (all: Iterable<number>) => [...new Set(all)].sort();
    expect(sorted(told)).toEqual(sorted(await statusesOf(write)));
  },
);

/** Texts of the sources' DomainErrors, as far as they are written as they stand. */
function thrownMessages(): string[] {
  const sources = filesUnder("gateway/src").filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts"),
  );
  const thrown = /new DomainError\(\s*"[a-z_]+",\s*"[a-z_]+",\s*"([^"]+)"/g;
  return sources.flatMap((path) =>
    Array.from(read(path).matchAll(thrown), ([, message = ""]) => message),
  );
}

/** Told on the live channel or never: no door that answers with HTTP can meet them. */
const NOT_HTTP = new Set([
  "the token cannot be checked now: its issuer's keys cannot be had",
  "There is no such call",
  "Not your call",
  "call changed by somebody else",
  "a call with this iden exists already",
]);

test("the error tables have every text the code answers with, and no other", () => {
  const thrown = new Set(thrownMessages());
  const tables = [
    [API, "errors-click2call"],
    [API, "errors-signaling"],
    [TOKENS, "errors-oauth"],
    [CALLS, "errors-ctd"],
  ] as const;
  const told = tables.flatMap(([page, name]) =>
    rows(block(page, name)).flatMap(([, texts]) => codes(texts)),
  );
  for (const message of thrown)
    if (!NOT_HTTP.has(message)) expect(told).toContain(message);
  const sources = filesUnder("gateway/src")
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map(read)
    .join("\n");
  for (const text of told) expect(sources).toContain(text.replace(" …", " "));
});

test("the worked digest is right", () => {
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const worked = fences(read(API), "text").find((each) =>
    each.startsWith("username "),
  );
  const value = new Map(
    (worked ?? "")
      .trim()
      .split("\n")
      .map((line) => {
        const [name = "", ...rest] = line.split(/\s+/);
        return [name, rest.join(" ")] as const;
      }),
  );
  const of = (name: string) => value.get(name) ?? "";
  const key = ha1(md5, of("username"), of("realm"), of("password"));
  expect(of("HA1")).toBe(key);
  expect(of("HA2")).toBe(md5(of("destination")));
  const response = digestResponse(md5, key, of("nonce"), of("destination"));
  expect(of("response")).toBe(response);
  const session = digestResponse(md5, key, of("nonce"), "session");
  expect(read(API)).toContain(`"response": "${session}"`);
  expect(read(API)).toContain(`"response": "${response}"`);
});

test("the API's examples are what the gateway and its clients take for good", () => {
  const examples: unknown[] = fences(read(API), "json").map((text) =>
    JSON.parse(text),
  );
  const counted = [
    [isServerFrame, 4],
    [isChallengeResponse, 1],
    [isCallResponse, 1],
    [isSessionResponse, 1],
    [isTicketResponse, 1],
  ] as const;
  for (const [isGood, count] of counted) {
    const fitting = examples.filter((each) => isGood(each));
    expect(fitting.length, isGood.name).toBeGreaterThanOrEqual(count);
  }
});

/** As the forges make them. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}

function anchorsOf(path: string): Set<string> {
  const headings = read(path).matchAll(/^#{1,6} (.+)$/gm);
  return new Set(Array.from(headings, ([, heading = ""]) => anchorOf(heading)));
}

/** Where a page's links and pictures lead; code is no link. */
function targetsOf(path: string): string[] {
  const text = prose(path).replace(/`[^`\n]*`(?!\])/g, "");
  const links = text.matchAll(/\]\(([^)\s]+)\)/g);
  const pictures = text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g);
  return [...links, ...pictures].map(([, target = ""]) => target);
}

test.each(pages)("every link of %s leads somewhere", (page) => {
  for (const target of targetsOf(page)) {
    if (/^https?:/.test(target)) continue;
    const [path = "", anchor] = target.split("#");
    const file =
      path === "" ? page : relative(ROOT, join(ROOT, dirname(page), path));
    expect(existsSync(join(ROOT, file)), `${page}: ${target}`).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(file), target).toContain(anchor);
  }
});

/** Names set aside for examples, this machine, and two standards. */
const HOSTS =
  /^((.+\.)?example(\.(com|org|net))?|localhost|127\.0\.0\.1|\[::1\]|keepachangelog\.com|semver\.org)$/;

test.each(pages)(
  "%s names no registry, mirror or other foreign host",
  (page) => {
    const addresses = read(page).matchAll(
      /\b(?:https?|wss?):\/\/[^\s`"'<>);]+/g,
    );
    for (const [address] of addresses)
      expect(URL.parse(address)?.hostname ?? "", address).toMatch(HOSTS);
  },
);

test.each(pages)("every npm command in %s exists", (page) => {
  const scripts = Object.keys(manifest.scripts);
  const spoken = read(page).matchAll(
    /\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g,
  );
  for (const [, run, own] of spoken) expect(scripts).toContain(run ?? own);
});

test("the proxy example has every door, exactly", () => {
  const [nginx = ""] = fences(read(ADMIN_GUIDE), "nginx");
  const doors = Array.from(
    nginx.matchAll(/location = (\S+)/g),
    ([, path]) => path,
  );
  expect(doors.sort()).toEqual(
    [
      ...["/challenge", "/call", "/session", "/session/renew"],
      ...["/api/v1/ws-tickets", "/ws/chat"],
      ...["/oauth/token", "/oauth/revoke", "/oauth/jwks"],
      "/.well-known/oauth-authorization-server",
      "/.well-known/openid-configuration",
      ...["/openapi.json", "/docs"],
    ].sort(),
  );
});

test("the house is drawn as it stands", () => {
  const drawn = fences(read(ARCHITECTURE), "text")
    .flatMap((text) => text.split("\n"))
    .flatMap((line) => /^([\w-]+\/[\w/-]*)\s/.exec(line)?.[1] ?? []);
  for (const folder of drawn)
    expect(existsSync(join(ROOT, folder)), folder).toBe(true);
  for (const parent of ["shared/src", "gateway/src", "extension/src", "e2e"]) {
    const folders = readdirSync(join(ROOT, parent), { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isDirectory() &&
          !/^\.|^node_modules$|^test-results$/.test(entry.name),
      )
      .map(({ name }) => `${parent}/${name}/`);
    for (const folder of folders) expect(drawn).toContain(folder);
  }
});

test("the files the pages name exist", () => {
  const tops = "gateway|extension|shared|e2e|docs|scripts";
  const named = new RegExp(
    `^(${tops})/[\\w./-]+\\.(ts|tsx|conf|yaml|json|md)$`,
  );
  for (const page of pages)
    for (const path of codes(prose(page)).filter((each) => named.test(each)))
      expect(existsSync(join(ROOT, path)), `${page}: ${path}`).toBe(true);
});

/** A sentence as it stands in a source, however it was broken into strings there. */
function sentencesOf(folders: readonly string[]): string {
  return folders
    .flatMap(filesUnder)
    .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test."))
    .map((path) => read(path).replace(/\s+/g, " "))
    .join("\n");
}

test("the extension says what its page says it says", () => {
  const sources = sentencesOf(["extension/src", "shared/src"]);
  const [, troubles = ""] = read(EXTENSION).split("## When it does not work");
  for (const [said = ""] of rows(troubles)) expect(sources).toContain(said);
  const [, modes = ""] = read(EXTENSION).split(
    "## Where numbers are looked for",
  );
  for (const [choice = ""] of rows(modes.split("\n## ")[0] ?? ""))
    expect(sources).toContain(choice.replace(" (the default)", ""));
});

test("the extension's page explains every permission", () => {
  const [, list = ""] =
    /\n {4}permissions: \[([^\]]*)\]/.exec(read("extension/wxt.config.ts")) ??
    [];
  const asked = Array.from(list.matchAll(/"(\w+)"/g), ([, name = ""]) => name);
  const [, section = ""] = read(EXTENSION).split("## Permissions, and why");
  const explained = rows(section.split("\n## ")[0] ?? "").flatMap(([name]) =>
    codes(name),
  );
  expect(explained.sort()).toEqual(asked.sort());
});
