import { expect, test } from "vitest";
import { envName, keyText, leaves, nodeAt, schemaRoot } from "./tree.ts";

test("keys are named as people read them", () => {
  expect(keyText(["pbx", "main-office", "secret"])).toBe(
    "pbx.main-office.secret",
  );
  expect(keyText(["domains", "pbx.example", "0"])).toBe(
    'domains["pbx.example"][0]',
  );
});

test("keys have a name in the environment", () => {
  expect(envName(["secrets", "nonceKey"])).toBe("RINGBACK_SECRETS_NONCE_KEY");
  expect(envName(["pbx", "main-office", "secret"])).toBe(
    "RINGBACK_PBX_MAIN_OFFICE_SECRET",
  );
});

test("no two keys share a name in the environment", () => {
  const names = leaves(schemaRoot).map(({ path }) => envName(path));
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain("RINGBACK_SECRETS_NONCE_KEY_FILE");
});

test("the schema is found by path, through maps and lists", () => {
  expect(nodeAt(["pbx", "any", "port"])?.type).toBe("integer");
  expect(nodeAt(["domains", "any.example", "0"])?.type).toBe("string");
  expect(nodeAt(["pbx", "any", "constructor"])).toBeUndefined();
  expect(nodeAt(["nothing", "at", "all"])).toBeUndefined();
});
