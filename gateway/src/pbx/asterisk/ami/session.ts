/// <reference path="./asterisk-ami-client.d.ts" />
import AmiClient, { type AmiClientConnector } from "asterisk-ami-client";
import type { AmiConnection, OutgoingAction } from "./connection.ts";
import type { WireMessage } from "./message.ts";

/** What a session reports, in the order of the wire; `closed` comes once and last. */
export type SessionListener = {
  event(message: WireMessage): void;
  response(message: WireMessage): void;
  closed(reason: string): void;
};

/** One logged-in connection through a fresh asterisk-ami-client, whose own connector, timers and retries stay unused. */
export class AmiSession {
  readonly #client: AmiClient<OutgoingAction, AmiConnection>;
  readonly #connection: AmiConnection;

  private constructor(
    client: AmiClient<OutgoingAction, AmiConnection>,
    connection: AmiConnection,
  ) {
    this.#client = client;
    this.#connection = connection;
  }

  /** Resolves logged in; what arrives is held until `release()`. Rejects with `LoginRefused` or `Error`; no secret passes through the client. */
  static async open(
    connector: AmiClientConnector<AmiConnection>,
    listener: SessionListener,
  ): Promise<AmiSession> {
    const client = new AmiClient<OutgoingAction, AmiConnection>({
      reconnect: false,
      keepAlive: false,
      // Names from the wire must never name emitter events: one called "error" would end the process.
      emitEventsByTypes: false,
      emitResponsesById: false,
      dontDeleteSpecActionId: true,
    });
    client._connector = connector;
    const connection = await client.connect("", "", {});
    client.on("event", (message: WireMessage) => listener.event(message));
    client.on("response", (message: WireMessage) => listener.response(message));
    // Not the client's `disconnect`, which comes twice.
    connection.once("close", () =>
      listener.closed(connection.closeReason ?? "closed"),
    );
    return new AmiSession(client, connection);
  }

  /** Why it is closed; undefined while open. */
  get closeReason(): string | undefined {
    return this.#connection.closeReason;
  }

  get parseDrops(): number {
    return this.#connection.parseDrops;
  }

  release(): void {
    this.#connection.release();
  }

  send(action: OutgoingAction): void {
    this.#client.action(action);
  }

  close(reason: string): void {
    this.#connection.close(reason);
  }
}
