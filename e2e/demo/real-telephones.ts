import { setTimeout as sleep } from "node:timers/promises";
import { type Asterisk, startAsterisk } from "../asterisk/asterisk.ts";
import { type Phone, type SipMessage, startPhone } from "../asterisk/phones.ts";
import {
  ENOUGH_FRAMES,
  type LegEvent,
  RING_MS,
  type Talk,
  type Telephones,
} from "./telephones.ts";

const NAMES = { a: "alice's phone", b: "the other party's phone" } as const;

const SHOWS: Record<LegEvent, (message: SipMessage) => boolean> = {
  ringing: ({ direction, status }) => direction === "sent" && status === 180,
  answered: ({ direction, status, headers }) =>
    direction === "sent" &&
    status === 200 &&
    headers.cseq?.endsWith(" INVITE") === true,
  hungUp: ({ method }) => method === "BYE",
};

async function phonesOf(pbx: Asterisk): Promise<{ a: Phone; b: Phone }> {
  const [own] = pbx.contacts.alice;
  const [outside] = pbx.contacts.trunk;
  if (own === undefined || outside === undefined)
    throw new Error("the tiny PBX has no place for the two phones");
  const start = (port: number, ringMs: number) =>
    startPhone({ kind: "answers", port, ringMs, sipp: pbx.sipp });
  const [a, b] = await Promise.all([
    start(own, RING_MS.a),
    start(outside, RING_MS.b),
  ]);
  return { a, b };
}

async function talkOf({ a, b }: { a: Phone; b: Phone }, timeoutMs: number) {
  const end = Date.now() + timeoutMs;
  const heard = (): Talk => ({ a: a.heard(b), b: b.heard(a) });
  const enough = ({ a, b }: Talk) => Math.min(a, b) >= ENOUGH_FRAMES;
  while (!enough(heard()) && Date.now() < end) await sleep(20);
  return heard();
}

/** A real Asterisk with two SIP phones that answer and speak. Rejects as `startAsterisk` does. */
export async function startRealTelephones(
  tell: (line: string) => void,
): Promise<Telephones> {
  const pbx = await startAsterisk({ onProgress: tell });
  tell("starting two SIP phones");
  const phones = await phonesOf(pbx).catch(async (error: unknown) => {
    await pbx.stop();
    throw error;
  });
  return {
    name: `Asterisk ${pbx.version} with two SIP phones`,
    ami: pbx.ami,
    see: async ({ iden }, leg, event, timeoutMs) => {
      const { at, direction, startLine } = await phones[leg].waitFor(
        SHOWS[event],
        timeoutMs,
      );
      const invite = phones[leg].messages().find((m) => m.method === "INVITE");
      const carried = invite?.headers["x-info-click2dial-iden"] === iden;
      const line = startLine.replace(/^SIP\/2\.0 | sip:.*$/g, "");
      const also = event === "ringing" && carried ? `, iden ${iden}` : "";
      return { at, proof: `${NAMES[leg]} ${direction} ${line}${also}` };
    },
    talk: (timeoutMs) => talkOf(phones, timeoutMs),
    stop: async () => {
      await Promise.all([phones.a.stop(), phones.b.stop()]);
      await pbx.stop();
    },
  };
}
