/** The docs say what the code does. `RINGBACK_UPDATE_DOCS=1` writes the generated tables anew. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  CALL_STATES,
  END_REASONS,
  ENDED_BY,
  LEG_STATES,
  OUTCOMES,
  SUBSTATES,
} from "@ringback/shared/call/states.ts";
import { endReasonSentence } from "@ringback/shared/call/words.ts";
import { CALL_ERROR_TYPES } from "@ringback/shared/signaling/schema.ts";
import Type from "typebox";
import { expect, test } from "vitest";
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
import {
  ADMIN_GUIDE,
  API,
  ARCHITECTURE,
  block,
  cell,
  code,
  codes,
  expectBlock,
  fences,
  pages,
  prose,
  ROOT,
  read,
  rows,
  table,
} from "./docs/testing-pages.ts";

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
