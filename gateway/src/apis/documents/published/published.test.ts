/** The document beside CAMARA's own (`shared/camara/click-to-dial.yaml`): every difference stands in the API guide, with its reason. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { JsonObject } from "../openapi/json.ts";
import { DOCUMENT } from "../openapi/testing.ts";
import { differencesOf } from "./differences.ts";
import { pointless, rowsOf, untold } from "./table.ts";

const ROOT = new URL("../../../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), "utf8");

const YAML = read("shared/camara/click-to-dial.yaml");
const published: JsonObject = parse(YAML);
const rows = rowsOf(read("docs/api-click-to-dial.md"));
const differences = differencesOf(published, DOCUMENT);

it("every difference is told", () => {
  expect(untold(differences, rows)).toEqual([]);
});

it("every row tells one", () => {
  expect(rows.length).toBeGreaterThan(10);
  expect(pointless(differences, rows)).toEqual([]);
});

it("every row has a reason", () => {
  for (const { where, why } of rows) expect(why, where).not.toBe("");
});

it("a document has no difference from itself", () => {
  expect(differencesOf(published, published)).toEqual([]);
  expect(differencesOf(DOCUMENT, DOCUMENT)).toEqual([]);
});

/** The published text with one thing changed, and where that must be seen. */
const PLANTED = [
  [
    "  /calls/{callId}:\n    get:",
    "  /calls/{callId}:\n    put:",
    "GET /calls/{callId}",
  ],
  [
    "  /calls/{callId}/recording:",
    "  /recordings/{callId}:",
    "GET /recordings/{callId}",
  ],
  ["        '201':\n", "        '202':\n", "POST /calls 202"],
  ["operationId: getCall", "operationId: readCall", "GET /calls/{callId}"],
  [
    "- click-to-dial:calls:delete",
    "- click-to-dial:calls:end",
    "DELETE /calls/{callId} access openId",
  ],
  [
    "      name: x-correlator\n",
    "      name: x-request-id\n",
    "POST /calls header x-request-id",
  ],
  [
    "application/cloudevents+json:",
    "application/json:",
    "POST /calls callback callStatusChanged POST body application/json",
  ],
  [
    "        createdAt:",
    "        madeAt:",
    "POST /calls 201 application/json.madeAt",
  ],
  [
    "        - status\n        - createdAt",
    "        - createdAt",
    "POST /calls 201 application/json.status",
  ],
  [
    "- callingCallee\n",
    "- ringingCallee\n",
    "POST /calls 201 application/json.status enum",
  ],
  [
    "^\\+[1-9][0-9]{4,14}$",
    "^\\+[0-9]+$",
    "POST /calls body application/json.caller.number pattern",
  ],
  [
    "                      - ALREADY_EXISTS",
    "                      - ABORTED",
    "POST /calls 409 application/json.code enum",
  ],
  [
    "      - name: callId\n          in: path",
    "      - name: callId\n          in: query",
    "GET /calls/{callId} query callId",
  ],
  [
    "            - accessToken\n            - accessTokenExpiresUtc",
    "            - accessTokenExpiresUtc",
    "POST /calls body application/json.sinkCredential ACCESSTOKEN.accessToken",
  ],
] as const;

describe("a difference that is planted is seen", () => {
  it.each(PLANTED)("%j → %j", (text, instead, where) => {
    expect(YAML).toContain(text);
    const changed: JsonObject = parse(YAML.replace(text, instead));
    const found = untold(differencesOf(changed, DOCUMENT), rows);
    expect(found.map((each) => each.where)).toContain(where);
  });
});

describe("what is below a keyword is read too", () => {
  const answer = (schema: JsonObject): JsonObject => ({
    paths: {
      "/x": {
        get: {
          responses: { "200": { content: { "application/json": { schema } } } },
        },
      },
    },
  });
  const where = "GET /x 200 application/json";
  it.each([
    [
      "items",
      { items: { type: "string" } },
      { items: { type: "integer" } },
      "items 1 type",
    ],
    [
      "anyOf",
      { anyOf: [{ minLength: 1 }] },
      { anyOf: [{ minLength: 2 }] },
      "anyOf 1 minLength",
    ],
    ["another branch", { anyOf: [{}] }, { anyOf: [{}, {}] }, "anyOf"],
    [
      "a map",
      { additionalProperties: { type: "string" } },
      { additionalProperties: { type: "number" } },
      "additionalProperties 1 type",
    ],
  ])("%s", (_, one, other, place) => {
    const found = differencesOf(answer(one), answer(other));
    expect(found.map((each) => each.where)).toEqual([`${where} ${place}`]);
  });
});

it("a row without a difference is seen", () => {
  const row = {
    where: "POST /calls 418",
    published: "–",
    ours: "yes",
    why: "",
  };
  expect(pointless(differences, [...rows, row])).toEqual([row]);
});
