/** What a program may ring: its own policy beside the house's, and both must allow. */
import { describe, expect, it } from "vitest";
import type { DialPolicy } from "../dialing/policy.ts";
import { type ClientRights, resolveParties } from "./client-parties.ts";
import { RULES, testTerminal } from "./testing-rows.ts";

const ALICE = "+34911111111";
const BOB = "+34922222222";
const OUTSIDE = "+34933333333";
const PREMIUM = "+34803123456";
const ABROAD = "+442071838750";
/** of no known kind, at home */
const NOBODYS = "+34999123456";
/** likewise, and a terminal's */
const FILM = "+34999000001";

type Policy = ClientRights["policy"];

const CLOSED: Policy = {
  callerPrefixes: [],
  calleePrefixes: [],
  premium: false,
  international: false,
};
const OPEN_HOUSE = { allowPremium: true, allowInternational: true };

async function resolve(
  caller: string,
  callee: string,
  own: Partial<Policy> = {},
  house: Partial<DialPolicy> = {},
) {
  const terminals = new Map([
    [ALICE, testTerminal({ number: ALICE })],
    [FILM, testTerminal({ id: "terminal-film", number: FILM })],
    [BOB, testTerminal({ id: "terminal-bob", endpoint: "bob", number: BOB })],
  ]);
  const client: ClientRights = {
    workspaceId: "default",
    domain: "pbx.example",
    trunkCaller: true,
    policy: { ...CLOSED, ...own },
  };
  const parties = await resolveParties(caller, callee, client, {
    numbers: { findByNumber: async (_, number) => terminals.get(number) },
    rules: RULES,
    policy: {
      ...{ allowPrefixes: [], denyPrefixes: [], ordinaryPrefixes: [] },
      featureCodes: [],
      ...{ emergencyNumbers: ["112"], ...OPEN_HOUSE, ...house },
    },
  });
  return `${parties.caller.kind}, ${parties.callee.kind}`;
}

const refused = (who: "caller" | "callee", why: string) => ({
  ...{ kind: "unavailable", code: `${who}_not_available` },
  message: `the ${who} cannot be rung: not allowed: ${why}`,
});

describe("prefixes of a client", () => {
  it("of callers: others are not rung first, whether outside or of this system", async () => {
    const own = { callerPrefixes: ["+34911", "+34933"] };
    expect(await resolve(ALICE, BOB, own)).toBe("terminal, terminal");
    expect(await resolve(OUTSIDE, BOB, own)).toBe("outside, terminal");
    for (const caller of [BOB, "+34944444444"])
      await expect(resolve(caller, OUTSIDE, own)).rejects.toMatchObject(
        refused("caller", "denied prefix"),
      );
  });

  it("of callees, likewise", async () => {
    const own = { calleePrefixes: ["+34922", "+34933"] };
    expect(await resolve(ALICE, BOB, own)).toBe("terminal, terminal");
    expect(await resolve(BOB, OUTSIDE, own)).toBe("terminal, outside");
    for (const callee of [ALICE, "+34944444444"])
      await expect(resolve(BOB, callee, own)).rejects.toMatchObject(
        refused("callee", "denied prefix"),
      );
  });
});

describe("a range that is nobody's", () => {
  const CLOSED_HOUSE = { allowPremium: false, allowInternational: false };

  it("is refused outside, and rung where it is a terminal's", async () => {
    await expect(
      resolve(ALICE, NOBODYS, {}, CLOSED_HOUSE),
    ).rejects.toMatchObject(refused("callee", "unknown number range"));
    expect(await resolve(ALICE, FILM, {}, CLOSED_HOUSE)).toBe(
      "terminal, terminal",
    );
    expect(await resolve(FILM, ALICE, {}, CLOSED_HOUSE)).toBe(
      "terminal, terminal",
    );
  });

  it("is opened for programs too by what the admin knows of it", async () => {
    const ordinaryPrefixes = ["+34999"];
    const house = { ...CLOSED_HOUSE, ordinaryPrefixes };
    expect(await resolve(ALICE, NOBODYS, {}, house)).toBe("terminal, outside");
  });
});

describe.each([
  ["premium", PREMIUM, { allowPremium: false }],
  ["international", ABROAD, { allowInternational: false }],
] as const)("%s numbers", (what, number, closed) => {
  it("where house and client allow them", async () => {
    const own = { [what]: true };
    expect(await resolve(ALICE, number, own)).toBe("terminal, outside");
    expect(await resolve(number, ALICE, own)).toBe("outside, terminal");
  });

  it("not where the house alone does", async () => {
    await expect(resolve(ALICE, number)).rejects.toMatchObject(
      refused("callee", what),
    );
    await expect(resolve(number, ALICE)).rejects.toMatchObject(
      refused("caller", what),
    );
  });

  it("not where the client alone does", async () => {
    const own = { [what]: true };
    await expect(resolve(ALICE, number, own, closed)).rejects.toMatchObject(
      refused("callee", what),
    );
  });
});
