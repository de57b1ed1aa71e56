import { describe, expect, it, test } from "vitest";
import { memoryDatabase } from "../../calls/testing.ts";
import { testConfig } from "../../config/testing.ts";
import { SqlOnceStore } from "../../store/once/sql.ts";
import { Guessing, type GuessingLimits } from "./guessing.ts";

const ALICE = { whose: "terminal-alice", claimedBy: "alice@pbx.example" };
const BOB = { whose: "terminal-bob", claimedBy: "bob@pbx.example" };
const ATTACKER = "203.0.113.7";
const OFFICE = "192.0.2.1";

async function open(limits: Partial<GuessingLimits> = {}) {
  const clock = { now: 1_800_000_000_000 };
  const now = () => clock.now;
  const once = new SqlOnceStore(await memoryDatabase(), now);
  const all = {
    ...testConfig().guessing,
    failuresPerAddress: 3,
    failuresPerTerminal: 5,
    ...limits,
  };
  const make = () => new Guessing(() => all, once, now);
  return { clock, once, make, guessing: make() };
}

/** true or false as the digest was, or the seconds of a 429. */
function judge(
  guessing: Guessing,
  right: boolean,
  address = ATTACKER,
  target = ALICE,
): Promise<unknown> {
  return guessing
    .judge(target, address, () => right)
    .catch((fault: { retryAfterSeconds?: number }) => fault.retryAfterSeconds);
}

async function fail(guessing: Guessing, times: number, address = ATTACKER) {
  for (let n = 0; n < times; n += 1) await judge(guessing, false, address);
}

describe("per terminal and address", () => {
  it("after so many wrong ones not even the right one is looked at, until the window ends", async () => {
    const { clock, guessing } = await open();
    await fail(guessing, 2);
    clock.now += 100_000;
    expect(await judge(guessing, false)).toBe(false);
    let asked = 0;
    const isRight = () => {
      asked += 1;
      return true;
    };
    await expect(guessing.judge(ALICE, ATTACKER, isRight)).rejects.toThrow(
      expect.objectContaining({
        kind: "rate",
        code: "too_many_guesses",
        message: "too many attempts",
        retryAfterSeconds: 800,
        claimedBy: "alice@pbx.example",
      }),
    );
    expect(asked).toBe(0);
    clock.now += 800_000;
    expect(await judge(guessing, true)).toBe(true);
  });

  it("the refused are not counted: who waits gets in", async () => {
    const { clock, guessing } = await open();
    await fail(guessing, 50);
    clock.now += 900_000;
    expect(await judge(guessing, true)).toBe(true);
  });

  it("other addresses and other terminals notice nothing", async () => {
    const { guessing } = await open();
    await fail(guessing, 3);
    expect(await judge(guessing, true, OFFICE)).toBe(true);
    expect(await judge(guessing, true, ATTACKER, BOB)).toBe(true);
    expect(await judge(guessing, true)).toBe(900);
  });

  it("a right one sets the count back", async () => {
    const { guessing } = await open();
    for (let round = 0; round < 3; round += 1) {
      await fail(guessing, 2);
      expect(await judge(guessing, true)).toBe(true);
    }
  });

  it("guesses sent at once are counted one by one", async () => {
    const { guessing } = await open();
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => judge(guessing, false)),
    );
    expect(answers.filter((answer) => answer === false)).toHaveLength(3);
  });

  it("a restart sets nothing back", async () => {
    const { guessing, make } = await open();
    await fail(guessing, 3);
    expect(await judge(make(), true)).toBe(900);
  });

  it("all addresses of an IPv6 /64 are one", async () => {
    const { guessing } = await open();
    for (const host of ["1", "2", "3"])
      await judge(guessing, false, `2001:db8:0:1::${host}`);
    expect(await judge(guessing, true, "2001:db8:0:1:f::9")).toBe(900);
    expect(await judge(guessing, true, "2001:db8:0:2::1")).toBe(true);
  });
});

describe("per terminal", () => {
  async function guessed() {
    const house = await open();
    expect(await judge(house.guessing, true, OFFICE)).toBe(true);
    for (let host = 1; host <= 5; host += 1)
      await fail(house.guessing, 1, `203.0.113.${host}`);
    return house;
  }

  it("strangers share one try in brakeSeconds", async () => {
    const { clock, guessing } = await guessed();
    expect(await judge(guessing, false, "198.51.100.1")).toBe(false);
    expect(await judge(guessing, false, "198.51.100.2")).toBe(10);
    expect(await judge(guessing, true, "198.51.100.3")).toBe(10);
    clock.now += 10_000;
    expect(await judge(guessing, true, "198.51.100.3")).toBe(true);
  });

  it("an address that signed in lately is never braked, and may be wrong as often as ever", async () => {
    const { guessing } = await guessed();
    await judge(guessing, false, "198.51.100.1");
    await fail(guessing, 2, OFFICE);
    expect(await judge(guessing, true, OFFICE)).toBe(true);
  });

  it("it stays known by coming back, and is forgotten when it does not", async () => {
    const { clock, guessing, once } = await open({ knownAddressSeconds: 100 });
    await judge(guessing, true, OFFICE);
    clock.now += 60_000;
    await judge(guessing, true, OFFICE);
    clock.now += 60_000;
    await fail(guessing, 3, "203.0.113.1");
    await fail(guessing, 3, "203.0.113.2");
    await once.claim("unrelated", 1);
    await judge(guessing, false, "203.0.113.3");
    expect(await judge(guessing, true, OFFICE)).toBe(true);
    clock.now += 101_000;
    await judge(guessing, false, "203.0.113.4");
    expect(await judge(guessing, true, OFFICE)).toBe(10);
  });

  it("other terminals notice nothing", async () => {
    const { guessing } = await guessed();
    for (const address of ["198.51.100.1", "198.51.100.2"])
      expect(await judge(guessing, true, address, BOB)).toBe(true);
  });
});

test.each(["look", "hit", "claim"] as const)(
  "a store that cannot %s lets nobody in",
  async (name) => {
    const { once } = await open();
    Object.assign(once, { [name]: () => Promise.reject(new Error("disk")) });
    const guessing = new Guessing(() => testConfig().guessing, once, Date.now);
    const isRight = name !== "hit";
    await expect(guessing.judge(ALICE, OFFICE, () => isRight)).rejects.toThrow(
      "disk",
    );
  },
);

it("challenges are counted per address and minute", async () => {
  const { clock, guessing } = await open({ challengesPerMinutePerAddress: 2 });
  const ask = (address: string) => () => guessing.challenge(address);
  ask(ATTACKER)();
  clock.now += 20_000;
  ask(ATTACKER)();
  expect(ask(ATTACKER)).toThrow(
    expect.objectContaining({
      code: "too_many_challenges",
      retryAfterSeconds: 40,
    }),
  );
  ask(OFFICE)();
  clock.now += 40_000;
  ask(ATTACKER)();
});
