import { setTimeout as sleep } from "node:timers/promises";
import type { CallView } from "@ringback/shared/call/view.ts";
import type { Live } from "../gateway/client.ts";
import type { RunningGateway } from "../gateway/running.ts";
import type { Clicker, DemoNumber } from "./clicker.ts";
import { requestSeen } from "./request-log.ts";
import {
  ENOUGH_FRAMES,
  type Sighting,
  type Talk,
  type Telephones,
  type Witness,
} from "./telephones.ts";

const SOON_MS = 10_000;
const TALK_MS = 1_000;

export type Cast = {
  clicker: Clicker;
  telephones: Telephones;
  gateway: RunningGateway;
  /** the user's live channel, opened before the click */
  live: Live;
};

/** `undefined`: the telephones of this machine have no voice. */
export type Verdict = { talked: boolean | undefined; ended: boolean };

/** Prints what happens with its distance from the first thing that happened. */
class Teller {
  #first: number | undefined;

  tell(what: string, { at, proof }: Sighting): void {
    this.#first ??= at;
    const ms = String(at - this.#first).padStart(6);
    console.log(`  ${ms} ms  ${what.padEnd(15)} ${proof}`);
  }
}

async function callSince(live: Live, since: number): Promise<CallView> {
  const frame = await live.waitFor(
    (each) =>
      each.type === "call_updated" && Date.parse(each.data.createdAt) >= since,
    SOON_MS,
  );
  if (frame.type !== "call_updated") throw new Error("no call was placed");
  return frame.data;
}

async function tellBeginning(
  { clicker, gateway, live }: Cast,
  number: DemoNumber,
  teller: Teller,
): Promise<string> {
  const clicked = await clicker.click(number);
  teller.tell("clicked", clicked);
  teller.tell(
    "challenge",
    await requestSeen(gateway, "/challenge", clicked.at, SOON_MS),
  );
  const call = await callSince(live, clicked.at);
  const { proof } = await requestSeen(gateway, "/call", clicked.at, SOON_MS);
  teller.tell("authenticated", {
    at: Date.parse(call.createdAt),
    proof: `${proof}: digest accepted, no password sent; call ${call.callId}`,
  });
  return call.iden;
}

async function tellRinging(
  { telephones }: Cast,
  witness: Witness,
  teller: Teller,
): Promise<void> {
  for (const leg of ["a", "b"] as const) {
    for (const event of ["ringing", "answered"] as const) {
      const seen = await telephones.see(witness, leg, event, SOON_MS);
      teller.tell(`${leg.toUpperCase()}-leg ${event}`, seen);
    }
  }
}

function talkProof(talk: Talk | undefined): string {
  if (talk === undefined) return "call active (simulated phones have no voice)";
  return `call active; frames of the other's voice heard: A ${talk.a}, B ${talk.b}`;
}

async function tellTalking(
  { telephones }: Cast,
  { live, iden }: Witness,
  teller: Teller,
): Promise<boolean | undefined> {
  const isActive = ({ state }: CallView) => state === "active";
  const active = await live.until(iden, isActive, SOON_MS);
  await sleep(TALK_MS);
  const talk = await telephones.talk(SOON_MS);
  teller.tell("talking", {
    at: Date.parse(active.answeredAt ?? ""),
    proof: talkProof(talk),
  });
  return talk && Math.min(talk.a, talk.b) >= ENOUGH_FRAMES;
}

async function tellEnd(
  { clicker, telephones }: Cast,
  witness: Witness,
  teller: Teller,
): Promise<boolean> {
  const asked = await clicker.hangUp(witness);
  const gone = await Promise.all(
    (["a", "b"] as const).map((leg) =>
      telephones.see(witness, leg, "hungUp", SOON_MS),
    ),
  );
  const isOver = ({ state }: CallView) => state === "ended";
  const over = await witness.live.until(witness.iden, isOver, SOON_MS);
  const proofs = gone.map(({ proof }) => proof).join(", ");
  teller.tell("hung up", {
    at: Math.max(...gone.map(({ at }) => at)),
    proof: `${asked.proof}; ${proofs}; ${over.outcome}, by ${over.endedBy}`,
  });
  return over.outcome === "completed" && over.endedBy === "user";
}

/** Makes the one call and tells it as it happens. Rejects where something that must happen does not. */
export async function tellStory(
  cast: Cast,
  number: DemoNumber,
): Promise<Verdict> {
  const teller = new Teller();
  const iden = await tellBeginning(cast, number, teller);
  const witness = { live: cast.live, iden };
  await tellRinging(cast, witness, teller);
  const talked = await tellTalking(cast, witness, teller);
  const ended = await tellEnd(cast, witness, teller);
  return { talked, ended };
}
