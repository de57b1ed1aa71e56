import { expect, test } from "vitest";
import { printTable } from "./print.ts";

test("columns line up, what is absent is a dash", () => {
  const rows = [
    { name: "alice", number: "+34900123456" },
    { name: "bo", number: null },
  ];
  expect(printTable(rows, ["name", "number"])).toBe(
    "NAME   NUMBER\nalice  +34900123456\nbo     -\n",
  );
});

test("an empty list still has its headings", () => {
  expect(printTable([], ["id", "name"])).toBe("ID  NAME\n");
});
