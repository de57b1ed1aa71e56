/** The document as a judge of real answers and of its own examples. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { openApiDocument } from "./document.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

const ISSUER = "https://ringback.example.com";

const DATE_TIME =
  /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

const isUri = (text: string) => URL.canParse(text);

/** Compiles the schema at a place of the document, given as its members from the root on. */
export function judgeOf(document: JsonObject) {
  const ajv = new Ajv2020({
    strict: false,
    formats: {
      "date-time": DATE_TIME,
      uri: isUri,
      "uri-reference": true,
      int32: true,
    },
  });
  ajv.addSchema(document, "document");
  return (...place: readonly string[]): ValidateFunction => {
    const pointer = place
      .map((each) => each.replaceAll("~", "~0").replaceAll("/", "~1"))
      .map(encodeURIComponent)
      .join("/");
    return ajv.compile({ $ref: `document#/${pointer}` });
  };
}

/** What stands at a place, references followed; undefined where nothing does. */
export function at(
  document: JsonObject,
  ...place: readonly string[]
): JsonObject | undefined {
  let value: Json | undefined = document;
  for (const name of place) {
    value = isObject(value) ? value[name] : undefined;
    if (isObject(value) && typeof value.$ref === "string")
      value = at(document, ...placeOf(value.$ref));
  }
  return isObject(value) ? value : undefined;
}

/** Members from the root on of `#/components/…`. */
export function placeOf(reference: string): string[] {
  return reference
    .split("/")
    .slice(1)
    .map((each) => each.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Every object below, with its place. */
export function* objectsIn(
  value: Json,
  place: readonly string[] = [],
): Generator<[place: readonly string[], object: JsonObject]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      yield* objectsIn(item, [...place, String(index)]);
  } else if (isObject(value)) {
    yield [place, value];
    for (const [name, each] of Object.entries(value))
      yield* objectsIn(each, [...place, name]);
  }
}

export const DOCUMENT = openApiDocument(ISSUER);

/** The place itself where there is a reference on it: a judge follows none outside schemas. */
export function settledPlace(place: readonly string[]): string[] {
  let value: unknown = DOCUMENT;
  let settled: string[] = [];
  for (const name of place) {
    const next = Object(value)[name];
    const reference: unknown = Object(next).$ref;
    settled =
      typeof reference === "string"
        ? reference.split("/").slice(1)
        : [...settled, name];
    value = typeof reference === "string" ? at(DOCUMENT, ...settled) : next;
  }
  return settled;
}

/** Holds answers to the document, and remembers which it has seen. */
export class Witness {
  readonly #judge = judgeOf(DOCUMENT);
  /** `operation status` */
  readonly seen = new Set<string>();

  /** The body. Fails where the document has no such answer, or another body or header. */
  async hold(method: string, path: string, answer: Response): Promise<unknown> {
    const status = String(answer.status);
    const operation = ["paths", path, method];
    const place = settledPlace([...operation, "responses", status]);
    const what = `${method} ${path}: ${status}`;
    const text = await answer.text();
    expect(at(DOCUMENT, ...place), `${what} ${text}`).toBeDefined();
    this.seen.add(`${at(DOCUMENT, ...operation)?.operationId} ${status}`);
    for (const name of Object.keys(at(DOCUMENT, ...place, "headers") ?? {}))
      expect(answer.headers.get(name), `${what}: ${name}`).toBeTruthy();
    const content = at(DOCUMENT, ...place, "content");
    if (content === undefined) {
      expect(text).toBe("");
      return undefined;
    }
    const [type = ""] = (answer.headers.get("content-type") ?? "").split(";");
    expect(Object.keys(content)).toContain(type);
    const isGood = this.#judge(...place, "content", type, "schema");
    const body: unknown = JSON.parse(text);
    expect(isGood(body), `${what}: ${text}`).toBe(true);
    return body;
  }

  /** What the document promises of these paths and no answer has shown. */
  unseen(paths: readonly string[]): string[] {
    const promised = paths.flatMap((path) =>
      ["get", "post"].flatMap((method) => {
        const operation = at(DOCUMENT, "paths", path, method);
        return Object.keys(Object(operation?.responses)).map(
          (status) => `${operation?.operationId} ${status}`,
        );
      }),
    );
    expect(promised.length).toBeGreaterThan(paths.length);
    return promised.filter((each) => !this.seen.has(each));
  }
}
