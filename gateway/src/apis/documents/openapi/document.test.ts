import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { renderOpenApi } from "./document.ts";
import { isObject } from "./json.ts";
import { at, DOCUMENT, judgeOf, objectsIn, placeOf } from "./testing.ts";

const FILE = new URL("../../../../openapi.json", import.meta.url);

const references = [...objectsIn(DOCUMENT)].flatMap(([, { $ref }]) =>
  typeof $ref === "string" ? [$ref] : [],
);

it("is OpenAPI 3.1", async () => {
  const validator = new Validator();
  // Checked as text, so that the validator's own references are not drawn into ours.
  const result = await validator.validate(JSON.parse(renderOpenApi()));
  expect(result).toMatchObject({ valid: true });
  expect(validator.version).toBe("3.1");
});

it("the committed file is what the schemas give: `npm run generate`", () => {
  expect(readFileSync(FILE, "utf8")).toBe(renderOpenApi());
});

it("every reference leads somewhere, and everything under a name is used", () => {
  for (const reference of references)
    expect(at(DOCUMENT, ...placeOf(reference)), reference).toBeDefined();
  for (const kind of ["schemas", "headers", "parameters"]) {
    const named = Object.keys(at(DOCUMENT, "components", kind) ?? {});
    for (const name of named)
      expect(references).toContain(`#/components/${kind}/${name}`);
  }
});

it("names every operation once", () => {
  const ids = [...objectsIn(DOCUMENT)].flatMap(([, { operationId }]) =>
    typeof operationId === "string" ? [operationId] : [],
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain("createCall");
});

/** Places of media types and of schemas that have examples. */
const examples = [...objectsIn(DOCUMENT)].flatMap(([place, object]) => {
  if (isObject(object.schema) && isObject(object.examples))
    return Object.entries(object.examples).map(([name, example]) => ({
      name: [...place, name].join(" "),
      schema: [...place, "schema"],
      value: isObject(example) ? example.value : undefined,
    }));
  if (isObject(object.schema) && object.example !== undefined)
    return [
      {
        name: place.join(" "),
        schema: [...place, "schema"],
        value: object.example,
      },
    ];
  if (typeof object.type === "string" && Array.isArray(object.examples))
    return object.examples.map((value) => ({
      name: place.join(" "),
      schema: [...place],
      value,
    }));
  return [];
});

describe("every example is what its schema says", () => {
  const judge = judgeOf(DOCUMENT);
  it("there are examples of all kinds", () => {
    expect(examples.length).toBeGreaterThan(30);
  });
  it.each(examples)("$name", ({ schema, value }) => {
    const isGood = judge(...schema);
    expect(isGood(value), JSON.stringify(isGood.errors)).toBe(true);
  });
});

describe("the judge can say no", () => {
  const isGood = judgeOf(DOCUMENT)(
    "components",
    "schemas",
    "CreateCallRequest",
  );
  const order = {
    caller: { number: "+442079460101" },
    callee: { number: "+442079460111" },
  };
  it.each([
    ["a member too many", { ...order, x: 1 }],
    ["a number that is not E.164", { ...order, caller: { number: "911" } }],
    ["no callee", { caller: order.caller }],
    [
      "a credential of no kind",
      { ...order, sinkCredential: { credentialType: "PLAIN" } },
    ],
  ])("%s", (_, value) => {
    expect(isGood(order)).toBe(true);
    expect(isGood(value)).toBe(false);
  });
});
