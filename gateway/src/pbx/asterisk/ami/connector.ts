import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { AmiConnection } from "./connection.ts";
import { login } from "./login.ts";
import type { AmiOptions } from "./transport.ts";

/**
 * Asterisk waits for the socket once its buffer of 1,024 bytes is full, though the rest of a TLS record is decrypted by then:
 * that rest would lie there until something else is sent (tried on 22.10 and 16.28). A record and a line begun before it fit.
 */
const MAX_TLS_RECORD_BYTES = 512;

export type ConnectorOptions = Pick<
  AmiOptions,
  | "host"
  | "port"
  | "username"
  | "secret"
  | "tls"
  | "auth"
  | "connectTimeoutMs"
  | "maxMessageBytes"
>;

/** Opens connections for asterisk-ami-client: socket, TLS and login inside one time limit. */
export class AmiConnector {
  readonly #options: ConnectorOptions;
  readonly #signal: AbortSignal;

  /** `signal` gives an attempt up. */
  constructor(options: ConnectorOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  /** Resolves logged in. Rejects with `LoginRefused` or `Error`, and then the socket is closed. */
  async connect(): Promise<AmiConnection> {
    this.#signal.throwIfAborted();
    const { connectTimeoutMs, maxMessageBytes } = this.#options;
    const connection = new AmiConnection(this.#open(), maxMessageBytes);
    const giveUp = () => connection.close("given up");
    const limit = setTimeout(
      () => connection.close(`no login within ${connectTimeoutMs} ms`),
      connectTimeoutMs,
    );
    this.#signal.addEventListener("abort", giveUp);
    try {
      await login(connection, this.#options);
      return connection;
    } catch (error) {
      connection.close("login failed");
      throw error;
    } finally {
      clearTimeout(limit);
      this.#signal.removeEventListener("abort", giveUp);
    }
  }

  #open(): Socket {
    const { host, port, tls } = this.#options;
    if (tls === undefined) return connectTcp({ host, port });
    // SNI takes names only; an address is checked against the certificate all the same.
    const servername = tls.servername ?? (isIP(host) === 0 ? host : undefined);
    const socket = connectTls({
      host,
      port,
      ...(tls.ca === undefined ? {} : { ca: tls.ca }),
      ...(servername === undefined ? {} : { servername }),
    });
    return socket.once("secureConnect", () =>
      socket.setMaxSendFragment(MAX_TLS_RECORD_BYTES),
    );
  }
}
