import { quickOptions, TEST_LOGIN } from "../asterisk/ami/testing.ts";
import type { Case, Destination } from "../conformance/cases.ts";
import { conformsToPbx } from "../conformance/suite.ts";
import { scriptOf } from "./play-script.ts";
import { type Simulator, startSimulator } from "./simulator.ts";

const NUMBERS: Partial<Record<Destination, string>> = {
  bob: "102",
  "bob, who has a second": "102",
  "bob, then voicemail": "102",
  "nobody's phone": "104",
  "no extension": "8",
  voicemail: "199",
  menu: "199",
  conference: "197",
  echo: "199",
};

conformsToPbx("the simulator", false, async () => {
  const simulator = await startSimulator({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    phones: {
      alice: { extension: "101", does: "answer" },
      carol: { extension: "103", does: "answer", contacts: 2 },
      bob: { extension: "102", does: "answer" },
      dave: { extension: "104", does: "unregistered" },
      voicemail: { extension: "199", does: "voicemail" },
      conference: { extension: "197", does: "conference" },
    },
  });
  return {
    options: quickOptions(simulator.port),
    enter: async (played) => enter(simulator, played),
    close: () => simulator.stop(),
  };
});

function enter(simulator: Simulator, played: Case) {
  const { a, a2, b, to, without } = played;
  const caller = a2 === undefined ? "alice" : "carol";
  const mine = a2 ?? a;
  if (mine !== "unknown endpoint")
    simulator.phones.script(caller, scriptOf(mine));
  simulator.phones.script("bob", {
    ...scriptOf(b ?? { does: "answers" }),
    ...(to !== "bob" && { ringForMs: 300 }),
    ...(to === "bob, then voicemail" && { thenVoicemail: true }),
  });
  if (without !== undefined) simulator.contexts.delete(without);
  const timers =
    mine !== "unknown endpoint" && mine.does === "holds"
      ? [true, false].map((on, i) =>
          setTimeout(() => simulator.phones.hold(caller, on), 500 + i * 300),
        )
      : [];
  return {
    endpoint: a === "unknown endpoint" ? "nobody" : caller,
    dialString: NUMBERS[to] ?? "",
    leave: async () => {
      for (const timer of timers) clearTimeout(timer);
      if (without !== undefined) simulator.contexts.add(without);
    },
  };
}
