import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AmiOptions } from "../asterisk/ami/transport.ts";
import type { OriginateRequest } from "../port.ts";
import { CASES, type Case } from "./cases.ts";
import { expectTold, hangUpInTime, openPbx } from "./line.ts";

/** A PBX with the click contexts, and phones that can be told what to do. */
export type Stage = {
  options: AmiOptions;
  /** Makes phones and dialplan what the case says, until `leave`. */
  enter(played: Case): Promise<{
    endpoint: string;
    dialString: string;
    /** Puts everything back; throws where voices were to be heard and were not. */
    leave(): Promise<void>;
  }>;
  close(): Promise<void>;
};

let calls = 0;

/** The port `Pbx` on this PBX: what it tells of every case. `chosen` narrows them down. */
export function conformsToPbx(
  name: string,
  open: () => Promise<Stage>,
  chosen: (each: Case) => boolean = () => true,
): void {
  describe(`Pbx on ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await open();
    }, 120_000);
    afterAll(() => stage.close());

    test.each(CASES.filter(chosen))("$title", async (played) => {
      const iden = newIden();
      const { pbx, told } = await openPbx(stage.options, iden, {
        originateSlackMs: played.originateSlackMs,
      });
      const { endpoint, dialString, leave } = await stage.enter(played);
      const request = {
        ...orderOf(iden, endpoint, dialString),
        ...played.order,
      };
      try {
        if ("refused" in played.expected) {
          await expect(pbx.originate(request)).rejects.toMatchObject({
            kind: played.expected.refused,
          });
          expect(told.moves).toEqual([]);
          return;
        }
        await pbx.originate(request);
        await hangUpInTime(played.hangUp, told, () => pbx.hangup(iden));
        await told.until(() => told.ends.length > 0);
        expectTold(told, played.expected);
      } finally {
        await leave();
      }
    });

    test("an iden in use fails the second call alone", async () => {
      const iden = newIden();
      const first = await openPbx(stage.options, iden);
      const second = await openPbx(stage.options, iden);
      const { endpoint, dialString, leave } = await stage.enter({
        title: "an iden in use",
        a: { does: "answers" },
        b: { does: "answers" },
        to: "bob",
        expected: { refused: "unreachable" },
      });
      const request = orderOf(iden, endpoint, dialString);
      await first.pbx.originate(request);
      await first.told.until(() => first.told.reached.startsWith("active"));
      await second.pbx.originate(request);
      await second.told.until(() => second.told.ends.length > 0);
      expect(second.told.ends[0]).toMatchObject({ reason: "pbx_refused" });
      expect(first.told.ends).toEqual([]);
      await first.pbx.hangup(iden);
      await first.told.until(() => first.told.ends.length > 0);
      await leave();
    });
  });
}

function newIden(): string {
  return `pbx-${process.pid}-${++calls}`;
}

function orderOf(
  iden: string,
  endpoint: string,
  dialString: string,
): OriginateRequest {
  return {
    iden,
    endpoint,
    extension: "101",
    dialString,
    dialTimeoutSeconds: 5,
    maxDurationMs: 60_000,
    optimize: false,
  };
}
