/** The document as a judge of real answers and of its own examples. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
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
