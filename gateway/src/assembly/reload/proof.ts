/** That a change of a key is taken in by a gateway that runs: what is seen before, and after. */
import { expect } from "vitest";
import type { SimulatorOptions } from "../../pbx/simulator/simulator.ts";
import { call, type Opened, openGateway } from "../testing.ts";

export type Proof = {
  /** such as `dialing.denyPrefixes`; entries of maps as `pbx.<name>.context` */
  keys: readonly string[];
  prove: () => Promise<void>;
};

type Seen = {
  /** over the least configuration, before */
  env?: Record<string, string>;
  simulator?: Partial<SimulatorOptions>;
  /** what is other afterwards */
  change: Record<string, string>;
  look: (gateway: Opened) => Promise<unknown>;
  was: unknown;
  is: unknown;
};

/** Looks, reloads, looks again; the reload names the key and asks for no restart. */
export function seen(keys: string | string[], it: Seen): Proof {
  const all = [keys].flat();
  const prove = async () => {
    const gateway = await openGateway(it.env, it.simulator);
    expect(await it.look(gateway), "before").toEqual(it.was);
    const { changed, waiting } = gateway.reload(it.change);
    expect(waiting).toEqual([]);
    expect(changed.length).toBe(all.length);
    expect(await it.look(gateway), "after").toEqual(it.is);
  };
  return { keys: all, prove };
}

export const sleep = (ms: number) =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Places a call, reads its row and ends it; where it is refused, the error. */
export async function placed(
  { origin, db, simulator }: Opened,
  destination: string,
  more: Record<string, unknown> = {},
) {
  const { status, body } = await call(origin, destination, more);
  if (status !== 200)
    return { status, error: Reflect.get(Object(body), "error") };
  const row = () =>
    db
      .selectFrom("calls")
      .selectAll()
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
  const found = await row();
  await expect
    .poll(
      async () => {
        simulator.phones.hangup("alice");
        return (await row()).state;
      },
      { timeout: 4_000, interval: 10 },
    )
    .toBe("ended");
  return { status, ...found };
}
