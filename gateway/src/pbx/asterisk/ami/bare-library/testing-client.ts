import type { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { onTestFinished } from "vitest";
import { TEST_LOGIN } from "../testing.ts";

/** Long enough, in milliseconds, for a loaded machine to do on loopback what it is going to do. */
export const A_WHILE_MS = 150;

/** What the library makes of a message: one text by name. */
type BareMessage = Record<string, string | null>;

type BareOptions = {
  reconnect?: boolean;
  maxAttemptsCount?: number;
  attemptsDelay?: number;
  keepAlive?: boolean;
  keepAliveDelay?: number;
};

type BareClient = EventEmitter & {
  connect(user: string, secret: string, to: object): Promise<unknown>;
  action(message: object): unknown;
  action(message: object, promisable: true): Promise<BareMessage>;
  disconnect(): unknown;
  readonly connection: object | null;
  readonly isConnected: boolean | null;
};

// The declarations beside our transport are of its seam alone.
const BareClient: new (options: BareOptions) => BareClient = createRequire(
  import.meta.url,
)("asterisk-ami-client");

/** The library as npm gives it, with what it told; it is disconnected when the test ends. */
export function bareClient(options: BareOptions = {}) {
  const client = new BareClient(options);
  const events: BareMessage[] = [];
  const responses: BareMessage[] = [];
  const faults: unknown[] = [];
  client.on("event", (event) => events.push(event));
  client.on("response", (response) => responses.push(response));
  client.on("internalError", (fault) => faults.push(fault));
  onTestFinished(() => {
    client.disconnect();
  });
  const connect = (port: number, secret = TEST_LOGIN.secret) =>
    client.connect(TEST_LOGIN.username, secret, { host: "127.0.0.1", port });
  return { client, events, responses, faults, connect };
}

export async function connectedClient(port: number, options?: BareOptions) {
  const made = bareClient(options);
  await made.connect(port);
  return made;
}
