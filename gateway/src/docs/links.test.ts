import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import { pages, prose, ROOT, read } from "./testing-pages.ts";

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
