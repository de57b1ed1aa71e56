import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AmiOptions } from "../asterisk/ami/transport.ts";
import type { OriginateRequest, Party } from "../port.ts";
import { expectTold, hangUpInTime, openPbx } from "./line.ts";
import { PROGRAM_CASES, type ProgramCase } from "./program-cases.ts";

/** What each party is shown of the other; nothing else of it may reach a phone. */
const SHOWN = { a: "+34900000001", b: "+34900000002" } as const;

/** A PBX with the program contexts, a trunk, and phones that can be told what to do. */
export type ProgramStage = {
  options: AmiOptions;
  trunkContext: string;
  /** folder of recordings, as PBX and test both see it */
  spool: string;
  /** Makes phones what the case says, until `leave`. */
  enter(played: ProgramCase): Promise<{
    a: Party;
    b: Party;
    /** Caller ids, number and name, that phones of this party were shown. */
    shown(party: "a" | "b"): readonly { number: string; name: string }[];
    /** How many phones of this party were rung. */
    rung(party: "a" | "b"): number;
    /** Puts everything back; throws where voices were to be heard and were not. */
    leave(): Promise<void>;
  }>;
  close(): Promise<void>;
};

let calls = 0;

/** Calls of programs on this PBX: what the port tells of every case. `chosen` narrows them down. */
export function conformsToPrograms(
  name: string,
  open: () => Promise<ProgramStage>,
  chosen: (each: ProgramCase) => boolean = () => true,
): void {
  describe(`calls of programs on ${name}`, () => {
    let stage: ProgramStage;
    beforeAll(async () => {
      stage = await open();
    }, 120_000);
    afterAll(() => stage.close());

    test.each(PROGRAM_CASES.filter(chosen))("$title", async (played) => {
      const iden = `program-${process.pid}-${++calls}`;
      const { pbx, told } = await openPbx(stage.options, iden, stage);
      const { a, b, shown, rung, leave } = await stage.enter(played);
      try {
        const request = orderOf(iden, { a, b }, played);
        const { expected } = played;
        if ("refused" in expected) {
          await expect(pbx.originate(request)).rejects.toMatchObject({
            kind: expected.refused,
          });
          expect(await pbx.availability({ a, b })).toMatchObject({
            a: "unavailable",
          });
          return;
        }
        expect(await pbx.availability({ a, b })).toEqual({
          a: "available",
          b: played.b?.does === "absent" ? "unavailable" : "available",
        });
        await pbx.originate(request);
        await hangUpInTime(played.hangUp, told, () => pbx.hangup(iden));
        await told.until(() => told.ends.length > 0);
        expectTold(told, expected);
        for (const party of ["a", "b"] as const)
          for (const each of shown(party))
            expect(each).toEqual({ number: SHOWN[party], name: SHOWN[party] });
        expect(shown("a").length).toBeGreaterThan(0);
        const { second } = played;
        if (second !== undefined) expect(rung(second)).toBe(2);
        const file = join(stage.spool, `${iden}.wav`);
        expect(existsSync(file)).toBe(played.recording === true);
        if (played.recording === true) expectSound(file);
      } finally {
        await leave();
      }
    });
  });
}

function orderOf(
  iden: string,
  { a, b }: { a: Party; b: Party },
  { order = {}, recording }: ProgramCase,
): OriginateRequest {
  return {
    iden,
    endpoint: a.kind === "endpoint" ? a.endpoint : "",
    extension: SHOWN.b,
    dialString: b.kind === "endpoint" ? "" : b.dialString,
    dialTimeoutSeconds: order.dialTimeoutSeconds ?? 5,
    maxDurationMs: order.maxDurationMs ?? 60_000,
    optimize: false,
    program: {
      a,
      b,
      shownToA: SHOWN.a,
      shownToB: SHOWN.b,
      bTimeoutSeconds: order.bTimeoutSeconds ?? 5,
      ...(recording && { recording: { name: iden, beep: false } }),
    },
  };
}

/** A WAV of about the second that the two talked. */
function expectSound(file: string): void {
  const wav = readFileSync(file);
  expect(wav.toString("latin1", 0, 4)).toBe("RIFF");
  expect(wav.readUInt32LE(24)).toBe(8_000);
  const seconds = (wav.length - 44) / 16_000;
  expect(seconds).toBeGreaterThan(0.7);
  expect(seconds).toBeLessThan(1.6);
}
