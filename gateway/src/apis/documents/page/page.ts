/** The OpenAPI document as one page: no script, nothing fetched. */
import { isObject, type Json, type JsonObject } from "../openapi/json.ts";
import { type Html, html } from "./html.ts";
import { idOf, type Operation, operationView } from "./operation-view.ts";
import { line, prose } from "./prose.ts";
import { type Follow, schemaView } from "./schema-view.ts";
import { STYLE } from "./style.ts";

const METHODS = ["get", "post", "put", "patch", "delete"];

export function renderPage(document: JsonObject): string {
  const follow = followIn(document);
  const info = follow(document.info);
  const title = `${info.title}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><h1>${title}</h1><p>${`${info.summary ?? ""}`}</p><p class="note">Version ${`${info.version}`} · <a href="/openapi.json">openapi.json</a></p></header>
<nav aria-label="Contents">${contents(document, follow)}</nav>
<main id="content">
<section>${prose(`${info.description ?? ""}`)}${servers(document)}</section>
${access(document, follow)}
${tags(document).map((tag) => tagView(tag, document, follow))}
${schemas(document, follow)}
</main>
</body>
</html>
`;
  return page.html;
}

/** What a reference is on, or the value itself; nothing where it is no object. */
function followIn(document: JsonObject): Follow {
  return (value) => {
    if (!isObject(value)) return {};
    if (typeof value.$ref !== "string") return value;
    let found: Json | undefined = document;
    for (const name of value.$ref.split("/").slice(1))
      found = isObject(found) ? found[name] : undefined;
    return isObject(found) ? found : {};
  };
}

type Tag = { name: string; description: string };

function tags({ tags: told }: JsonObject): Tag[] {
  const all = Array.isArray(told) ? told.filter(isObject) : [];
  return all.map(({ name, description }) => ({
    name: `${name}`,
    description: `${description ?? ""}`,
  }));
}

function operationsOf(
  { name }: Tag,
  document: JsonObject,
  follow: Follow,
): Operation[] {
  return Object.entries(follow(document.paths)).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const told = follow(follow(item)[method]);
      const own = Array.isArray(told.tags) && told.tags.includes(name);
      return own ? [{ method, path, told }] : [];
    }),
  );
}

function contents(document: JsonObject, follow: Follow): Html {
  const groups = tags(document).map((tag) => {
    const links = operationsOf(tag, document, follow).map(
      (operation) =>
        html`<li><a href="#${idOf(operation)}"><span class="method ${operation.method}">${operation.method.toUpperCase()}</span> ${`${operation.told.summary}`}</a></li>`,
    );
    return html`<h2>${tag.name}</h2><ul>${links}</ul>`;
  });
  const names = Object.keys(namedSchemas(document, follow)).map(
    (name) => html`<li><a href="#schema-${name}">${name}</a></li>`,
  );
  return html`${groups}<h2>Schemas</h2><ul>${names}</ul>`;
}

function servers({ servers: told }: JsonObject): Html {
  const all = Array.isArray(told) ? told.filter(isObject) : [];
  const rows = all.map(
    ({ url, description }) =>
      html`<li><code>${`${url}`}</code> ${line(`${description ?? ""}`)}</li>`,
  );
  return html`<h2>Servers</h2><ul>${rows}</ul>`;
}

function access(document: JsonObject, follow: Follow): Html {
  const schemes = Object.entries(
    follow(follow(document.components).securitySchemes),
  ).map(([name, scheme]) => {
    const { type, description, openIdConnectUrl } = follow(scheme);
    const flow = follow(follow(follow(scheme).flows).clientCredentials);
    const scopes = Object.entries(follow(flow.scopes)).map(
      ([scope, meaning]) =>
        html`<li><code>${scope}</code> ${`${meaning}`}</li>`,
    );
    const where = flow.tokenUrl ?? openIdConnectUrl;
    return html`<div><dt><code>${name}</code> <span class="type">${`${type}`}</span></dt><dd><p>${line(`${description ?? ""}`)}${
      where === undefined ? undefined : html` <code>${`${where}`}</code>`
    }</p>${scopes.length > 0 ? html`<ul>${scopes}</ul>` : undefined}</dd></div>`;
  });
  return html`<section><h2>Access</h2><dl class="members">${schemes}</dl></section>`;
}

function tagView(tag: Tag, document: JsonObject, follow: Follow): Html {
  const views = operationsOf(tag, document, follow).map((operation) =>
    operationView(operation, follow),
  );
  return html`<section><h2>${tag.name}</h2><p>${line(tag.description)}</p>${views}</section>`;
}

function namedSchemas(document: JsonObject, follow: Follow): JsonObject {
  return follow(follow(document.components).schemas);
}

function schemas(document: JsonObject, follow: Follow): Html {
  const views = Object.entries(namedSchemas(document, follow)).map(
    ([name, schema]) => {
      const told = follow(schema);
      return html`<article id="schema-${name}"><h3>${name}</h3>${prose(`${told.description ?? ""}`)}${schemaView(told, follow)}</article>`;
    },
  );
  return html`<section><h2>Schemas</h2>${views}</section>`;
}
