import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quickOptions, TEST_LOGIN } from "../asterisk/ami/testing.ts";
import type { Play } from "../conformance/cases.ts";
import type { ProgramCase } from "../conformance/program-cases.ts";
import { conformsToPrograms } from "../conformance/program-suite.ts";
import type { Party } from "../port.ts";
import { scriptOf } from "./play-script.ts";
import { type Simulator, startSimulator } from "./simulator.ts";

const INSIDE = { a: "alice", b: "bob" } as const;
const TWO_PHONES = "carol";
const SECOND: Play = { does: "answers" };
const OUTSIDE = { a: "+34930000001", b: "+34930000002" } as const;

conformsToPrograms("the simulator", async () => {
  const spool = mkdtempSync(join(tmpdir(), "ringback-spool-"));
  const simulator = await startSimulator({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    phones: {
      alice: { extension: "101", does: "answer" },
      bob: { extension: "102", does: "answer" },
      carol: { extension: "103", does: "answer", contacts: 2 },
    },
  });
  return {
    options: quickOptions(simulator.port),
    trunkContext: "outside",
    spool,
    enter: async (played) => enter(simulator, played),
    async close() {
      await simulator.stop();
      rmSync(spool, { recursive: true });
    },
  };
});

function enter(simulator: Simulator, played: ProgramCase) {
  const { a, b, at, second } = played;
  const names = { a: nameOf("a", played), b: nameOf("b", played) };
  for (const [role, told] of [["a", a] as const, ["b", b] as const]) {
    const absent = at[role] === "outside" ? "unknown" : "unregistered";
    const play = second === role ? SECOND : told;
    simulator.phones.script(
      names[role],
      play?.does === "absent"
        ? { does: absent }
        : scriptOf(play ?? { does: "answers" }),
    );
  }
  const before = {
    a: simulator.phones.shown(names.a).length,
    b: simulator.phones.shown(names.b).length,
  };
  const shown = (role: "a" | "b") =>
    simulator.phones.shown(names[role]).slice(before[role]);
  return {
    a: party(names.a, at.a),
    b: party(names.b, at.b),
    shown,
    // Each of its phones is shown it once.
    rung: (role: "a" | "b") => shown(role).length,
    leave: async () => {},
  };
}

function nameOf(role: "a" | "b", { at, second }: ProgramCase): string {
  if (at[role] === "outside") return OUTSIDE[role];
  return second === role ? TWO_PHONES : INSIDE[role];
}

function party(name: string, place: "inside" | "outside"): Party {
  return place === "outside"
    ? { kind: "outside", dialString: name }
    : { kind: "endpoint", endpoint: name };
}
