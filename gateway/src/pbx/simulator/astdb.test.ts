import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AstDb } from "./astdb.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const DAY_MS = 86_400_000;

test("a leg's line lives under its day's bucket until the day after the next", () => {
  vi.setSystemTime(4 * DAY_MS + 5_000);
  const db = new AstDb();
  db.purge();
  db.storeLeg("x", "b", "ANSWER:16:7");
  expect(db.get("ringback/1", "x-b")).toBe("ANSWER:16:7:345605");
  vi.setSystemTime(5 * DAY_MS);
  db.purge();
  expect(db.get("ringback/1", "x-b")).toBeDefined();
  vi.setSystemTime(6 * DAY_MS);
  db.purge();
  expect(db.get("ringback/1", "x-b")).toBeUndefined();
});

test("after days without a click nothing old is left in today's bucket", () => {
  vi.setSystemTime(4 * DAY_MS);
  const db = new AstDb();
  db.purge();
  db.storeLeg("x", "a", "BUSY:17:0");
  vi.setSystemTime(7 * DAY_MS);
  db.purge();
  expect(db.get("ringback/1", "x-a")).toBeUndefined();
});
