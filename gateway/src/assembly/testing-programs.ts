/** A whole gateway for programs: one of them, its token, numbers for both phones, and a sink. */
import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { expect } from "vitest";
import { addClient, addSecret } from "../clients/admin.ts";
import { type Authority, startSink } from "../delivery/testing.ts";
import type { SimulatorOptions } from "../pbx/simulator/simulator.ts";
import { member, type Opened, openGateway } from "./testing.ts";

const ALICE = "+34911111111";
const BOB = "+34922222222";
export const ORDER = { caller: { number: ALICE }, callee: { number: BOB } };

/** With a program, its token, and numbers for both phones. */
export async function openForProgram(
  authority: Authority,
  env: Record<string, string> = {},
  options: Partial<SimulatorOptions> = {},
) {
  const sink = await startSink(authority);
  const changes = {
    RINGBACK_DELIVERY_ALLOW: "127.0.0.1",
    RINGBACK_DELIVERY_PORTS: "1-65535",
    RINGBACK_DELIVERY_CA_FILE: authority.caFile,
    ...env,
  };
  const gateway = await openGateway(changes, options);
  const { db } = gateway;
  for (const [username, number] of [
    ["alice", ALICE],
    ["bob", BOB],
  ] as const) {
    await db
      .updateTable("terminals")
      .set({ number })
      .where("username", "=", username)
      .execute();
  }
  const headers = await addProgram(gateway, "CRM");
  return { ...gateway, sink, headers };
}

/** The headers of its requests. */
export async function addProgram(
  { db, origin }: Pick<Opened, "db" | "origin">,
  name: string,
  tokenUris: string[] = [],
) {
  const id = await addClient(db, {
    ...{ name, domain: "pbx.example", scopes: SCOPES, tokenUris },
    ...{ trunkCaller: false, premium: false, international: false },
    ...{ callerPrefixes: [], calleePrefixes: [], maskNumbers: [] },
    ...{ callsPerMinute: 60, callsAtOnce: 10 },
    ...{ recordingBeep: false, handshake: false, keys: null, external: null },
  });
  const { secret } = await addSecret(db, id, 0);
  const answer = await fetch(`${origin}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const token = member({ body: await answer.json() }, "access_token");
  return { authorization: `Bearer ${token}` };
}

/** Until all events are sent and the gateway has written so: who writes beside it now does not meet it. */
export async function sinksSettled({ db }: Pick<Opened, "db">): Promise<void> {
  const onTheWay = async () => [
    ...(await db
      .selectFrom("deliveries")
      .select("id")
      .where("state", "=", "queued")
      .execute()),
    ...(await db
      .selectFrom("sinks")
      .select("call_id")
      .where("leased_by", "is not", null)
      .execute()),
  ];
  await expect.poll(onTheWay, { timeout: 5_000 }).toEqual([]);
}
