/** What an admin says of a program's web hooks counts in the gateway that runs: the secret that signs. */
import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { makeAuthority, type Taken } from "../delivery/testing.ts";
import { member, post } from "./testing.ts";
import { commandLineOf } from "./testing-command-line.ts";
import {
  addProgram,
  ORDER,
  openForProgram,
  sinksSettled,
} from "./testing-programs.ts";

const authority = makeAuthority();
const CACHE_SECONDS = 1;

async function opened() {
  const gateway = await openForProgram(authority, {
    RINGBACK_OAUTH_CACHE_SECONDS: String(CACHE_SECONDS),
  });
  const { origin, sink } = gateway;
  const ringback = commandLineOf(gateway);
  const newSecret = async (name: string, ...more: string[]) => {
    const words = ["client", "webhook-secret", name, ...more];
    const out = await ringback(...words, "--json");
    const [secret = ""] = /whsec_[A-Za-z0-9+/=]+/.exec(out) ?? [];
    expect(secret).not.toBe("");
    return secret;
  };
  /** Until the sink has this many events, and the gateway has written so. */
  const settled = async (count: number) => {
    await expect.poll(() => sink.taken.length, { timeout: 5_000 }).toBe(count);
    await sinksSettled(gateway);
  };
  const place = async (headers: Record<string, string>) => {
    const order = { ...ORDER, sink: `${sink.origin}/events` };
    const created = await post(origin, "/calls", order, headers);
    expect(created.status).toBe(201);
    return member(created, "callId");
  };
  const end = async (callId: string, headers: Record<string, string>) => {
    const path = `${origin}/calls/${callId}`;
    expect((await fetch(path, { method: "DELETE", headers })).status).toBe(204);
  };
  return { ...gateway, ringback, newSecret, settled, place, end };
}

/** As a receiver looks at it, by Standard Webhooks. */
function isSignedBy(secret: string, { headers, body }: Taken): boolean {
  const id = String(headers["webhook-id"]);
  const timestamp = String(headers["webhook-timestamp"]);
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signature = createHmac("sha256", key)
    .update(`${id}.${timestamp}.${body}`)
    .digest("base64");
  return (
    id === JSON.parse(body).id &&
    Math.abs(Number(timestamp) - Date.now() / 1000) < 60 &&
    String(headers["webhook-signature"]).split(" ").includes(`v1,${signature}`)
  );
}

it("each event is signed with its program's secret, of another program none is, and a new secret signs the next event of a call", async () => {
  const gateway = await opened();
  const { sink, headers: crm, newSecret, settled, place, end } = gateway;
  const shop = await addProgram(gateway, "Shop");
  const first = await newSecret("Shop");

  const unsigned = await place(crm);
  await settled(4);
  await end(unsigned, crm);
  await settled(5);
  for (const { headers } of sink.taken) {
    const names = Object.keys(headers);
    expect(names.filter((name) => name.startsWith("webhook"))).toEqual([]);
  }

  const callId = await place(shop);
  await settled(9);
  const before = sink.taken.slice(5);
  expect(before.map((each) => isSignedBy(first, each))).toEqual(
    Array(4).fill(true),
  );
  const second = await newSecret("Shop", "--overlap", "0");
  await sleep(CACHE_SECONDS * 1000 + 50);
  await end(callId, shop);
  await settled(10);
  const [last] = sink.taken.slice(9);
  if (last === undefined) throw new Error("nothing came");
  expect([isSignedBy(first, last), isSignedBy(second, last)]).toEqual([
    ...[false, true],
  ]);
}, 20_000);
