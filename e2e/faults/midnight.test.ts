/** The gateway's clock and a real Asterisk's are on either side of midnight (UTC): AstDB keeps the records of each day apart. */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Asterisk, startAsterisk } from "../asterisk/asterisk.ts";
import { type Phone, startPhone } from "../asterisk/phones.ts";
import { type Clock, settableClock } from "./clock.ts";
import { endOf } from "./states.ts";
import { openWorld, until, type World } from "./world.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

describe.each(inject("suites"))("Asterisk of %s", (suite) => {
  let pbx: Asterisk;
  let alice: Phone;
  let world: World;
  let clock: Clock;

  beforeAll(async () => {
    pbx = await startAsterisk({ suite });
    const port = pbx.contacts.alice[0] ?? 0;
    alice = await startPhone({ kind: "rings", port, sipp: pbx.sipp });
    clock = settableClock();
    const terminals = [{ name: "alice", extension: "101" }];
    world = await openWorld(pbx.ami, terminals, {}, clock.command);
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await alice.stop();
    await pbx.stop();
    clock.remove();
  }, 30_000);

  it.each([
    ["behind", (intoDay: number) => -intoDay - MINUTE_MS],
    ["ahead", (intoDay: number) => DAY_MS - intoDay + MINUTE_MS],
  ])(
    "a call that ends unheard, the gateway's clock being %s, ends as the PBX wrote it down",
    async (name, offset) => {
      const off = offset(Date.now() % DAY_MS);
      clock.set(off);
      const iden = `midnight-${suite}-${name}`;
      const answer = await world.client("alice").call("102", { iden });
      expect(answer.status).toBe(200);
      world.proxy.cut();
      // Asterisk itself gives up after dialTimeoutSeconds, and writes it down.
      await until(
        () => alice.messages().some(({ method }) => method === "CANCEL"),
        () => "the phone rings on",
      );
      await expect
        .poll(() => pbx.cli("database show ringback"), { timeout: 3_000 })
        .toContain(`${iden}-a`);
      world.proxy.heal();
      expect(await endOf(world, iden)).toEqual({
        end: "no_answer a_no_answer caller",
        approximate: false,
      });
      // By the gateway's clock, as all its other times.
      const ago = Date.now() + off - (world.records.call(iden)?.ended_at ?? 0);
      expect(ago).toBeGreaterThanOrEqual(0);
      expect(ago).toBeLessThan(10_000);
    },
    30_000,
  );
});
