/** docs/grafana-board.json, docs/alerts.yaml and docs/metrics.md in a real Prometheus, on a real gateway and Asterisk. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { bench } from "../asterisk/click.ts";
import { freeTcpPort } from "../asterisk/loopback.ts";
import { type PhoneOptions, startPhone } from "../asterisk/phones.ts";
import { ownSuitePackage, whyNotFetched } from "../debian/own-suite.ts";
import { Client } from "../gateway/client.ts";
import { type RunningGateway, startGateway } from "../gateway/running.ts";
import { checkRules, type Prometheus, startPrometheus } from "./prometheus.ts";

const ALICE = "alice@pbx.example.org";
/** Begun by a fault that no client caused, or by a program's sink: neither is in these calls. Evaluated all the same. */
const NOT_HERE =
  /ringback_(faults_total|deliveries_total|delivery_(lag_)?seconds_bucket)/;
const SOON = { timeout: 8_000, interval: 100 };

const unpacked = await ownSuitePackage("prometheus").catch((fault: unknown) => {
  console.log(`SKIPPED tests on Prometheus: ${whyNotFetched(fault)}`);
  return undefined;
});

const read = (name: string) =>
  readFile(new URL(`../../docs/${name}`, import.meta.url), "utf8");

type Board = { panels: { targets: { expr: string }[] }[] };

async function expressionsOfBoard(): Promise<string[]> {
  const { panels }: Board = JSON.parse(await read("grafana-board.json"));
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
}

/** The right column of the table "Reading them". */
async function expressionsOfPage(): Promise<string[]> {
  const [, table = ""] = (await read("metrics.md")).split("## Reading them");
  return [...table.matchAll(/\| `(.+)` \|$/gm)].map(([, expr = ""]) => expr);
}

const BOARD = await expressionsOfBoard();
const PAGE = await expressionsOfPage();

describe.skipIf(unpacked === undefined).each(inject("suites").slice(0, 1))(
  "a real Prometheus, Asterisk of %s",
  (suite) => {
    const lab = bench({ suite });
    let gateway: RunningGateway;
    let client: Client;
    let prometheus: Prometheus;
    beforeAll(async () => {
      if (unpacked === undefined) return;
      const figures = `127.0.0.1:${await freeTcpPort()}`;
      gateway = await startGateway({
        ami: lab.pbx.ami,
        terminals: [{ name: "alice", extension: "101" }],
        config: {
          metrics: { listen: figures },
          pbx: { backoffMinMs: 50, backoffMaxMs: 200 },
        },
      });
      const password = gateway.passwords.get(ALICE) ?? "";
      client = new Client(gateway.origin, ALICE, password);
      prometheus = await startPrometheus(unpacked, figures);
    });
    afterAll(async () => {
      await prometheus.stop();
      await gateway.dispose();
    });

    const phone = (
      endpoint: "alice" | "bob",
      behaviour: Omit<PhoneOptions, "port" | "sipp">,
    ) => {
      const { contacts, sipp } = lab.pbx;
      return startPhone({
        ...behaviour,
        port: contacts[endpoint][0] ?? 0,
        sipp,
      });
    };

    const alerting = async () =>
      (await prometheus.rules())
        .filter(({ state }) => state === "firing")
        .map(({ name }) => name);

    it("its own checker takes the rules", async () => {
      if (unpacked === undefined) return;
      const rules = (await read("alerts.yaml")).match(/- alert:/g)?.length;
      expect(await checkRules(unpacked)).toContain(
        `SUCCESS: ${rules} rules found`,
      );
    });

    it("reads the gateway as the page configures it", async () => {
      await expect
        .poll(() => prometheus.query("ringback_pbx_up"), SOON)
        .toMatchObject([
          { labels: { pbx: "main", job: "ringback" }, value: 1 },
        ]);
    });

    it("after calls that went well, were declined and failed, every panel and every line of the page has its series", async () => {
      const live = await client.live();
      for (const [kind, outcome] of [
        ["answers", "completed"],
        ["declines", "rejected"],
        ["overloaded", "failed"],
      ] as const) {
        const alice = await phone("alice", { kind: "answers" });
        const bob = await phone("bob", { kind, talkMs: 200 });
        const iden = `figures-${outcome}`;
        await client.call("102", { iden });
        const view = await live.until(iden, ({ state }) => state === "ended");
        expect(view.outcome).toBe(outcome);
        await Promise.all([alice.stop(), bob.stop()]);
      }
      const nonce = await client.challenge();
      await client.call("102", { nonce, response: "0".repeat(32) });

      for (const outcome of ["completed", "rejected", "failed"]) {
        await expect
          .poll(
            () =>
              prometheus.query(
                `sum(increase(ringback_calls_ended_total{outcome="${outcome}"}[5m]))`,
              ),
            SOON,
          )
          .toMatchObject([{ value: expect.closeTo(1, 0) }]);
      }
      expect(BOARD.length).toBeGreaterThan(20);
      expect(PAGE.length).toBeGreaterThan(5);
      for (const expression of [...BOARD, ...PAGE]) {
        const told = async () =>
          (await prometheus.query(expression)).filter(
            ({ value }) => !Number.isNaN(value),
          );
        if (NOT_HERE.test(expression)) await told();
        else
          await expect
            .poll(told, { ...SOON, message: expression })
            .not.toEqual([]);
      }
      live.close();
    });

    it("rules are judged without a fault, and none fires while all is well", async () => {
      for (const { name, health } of await prometheus.rules())
        expect(health, name).toBe("ok");
      expect(await alerting()).toEqual([]);
    });

    it("a PBX that is gone fires its alert, with its name, until it is back", async () => {
      await lab.pbx.kill9();
      await expect.poll(alerting, SOON).toContain("RingbackPbxDown");
      const down = (await prometheus.rules()).find(
        ({ name }) => name === "RingbackPbxDown",
      );
      expect(down?.alerts).toMatchObject([
        {
          state: "firing",
          labels: { pbx: "main", severity: "critical", job: "ringback" },
          annotations: { summary: "Not logged in at PBX main." },
        },
      ]);
      await lab.pbx.restart();
      await expect.poll(alerting, SOON).not.toContain("RingbackPbxDown");
    });

    it("a gateway that is gone fires its own", async () => {
      await gateway.stop();
      await expect.poll(alerting, SOON).toContain("RingbackDown");
    });
  },
);
