import { expect, it } from "vitest";
import { testTerminal } from "../calls/testing-rows.ts";
import { CompositeTerminalDirectory } from "./composite.ts";
import type { TerminalDirectory } from "./port.ts";

const ALICE = testTerminal();
const NOBODY: TerminalDirectory = {
  findCredential: async () => undefined,
  findById: async () => undefined,
};
const AWAY: TerminalDirectory = {
  findCredential: async () => {
    throw new Error("away");
  },
  findById: async () => {
    throw new Error("away");
  },
};

function knowing(ha1: string): TerminalDirectory {
  return {
    findCredential: async () => ({ terminal: ALICE, ha1 }),
    findById: async (id) => (id === ALICE.id ? ALICE : undefined),
  };
}

const domains = (directory: TerminalDirectory) =>
  new Map([["pbx.example", directory]]);

it("the gateway's own terminals come first", async () => {
  const both = new CompositeTerminalDirectory(
    knowing("own"),
    domains(knowing("found")),
  );
  expect((await both.findCredential("alice", "pbx.example"))?.ha1).toBe("own");
});

it("asks the directory of the AoR's domain, and none for another", async () => {
  const found = new CompositeTerminalDirectory(
    NOBODY,
    domains(knowing("found")),
  );
  expect((await found.findCredential("alice", "pbx.example"))?.ha1).toBe(
    "found",
  );
  expect(await found.findCredential("alice", "other.example")).toBeUndefined();
  expect(await found.findById(ALICE.id)).toEqual(ALICE);
  expect(await found.findById("other")).toBeUndefined();
});

it("with the PBX away, own terminals go on and the others are told so", async () => {
  const own = new CompositeTerminalDirectory(knowing("own"), domains(AWAY));
  expect((await own.findCredential("alice", "pbx.example"))?.ha1).toBe("own");
  expect(await own.findById(ALICE.id)).toEqual(ALICE);
  const none = new CompositeTerminalDirectory(NOBODY, domains(AWAY));
  for (const asking of [
    none.findCredential("alice", "pbx.example"),
    none.findById(ALICE.id),
  ])
    await expect(asking).rejects.toMatchObject({
      kind: "pbx",
      code: "backend_error",
    });
});
