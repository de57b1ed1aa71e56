import { expect, test } from "vitest";
import { readVariables } from "./originate.ts";

test.each([
  [["A=1", "B=2"], { A: "1", B: "2" }],
  [["A=1,B=2"], { A: "1", B: "2" }],
  [["A=Doe\\, John"], { A: "Doe, John" }],
  [['A="Doe, John"'], { A: "Doe, John" }],
  [["A=f(1,2),B=[3,4]"], { A: "f(1,2)", B: "[3,4]" }],
  [['A=\\\\ \\"'], { A: '\\ "' }],
  [["__A=1", "_B=2"], { A: "1", B: "2" }],
  [["noise", "=x", "A="], { A: "" }],
])("%j is read as Asterisk reads it", (headers, variables) => {
  expect(Object.fromEntries(readVariables(headers))).toEqual(variables);
});
