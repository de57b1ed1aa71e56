/** An `AsteriskPbx` on a real AMI connection to a simulator, with everything it told. */
import { onTestFinished, vi } from "vitest";
import type { BelievedCall, Move, OriginateRequest } from "../port.ts";
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "../simulator/simulator.ts";
import { ClientTransport } from "./ami/client-transport.ts";
import { quickOptions, TEST_LOGIN } from "./ami/testing.ts";
import type { AmiMessage } from "./ami/transport.ts";
import { AsteriskPbx } from "./asterisk-pbx.ts";

export const ORDER: OriginateRequest = {
  iden: "x",
  endpoint: "alice",
  extension: "101",
  dialString: "102",
  dialTimeoutSeconds: 5,
  maxDurationMs: 60_000,
  optimize: false,
};

/** What the gateway believes of the call of `ORDER`. */
export function believed(changes: Partial<BelievedCall> = {}): BelievedCall {
  return {
    iden: "x",
    endpoint: "alice",
    state: "alerting_a",
    answered: false,
    legs: [],
    createdAt: Date.now() - 60_000,
    ...changes,
  };
}

/** What the PBX told, and ways to wait for it. */
type Told = { iden: string; move: Move }[];

export async function openLine(options: Partial<SimulatorOptions> = {}) {
  const simulator = await startSimulator({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    phones: {
      alice: { extension: "101", does: "answer", afterMs: 10 },
      bob: { extension: "102", does: "answer", afterMs: 10 },
      mail: { extension: "199", does: "voicemail" },
    },
    ...options,
  });
  onTestFinished(() => simulator.stop());
  return { simulator, ...(await connect(simulator)) };
}

/** Logs in a gateway's PBX; a second one is a gateway that was started again. */
export async function connect(
  simulator: Simulator,
  isLost: (event: AmiMessage) => boolean = () => false,
) {
  const transport = new ClientTransport(quickOptions(simulator.port));
  const hear = transport.onEvent.bind(transport);
  transport.onEvent = (listener) =>
    hear((event) => {
      if (!isLost(event)) listener(event);
    });
  const told: Told = [];
  const faults: unknown[] = [];
  let ups = 0;
  const pbx = new AsteriskPbx(transport, {
    name: "main",
    originateSlackMs: 500,
    answeredProbeMs: 50,
    probeIntervalMs: 10,
    reportGraceMs: 100,
    now: Date.now,
    onConnection: () => {},
    onFault: (_, fault) => faults.push(fault),
  });
  pbx.onMove((iden, move) => told.push({ iden, move }));
  pbx.onUp(() => {
    ups++;
  });
  onTestFinished(() => pbx.stop());
  pbx.start();
  const until = (condition: () => boolean) =>
    vi.waitUntil(condition, { timeout: 3_000, interval: 2 });
  const state = (name: Move["state"], iden = "x") =>
    until(() => told.some((it) => it.iden === iden && it.move.state === name));
  const end = async (iden = "x") => {
    const found = () =>
      told.find((it) => it.iden === iden && it.move.end !== undefined);
    await until(() => found() !== undefined);
    const { outcome, reason, by } = found()?.move.end ?? {};
    return `${outcome} ${reason} ${by}`;
  };
  await until(() => ups === 1);
  return {
    pbx,
    transport,
    told,
    faults,
    until,
    state,
    end,
    ups: () => ups,
  };
}
