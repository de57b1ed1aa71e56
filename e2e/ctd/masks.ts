/** Masked numbers: whatever a phone is sent, in any message of any call, tells nothing of who the other party is. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Suite } from "../asterisk/packages.ts";
import type { SipMessage } from "../asterisk/phones.ts";
import { type Account, MASKS, type Place } from "./accounts.ts";
import type { Program } from "./program.ts";
import { type Does, openStage, type Party, type Stage } from "./stage.ts";

const PLACES: readonly Place[] = ["inside", "outside"];
const PAIRS = PLACES.flatMap((a) => PLACES.map((b) => ({ a, b })));
/** Where most can be said: one phone tells the PBX itself, the other the trunk. */
const ACROSS = PAIRS.filter(({ a, b }) => a !== b);
const ANSWERS: Does = { kind: "answers" };
/** Says who it is in its 180, its 200, then by UPDATE and by re-INVITE. */
const TELLS: Does = { kind: "tells", talkMs: 300 };

type Case = {
  title: string;
  caller: Does;
  callee: Does;
  /** Neither is heard of to the end: the program ends the call after this long. */
  talkMs?: number;
  /** They must have come so far, or the phones saw nothing. */
  story: string;
};

const TELLING: Case = {
  title: "both say who they are, again and again",
  caller: TELLS,
  callee: TELLS,
  talkMs: 1_800,
  story: "disconnected hangUp",
};

const CASES: readonly Case[] = [
  TELLING,
  {
    title: "both hold",
    caller: { kind: "holds", talkMs: 300 },
    callee: { kind: "holds", talkMs: 500 },
    talkMs: 1_800,
    story: "disconnected hangUp",
  },
  {
    title: "the caller hangs up",
    caller: { kind: "answers", talkMs: 900 },
    callee: ANSWERS,
    story: "disconnected hangUp",
  },
  {
    title: "the callee hangs up",
    caller: ANSWERS,
    callee: { kind: "answers", talkMs: 900 },
    story: "disconnected hangUp",
  },
  {
    title: "the callee is busy",
    caller: ANSWERS,
    callee: { kind: "busy" },
    story: "disconnected calleeBusy",
  },
  {
    title: "the callee sends the call on to somebody",
    caller: ANSWERS,
    callee: { kind: "redirects", target: "sip:102@127.0.0.1:5060" },
    story: "disconnected",
  },
  {
    title: "the caller hangs up while the callee rings",
    caller: { kind: "answers", talkMs: 600 },
    callee: { kind: "rings" },
    story: "disconnected callerAbandon",
  },
];

/** Every way in which SIP could spell a party. */
function spellings({ number, extension, name, endpoint, port }: Account) {
  return [
    number.slice(1),
    // national, and the end of it
    number.slice(3),
    number.slice(-7),
    ...(extension === undefined ? [] : [extension]),
    name,
    // the given name alone
    endpoint,
    // where its phone is
    `:${port}`,
  ];
}

function received({ phone }: Party): SipMessage[] {
  return phone.messages().filter((each) => each.direction === "received");
}

/** `spelling in message` of everything that tells of the other. */
function leaks(to: Party, other: Party): string[] {
  return received(to).flatMap((message) =>
    spellings(other)
      .filter((spelling) =>
        message.text.toLowerCase().includes(spelling.toLowerCase()),
      )
      .map((spelling) => `${spelling} in ${lineWith(spelling, message)}`),
  );
}

function lineWith(spelling: string, { startLine, text }: SipMessage): string {
  const line = text
    .split("\r\n")
    .find((each) => each.toLowerCase().includes(spelling.toLowerCase()));
  return `${startLine.split(" ").slice(0, 2).join(" ")}: ${line}`;
}

/** Every Contact that the phone was told. */
function contacts(party: Party): string[] {
  const all = received(party).flatMap(({ headers }) => headers.contact ?? []);
  return [...new Set(all)];
}

/** The media port of every SDP that the phone was given. */
function mediaPorts(party: Party): string[] {
  return received(party).flatMap(
    ({ body }) => /^m=audio (\d+)/m.exec(body)?.[1] ?? [],
  );
}

function ownMediaPorts({ phone }: Party): string[] {
  return phone
    .messages()
    .filter((each) => each.direction === "sent")
    .flatMap(({ body }) => /^m=audio (\d+)/m.exec(body)?.[1] ?? []);
}

/** Calls of a program with masks, and one without, on this Asterisk; `everywhere`: each from every place to every other. */
export function keepsMasks(suite: Suite, everywhere: boolean): void {
  describe(`masked numbers on Asterisk of Debian ${suite}`, () => {
    let stage: Stage;
    let masking: Program;
    let open: Program;
    beforeAll(async () => {
      stage = await openStage({
        suite,
        accounts: PAIRS.length * CASES.length + 12,
        config: { ctd: { dialTimeoutSeconds: 5 } },
      });
      masking = await stage.program(["--trunk-caller", "--mask", MASKS.join()]);
      open = await stage.program(["--trunk-caller"]);
    }, 60_000);
    afterAll(() => stage.close());

    async function play(program: Program, played: Case, at: (typeof PAIRS)[0]) {
      const caller = await stage.party(at.a, played.caller);
      const callee = await stage.party(at.b, played.callee);
      const sink = await stage.sink();
      const callId = await program.call({
        caller: { number: caller.number },
        callee: { number: callee.number },
        sink: sink.url,
      });
      if (played.talkMs !== undefined) {
        await sink.reached(callId, "connected");
        await sleep(played.talkMs);
        await program.end(callId);
      }
      const story = await sink.ended(callId);
      expect(story.at(-1)).toMatch(played.story);
      // What is still on its way comes too.
      await sleep(100);
      await Promise.all([caller.leave(), callee.leave(), sink.stop()]);
      return { caller, callee };
    }

    const cases = CASES.flatMap((played) =>
      (everywhere || played.talkMs !== undefined ? PAIRS : ACROSS).map(
        (at) => ({ played, at, name: `${at.a} to ${at.b}` }),
      ),
    );
    it.concurrent.each(cases)(
      "$played.title ($name)",
      async ({ played, at }) => {
        const { caller, callee } = await play(masking, played, at);
        expect(leaks(caller, callee)).toEqual([]);
        expect(leaks(callee, caller)).toEqual([]);
        for (const party of [caller, callee]) {
          const [invite] = received(party);
          expect(invite?.method).toBe("INVITE");
          const shown = MASKS.find((mask) => invite?.text.includes(mask));
          for (const header of ["from", "p-asserted-identity"] as const)
            expect(invite?.headers[header]).toContain(shown);
          // The PBX, and nobody behind it.
          expect(contacts(party)).toEqual([
            `<sip:asterisk@127.0.0.1:${stage.pbx.sipPort}>`,
          ]);
        }
        for (const [to, other] of [
          [caller, callee],
          [callee, caller],
        ] as const)
          for (const port of ownMediaPorts(other))
            expect(mediaPorts(to)).not.toContain(port);
      },
      30_000,
    );

    it.each(["caller", "callee"] as const)(
      "nor does whom the %s hands the other over to learn who that is",
      async (who) => {
        const third = await stage.inside();
        const refers: Does = {
          kind: "transfers",
          talkMs: 500,
          target: `sip:${third.extension}@127.0.0.1:${stage.pbx.sipPort}`,
        };
        const { caller, callee } = await play(
          masking,
          {
            title: "",
            caller: who === "caller" ? refers : TELLS,
            callee: who === "callee" ? refers : TELLS,
            talkMs: 2_500,
            story: "disconnected hangUp",
          },
          { a: "inside", b: "inside" },
        );
        const other = who === "caller" ? callee : caller;
        expect(received(third)[0]?.method).toBe("INVITE");
        expect(leaks(third, other)).toEqual([]);
        expect(leaks(other, third)).toEqual([]);
        expect(leaks(caller, callee)).toEqual([]);
        expect(leaks(callee, caller)).toEqual([]);
      },
      30_000,
    );

    describe("the same look", () => {
      it("finds the other's number where there are no masks", async () => {
        const { caller, callee } = await play(
          open,
          {
            title: "",
            caller: { kind: "answers", talkMs: 300 },
            callee: ANSWERS,
            story: "disconnected hangUp",
          },
          { a: "inside", b: "outside" },
        );
        expect(leaks(caller, callee)).not.toEqual([]);
        expect(leaks(callee, caller)).not.toEqual([]);
      });

      it("finds what phones say of themselves where the dialplan lets it through", async () => {
        const file = join(stage.pbx.dir, "etc", "click2dial.conf");
        const dialplan = await readFile(file, "utf8");
        const leaky = dialplan
          .replaceAll(",iIL(", ",iL(")
          .replaceAll(",iIb(", ",ib(")
          .replace(/^.*CONNECTED_LINE_SEND_SUB.*$/m, "");
        await writeFile(file, leaky);
        await stage.pbx.cli("dialplan reload");
        const { caller, callee } = await play(masking, TELLING, {
          a: "inside",
          b: "inside",
        });
        expect(leaks(caller, callee)).not.toEqual([]);
      });
    });
  });
}
