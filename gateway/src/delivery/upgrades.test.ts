/** Sinks and token servers that answer 101 to a request for no upgrade: to Node that is neither an answer nor an error. */
import { describe, expect, it, vi } from "vitest";
import {
  makeAuthority,
  reached,
  startSink,
  switchProtocols,
} from "./testing.ts";
import { NO_WISHES, openBench } from "./testing-bench.ts";

const authority = makeAuthority();

/** A sink, or a token server, that does so until it is told not to. */
async function upgrading() {
  const state = { isBad: true };
  const sink = await startSink(authority, (_, response) => {
    if (state.isBad) switchProtocols(response);
    else response.writeHead(204).end();
  });
  return { sink, state };
}

describe("a sink that switches protocols", () => {
  it("is asked again by the schedule, and others go on meanwhile", async () => {
    const { sink, state } = await upgrading();
    const other = await startSink(authority);
    const { queue, settled, pass, states, told, db } = await openBench(
      authority,
      { rules: { concurrencyPerClient: 2 } },
    );
    for (const callId of ["a", "b", "c", "d"])
      await queue({ callId, clientId: "crm", url: sink.origin });
    await queue({ callId: "good", clientId: "crm", url: other.origin });
    await settled("good");
    await reached(5, told);
    const tried = await db
      .selectFrom("delivery_attempts")
      .select(["status", "error"])
      .where("error", "is not", null)
      .execute();
    expect(tried).toEqual(Array(4).fill({ status: null, error: "E_PROTOCOL" }));
    state.isBad = false;
    pass(2_001);
    await settled();
    expect(new Set(Object.values(await states()))).toEqual(
      new Set(["delivered"]),
    );
  });

  it("keeps no access token beyond its time", async () => {
    const { sink } = await upgrading();
    const { queue, pass, told, db, now } = await openBench(authority);
    const credential = {
      kind: "access_token",
      token: "of-the-client",
      expiresAt: now() + 60_000,
    } as const;
    await queue({
      callId: "one",
      clientId: "crm",
      url: sink.origin,
      credential,
    });
    await reached(1, told);
    pass(60_001);
    const credentials = async () =>
      await db.selectFrom("sinks").select(["credential", "reason"]).execute();
    await vi.waitUntil(
      async () => (await credentials())[0]?.credential === null,
    );
    expect(await credentials()).toEqual([
      { credential: null, reason: "credential_expired" },
    ]);
  });
});

it("a token server that switches protocols is asked again", async () => {
  const { sink: server } = await upgrading();
  const sink = await startSink(authority);
  const credential = {
    kind: "private_key_jwt",
    clientId: "ringback-at-crm",
    tokenUri: `${server.origin}/token`,
  } as const;
  const { queue, pass, told } = await openBench(authority, {
    parts: {
      clients: {
        of: async () => ({ ...NO_WISHES, tokenSources: [credential] }),
      },
    },
  });
  await queue({ callId: "one", clientId: "crm", url: sink.origin, credential });
  await reached(1, told);
  pass(2_001);
  await reached(2, told);
  expect(told.map(({ result }) => result)).toEqual(["retried", "retried"]);
  expect([server.taken.length, sink.connections()]).toEqual([2, 0]);
});
