/** The CloudEvents handshake (HTTP 1.1 Web Hooks for Event Delivery §4): a sink is asked before it gets events, and may say how many a minute. */
import type { IncomingHttpHeaders } from "node:http";
import { BoundedMap } from "../store/bounded-map.ts";
import type { Guard } from "./guard/guard.ts";

/** `allowed`: send. `wait`: its rate is used up until then. `refused`: the sink did not say yes. */
export type Consent =
  | { kind: "allowed" }
  | { kind: "wait"; until: number }
  | { kind: "refused" };

type Given = { until: number; spacingMs: number; nextAt: number };

export class Handshake {
  readonly #guard: Pick<Guard, "request">;
  readonly #origin: string;
  readonly #goodForMs: number;
  readonly #spacingMaxMs: number;
  readonly #now: () => number;
  readonly #given: BoundedMap<string, Given>;

  /** `origin`: a DNS name, told in WebHook-Request-Origin. `spacingMaxMs`: no sink's rate is lower than one event in that time. `mostKept`: of more consents the oldest are asked for again. */
  constructor(parts: {
    guard: Pick<Guard, "request">;
    origin: string;
    goodForMs: number;
    spacingMaxMs: number;
    mostKept: number;
    now: () => number;
  }) {
    this.#guard = parts.guard;
    this.#origin = parts.origin;
    this.#goodForMs = parts.goodForMs;
    this.#spacingMaxMs = parts.spacingMaxMs;
    this.#given = new BoundedMap(parts.mostKept);
    this.#now = parts.now;
  }

  /** What every request after consent carries. */
  get headers(): Record<string, string> {
    return { "webhook-request-origin": this.#origin };
  }

  /** Takes one event out of the sink's rate where it is allowed. Rejects with RequestFault or SinkRefused. */
  async ask(
    clientId: string,
    url: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Consent> {
    const key = `${clientId} ${url}`;
    let given = this.#given.get(key);
    if (given === undefined || given.until <= this.#now()) {
      given = await this.#shake(url, headers, given?.nextAt ?? 0);
      if (given === undefined) return { kind: "refused" };
      this.#keep(key, given);
    }
    const now = this.#now();
    if (given.nextAt > now) return { kind: "wait", until: given.nextAt };
    given.nextAt = now + given.spacingMs;
    return { kind: "allowed" };
  }

  async #shake(
    url: string,
    headers: Readonly<Record<string, string>>,
    nextAt: number,
  ): Promise<Given | undefined> {
    const answer = await this.#guard.request({
      url,
      method: "OPTIONS",
      headers: { ...headers, ...this.headers },
    });
    const isGood = answer.status >= 200 && answer.status < 300;
    if (!isGood || !this.#isMeant(answer.headers)) return undefined;
    return {
      until: this.#now() + this.#goodForMs,
      spacingMs: Math.min(
        spacing(answer.headers["webhook-allowed-rate"]),
        this.#spacingMaxMs,
      ),
      nextAt,
    };
  }

  #isMeant(headers: IncomingHttpHeaders): boolean {
    const allowed = String(headers["webhook-allowed-origin"] ?? "").trim();
    return (
      allowed === "*" || allowed.toLowerCase() === this.#origin.toLowerCase()
    );
  }

  #keep(key: string, given: Given): void {
    this.#given.set(key, given);
  }
}

/** Milliseconds between two events; the rate is told a minute, `*` or nothing is none. */
function spacing(rate: string | string[] | undefined): number {
  const perMinute = Number(rate);
  return perMinute > 0 ? Math.ceil(60_000 / perMinute) : 0;
}
