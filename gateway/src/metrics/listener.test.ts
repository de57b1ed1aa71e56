import { describe, expect, onTestFinished, test } from "vitest";
import { call, openGateway, post } from "../assembly/testing.ts";
import { testConfig } from "../config/testing.ts";
import { startGateway } from "../gateway.ts";
import { testLog } from "../ops/testing-records.ts";
import { listenForPrometheus } from "./listener.ts";

const rendered = { type: "text/plain; version=0.0.4", text: "up 1\n" };

async function open(render = async () => rendered) {
  const faults: unknown[] = [];
  const listener = await listenForPrometheus(
    "127.0.0.1:0",
    { render },
    (fault) => faults.push(fault),
  );
  onTestFinished(() => listener.close());
  return { ...listener, faults };
}

test("GET /metrics, and nothing else", async () => {
  const { origin } = await open();
  const answer = await fetch(`${origin}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("version=0.0.4");
  expect(await answer.text()).toBe("up 1\n");
  expect((await fetch(`${origin}/`)).status).toBe(404);
  expect((await fetch(`${origin}/challenge`)).status).toBe(404);
  const refused = await fetch(`${origin}/metrics`, { method: "POST" });
  expect(refused.status).toBe(405);
  expect(refused.headers.get("allow")).toBe("GET, HEAD");
});

test("a fault while reading is a 500 without words, and told", async () => {
  const { origin, faults } = await open(async () => {
    throw new Error("secret words");
  });
  const answer = await fetch(`${origin}/metrics`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("secret");
  expect(faults).toHaveLength(1);
});

describe("a whole gateway", () => {
  const env = { RINGBACK_METRICS_LISTEN: "127.0.0.1:0" };

  test("counts a call it placed; no user and no number is in its figures", async () => {
    const { origin, lines, metricsOrigin } = await openGateway(env);
    expect((await call(origin, "+34912345678")).status).toBe(200);
    expect((await call(origin, "+34806123456")).status).toBe(403);
    expect((await post(origin, "/challenge", {})).status).toBe(400);
    const text = await (await fetch(`${metricsOrigin}/metrics`)).text();
    for (const line of [
      'ringback_calls_placed_total{door="click2call"} 1',
      "ringback_originate_seconds_count 1",
      'ringback_refusals_total{mount="click2call",kind="forbidden",code="dial_refused_premium"} 1',
      'ringback_refusals_total{mount="click2call",kind="validation",code="invalid_aor"} 1',
      'ringback_pbx_up{pbx="main"} 1',
      'ringback_pbx_logins_total{pbx="main"} 1',
      "ringback_database_up 1",
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toMatch(
      /ringback_http_requests_total\{mount="click2call",status="2xx"\} [1-9]/,
    );
    expect(text).not.toMatch(/alice|bob|912345678|806123456|127\.0\.0\.1/);
    expect(lines.join("")).not.toContain("metrics");
  });

  test("an address that cannot be had keeps it from starting, and nothing is left behind", async () => {
    const { origin, config } = await openGateway();
    const taken = {
      ...config,
      metrics: { ...config.metrics, listen: origin.replace("http://", "") },
    };
    const log = testLog();
    await expect(startGateway(taken, log)).rejects.toThrow("EADDRINUSE");
  });

  test("has no figures where no address is named", () => {
    expect(testConfig().metrics).toEqual({ allowRemote: false });
  });
});
