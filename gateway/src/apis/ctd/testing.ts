/** The door of Click to Dial over a house of calls, with two programs and two terminals. */
import { SCOPES, type Scope } from "@ringback/shared/ctd/scopes.ts";
import { DomainError } from "../../calls/errors.ts";
import { type HouseChanges, openHouse } from "../../calls/testing.ts";
import { RULES, testTerminal } from "../../calls/testing-rows.ts";
import { Orders } from "../../clients/orders.ts";
import type { Client } from "../../clients/port.ts";
import { openDoor } from "../../http/testing.ts";
import type { AskedSink } from "./create.ts";
import { StatusEvents } from "./events.ts";
import { ctdMount } from "./mount.ts";
import type { Recordings } from "./recording.ts";

export const ALICE = "+34911111111";
const BOB = "+34922222222";
export const OUTSIDE = "+34933333333";

export function testClient(changes: Partial<Client> = {}): Client {
  return {
    id: "crm",
    workspaceId: "default",
    name: "CRM",
    enabled: true,
    scopes: SCOPES,
    trunkCaller: false,
    policy: {
      callerPrefixes: [],
      calleePrefixes: [],
      premium: false,
      international: false,
      callsPerMinute: 100,
      callsAtOnce: 100,
    },
    maskNumbers: [],
    recordingBeep: false,
    webhook: { signingSecrets: [], handshake: false, tokenSources: [] },
    domain: "pbx.example",
    ...changes,
  };
}

/** Tokens: `<client>` for all scopes, `<client>~<n…>` for all but the n-th of them, one digit each. `changes` are of the house. */
export async function openCtd(
  clients: readonly Client[] = [testClient()],
  recordings?: Recordings,
  changes: Omit<HouseChanges, "followers"> = {},
) {
  const enqueued: { id: string; body: Record<string, unknown> }[] = [];
  const sinks: AskedSink[] = [];
  const events = new StatusEvents(
    {
      enqueue: async (_, { id, body }) => {
        enqueued.push({ id, body });
      },
    },
    {
      source: "https://ringback.example/click-to-dial",
      holdsForRecording: true,
      now: () => Date.parse("2026-11-21T12:00:00Z"),
    },
  );
  const house = await openHouse({ ...changes, followers: [events] });
  const now = () => house.clock.now;
  const terminals = new Map([
    [ALICE, testTerminal({ number: ALICE })],
    [
      BOB,
      testTerminal({
        ...{ id: "terminal-bob", userId: "user-bob", endpoint: "bob" },
        ...{ extension: "102", number: BOB },
      }),
    ],
  ]);
  const mount = ctdMount({
    calls: house.calls,
    tokens: {
      verify: async (bearer) => {
        const [id, without = ""] = bearer.split("~");
        const client = clients.find((each) => each.id === id);
        if (client === undefined) {
          throw new DomainError(
            "unauthenticated",
            "invalid_token",
            "invalid token",
          );
        }
        const scopes: Scope[] = SCOPES.filter(
          (_, index) => !without.includes(String(index)),
        );
        return { client, scopes: new Set(scopes) };
      },
    },
    sinks: {
      check: (_, url) => {
        if (!url.startsWith("https://")) throw new Error("must be https");
      },
      add: async (_, sink) => void sinks.push(sink),
    },
    orders: new Orders(house.db, now),
    recordings,
    parties: () => ({
      numbers: {
        findByNumber: async (workspace, number) =>
          workspace === "default" ? terminals.get(number) : undefined,
      },
      rules: RULES,
      policy: {
        allowPrefixes: [],
        denyPrefixes: ["+34999"],
        allowPremium: false,
        allowInternational: true,
        ordinaryPrefixes: [],
        featureCodes: [],
        emergencyNumbers: ["112"],
      },
    }),
    dialTimeoutSeconds: () => 30,
    maxDurationMs: () => 60_000,
    bodyLimitBytes: () => 65_536,
    ended: () => house.settled(),
    now,
  });
  const door = await openDoor([mount]);
  const ask = (
    method: string,
    path: string,
    options: {
      token?: string;
      body?: unknown;
      headers?: Record<string, string>;
    } = {},
  ) =>
    fetch(door.origin + path, {
      method,
      headers: {
        "content-type": "application/json",
        ...(options.token !== "" && {
          authorization: `Bearer ${options.token ?? "crm"}`,
        }),
        ...options.headers,
      },
      ...(options.body !== undefined && {
        body:
          typeof options.body === "string"
            ? options.body
            : JSON.stringify(options.body),
      }),
    });
  return { ...house, ...{ enqueued, sinks, ask, origin: door.origin } };
}

export const ORDER = { caller: { number: ALICE }, callee: { number: BOB } };
