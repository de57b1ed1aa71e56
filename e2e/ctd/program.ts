import type { Call } from "@ringback/shared/ctd/schema.ts";
import { vi } from "vitest";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Of JSON; undefined where there was none. */
  readonly body: unknown;
}

export interface Asking {
  readonly body?: unknown;
  /** Another token; "" for none. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What `POST /calls` takes. */
export interface NewCall {
  readonly caller: { readonly number: string };
  readonly callee: { readonly number: string };
  readonly sink?: string;
  readonly sinkCredential?: Readonly<Record<string, string>>;
  readonly recordingEnabled?: boolean;
}

/** An integrator's program: it knows the published definition, its id and its secret. */
export class Program {
  readonly id: string;
  readonly #origin: string;
  readonly #base: string;
  readonly #secret: string;
  #token = "";

  /** `base`: where `/calls` is, such as `/click-to-dial/v0.1`. */
  constructor(origin: string, base: string, id: string, secret: string) {
    this.id = id;
    this.#origin = origin;
    this.#base = base;
    this.#secret = secret;
  }

  /** The same program, at another base path. */
  async at(base: string): Promise<Program> {
    const other = new Program(this.#origin, base, this.id, this.#secret);
    await other.signIn();
    return other;
  }

  /** A token for these scopes, divided by spaces; all it may have where none are named. */
  async tokenFor(scope?: string): Promise<string> {
    const answer = await fetch(`${this.#origin}/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${this.id}:${this.#secret}`)}` },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        ...(scope !== undefined && { scope }),
      }),
    });
    const body: unknown = await answer.json();
    return memberOf(body, "access_token");
  }

  async signIn(): Promise<void> {
    this.#token = await this.tokenFor();
  }

  async ask(
    method: string,
    path: string,
    asking: Asking = {},
  ): Promise<Answer> {
    const { body, token = this.#token, headers = {} } = asking;
    const answer = await fetch(this.#origin + this.#base + path, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token !== "" && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  }

  /** The new call's id. Rejects where it was not made. */
  async call(
    order: NewCall,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const answer = await this.ask("POST", "/calls", { body: order, headers });
    if (answer.status === 201) return memberOf(answer.body, "callId");
    throw new Error(
      `POST /calls: ${answer.status} ${JSON.stringify(answer.body)}`,
    );
  }

  /** What `GET` says of its status. */
  async statusOf(callId: string): Promise<Call["status"] | string> {
    const { body } = await this.ask("GET", `/calls/${callId}`);
    return memberOf(body, "status");
  }

  /** Asks until the call has this status. */
  async reached(callId: string, status: Call["status"]): Promise<void> {
    const isThere = async () => (await this.statusOf(callId)) === status;
    await vi.waitUntil(isThere, { timeout: 15_000 });
  }

  /** Ends a call; gives the status of the answer. */
  async end(callId: string): Promise<number> {
    return (await this.ask("DELETE", `/calls/${callId}`)).status;
  }
}

/** A text of a JSON body. Throws where it is not there. */
export function memberOf(body: unknown, name: string): string {
  const value: unknown =
    typeof body === "object" && body !== null ? Reflect.get(body, name) : "";
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`no ${name} in ${JSON.stringify(body)}`);
}
