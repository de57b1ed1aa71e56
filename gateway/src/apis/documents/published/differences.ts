/** Two OpenAPI documents compared by what they mean: references followed, `allOf` merged, words for people left out. */
import { isObject, type Json, type JsonObject } from "../openapi/json.ts";

export type Difference = { where: string; published: string; ours: string };

const ABSENT = "–";
const METHODS = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
];
/** For people, or for pages. */
const WORDS = new Set([
  ...["description", "summary", "example", "examples", "title", "tags"],
  ...["externalDocs", "discriminator"],
]);

export function differencesOf(
  published: JsonObject,
  ours: JsonObject,
): Difference[] {
  const before = factsOf(published);
  const after = factsOf(ours);
  const places = new Set([...before.keys(), ...after.keys()]);
  const all = Array.from(places)
    .map((where) => ({
      where,
      published: before.get(where) ?? ABSENT,
      ours: after.get(where) ?? ABSENT,
    }))
    .filter((each) => each.published !== each.ours);
  return all.filter((each) => !all.some((other) => implies(other, each)));
}

/** What is not there has no members either. */
function implies(whole: Difference, part: Difference): boolean {
  const isBelow =
    part.where.startsWith(`${whole.where} `) ||
    part.where.startsWith(`${whole.where}.`);
  return (
    isBelow &&
    ((whole.ours === ABSENT && part.ours === ABSENT) ||
      (whole.published === ABSENT && part.published === ABSENT))
  );
}

/** Every fact of a document, one text for a place. */
function factsOf(document: JsonObject): Map<string, string> {
  const reader = new Reader(document);
  return new Map(reader.read());
}

type Fact = [where: string, value: string];

class Reader {
  readonly #document: JsonObject;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  *read(): Generator<Fact> {
    const info = this.#follow(this.#document.info);
    yield ["version", word(info.version)];
    const servers = list(this.#document.servers).filter(isObject);
    for (const { url } of servers)
      yield [`server ${word(url).replace("{apiRoot}", "")}`, "yes"];
    for (const [path, item] of this.#members(this.#document.paths))
      yield* this.#path(path, this.#follow(item));
    const schemes = this.#follow(this.#document.components).securitySchemes;
    for (const [name, scheme] of this.#members(schemes))
      yield* this.#scheme(name, this.#follow(scheme));
  }

  *#scheme(name: string, { type, scheme, flows }: JsonObject): Generator<Fact> {
    yield [`access ${name}`, [type, scheme].filter(Boolean).join(" ")];
    for (const flow of Object.keys(this.#follow(flows)))
      yield [`access ${name} ${flow}`, "yes"];
  }

  *#path(path: string, item: JsonObject): Generator<Fact> {
    for (const method of METHODS) {
      if (item[method] === undefined) continue;
      const where = `${method.toUpperCase()} ${path}`;
      yield* this.#operation(where, this.#follow(item[method]));
    }
  }

  *#operation(where: string, told: JsonObject): Generator<Fact> {
    yield [where, word(told.operationId) || "yes"];
    for (const each of list(told.security))
      for (const [name, scopes] of this.#members(each))
        yield [
          `${where} access ${name}`,
          list(scopes).map(word).join(" ") || "yes",
        ];
    for (const each of list(told.parameters)) {
      const parameter = this.#follow(each);
      const at = `${where} ${word(parameter.in)} ${word(parameter.name)}`;
      yield [at, parameter.required === true ? "required" : "optional"];
      yield* this.#schema(at, parameter.schema);
    }
    if (told.requestBody !== undefined) {
      const body = this.#follow(told.requestBody);
      yield [`${where} body`, body.required === true ? "required" : "optional"];
      yield* this.#media(`${where} body`, body);
    }
    for (const [status, each] of this.#members(told.responses)) {
      const answer = this.#follow(each);
      const at = `${where} ${status}`;
      yield [at, "yes"];
      for (const [name, header] of this.#members(answer.headers)) {
        yield [`${at} header ${name}`, "yes"];
        yield* this.#schema(
          `${at} header ${name}`,
          this.#follow(header).schema,
        );
      }
      yield* this.#media(at, answer);
    }
    for (const [name, paths] of this.#members(told.callbacks))
      for (const [target, item] of this.#members(paths)) {
        yield [`${where} callback ${name}`, target];
        for (const fact of this.#path("", this.#follow(item)))
          yield [
            `${where} callback ${name} ${fact[0].replace(" ", "").trim()}`,
            fact[1],
          ];
      }
  }

  *#media(where: string, { content }: JsonObject): Generator<Fact> {
    for (const [type, media] of this.#members(content)) {
      yield [`${where} ${type}`, "yes"];
      yield* this.#schema(`${where} ${type}`, this.#follow(media).schema);
    }
  }

  /** One fact for each keyword of the schema and of every member below. */
  *#schema(where: string, given: Json | undefined): Generator<Fact> {
    const kinds = this.#kinds(given);
    for (const [kind, schema] of kinds)
      yield* this.#schema(`${where} ${kind}`, schema);
    if (kinds.length > 0) return;
    const schema = this.#merged(given);
    const required = list(schema.required).map(word);
    for (const [keyword, value] of Object.entries(schema)) {
      if (WORDS.has(keyword) || ["properties", "required"].includes(keyword))
        continue;
      yield* this.#keyword(`${where} ${keyword}`, value);
    }
    for (const [name, member] of this.#members(schema.properties)) {
      const at = `${where}.${name}`;
      yield [at, required.includes(name) ? "required" : "optional"];
      yield* this.#schema(at, member);
    }
  }

  /** Schemas below (`items`, `anyOf`, …) are read as such, whatever the keyword is called. */
  *#keyword(where: string, value: Json): Generator<Fact> {
    const below = Array.isArray(value) ? value : [value];
    if (!below.some(isObject)) {
      yield [where, sorted(value)];
      return;
    }
    yield [where, `${below.length}`];
    for (const [index, schema] of below.entries())
      yield* this.#schema(`${where} ${index + 1}`, schema);
  }

  /** The choices of a schema with a discriminator, by the word that tells them. */
  #kinds(given: Json | undefined): [string, JsonObject][] {
    const { propertyName, mapping } = this.#follow(
      this.#follow(given).discriminator,
    );
    return this.#members(mapping).map(([kind, reference]) => {
      const told = { type: "string", enum: [kind] };
      const { discriminator: _, ...schema } = this.#merged({ $ref: reference });
      const properties = {
        ...membersOf(schema.properties),
        [word(propertyName)]: told,
      };
      return [kind, { ...schema, properties }];
    });
  }

  /** With what `allOf` adds, and an enum of one word for `const`. */
  #merged(given: Json | undefined): JsonObject {
    const { allOf, const: only, ...own } = this.#follow(given);
    const parts = [...list(allOf).map((each) => this.#merged(each)), own];
    const all = parts.reduce(joined, {});
    return only === undefined ? all : { ...all, enum: [only] };
  }

  #follow(value: Json | undefined): JsonObject {
    if (!isObject(value)) return {};
    if (typeof value.$ref !== "string") return value;
    let found: Json | undefined = this.#document;
    for (const name of value.$ref.split("/").slice(1))
      found = isObject(found) ? found[name] : undefined;
    return this.#follow(found);
  }

  #members(value: Json | undefined): [string, Json][] {
    return Object.entries(this.#follow(value));
  }
}

function joined(one: JsonObject, other: JsonObject): JsonObject {
  const properties = { ...membersOf(one.properties) };
  for (const [name, member] of Object.entries(membersOf(other.properties))) {
    const before = properties[name];
    properties[name] =
      before === undefined ? member : { allOf: [before, member] };
  }
  const required = [...list(one.required), ...list(other.required)];
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

function membersOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function word(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Words of an enum in no order. */
function sorted(value: Json): string {
  return Array.isArray(value)
    ? value.map(String).toSorted().join(" ")
    : String(value);
}
