import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, inject, it } from "vitest";
import { bench } from "./click.ts";

describe.each(inject("suites"))(
  "qualified phones on Asterisk of %s",
  (suite) => {
    const lab = bench({ suite, qualifySeconds: 1 });

    async function unreachable(endpoint: string): Promise<void> {
      const deadline = Date.now() + 8000;
      while (Date.now() < deadline) {
        const shown = await lab.pbx.cli(`pjsip show aor ${endpoint}`);
        if (/Unavail/.test(shown)) return;
        await sleep(100);
      }
      throw new Error(`${endpoint} is still reachable`);
    }

    it("one that gives no reply counts as not registered; one that replies rings", async () => {
      await lab.phone("alice", { kind: "dead" });
      const bob = await lab.phone("bob", { kind: "busy" });
      await unreachable("alice");
      const dead = await lab.click({ destination: "102" });
      await dead.over();
      expect(dead.reports("a")).toEqual(["CHANUNAVAIL 20"]);
      await bob.waitFor((m) => m.method === "OPTIONS");
      await bob.waitFor((m) => m.direction === "sent" && m.status === 200);
      const alive = await lab.click({
        destination: "103",
        endpoint: "bob",
        extension: "102",
      });
      await alive.over();
      expect(alive.reports("a")).toEqual(["BUSY 17"]);
    });
  },
);
