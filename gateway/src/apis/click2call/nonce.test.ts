import { createHmac } from "node:crypto";
import { expect, it, test } from "vitest";
import { memoryDatabase } from "../../calls/testing.ts";
import { SqlOnceStore } from "../../store/once/sql.ts";
import { Nonces } from "./nonce.ts";

const AOR = "alice@pbx.example";
const KEY = "k".repeat(64);

async function open(ttlSeconds = 30) {
  const clock = { now: 1_800_000_000_500 };
  const now = () => clock.now;
  const once = new SqlOnceStore(await memoryDatabase(), now);
  return { clock, nonces: new Nonces({ key: KEY, ttlSeconds, now }, once) };
}

it("is good once", async () => {
  const { nonces } = await open();
  const nonce = nonces.issue(AOR);
  expect(await nonces.consume(nonce, AOR)).toBe(true);
  expect(await nonces.consume(nonce, AOR)).toBe(false);
});

it("is good for one of twenty at once", async () => {
  const { nonces } = await open();
  const nonce = nonces.issue(AOR);
  const results = await Promise.all(
    Array.from({ length: 20 }, () => nonces.consume(nonce, AOR)),
  );
  expect(results.filter(Boolean)).toHaveLength(1);
});

const flip = (text: string) => (text.endsWith("0") ? "1" : "0");
const MADE_UP: [string, (nonce: string) => string][] = [
  ["empty", () => ""],
  ["junk", () => "junk"],
  ["one part", (nonce) => nonce.split(".").slice(0, 1).join(".")],
  ["two parts", (nonce) => nonce.split(".").slice(0, 2).join(".")],
  ["four parts", (nonce) => `${nonce}.0`],
  ["a tampered signature", (nonce) => nonce.slice(0, -1) + flip(nonce)],
  [
    "an upper-case signature",
    (nonce) => nonce.replace(/[^.]+$/, (it) => it.toUpperCase()),
  ],
  [
    "an upper-case random part",
    (nonce) => nonce.replace(/\.[^.]+\./, (it) => it.toUpperCase()),
  ],
  ["a timestamp with a leading zero", (nonce) => `0${nonce}`],
  ["a timestamp with a plus", (nonce) => `+${nonce}`],
  ["a timestamp with a space", (nonce) => ` ${nonce}`],
  ["a timestamp as a fraction", (nonce) => nonce.replace(".", ".0.")],
  ["a timestamp in other digits", (nonce) => nonce.replace("1", "١")],
  ["a line behind it", (nonce) => `${nonce}\n`],
  [
    "another second",
    (nonce) => nonce.replace(/^\d+/, (it) => String(Number(it) - 1)),
  ],
  [
    "a digit moved from the time to the random part",
    (nonce) => nonce.replace(/(\d)\.(.*)\./, ".$1$2."),
  ],
];

test.each(MADE_UP)(
  "%s is refused, and the nonce is good all the same",
  async (_, change) => {
    const { nonces } = await open();
    let nonce = nonces.issue(AOR);
    while (change(nonce) === nonce) nonce = nonces.issue(AOR);
    expect(await nonces.consume(change(nonce), AOR)).toBe(false);
    expect(await nonces.consume(nonce, AOR)).toBe(true);
  },
);

test.each([
  "bob@pbx.example",
  "alice@other.example",
  "Alice@pbx.example",
  "alice@pbx.example|",
  "",
])("that of another AoR is refused: %o", async (aor) => {
  const { nonces } = await open();
  const nonce = nonces.issue(AOR);
  expect(await nonces.consume(nonce, aor)).toBe(false);
});

it("no part of an AoR can pass for the random part", async () => {
  const { nonces } = await open();
  const [seconds = "", random = "", signature = ""] = nonces
    .issue(`alice@x","${"a".repeat(32)}`)
    .split(".");
  expect(
    await nonces.consume(
      `${seconds}.${"a".repeat(32)}.${signature}`,
      "alice@x",
    ),
  ).toBe(false);
  expect(
    await nonces.consume(`${seconds}.${random}.${signature}`, "alice@x"),
  ).toBe(false);
});

it("signed with another key, or with nothing but the parts in a row, is refused", async () => {
  const { nonces } = await open();
  const [seconds = "", random = ""] = nonces.issue(AOR).split(".");
  for (const [key, text] of [
    ["another key", JSON.stringify([seconds, random, AOR])],
    [KEY, `${seconds}|${AOR}|${random}`],
  ] as const) {
    const signature = createHmac("sha256", key).update(text).digest("hex");
    const forged = `${seconds}.${random}.${signature}`;
    expect(await nonces.consume(forged, AOR)).toBe(false);
  }
});

test.each([
  [0, true],
  [30_000, true],
  [30_499, true],
  [30_500, false],
  [86_400_000, false],
  [-1_000, false],
])("%i ms after it was issued: %s", async (ms, expected) => {
  const { clock, nonces } = await open();
  const nonce = nonces.issue(AOR);
  clock.now += ms;
  expect(await nonces.consume(nonce, AOR)).toBe(expected);
});

it("stays used for as long as it could be good", async () => {
  const { clock, nonces } = await open();
  clock.now += 499;
  const nonce = nonces.issue(AOR);
  expect(await nonces.consume(nonce, AOR)).toBe(true);
  for (let ms = 0; ms < 31_000; ms += 100) {
    clock.now += 100;
    expect(await nonces.consume(nonce, AOR)).toBe(false);
  }
});
