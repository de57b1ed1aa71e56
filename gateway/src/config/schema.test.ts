import { describe, expect, test } from "vitest";
import { leaves, type SchemaNode, schemaRoot } from "./tree.ts";

const all = Object.values(schemaRoot.properties ?? {}).flatMap((section) =>
  Object.values(section.patternProperties ?? {}).concat(section),
);
const keys = [schemaRoot, ...all].flatMap((node) => leaves(node));
const name = (path: readonly string[]) => path.join(".");

describe("every key of every section", () => {
  test.each(keys.map(({ path, node }) => [name(path), node] as const))(
    "%s has a description and examples, and a number has limits",
    (_, node: SchemaNode) => {
      expect(node.description).toMatch(/^[A-Z"].*[.]$/);
      expect(node.examples).toBeInstanceOf(Array);
      if (node.type !== "integer") return;
      expect(node.minimum).toBeTypeOf("number");
      expect(node.maximum).toBeTypeOf("number");
    },
  );

  test("times, sizes and rates carry their unit in the name", () => {
    const numbers = keys
      .filter(({ node }) => node.type === "integer")
      .map(({ path }) => path.at(-1));
    const unit =
      /(Ms|Seconds|Bytes|PerSecond|PerMinutePer\w+|(failures|sockets|addresses)Per\w+|Tries|(hosts|tokens|consents|Hosts)Kept|staleConnections|Digits|Hours|Days|Percent|Connections?PerHost|[cC]oncurrency\w*|Heartbeats|Items|Pending|port)$/;
    expect(numbers.length).toBeGreaterThan(30);
    expect(numbers.filter((key) => !unit.test(key ?? ""))).toEqual([]);
  });
});
