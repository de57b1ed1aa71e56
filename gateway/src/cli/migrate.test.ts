import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { leastEnvironment } from "../config/testing.ts";
import { bench } from "./testing.ts";

const { ringback, remove, folder } = bench();
afterAll(remove);

test("it names what it did, and does it once", async () => {
  const first = await ringback(["migrate"]);
  expect(first.code).toBe(0);
  expect(first.out).toContain("0001-initial");
  expect((await ringback(["migrate"])).out).toContain("is up to date.");
});

test("a file that cannot be opened is said with its key", async () => {
  const { code, err } = await ringback(["migrate"], {
    env: {
      ...leastEnvironment,
      RINGBACK_DATABASE_FILE: join(folder, "no", "folder", "x.sqlite"),
    },
  });
  expect(code).toBe(1);
  expect(err).toMatch(/database\.file: .*cannot be opened/);
});
