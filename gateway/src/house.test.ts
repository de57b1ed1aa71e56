/** The house as design §1 draws it: imports point one way. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** What a folder may import: its own files, and what matches one of these. Paths are from the root of the repository. */
type Rule = { folder: string; own?: string; may: readonly RegExp[] };

const SHARED = /^@ringback\/shared\//;
const gateway = (...paths: string[]) =>
  paths.map((path) => new RegExp(`^gateway/src/${path}`));
const packages = (...names: string[]) =>
  names.map((name) => new RegExp(`^${name}(/|$)`));

const RULES: readonly Rule[] = [
  {
    folder: "gateway/src/apis",
    may: [
      SHARED,
      ...gateway(
        "calls/",
        "http/",
        "clients/",
        "store/durability\\.ts$",
        "store/once/port\\.ts$",
        "terminals/port\\.ts$",
      ),
      ...packages("@koa/router", "koa", "ws", "ajv", "typebox", "jose"),
      /^node:/,
    ],
  },
  // It knows no API: who fetches keys for it is given to it.
  {
    folder: "gateway/src/clients",
    may: [
      SHARED,
      ...gateway("store/", "calls/(errors|follower)\\.ts$"),
      ...packages("jose", "kysely", "ulid", "libphonenumber-js"),
      /^node:crypto$/,
    ],
  },
  {
    folder: "gateway/src/calls",
    may: [
      SHARED,
      ...gateway(
        "dialing/",
        "pbx/port\\.ts$",
        "terminals/port\\.ts$",
        "store/tables\\.ts$",
        "store/database\\.ts$",
        "store/durability\\.ts$",
        "store/unavailable\\.ts$",
        "store/once/port\\.ts$",
        "store/prepared\\.ts$",
      ),
      ...packages("kysely", "ulid"),
      /^node:(crypto|timers\/promises)$/,
    ],
  },
  // It knows neither calls nor their APIs: bodies, ids and sinks alone.
  {
    folder: "gateway/src/delivery",
    may: [...gateway("store/"), ...packages("kysely", "ulid"), /^node:/],
  },
  // It knows a call by its row and its end; events and APIs are given to it.
  {
    folder: "gateway/src/recording",
    may: [
      ...gateway("store/", "calls/(follower|snapshot)\\.ts$"),
      ...packages("kysely", "wasm-media-encoders"),
      /^node:/,
    ],
  },
  { folder: "gateway/src/dialing", may: packages("libphonenumber-js") },
  {
    folder: "gateway/src/pbx",
    may: [SHARED, ...packages("asterisk-ami-client"), /^node:/],
  },
  {
    folder: "gateway/src/store",
    may: [SHARED, ...packages("better-sqlite3", "kysely"), /^node:/],
  },
  // Its siblings ask a PBX over AMI, or a database of somebody else.
  {
    folder: "gateway/src/terminals",
    may: [
      SHARED,
      ...gateway("store/", "calls/errors\\.ts$", "pbx/asterisk/"),
      ...packages("libphonenumber-js", "ulid", "keyv"),
      ...packages("kysely", "better-sqlite3", "pg"),
      /^node:/,
    ],
  },
  {
    folder: "gateway/src/http",
    may: [
      ...gateway("calls/errors\\.ts$", "config/sections/server\\.ts$"),
      ...packages("koa", "@koa/router"),
      /^node:/,
    ],
  },
  {
    folder: "gateway/src/ops",
    may: [
      ...gateway("config/", "http/(mount|spelling)\\.ts$", "pbx/port\\.ts$"),
      ...packages("pino", "@koa/router"),
      /^node:/,
    ],
  },
  {
    folder: "gateway/src/config",
    may: [...packages("typebox", "ajv", "yaml", "libphonenumber-js"), /^node:/],
  },
  {
    folder: "shared/src",
    may: packages("typebox", "ajv"),
  },
  {
    folder: "extension/src/detection",
    may: packages("libphonenumber-js"),
  },
  {
    folder: "extension/src/page",
    may: [
      /^extension\/src\/(detection\/|messages\.ts$)/,
      SHARED,
      ...packages("wxt", "libphonenumber-js"),
    ],
  },
];

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^"';]*?\sfrom\s)?\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g;
/** Names of the browser that pure text work has no use for. */
const BROWSER =
  /\b(document|window|navigator|browser|chrome|globalThis|self)\s*\.|\b(HTMLElement|Element|TreeWalker|DOMParser|MutationObserver)\b/g;

/** Those a text uses and did not itself declare. */
function browserNamesOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  return [...code.matchAll(BROWSER)]
    .map(([, object = "", type = ""]) => object || type)
    .filter(
      (name) => !new RegExp(`(const|let) ${name}\\b|\\b${name}: `).test(code),
    );
}

function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, named = "", called = ""]) => {
    const target = named || called;
    if (!target.startsWith(".")) return target;
    return relative(ROOT, join(ROOT, dirname(file), target));
  });
}

function violations(rule: Rule, file: string, text: string): string[] {
  const { folder, may } = rule;
  return importsOf(file, text)
    .filter((target) => !target.startsWith(`${folder}/`))
    .filter((target) => !may.some((pattern) => pattern.test(target)))
    .map((target) => `${file} imports ${target}`);
}

/** Sources without tests and what only tests use. */
function sources(folder: string): [file: string, text: string][] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|tsx)$/.test(name))
    .filter(
      (name) =>
        !/\.test\.tsx?$|testing|conformance|stories|story|defects-of|generated|\.d\.ts$/.test(
          name,
        ),
    )
    .map((name) => join(folder, name))
    .map((file) => [file, readFileSync(join(ROOT, file), "utf8")]);
}

describe("imports point one way", () => {
  test.each(RULES)("$folder", (rule) => {
    const files = sources(rule.folder);
    expect(files.length).toBeGreaterThan(0);
    expect(
      files.flatMap(([file, text]) => violations(rule, file, text)),
    ).toEqual([]);
  });

  it("only the assembly and the command line know the gateway as a whole", () => {
    const knowing = sources("gateway/src")
      .filter(([file, text]) =>
        importsOf(file, text).some((target) =>
          /^gateway\/src\/(gateway\.ts|main\.ts|assembly\/|cli\/)/.test(target),
        ),
      )
      .map(([file]) => file)
      .filter(
        (file) =>
          !/^gateway\/src\/(gateway\.ts|main\.ts|assembly\/|cli\/)/.test(file),
      );
    expect(knowing).toEqual([]);
  });

  it("the detection of numbers knows no browser", () => {
    const found = sources("extension/src/detection").flatMap(([file, text]) =>
      browserNamesOf(text).map((name) => `${file} uses ${name}`),
    );
    expect(found).toEqual([]);
  });

  it("calls know the database by its types alone", () => {
    const found = sources("gateway/src/calls").flatMap(([file, text]) =>
      [
        ...text.matchAll(
          /^import (?!type )[^;]*"(kysely|[^"]*store\/database\.ts)"/gm,
        ),
      ].map(([line]) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});

describe("a planted violation is seen", () => {
  test.each([
    [
      "gateway/src/calls/x.ts",
      'import { x } from "../apis/click2call/mount.ts";',
    ],
    ["gateway/src/calls/x.ts", 'import Koa from "koa";'],
    ["gateway/src/calls/x.ts", 'import type { Context } from "koa";'],
    ["gateway/src/calls/x.ts", 'import Sqlite from "better-sqlite3";'],
    [
      "gateway/src/calls/x.ts",
      'import {\n  AsteriskPbx,\n} from "../pbx/asterisk/asterisk-pbx.ts";',
    ],
    ["gateway/src/calls/x.ts", 'import "../http/app.ts";'],
    ["gateway/src/calls/x.ts", 'const x = await import("../http/app.ts");'],
    ["gateway/src/calls/x.ts", 'export * from "../gateway.ts";'],
    [
      "gateway/src/pbx/asterisk/x.ts",
      'import { Calls } from "../../calls/calls.ts";',
    ],
    [
      "gateway/src/pbx/asterisk/x.ts",
      'import { openDatabase } from "../../store/database.ts";',
    ],
    ["gateway/src/dialing/x.ts", 'import { readFileSync } from "node:fs";'],
    [
      "gateway/src/store/x.ts",
      'import { viewOf } from "../calls/snapshot.ts";',
    ],
    [
      "gateway/src/apis/x/x.ts",
      'import { AsteriskPbx } from "../../pbx/asterisk/asterisk-pbx.ts";',
    ],
    ["shared/src/x.ts", 'import { x } from "../../gateway/src/main.ts";'],
    [
      "extension/src/detection/x.ts",
      'import browser from "webextension-polyfill";',
    ],
    [
      "extension/src/page/x.ts",
      'import { Client } from "../gateway/client.ts";',
    ],
  ])("%s: %s", (file, text) => {
    const rule = RULES.find(({ folder }) => file.startsWith(`${folder}/`));
    expect(rule && violations(rule, file, text)).toHaveLength(1);
  });

  test.each([
    "document.body",
    "const x: HTMLElement | null = y;",
    "window.alert()",
    "chrome.runtime.id",
  ])("a browser's %s", (text) => {
    expect(browserNamesOf(text)).toHaveLength(1);
  });
});
