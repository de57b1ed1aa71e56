/** Calls that are brought into each state of the machine and held there. */
import { until, type World } from "./world.ts";

export const LIVE_STATES = [
  "alerting_a",
  "alerting_b",
  "connecting",
  "active",
  "ending",
  // Last, because the gateway waits no longer than its action time.
  "created",
] as const;
export type LiveState = (typeof LIVE_STATES)[number];

export type Phones = {
  /** Who calls and whom, with phones that go as far as the state and no further. */
  prepare(state: LiveState): Promise<{ caller: string; destination: string }>;
};

export type Held = { state: LiveState; iden: string; caller: string };

let calls = 0;

/** Places the call and holds it in `state`, by phones that wait and by messages that get lost. */
export async function hold(
  world: World,
  phones: Phones,
  state: LiveState,
): Promise<Held> {
  const iden = `f${process.pid}x${++calls}`;
  const { caller, destination } = await phones.prepare(state);
  const user = await world.user(caller);
  const hasLeft = state === "created" ? loseOriginate(world, iden) : () => true;
  if (state === "connecting") loseBridge(world, iden);
  const answer = user.client.call(destination, { iden });
  answer.catch(() => undefined);
  const reached = state === "ending" ? "active" : state;
  await until(
    () => world.records.call(iden)?.state === reached && hasLeft(),
    () => `${state}: ${JSON.stringify(world.records.call(iden))}`,
  );
  if (state === "ending") {
    loseHangups(world, iden);
    const callId = world.records.call(iden)?.id;
    const live = user.lives.at(-1);
    live?.send({ type: "call.end", payload: { callId } });
    await until(
      () => world.records.call(iden)?.state === "ending",
      () => `ending: ${world.records.call(iden)?.state}`,
    );
  }
  return { state, iden, caller };
}

/** Gives whether the gateway has sent it. */
function loseOriginate(world: World, iden: string): () => boolean {
  let hasLeft = false;
  world.proxy.lose(({ text, to }) => {
    const fits = to === "pbx" && text.includes(`ChannelId: ${iden}\r\n`);
    hasLeft ||= fits;
    return fits;
  });
  return () => hasLeft;
}

function loseBridge({ proxy, records }: World, iden: string): void {
  proxy.lose(
    ({ text, to }) =>
      to === "gateway" &&
      text.startsWith("Event: BridgeEnter\r\n") &&
      text.includes(`\r\nUniqueid: ${iden}\r\n`) &&
      records.call(iden) !== undefined,
  );
}

/** Only the first: the gateway orders again. */
function loseHangups({ proxy }: World, iden: string): void {
  const stop = proxy.lose(({ text, to }) => {
    const fits =
      to === "pbx" &&
      /^action: hangup\r$/im.test(text) &&
      text.includes(`Channel: ${iden}\r\n`);
    if (fits) stop();
    return fits;
  });
}

export type Ending = {
  end: string;
  approximate: boolean;
};

/** Waits until the gateway has written the end: outcome, reason, by. */
export async function endOf(world: World, iden: string): Promise<Ending> {
  await until(
    () => world.records.call(iden)?.state === "ended",
    () => `${iden} ended: ${JSON.stringify(world.records.call(iden))}`,
  );
  const call = world.records.call(iden);
  return {
    end: `${call?.outcome} ${call?.end_reason} ${call?.ended_by}`,
    approximate: call?.approximate === 1,
  };
}
