import {
  afterAll,
  beforeAll,
  describe,
  inject,
  it,
  onTestFinished,
} from "vitest";
import { makeAuthority } from "../../gateway/src/delivery/testing.ts";
import { startSimulator } from "../../gateway/src/pbx/simulator/simulator.ts";
import { startGateway } from "../gateway/running.ts";
import { type Account, account } from "./accounts.ts";
import { callAllAtOnce, callCrowdAtOnce, openCrowd } from "./at-once.ts";
import { startKeepingSink } from "./sink.ts";
import { addProgram, addTerminals, configOf, type Stage } from "./stage.ts";

const CALLS = 100;
const LOGIN = { user: "ringback", secret: "secret-of-this-test" };

/** Numbers 1 to 100 call 101 to 200. */
const ACCOUNTS: readonly Account[] = Array.from(
  { length: 2 * CALLS },
  (_, index) => account("inside", index + 1, 0),
);

it(`${CALLS} calls at once on the simulator, each with its own sink: every event, in order, none crossed`, async () => {
  const simulator = await startSimulator({
    ...LOGIN,
    phones: Object.fromEntries(
      ACCOUNTS.map(({ endpoint, extension = "" }) => [
        endpoint,
        { extension, does: "answer", afterMs: 50 },
      ]),
    ),
  });
  onTestFinished(() => simulator.stop());
  const authority = makeAuthority();
  const gateway = await startGateway({
    ami: { ...LOGIN, host: "127.0.0.1", port: simulator.port },
    terminals: [],
    config: configOf(authority),
  });
  onTestFinished(() => gateway.dispose());
  await addTerminals(gateway, ACCOUNTS);
  const program = await addProgram(gateway);
  const pairs = ACCOUNTS.slice(0, CALLS).flatMap((caller, index) => {
    const callee = ACCOUNTS[CALLS + index];
    return callee === undefined ? [] : [{ caller, callee }];
  });
  await callAllAtOnce(program, pairs, async () => {
    const sink = await startKeepingSink(authority);
    onTestFinished(() => sink.stop());
    return sink;
  });
}, 60_000);

describe.skipIf(!inject("suites").includes("sid"))("real Asterisk", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openCrowd(CALLS);
  }, 60_000);
  afterAll(() => stage.close());

  it(`${CALLS} calls at once, each with its own sink: every event, in order, none crossed`, async () => {
    // They talk in `npm run soak`.
    await callCrowdAtOnce(stage, CALLS, { kind: "answers", isMute: true });
  }, 120_000);
});
