import { describe, expect, it, test } from "vitest";
import { startSink } from "../testing.ts";
import { authority, code, guard, post } from "./testing.ts";
import { nameServer } from "./testing-names.ts";

describe("addresses a name stands for", () => {
  test.each([
    [["127.0.0.1"]],
    [["::1"]],
    [["8.8.8.8", "10.0.0.1"]],
    [["2a00:1450::1", "::ffff:127.0.0.1"]],
    [["fe80::1%lo"]],
    [["2002:7f00:1::"]],
    [["64:ff9b::7f00:1"]],
    [["0.0.0.0"]],
  ])("%j: all must be public", async (addresses) => {
    const sink = await startSink(authority);
    const made = guard({}, { resolve: () => Promise.resolve(addresses) });
    const url = `https://sink.example:${sink.port}/`;
    expect(await code(post(made, url))).toBe("E_ADDRESS");
    expect(sink.connections()).toBe(0);
  });

  it("an answer that changes after the check is not looked at; the next attempt is checked anew", async () => {
    const sink = await startSink(authority);
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    const asked: string[] = [];
    const made = guard(
      // The first connection of a process reads all the system's certificates.
      {
        allow: ["127.0.0.0/8"],
        ...{ connectTimeoutMs: 4_000, totalTimeoutMs: 4_000 },
      },
      {
        resolve: (host) => {
          asked.push(host);
          return Promise.resolve(answers.shift() ?? ["169.254.169.254"]);
        },
      },
    );
    const url = `https://sink.example:${sink.port}/`;
    expect((await post(made, url)).status).toBe(204);
    expect(asked).toEqual(["sink.example"]);
    // The connection is kept, and yet not used: what the name says now counts.
    expect(await code(post(made, url))).toBe("E_ADDRESS");
    expect(await code(post(made, url))).toBe("E_ADDRESS");
    expect(sink.taken).toHaveLength(1);
  });

  it("asks a real name server once for each attempt, and connects to what it said", async () => {
    const sink = await startSink(authority);
    const { server, asked } = await nameServer([127, 0, 0, 1]);
    const made = guard({ allow: ["127.0.0.0/8"], dnsServers: [server] });
    const url = `https://sink.test:${sink.port}/`;
    expect((await post(made, url)).status).toBe(204);
    expect(asked).toEqual(["A", "AAAA"]);
    const strict = guard({ dnsServers: [server] });
    expect(await code(post(strict, url))).toBe("E_ADDRESS");
    expect(asked).toHaveLength(4);
  });

  it("a name without an address", async () => {
    const { server } = await nameServer(undefined);
    const made = guard({ dnsServers: [server] });
    expect(await code(post(made, "https://sink.test/"))).toBe("E_DNS");
  });

  it("tries the next address where nobody listens", async () => {
    const sink = await startSink(authority);
    const made = guard(
      { allow: ["127.0.0.0/8", "::1"] },
      { resolve: () => Promise.resolve(["127.0.0.9", "::1", "127.0.0.1"]) },
    );
    const url = `https://sink.example:${sink.port}/`;
    expect((await post(made, url)).status).toBe(204);
    await sink.stop();
    expect(await code(post(made, url))).toBe("E_CONNECT");
  });

  test.each([
    [1, "E_CONNECT"],
    [2, "answered"],
  ])("%i of them are tried", async (addressesPerName, wanted) => {
    const sink = await startSink(authority);
    const made = guard(
      { allow: ["127.0.0.0/8"], addressesPerName },
      { resolve: () => Promise.resolve(["127.0.0.9", "127.0.0.1"]) },
    );
    const url = `https://sink.example:${sink.port}/`;
    expect(await code(post(made, url))).toBe(wanted);
  });
});
