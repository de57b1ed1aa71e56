/** Clients that do nothing but originate: what a click costs without a gateway. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { AmiAddress } from "../../asterisk/ami.ts";

export class RawAmi {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Resolves logged in, without events. */
  static async open({ host, port, user, secret }: AmiAddress) {
    const socket = connect(port, host);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    await once(socket, "connect");
    const ami = new RawAmi(socket);
    await ami.#until("Asterisk Call Manager");
    await ami.send(
      `Action: Login\r\nUsername: ${user}\r\nSecret: ${secret}\r\nEvents: off\r\n\r\n`,
    );
    return ami;
  }

  /** Resolves when it is answered. Throws where the answer is no success. */
  async send(wire: string): Promise<void> {
    this.#socket.write(wire);
    await this.#until("Response: Success");
  }

  close(): void {
    this.#socket.end("Action: Logoff\r\n\r\n");
    this.#socket.resume();
  }

  async #until(words: string): Promise<void> {
    const [chunk]: unknown[] = await once(this.#socket, "data");
    if (!String(chunk).includes(words))
      throw new Error(`no ${words} in ${String(chunk)}`);
  }
}

/** Connects, logs in, originates and logs off: a click of a client without a connection. */
export async function clickAlone(
  address: AmiAddress,
  wire: string,
): Promise<void> {
  const ami = await RawAmi.open(address);
  await ami.send(wire);
  ami.close();
}
