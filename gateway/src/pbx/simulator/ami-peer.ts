import type { Socket } from "node:net";
import type { WireMessage } from "../asterisk/ami/message.ts";
import { AmiParser } from "../asterisk/ami/parser.ts";
import { type Fields, formatMessage } from "./ami-message.ts";

const MAX_MESSAGE_BYTES = 128 * 1024;

/** One program logged in (or not yet) at an `AmiServer`. */
export class AmiPeer {
  /** Said nothing, heard nothing: the peer is alive for TCP only. */
  silent = false;
  /** Everything is written this many milliseconds after it was said. */
  lateMs = 0;
  authenticated = false;
  /** Given by Challenge, for a login by MD5. */
  challenge: string | undefined;
  /** Event classes this login receives. */
  classes: ReadonlySet<string> = new Set();
  readonly #socket: Socket;
  /** Said and not yet written, oldest first. */
  readonly #late: (string | Buffer)[] = [];

  constructor(
    socket: Socket,
    onAction: (peer: AmiPeer, action: WireMessage) => void,
    onClose: (peer: AmiPeer) => void,
  ) {
    this.#socket = socket;
    const parser = new AmiParser({
      maxMessageBytes: MAX_MESSAGE_BYTES,
      onMessage: (action) => onAction(this, action),
    });
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      if (!this.silent) parser.push(chunk);
    });
    // A reset is an end like any other; `close` follows.
    socket.on("error", () => {});
    socket.on("close", () => onClose(this));
  }

  /** Bytes as they are. */
  write(bytes: string | Buffer): void {
    if (this.silent) return;
    this.#late.push(bytes);
    // In the order it was said, also when it gets quicker.
    if (this.lateMs === 0 && this.#late.length === 1) this.#writeNext();
    else setTimeout(() => this.#writeNext(), this.lateMs);
  }

  #writeNext(): void {
    const bytes = this.#late.shift();
    if (bytes !== undefined && this.#socket.writable) this.#socket.write(bytes);
  }

  /** `Response: <response>` with the ActionID of `action`. */
  answer(action: WireMessage, response: string, fields: Fields = []): void {
    this.write(
      formatMessage([
        ["Response", response],
        ["ActionID", action.ActionID],
        ...fields,
      ]),
    );
  }

  error(action: WireMessage, message: string): void {
    this.answer(action, "Error", [["Message", message]]);
  }

  /** Answers with a list: what `items` gives, framed as Asterisk frames `<name>` … `<name>Complete`. */
  list(
    action: WireMessage,
    names: { message: string; item: string; complete: string },
    items: readonly Fields[],
  ): void {
    const id = ["ActionID", action.ActionID] as const;
    this.answer(action, "Success", [
      ["EventList", "start"],
      ["Message", names.message],
    ]);
    for (const item of items)
      this.write(formatMessage([["Event", names.item], id, ...item]));
    this.write(
      formatMessage([
        ["Event", names.complete],
        id,
        ["EventList", "Complete"],
        ["ListItems", items.length],
      ]),
    );
  }

  /** After what was said is out. */
  end(): void {
    if (this.#late.length === 0) this.#socket.end();
    else setTimeout(() => this.#socket.end(), this.lateMs);
  }

  destroy(): void {
    this.#socket.destroy();
  }
}
