/** The pages of the docs, and what stands in them. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const UPDATE = process.env.RINGBACK_UPDATE_DOCS === "1";

export const ADMIN_GUIDE = "docs/admin-guide.md";
export const API = "docs/api-click2call.md";
export const CALLS = "docs/api-click-to-dial.md";
export const TOKENS = "docs/api-tokens.md";
export const ARCHITECTURE = "docs/architecture.md";
export const EXTENSION = "docs/extension.md";

export function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

const NOT_OURS = new Set(["node_modules", "dist", "test-results", "generated"]);

/** Every file under a folder of the checkout, by its path from the root; no dot folders. */
export function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(
    (entry) => {
      if (entry.name.startsWith(".") || NOT_OURS.has(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    },
  );
}

export const pages = filesUnder("").filter((path) => path.endsWith(".md"));

/** The lines between `<!-- name … -->` and `<!-- /name -->`. */
export function block(page: string, name: string): string {
  const [, inside] =
    new RegExp(
      `<!-- ${name}\\b[^\\n]*-->\\n([\\s\\S]*?)<!-- /${name} -->`,
    ).exec(read(page)) ?? [];
  if (inside === undefined) throw new Error(`${page} has no block ${name}`);
  return inside;
}

/** Holds a generated block equal to what the code says. */
export function expectBlock(page: string, name: string, wanted: string): void {
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
export function rows(text: string): string[][] {
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
export function prose(page: string): string {
  return read(page).replace(/^```[\s\S]*?^```$/gm, "");
}

export function codes(cell: string | undefined): string[] {
  return Array.from(
    (cell ?? "").matchAll(/`([^`]+)`/g),
    ([, code = ""]) => code,
  );
}

export function fences(text: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return Array.from(text.matchAll(fence), ([, inside = ""]) => inside);
}

export function table(
  head: readonly string[],
  body: readonly string[][],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return [head, head.map(() => "---"), ...body].map(line).join("");
}

export const cell = (text: string) => text.replaceAll("|", "\\|");
export const code = (text: string) => `\`${text}\``;
