import { createHash } from "node:crypto";
import type { CallView } from "@ringback/shared/call/view.ts";
import { digestResponse, ha1 } from "@ringback/shared/digest.ts";
import { isServerFrame } from "@ringback/shared/generated/validators.js";
import type { ServerFrame } from "@ringback/shared/signaling/schema.ts";
import { WebSocket } from "ws";
import { keepSecret } from "../../gateway/src/ops/testing-records.ts";
import "../../gateway/src/ops/testing-setup.ts";

/** What came back: the status and the JSON body, if it was one. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

/** A small click2call client, written against the document: what an integrator would write. */
export class Client {
  readonly origin: string;
  readonly aor: string;
  readonly #password: string;

  constructor(origin: string, aor: string, password: string) {
    this.origin = origin;
    this.aor = aor;
    this.#password = password;
  }

  async post(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(this.origin + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: parsed(text),
    };
  }

  /** A fresh nonce. */
  async challenge(aor = this.aor): Promise<string> {
    return member(await this.post("/challenge", { aor }), "nonce");
  }

  /** The signed members of a request about `subject`. */
  async signed(
    subject: string,
    nonce?: string,
  ): Promise<{ aor: string; nonce: string; response: string }> {
    const used = nonce ?? (await this.challenge());
    const [username = "", realm = ""] = this.aor.split("@");
    const key = ha1(md5, username, realm, this.#password);
    const response = digestResponse(md5, key, used, subject);
    keepSecret(this.#password, key, used, response);
    return { aor: this.aor, nonce: used, response };
  }

  /** `/challenge`, then `/call`. */
  async call(
    destination: string,
    more: Record<string, unknown> = {},
  ): Promise<Answer> {
    return await this.post("/call", {
      ...(await this.signed(destination)),
      destination,
      ...more,
    });
  }

  /** A bearer token. */
  async session(): Promise<string> {
    return member(
      await this.post("/session", await this.signed("session")),
      "token",
    );
  }

  /** An open live channel by single-use ticket. */
  async live(): Promise<Live> {
    const answer = await this.post(
      "/api/v1/ws-tickets",
      {},
      { Authorization: `Bearer ${await this.session()}` },
    );
    const data = isObject(answer.body) ? answer.body.data : undefined;
    return await openLive(
      this.origin,
      `ticket=${member({ ...answer, body: data }, "ticket")}`,
    );
  }
}

/** One open `/ws/chat`. */
export interface Live {
  readonly frames: readonly ServerFrame[];
  /** All views of a call so far, in the order they came. */
  story(iden: string): CallView[];
  /** The first frame, seen or to come, that fits. */
  waitFor(
    fits: (frame: ServerFrame) => boolean,
    timeoutMs?: number,
  ): Promise<ServerFrame>;
  /** Resolves with the first view of the call that fits. */
  until(
    iden: string,
    fits: (call: CallView) => boolean,
    timeoutMs?: number,
  ): Promise<CallView>;
  send(frame: unknown): void;
  readonly closed: Promise<number>;
  close(): void;
}

/** Opens `/ws/chat?<query>`; rejects with the HTTP status where it is refused. */
async function openLive(origin: string, query: string): Promise<Live> {
  const frames: ServerFrame[] = [];
  const listeners = new Set<(frame: ServerFrame) => void>();
  const socket = new WebSocket(
    `${origin.replace("http", "ws")}/ws/chat?${query}`,
  );
  const closed = new Promise<number>((resolve) => {
    socket.on("close", (code) => resolve(code));
  });
  socket.on("message", (data) => {
    const frame: unknown = JSON.parse(String(data));
    if (!isServerFrame(frame))
      throw new Error(`not a frame of the document: ${String(data)}`);
    frames.push(frame);
    for (const listener of [...listeners]) listener(frame);
  });
  await new Promise<void>((resolve, reject) => {
    socket.on("open", resolve);
    socket.on("unexpected-response", (_request, response) =>
      reject(new Error(`HTTP ${response.statusCode}`)),
    );
    socket.on("error", reject);
  });

  const waitFor = (fits: (frame: ServerFrame) => boolean, timeoutMs = 8000) => {
    const seen = frames.find(fits);
    if (seen !== undefined) return Promise.resolve(seen);
    return new Promise<ServerFrame>((resolve, reject) => {
      const timer = setTimeout(() => {
        listeners.delete(listener);
        reject(
          new Error(
            `no such frame in ${timeoutMs} ms, saw: ${JSON.stringify(frames.map(summary))}`,
          ),
        );
      }, timeoutMs);
      const listener = (frame: ServerFrame) => {
        if (!fits(frame)) return;
        clearTimeout(timer);
        listeners.delete(listener);
        resolve(frame);
      };
      listeners.add(listener);
    });
  };
  const viewIn = (frame: ServerFrame, iden: string) =>
    frame.type === "call_updated" && frame.data.iden === iden
      ? frame.data
      : undefined;

  return {
    frames,
    story: (iden) => frames.flatMap((frame) => viewIn(frame, iden) ?? []),
    waitFor,
    until: async (iden, fits, timeoutMs) => {
      const frame = await waitFor((each) => {
        const view = viewIn(each, iden);
        return view !== undefined && fits(view);
      }, timeoutMs);
      const view = viewIn(frame, iden);
      if (view === undefined) throw new Error("unreachable");
      return view;
    },
    send: (frame) =>
      socket.send(typeof frame === "string" ? frame : JSON.stringify(frame)),
    closed,
    close: () => socket.close(),
  };
}

function summary(frame: ServerFrame): string {
  if (frame.type !== "call_updated") return frame.type;
  const legs = frame.data.legs
    .map((leg) => `${leg.role}:${leg.state}`)
    .join(" ");
  return `${frame.data.state}(${legs}) ${frame.data.outcome ?? ""} ${frame.data.endReason ?? ""}`.trim();
}

/** A string member of a good answer. Throws where it is not there. */
function member(
  answer: { status: number; body: unknown },
  name: string,
): string {
  const value = isObject(answer.body) ? answer.body[name] : undefined;
  if (typeof value === "string") return value;
  throw new Error(
    `no ${name} in ${answer.status} ${JSON.stringify(answer.body)}`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
