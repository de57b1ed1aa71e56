import type { AstDb } from "./astdb.ts";
import type { Exchange } from "./exchange.ts";
import type { Phones } from "./phones.ts";
import type { RingResult } from "./ringing.ts";

/** What a call is played with. */
export type CallParts = {
  exchange: Exchange;
  phones: Phones;
  db: AstDb;
  /** the dialplan contexts of the click that are there */
  contexts: ReadonlySet<string>;
};

/**
 * Who began to end a call: phone A or B, an AMI Hangup of a Local half, the time limit of the call, or the destination's
 * dialplan.
 */
export type End = {
  kind: "end";
  by: "a" | "b" | "one" | "two" | "limit" | "destination";
  /** Q.850; undefined where an AMI Hangup named none. */
  cause: number | undefined;
};

/** The first end of a call; later ones change nothing. */
export class Ending {
  readonly promise: Promise<End>;
  readonly #settle: (end: End) => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<End>();
    this.promise = promise;
    this.#settle = resolve;
  }

  begin(by: End["by"], cause: number | undefined): void {
    this.#settle({ kind: "end", by, cause });
  }
}

/** What comes first while a phone rings: its answer or failure, the end of the call, or a limit in milliseconds. */
export async function whileRinging(
  exchange: Exchange,
  ringing: Promise<RingResult>,
  ending: Ending,
  limits: Readonly<Record<string, number>>,
): Promise<RingResult | End | { kind: "limit"; name: string }> {
  const cancels: (() => void)[] = [];
  const limit = new Promise<{ kind: "limit"; name: string }>((resolve) => {
    for (const [name, ms] of Object.entries(limits))
      cancels.push(exchange.after(ms, () => resolve({ kind: "limit", name })));
  });
  const first = await Promise.race([ringing, ending.promise, limit]);
  for (const cancel of cancels) cancel();
  return first;
}
