import { createHash, randomInt } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import type { WireMessage } from "../asterisk/ami/message.ts";
import { type Fields, formatMessage } from "./ami-message.ts";
import { AmiPeer } from "./ami-peer.ts";

export type AmiServerOptions = {
  user: string;
  secret: string;
  /** Event classes a login receives. */
  readClasses: readonly string[];
  /** Takes the actions of logged-in peers; returns false for one it does not know. */
  onAction: (peer: AmiPeer, action: WireMessage) => boolean;
};

/** What can go wrong with a PBX, on order. */
export type AmiFaults = {
  /** Cuts every connection. */
  drop(): void;
  /** From now on hears and says nothing, on old and new connections, until called with false. */
  silent(on?: boolean): void;
  /** From now on says everything this many milliseconds late, to old and new connections; 0 ends it. */
  slow(ms: number): void;
  /** Writes these bytes to every logged-in peer. */
  garbage(bytes: string | Buffer): void;
  /** Refuses logins until called with false. */
  refuseLogin(on?: boolean): void;
};

/** The server half of AMI: greeting, login, event classes. What actions mean is its owner's. */
export class AmiServer {
  readonly faults: AmiFaults = {
    drop: () => {
      for (const peer of this.#peers) peer.destroy();
    },
    silent: (on = true) => {
      this.#silent = on;
      for (const peer of this.#peers) peer.silent = on;
    },
    slow: (ms) => {
      this.#lateMs = ms;
      for (const peer of this.#peers) peer.lateMs = ms;
    },
    garbage: (bytes) => {
      for (const peer of this.#peers) if (peer.authenticated) peer.write(bytes);
    },
    refuseLogin: (on = true) => {
      this.#refusing = on;
    },
  };
  /** Connections taken since the start. */
  connections = 0;
  readonly #options: AmiServerOptions;
  readonly #server: Server;
  readonly #peers = new Set<AmiPeer>();
  #silent = false;
  #lateMs = 0;
  #refusing = false;

  constructor(options: AmiServerOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#welcome(socket));
  }

  /** Listens on 127.0.0.1 and resolves with the port; 0 takes a free one. */
  listen(port = 0): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", () => {
        this.#server.off("error", reject);
        const address = this.#server.address();
        if (address === null || typeof address === "string")
          reject(new Error("no TCP address"));
        else resolve(address.port);
      });
    });
  }

  stop(): Promise<void> {
    this.faults.drop();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** Tells everyone who may read `eventClass`. */
  event(name: string, eventClass: string, fields: Fields): void {
    const bytes = formatMessage([
      ["Event", name],
      ["Privilege", `${eventClass},all`],
      ["Timestamp", (Date.now() / 1_000).toFixed(6)],
      ...fields,
    ]);
    for (const peer of this.#peers)
      if (peer.classes.has(eventClass)) peer.write(bytes);
  }

  #welcome(socket: Socket): void {
    this.connections++;
    const peer = new AmiPeer(
      socket,
      (from, action) => this.#act(from, action),
      (gone) => this.#peers.delete(gone),
    );
    this.#peers.add(peer);
    peer.silent = this.#silent;
    peer.lateMs = this.#lateMs;
    peer.write("Asterisk Call Manager/11.0.0\r\n");
  }

  #act(peer: AmiPeer, action: WireMessage): void {
    const name = action.get("Action")?.toLowerCase() ?? "";
    if (name === "challenge") this.#challenge(peer, action);
    else if (name === "login") this.#login(peer, action);
    else if (name === "logoff") {
      peer.answer(action, "Goodbye", [["Message", "Thanks for all the fish."]]);
      peer.end();
    } else if (!peer.authenticated) peer.error(action, "Permission denied");
    else if (!this.#options.onAction(peer, action))
      peer.error(
        action,
        `Invalid/unknown command: ${action.get("Action") ?? ""}. Use Action: ListCommands to show available commands.`,
      );
  }

  #challenge(peer: AmiPeer, action: WireMessage): void {
    if (action.get("AuthType")?.toUpperCase() !== "MD5") {
      peer.error(action, "Must specify AuthType");
      return;
    }
    peer.challenge = String(randomInt(100_000_000, 999_999_999));
    peer.answer(action, "Success", [["Challenge", peer.challenge]]);
  }

  #login(peer: AmiPeer, action: WireMessage): void {
    if (this.#refusing || !this.#knows(peer, action)) {
      peer.error(action, "Authentication failed");
      peer.end();
      return;
    }
    peer.authenticated = true;
    peer.answer(action, "Success", [["Message", "Authentication accepted"]]);
    const wanted = action.get("Events")?.toLowerCase() ?? "on";
    if (wanted !== "off") peer.classes = new Set(this.#options.readClasses);
  }

  #knows(peer: AmiPeer, action: WireMessage): boolean {
    const { user, secret } = this.#options;
    if (action.get("Username") !== user) return false;
    if (action.get("AuthType") === undefined)
      return action.get("Secret") === secret;
    const proof = createHash("md5")
      .update(`${peer.challenge ?? ""}${secret}`)
      .digest("hex");
    return peer.challenge !== undefined && action.get("Key") === proof;
  }
}
