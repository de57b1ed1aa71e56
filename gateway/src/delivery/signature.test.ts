/** What a client may have in addition: signatures of Standard Webhooks. */
import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeAuthority, reached, startSink } from "./testing.ts";
import { NO_WISHES, openBench } from "./testing-bench.ts";

const authority = makeAuthority();
const SECRETS = [
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX",
];

const withSecrets = (signingSecrets: string[]) =>
  openBench(authority, {
    parts: {
      clients: { of: async () => ({ ...NO_WISHES, signingSecrets }) },
    },
  });

describe("signatures", () => {
  it("are those of Standard Webhooks, one for each secret", async () => {
    const sink = await startSink(authority);
    const { queue, settled } = await withSecrets(SECRETS);
    await queue({ callId: "one", clientId: "crm", url: sink.origin });
    await settled();
    const [taken] = sink.taken;
    if (taken === undefined) throw new Error("nothing came");
    const { headers, body } = taken;
    expect(headers["webhook-id"]).toBe("one-1");
    const timestamp = String(headers["webhook-timestamp"]);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(5);
    // As a receiver checks it.
    const wanted = SECRETS.map((secret) => {
      const key = Buffer.from(secret.slice("whsec_".length), "base64");
      const text = `one-1.${timestamp}.${body}`;
      return `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
    });
    expect(headers["webhook-signature"]).toBe(wanted.join(" "));
  });

  it("are fresh at every attempt, the id stays", async () => {
    let isFirst = true;
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(isFirst ? 503 : 204).end();
      isFirst = false;
    });
    const { queue, settled, told, pass } = await withSecrets(SECRETS);
    await queue({ callId: "one", clientId: "crm", url: sink.origin });
    await reached(1, told);
    pass(2_001);
    await settled();
    const [first, second] = sink.taken.map(({ headers }) => headers);
    expect(second?.["webhook-id"]).toBe(first?.["webhook-id"]);
    expect(second?.["webhook-timestamp"]).not.toBe(
      first?.["webhook-timestamp"],
    );
    expect(second?.["webhook-signature"]).not.toBe(
      first?.["webhook-signature"],
    );
  });

  it.each(["", "whsec_", "€\r\nX: 1", "whsec_\ud800"])(
    "with %j for a secret stop no event",
    async (secret) => {
      const sink = await startSink(authority);
      const { queue, settled, states } = await withSecrets([secret]);
      await queue({ callId: "one", clientId: "crm", url: sink.origin });
      await settled();
      expect(await states()).toEqual({ "one-1": "delivered" });
    },
  );

  it("are not there without a secret", async () => {
    const sink = await startSink(authority);
    const { queue, settled } = await withSecrets([]);
    await queue({ callId: "one", clientId: "crm", url: sink.origin });
    await settled();
    const names = Object.keys(sink.taken[0]?.headers ?? {});
    expect(names.filter((name) => name.startsWith("webhook"))).toEqual([]);
  });
});
