import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { openDoor } from "../../http/testing.ts";
import { documentsMount } from "./mount.ts";
import { openApiDocument } from "./openapi/document.ts";
import { html } from "./page/html.ts";
import { prose } from "./page/prose.ts";

const ISSUER = "https://gateway.example.com";

async function open() {
  const state = { isOn: true };
  const mount = documentsMount({ issuer: ISSUER, isOn: () => state.isOn });
  const { origin } = await openDoor([mount]);
  return { state, get: (path: string) => fetch(origin + path) };
}

async function page(): Promise<Response> {
  return (await open()).get("/docs");
}

it("serves the document with the gateway's own address", async () => {
  const answer = await (await open()).get("/openapi.json");
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  expect(await answer.json()).toEqual(openApiDocument(ISSUER));
});

it("shows every operation and every schema", async () => {
  const text = await (await page()).text();
  const { paths, components } = JSON.parse(
    JSON.stringify(openApiDocument(ISSUER)),
  );
  for (const item of Object.values(paths))
    for (const { operationId } of Object.values(Object(item)).map(Object))
      if (operationId !== undefined)
        expect(text).toContain(`<article id="${operationId}">`);
  for (const name of Object.keys(components.schemas))
    expect(text).toContain(`<article id="schema-${name}">`);
  expect(text).not.toMatch(/undefined|\[object/);
});

it("every link of the page leads somewhere", async () => {
  const text = await (await page()).text();
  const targets = Array.from(text.matchAll(/href="#([^"]+)"/g), ([, id]) => id);
  expect(targets.length).toBeGreaterThan(50);
  for (const id of targets) expect(text).toContain(`id="${id}"`);
  const ids = Array.from(text.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("lets a browser run nothing, fetch nothing and be framed by nobody", async () => {
  const answer = await page();
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|script-src|https?:/);
  const text = await answer.text();
  const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(text) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  expect(policy).toContain(`'sha256-${hash}'`);
  expect(text).not.toMatch(/<script|<link|<img|<form| on\w+=| style=|url\(/i);
});

it("is nowhere where the admin turned it off", async () => {
  const { state, get } = await open();
  state.isOn = false;
  expect((await get("/docs")).status).toBe(404);
  expect((await get("/openapi.json")).status).toBe(404);
});

it("takes no other method", async () => {
  const mount = documentsMount({ issuer: ISSUER, isOn: () => true });
  const { post } = await openDoor([mount]);
  expect((await post("/docs")).status).toBe(405);
});

it("what is told is text, never markup", () => {
  const bad = "<b>&\"'";
  expect(html`<p>${bad}</p>`.html).toBe("<p>&lt;b&gt;&amp;&quot;'</p>");
  expect(
    prose(`a \`${bad}\` **b**\n\n- one\n- two`).map((it) => it.html),
  ).toEqual([
    "<p>a <code>&lt;b&gt;&amp;&quot;'</code> <strong>b</strong></p>",
    "<ul><li>one</li><li>two</li></ul>",
  ]);
});
