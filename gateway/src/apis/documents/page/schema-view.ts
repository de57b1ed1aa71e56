/** A JSON schema as a list of its members. */
import { isObject, type Json, type JsonObject } from "../openapi/json.ts";
import { type Html, html } from "./html.ts";
import { line } from "./prose.ts";

const PREFIX = "#/components/schemas/";

/** Follows a reference of the document. */
export type Follow = (value: Json | undefined) => JsonObject;

export function schemaView(schema: JsonObject, follow: Follow): Html {
  const choices = choicesOf(schema);
  if (choices.length > 0)
    return html`<p>One of ${choices.map((each, index) => html`${index > 0 ? " or " : ""}${typeOf(each)}`)}</p>`;
  if (isObject(schema.properties))
    return members(schema, schema.properties, follow);
  return html`<p class="type">${typeOf(schema)}${limits(schema)}</p>`;
}

function members(
  schema: JsonObject,
  properties: JsonObject,
  follow: Follow,
): Html {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const rows = Object.entries(properties).flatMap(([name, member]) =>
    isObject(member)
      ? [row(name, member, required.includes(name), follow)]
      : [],
  );
  const note =
    schema.additionalProperties === false
      ? html`<p class="note">No other members.</p>`
      : undefined;
  return html`<dl class="members">${rows}</dl>${note}`;
}

function row(
  name: string,
  member: JsonObject,
  isRequired: boolean,
  follow: Follow,
): Html {
  const { description } = follow(member);
  const inside = isObject(member.properties)
    ? members(member, member.properties, follow)
    : undefined;
  return html`<div><dt><code>${name}</code> <span class="type">${typeOf(member)}</span>${
    isRequired ? html` <span class="required">required</span>` : undefined
  }</dt><dd>${
    typeof description === "string"
      ? html`<p>${line(description)}</p>`
      : undefined
  }${limits(member)}${inside}</dd></div>`;
}

/** A name that leads to the schema, or what it is in a word. */
export function typeOf(schema: JsonObject): Html {
  const { $ref, items } = schema;
  if (typeof $ref === "string" && $ref.startsWith(PREFIX)) {
    const name = $ref.slice(PREFIX.length);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (isObject(items)) return html`array of ${typeOf(items)}`;
  const all = Array.isArray(schema.allOf) ? schema.allOf : [];
  const [first] = all;
  if (isObject(first)) return typeOf(first);
  return html`${typeof schema.type === "string" ? schema.type : "any"}`;
}

function choicesOf(schema: JsonObject): JsonObject[] {
  const choices = schema.oneOf ?? schema.anyOf;
  return Array.isArray(choices) ? choices.filter(isObject) : [];
}

const LIMITS: Readonly<Record<string, string>> = {
  format: "format",
  pattern: "pattern",
  minLength: "at least",
  maxLength: "at most",
  minimum: "from",
  maximum: "to",
  contentEncoding: "encoding",
};
const UNIT: Readonly<Record<string, string>> = {
  minLength: " characters",
  maxLength: " characters",
};

function limits(schema: JsonObject): Html | undefined {
  const told = Object.entries(LIMITS).flatMap(([keyword, words]) => {
    const value = schema[keyword];
    return typeof value === "string" || typeof value === "number"
      ? [html`<li>${words} <code>${value}</code>${UNIT[keyword]}</li>`]
      : [];
  });
  const words = wordsOf(schema);
  if (words.length > 0)
    told.unshift(
      html`<li>${words.map((word, index) => html`${index > 0 ? " · " : ""}<code>${word}</code>`)}</li>`,
    );
  return told.length === 0 ? undefined : html`<ul class="limits">${told}</ul>`;
}

function wordsOf(schema: JsonObject): string[] {
  const all: readonly Json[] = Array.isArray(schema.enum)
    ? schema.enum
    : schema.const === undefined
      ? []
      : [schema.const];
  return all.map(String);
}
