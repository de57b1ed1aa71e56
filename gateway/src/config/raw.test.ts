import { expect, test } from "vitest";
import { overlay, type RawMap, rawAt, setRaw, typed } from "./raw.ts";
import { schemaRoot } from "./tree.ts";

test("text gets the type the schema wants, and stays text where it does not fit", () => {
  const raw: RawMap = new Map();
  setRaw(raw, ["database", "busyTimeoutMs"], "0700");
  setRaw(raw, ["server", "allowInsecure"], "true");
  setRaw(raw, ["server", "bodyLimitBytes"], "many");
  setRaw(raw, ["dialing", "allowPrefixes"], ["+34", "0034"]);
  setRaw(raw, ["pbx", "main", "secret"], "12345");
  setRaw(raw, ["pbx", "main", "port"], "5039");
  expect(typed(schemaRoot, raw)).toEqual({
    database: { busyTimeoutMs: 700 },
    server: { allowInsecure: true, bodyLimitBytes: "many" },
    dialing: { allowPrefixes: ["+34", "0034"] },
    pbx: { main: { secret: "12345", port: 5039 } },
  });
});

test("a later source wins key by key, and lists whole", () => {
  const under: RawMap = new Map();
  setRaw(under, ["server", "listen"], "a:1");
  setRaw(under, ["server", "allowedOrigins"], ["https://a", "https://b"]);
  const over: RawMap = new Map();
  setRaw(over, ["server", "allowedOrigins"], ["*"]);
  overlay(under, over);
  expect(rawAt(under, ["server", "listen"])).toBe("a:1");
  expect(rawAt(under, ["server", "allowedOrigins"])).toEqual(["*"]);
});
