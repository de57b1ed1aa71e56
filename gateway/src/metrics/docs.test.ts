/** The pages about the figures speak of figures that exist. `RINGBACK_UPDATE_DOCS=1` writes the table anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { FIGURES } from "./catalogue.ts";
import { Metrics } from "./metrics.ts";

const docs = new URL("../../../docs/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, docs), "utf8");

const BLOCK = /(<!-- figures [^\n]*-->\n)([\s\S]*?)(<!-- \/figures -->)/;

function table(): string {
  const rows = Object.entries(FIGURES).map(
    ([name, { kind, labels, help }]) =>
      `| \`${name}\` | ${kind} | ${labels.map((each) => `\`${each}\``).join(", ")} | ${help} |\n`,
  );
  return `| figure | kind | labels | what |\n| --- | --- | --- | --- |\n${rows.join("")}`;
}

/** Names of figures in PromQL, without what a histogram adds. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/\b(?:ringback|nodejs|process)_[a-z0-9_]+/g)].map(
    ([name]) => name.replace(/_(bucket|count|sum)$/, ""),
  );
}

async function known(): Promise<Set<string>> {
  const metrics = new Metrics();
  onTestFinished(() => metrics.stop());
  const { text } = await metrics.render();
  return new Set(
    [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = ""]) => name),
  );
}

test("the page has every figure as the catalogue has it", () => {
  const page = read("metrics.md");
  if (process.env.RINGBACK_UPDATE_DOCS === "1") {
    writeFileSync(
      new URL("metrics.md", docs),
      page.replace(BLOCK, (_, begin: string, __, end: string) =>
        [begin, table(), end].join(""),
      ),
    );
  }
  expect(BLOCK.exec(read("metrics.md"))?.[2]).toBe(table());
});

test.each(["metrics.md", "alerts.yaml", "grafana-board.json"])(
  "%s names figures that exist",
  async (name) => {
    const names = await known();
    const spoken = namesIn(read(name));
    expect(spoken.length).toBeGreaterThan(5);
    for (const each of spoken) expect(names, each).toContain(each);
  },
);

type Rule = {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: Record<string, string>;
};

test("every alert says what is wrong, why it matters and how to mend it", () => {
  const file: { groups: { rules: Rule[] }[] } = parse(read("alerts.yaml"));
  const rules = file.groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(8);
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, labels, annotations } of rules) {
    expect(["critical", "warning"], alert).toContain(labels.severity);
    expect(Object.keys(annotations), alert).toEqual([
      "summary",
      "reason",
      "mend",
    ]);
  }
});

type Panel = {
  title: string;
  description: string;
  gridPos: { x: number; w: number };
  targets: { expr: string; legendFormat: string }[];
};

test("the board shows every figure of our own, each panel with its words, none beside the edge", () => {
  const board: { panels: Panel[] } = JSON.parse(read("grafana-board.json"));
  const shown = new Set(
    board.panels.flatMap(({ targets }) =>
      targets.flatMap(({ expr }) => namesIn(expr)),
    ),
  );
  for (const name of Object.keys(FIGURES)) expect(shown).toContain(name);
  for (const { title, description, gridPos, targets } of board.panels) {
    expect(description, title).not.toBe("");
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
    for (const { legendFormat } of targets) expect(legendFormat).not.toBe("");
  }
});
