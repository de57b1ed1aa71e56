import { Resolver } from "node:dns/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, test } from "vitest";
import { guardRules } from "../testing-bench.ts";
import { createResolve } from "./resolve.ts";
import { code, guard, post } from "./testing.ts";
import { nameServer } from "./testing-names.ts";

describe("name servers", () => {
  test.each([1, 2])("a silent one is asked %i times", async (dnsTries) => {
    const { server, asked } = await nameServer(undefined, { isSilent: true });
    const made = guard({
      ...{ dnsServers: [server], dnsTimeoutMs: 250, dnsTries },
      totalTimeoutMs: 10_000,
    });
    const began = performance.now();
    expect(await code(post(made, "https://sink.test/"))).toBe("E_DNS");
    expect(performance.now() - began).toBeLessThan(1_800);
    expect(asked).toHaveLength(dnsTries * 2);
  });

  it("a name is asked for anew each time", async () => {
    const { server, asked } = await nameServer([127, 0, 0, 1]);
    const resolve = createResolve(guardRules({ dnsServers: [server] }));
    expect(await resolve("sink.test")).toEqual(["127.0.0.1"]);
    expect(await resolve("sink.test")).toEqual(["127.0.0.1"]);
    expect(asked).toHaveLength(4);
  });

  it("those of the system are read again after a while, those of the configuration stay", async () => {
    const before = await nameServer([127, 0, 0, 1]);
    const after = await nameServer([127, 0, 0, 2]);
    let system = before.server;
    const make = () => {
      const resolver = new Resolver();
      resolver.setServers([system]);
      return resolver;
    };
    const read = createResolve(guardRules({ dnsRereadMs: 200 }), make);
    const given = createResolve(
      guardRules({ dnsRereadMs: 200, dnsServers: [before.server] }),
      make,
    );
    expect(await read("sink.test")).toEqual(["127.0.0.1"]);
    expect(await given("sink.test")).toEqual(["127.0.0.1"]);
    system = after.server;
    expect(await read("sink.test")).toEqual(["127.0.0.1"]);
    await sleep(201);
    expect(await read("sink.test")).toEqual(["127.0.0.2"]);
    expect(await given("sink.test")).toEqual(["127.0.0.1"]);
  });
});
