/** One operation: who may, what is asked, what is answered, what is sent besides. */
import { isObject, type Json, type JsonObject } from "../openapi/json.ts";
import { type Html, html } from "./html.ts";
import { line, prose } from "./prose.ts";
import { type Follow, schemaView, typeOf } from "./schema-view.ts";

export type Operation = { method: string; path: string; told: JsonObject };

export function idOf({ told, method, path }: Operation): string {
  return typeof told.operationId === "string"
    ? told.operationId
    : `${method}-${path.replace(/\W+/g, "-")}`;
}

export function operationView(operation: Operation, follow: Follow): Html {
  const { method, path, told } = operation;
  return html`<article id="${idOf(operation)}">
<h3>${text(told.summary)}</h3>
<p class="request"><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code></p>
${prose(text(told.description))}
${rights(told)}
${parameters(told, follow)}
${body(told, follow)}
${answers(told, follow)}
${callbacks(told, follow)}
</article>`;
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function rights({ security }: JsonObject): Html | undefined {
  const scopes = list(security).flatMap((each) =>
    isObject(each) ? Object.values(each).flatMap(list) : [],
  );
  const names = [...new Set(scopes.map(String))];
  if (names.length === 0) return undefined;
  return html`<p class="rights">Needs the scope ${names.map((name) => html`<code>${name}</code>`)}</p>`;
}

function parameters(told: JsonObject, follow: Follow): Html | undefined {
  const rows = list(told.parameters).map((each) => {
    const parameter = follow(each);
    const required =
      parameter.required === true
        ? html` <span class="required">required</span>`
        : undefined;
    return html`<div><dt><code>${text(parameter.name)}</code> <span class="type">${text(parameter.in)}, ${typeOf(schemaOf(parameter))}</span>${required}</dt><dd><p>${line(text(parameter.description))}</p></dd></div>`;
  });
  if (rows.length === 0) return undefined;
  return html`<h4>Parameters</h4><dl class="members">${rows}</dl>`;
}

function schemaOf({ schema }: JsonObject): JsonObject {
  return isObject(schema) ? schema : {};
}

function body(told: JsonObject, follow: Follow): Html | undefined {
  const asked = follow(told.requestBody);
  const media = mediaViews(asked, follow);
  return media.length === 0 ? undefined : html`<h4>Body</h4>${media}`;
}

function mediaViews({ content }: JsonObject, follow: Follow): Html[] {
  if (!isObject(content)) return [];
  return Object.entries(content).map(([type, media]) => {
    const told = isObject(media) ? media : {};
    const schema = schemaOf(told);
    return html`<p class="media"><code>${type}</code> <span class="type">${typeOf(schema)}</span></p>${
      schema.$ref === undefined ? undefined : schemaView(follow(schema), follow)
    }${examplesOf(told)}`;
  });
}

function examplesOf(media: JsonObject): Html[] {
  const named = isObject(media.examples)
    ? Object.entries(media.examples)
    : media.example === undefined
      ? []
      : [["Example", { value: media.example }] as const];
  return named.map(([name, example]) => {
    const { summary, value }: JsonObject = isObject(example) ? example : {};
    return html`<details><summary>${line(text(summary) || name)}</summary><pre tabindex="0"><code>${JSON.stringify(value, null, 2)}</code></pre></details>`;
  });
}

function answers(told: JsonObject, follow: Follow): Html | undefined {
  if (!isObject(told.responses)) return undefined;
  const inOrder = Object.entries(told.responses).toSorted(([one], [other]) =>
    one.localeCompare(other),
  );
  const rows = inOrder.map(([status, given]) => {
    const answer = follow(given);
    const headers = isObject(answer.headers) ? Object.keys(answer.headers) : [];
    const kind = status.startsWith("2") ? "good" : "bad";
    const [about = ""] = text(answer.description).split("\n");
    return html`<details class="answer"><summary><span class="status ${kind}">${status}</span> ${line(about)}</summary>${prose(text(answer.description)).slice(1)}${
      headers.length === 0
        ? undefined
        : html`<p class="note">Headers: ${headers.map((name) => html`<code>${name}</code> `)}</p>`
    }${mediaViews(answer, follow)}</details>`;
  });
  return html`<h4>Answers</h4>${rows}`;
}

function callbacks(told: JsonObject, follow: Follow): Html[] {
  const all = isObject(told.callbacks) ? told.callbacks : {};
  return Object.entries(all).flatMap(([name, paths]) =>
    Object.entries(follow(paths)).flatMap(([, item]) =>
      Object.entries(follow(item)).map(([method, sent]) => {
        const event = follow(sent);
        return html`<section class="callback" id="${name}"><h4>${text(event.summary)}</h4>
<p class="request"><span class="method ${method}">${method.toUpperCase()}</span> to the <code>sink</code></p>
${prose(text(event.description))}${parameters(event, follow)}${body(event, follow)}${answers(event, follow)}</section>`;
      }),
    ),
  );
}
