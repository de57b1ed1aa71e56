/** Events that the gateway signs for a program, as its sink gets them. */
import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { addClient } from "../clients/admin.ts";
import { emptyDatabase, newClient } from "../clients/testing.ts";
import { setWebhookSecret } from "../clients/webhook-secrets.ts";
import { testConfig } from "../config/testing.ts";
import { makeAuthority, reached, startSink } from "../delivery/testing.ts";
import { createDelivering } from "./delivering.ts";
import { createSealer } from "./sealer.ts";

const authority = makeAuthority();
const OVERLAP_SECONDS = 2;
const CACHE_SECONDS = 1;

async function started() {
  const sink = await startSink(authority);
  const config = testConfig({
    RINGBACK_DELIVERY_ALLOW: '["127.0.0.1"]',
    RINGBACK_DELIVERY_PORTS: '["1-65535"]',
    RINGBACK_DELIVERY_CA_FILE: authority.caFile,
    RINGBACK_DELIVERY_POLL_MS: "10",
    RINGBACK_OAUTH_CACHE_SECONDS: String(CACHE_SECONDS),
  });
  const db = await emptyDatabase();
  const clientId = await addClient(db, newClient("crm"));
  const faults: unknown[] = [];
  const delivering = createDelivering(config, {
    ...{ db, metrics: undefined },
    onFault: (_, fault) => void faults.push(fault),
  });
  delivering.start();
  /** Sends one event; gives it as it came. */
  const event = async (callId: string) => {
    const before = sink.taken.length;
    await db.transaction().execute(async (transaction) => {
      const url = sink.origin;
      await delivering.outbox.addSink(transaction, { callId, clientId, url });
      await delivering.outbox.enqueue(transaction, {
        ...{ id: `${callId}-1`, callId, body: { id: callId }, isFinal: true },
      });
    });
    delivering.worker.wake();
    await reached(before + 1, sink.taken);
    const taken = sink.taken[before];
    if (taken === undefined) throw new Error("nothing came");
    return taken;
  };
  const rotate = () =>
    setWebhookSecret(db, createSealer(config), clientId, OVERLAP_SECONDS);
  return { delivering, event, rotate, faults };
}

type Taken = Awaited<ReturnType<Awaited<ReturnType<typeof started>>["event"]>>;

/** What Standard Webhooks wants to be in `webhook-signature`. */
function signedBy(secrets: string[], { headers, body }: Taken): string {
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice("whsec_".length), "base64");
      return `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
    })
    .join(" ");
}

it("carry the signatures of both secrets while one replaces the other, then the new one's alone", async () => {
  const { delivering, event, rotate, faults } = await started();
  const first = await rotate();
  const one = await event("one");
  expect(one.headers["webhook-signature"]).toBe(signedBy([first], one));
  const second = await rotate();
  await sleepSeconds(CACHE_SECONDS);
  const two = await event("two");
  const both = signedBy([second, first], two);
  expect(two.headers["webhook-signature"]).toBe(both);
  await sleepSeconds(OVERLAP_SECONDS);
  const three = await event("three");
  expect(three.headers["webhook-signature"]).toBe(signedBy([second], three));
  expect(faults).toEqual([]);
  await delivering.stop();
});

const sleepSeconds = (seconds: number) =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000 + 50));
