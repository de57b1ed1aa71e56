import { writeFileSync } from "node:fs";
import type { CallerId } from "./channel.ts";
import type { Order } from "./originate.ts";
import type { Party, Phones } from "./phones.ts";

const RATE = 8_000;
const SAMPLE_BYTES = 2;
const HEADER_BYTES = 44;

export function isProgram(order: Order): boolean {
  return order.leg1Context === "ringback-program-a";
}

/** Whom a program's order names as this leg, and what `ringback-party` says where it cannot be rung. */
export function programParty(
  order: Order,
  phones: Phones,
  leg: "A" | "B",
): { party: Party | undefined; absent: { dialStatus: string; cause: number } } {
  const number = order.variables.get(`RINGBACK_${leg}_NUMBER`);
  return number === undefined
    ? {
        party: phones.byEndpoint(
          order.variables.get(`RINGBACK_${leg}_ENDPOINT`) ?? "",
        ),
        absent: { dialStatus: "CHANUNAVAIL", cause: 20 },
      }
    : {
        party: phones.byOutsideNumber(number),
        absent: { dialStatus: "NOEXTEN", cause: 1 },
      };
}

export function shownTo(order: Order, leg: "A" | "B"): CallerId {
  const shown = order.variables.get(`RINGBACK_SHOWN_${leg}`) ?? "";
  return { number: shown, name: shown };
}

/** What MixMonitor leaves of a talk, without voices: the simulator has none. */
export function record(order: Order, talkedMs: number): void {
  const file = order.variables.get("RINGBACK_FILE");
  if (file === undefined) return;
  const data = Math.round((talkedMs * RATE) / 1_000) * SAMPLE_BYTES;
  const wav = Buffer.alloc(HEADER_BYTES + data);
  wav.write("RIFF", 0, "latin1");
  wav.writeUInt32LE(HEADER_BYTES - 8 + data, 4);
  wav.write("WAVEfmt ", 8, "latin1");
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * SAMPLE_BYTES, 28);
  wav.writeUInt16LE(SAMPLE_BYTES, 32);
  wav.writeUInt16LE(SAMPLE_BYTES * 8, 34);
  wav.write("data", 36, "latin1");
  wav.writeUInt32LE(data, 40);
  writeFileSync(file, wav);
}
