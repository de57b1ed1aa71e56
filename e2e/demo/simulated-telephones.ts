import { randomBytes } from "node:crypto";
import { startSimulator } from "../../gateway/src/pbx/simulator/simulator.ts";
import {
  ENDPOINT,
  EXTENSION,
  type LegEvent,
  legOf,
  RING_MS,
  type Telephones,
} from "./telephones.ts";

const NAMES = { a: "alice's simulated phone", b: "the simulated other party" };
const WORDS: Record<LegEvent, string> = {
  ringing: "rings",
  answered: "answers",
  hungUp: "is hung up",
};
const TIMES = {
  ringing: "ringingAt",
  answered: "answeredAt",
  hungUp: "endedAt",
} as const;

/** The built-in simulator: it says on AMI what an Asterisk would say, and nobody speaks. */
export async function startSimulatedTelephones(): Promise<Telephones> {
  const account = { user: "ringback", secret: randomBytes(16).toString("hex") };
  const simulator = await startSimulator({
    ...account,
    phones: {
      [ENDPOINT]: {
        extension: EXTENSION,
        does: "answer",
        afterMs: RING_MS.a,
      },
    },
    otherNumbers: { does: "answer", afterMs: RING_MS.b },
  });
  return {
    name: "the built-in simulator",
    ami: { host: simulator.host, port: simulator.port, ...account },
    see: async ({ live, iden }, leg, event, timeoutMs) => {
      const time = TIMES[event];
      const view = await live.until(
        iden,
        (call) => legOf(call, leg)?.[time] != null,
        timeoutMs,
      );
      const at = Date.parse(legOf(view, leg)?.[time] ?? "");
      return { at, proof: `${NAMES[leg]} ${WORDS[event]}` };
    },
    talk: async () => undefined,
    stop: () => simulator.stop(),
  };
}
