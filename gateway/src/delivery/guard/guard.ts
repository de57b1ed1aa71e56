/** The one way to send something to an address that a client named: https only, vetted addresses only, no redirects, limits on everything. */
import { Agent } from "node:https";
import type { BlockList } from "node:net";
import { createSecureContext, getCACertificates } from "node:tls";
import { BoundedMap } from "../../store/bounded-map.ts";
import { within } from "../within.ts";
import {
  type Answer,
  type Exchange,
  exchange,
  type Limits,
} from "./exchange.ts";
import { RequestFault, SinkRefused } from "./fault.ts";
import { blockListOf, isIn, isPublic } from "./ranges.ts";
import type { Recall } from "./recall.ts";
import {
  createResolve,
  type DnsRules,
  type Resolve,
  resolveByHosts,
} from "./resolve.ts";
import { parseTarget, type Target } from "./target.ts";

/** Config section `delivery`. */
export type GuardRules = Limits &
  DnsRules & {
    /** `443`, or a range such as `8000-8999` */
    ports: readonly string[];
    /** addresses, CIDR ranges and host names that may be asked although they are not public */
    allow: readonly string[];
    /** of a name's addresses, as many are tried */
    addressesPerName: number;
    /** connections to one address that are kept for the next request */
    idleConnectionsPerHost: number;
    /** how long they are kept */
    idleConnectionMs: number;
  };

export type GuardParts = {
  /** PEM, trusted for what `allow` names and for nothing else */
  ca?: string | undefined;
  /** for tests */
  resolve?: Resolve;
  /** for tests: which addresses may be asked without an entry in `allow` */
  isPublic?: (address: string) => boolean;
};

export type GuardedRequest = {
  url: string;
  method: Exchange["method"];
  headers?: Readonly<Record<string, string>>;
  body?: Buffer;
  /** where this request has less time than the rules give */
  timeoutMs?: number;
  /** ends it as if it were too late */
  recall?: Recall;
};

/** URLs that need not be read again. */
const TARGETS_KEPT = 1_000;

type Vetted = { addresses: string[]; isAllowed: boolean };

export class Guard {
  readonly #rules: GuardRules;
  readonly #publicAgent: Agent;
  /** connections to what `allow` names: trusts the admin's own certificates too */
  readonly #allowedAgent: Agent;
  readonly #allowedRanges: BlockList;
  readonly #allowedNames: ReadonlySet<string>;
  readonly #resolve: Resolve;
  /** by their text */
  readonly #targets = new BoundedMap<string, Target>(TARGETS_KEPT);
  readonly #isPublic: (address: string) => boolean;

  constructor(rules: GuardRules, parts: GuardParts = {}) {
    this.#rules = rules;
    const kept = {
      // The agent takes 0 for no limit.
      keepAlive: rules.idleConnectionsPerHost > 0,
      maxFreeSockets: rules.idleConnectionsPerHost,
      timeout: rules.idleConnectionMs,
    };
    this.#publicAgent = new Agent(kept);
    this.#allowedAgent = new Agent({
      ...kept,
      ...(parts.ca !== undefined && { secureContext: trusting(parts.ca) }),
    });
    const isRange = (text: string) => /^[\d.]+(\/\d+)?$|:/.test(text);
    this.#allowedRanges = blockListOf(rules.allow.filter(isRange));
    this.#allowedNames = new Set(
      rules.allow
        .filter((text) => !isRange(text))
        .map((name) => name.toLowerCase().replace(/\.$/, "")),
    );
    this.#resolve = parts.resolve ?? createResolve(rules);
    this.#isPublic = parts.isPublic ?? isPublic;
  }

  /** What can be said of a URL without asking anybody. Throws SinkRefused; its message may be shown. */
  check(text: string): URL {
    return this.#target(text).url;
  }

  /**
   * Vets every address of the host anew, connects to a vetted one and to nothing else. Rejects with SinkRefused where
   * the text or an address is refused, with RequestFault where there is no answer. A redirect is an answer.
   */
  async request(wanted: GuardedRequest): Promise<Answer> {
    const target = this.#target(wanted.url);
    const began = performance.now();
    const { totalTimeoutMs, addressesPerName } = this.#rules;
    const timeoutMs = Math.min(totalTimeoutMs, wanted.timeoutMs ?? Infinity);
    const vetted = target.isLiteral
      ? this.#judged(target, [target.host])
      : await within(timeoutMs, this.#vet(target), late);
    const agent = vetted.isAllowed ? this.#allowedAgent : this.#publicAgent;
    let fault: unknown;
    for (const address of vetted.addresses.slice(0, addressesPerName)) {
      const left = timeoutMs - (performance.now() - began);
      if (left <= 0 || wanted.recall?.isMade) throw late();
      try {
        return await exchange(
          { target, address, agent },
          {
            method: wanted.method,
            headers: wanted.headers ?? {},
            body: wanted.body,
            recall: wanted.recall,
            limits: { ...this.#rules, totalTimeoutMs: left },
          },
        );
      } catch (reason) {
        fault = reason;
        if (!(reason instanceof RequestFault && reason.isUnsent)) break;
      }
    }
    throw fault ?? new RequestFault("E_DNS");
  }

  close(): void {
    this.#publicAgent.destroy();
    this.#allowedAgent.destroy();
  }

  /** Throws SinkRefused. What is not refused is read once: the rules stay as they are. */
  #target(text: string): Target {
    const known = this.#targets.get(text);
    if (known !== undefined) return known;
    const target = this.#checked(text);
    this.#targets.set(text, target);
    return target;
  }

  #checked(text: string): Target {
    const target = parseTarget(text);
    const { host, isLiteral, port } = target;
    if (!this.#rules.ports.some((range) => isPortIn(range, port))) {
      throw new SinkRefused(`port ${port} is not permitted`);
    }
    if (this.#allowedNames.has(host)) return target;
    if (isLiteral && !this.#admits(host)) throw new SinkRefused();
    if (/(^|\.)localhost$/.test(host)) throw new SinkRefused();
    return target;
  }

  #admits(address: string): boolean {
    return this.#isPublic(address) || isIn(this.#allowedRanges, address);
  }

  async #vet(target: Target): Promise<Vetted> {
    const { host } = target;
    const isNamed = this.#allowedNames.has(host);
    return this.#judged(target, await this.#addressesOf(host, isNamed));
  }

  /** One address that is not admitted and the whole name is refused: whoever holds it plays with us. */
  #judged({ host }: Target, addresses: string[]): Vetted {
    const isNamed = this.#allowedNames.has(host);
    if (!isNamed && !addresses.every((each) => this.#admits(each))) {
      throw new RequestFault("E_ADDRESS");
    }
    const isAllowed =
      isNamed || addresses.every((each) => isIn(this.#allowedRanges, each));
    return { addresses, isAllowed };
  }

  async #addressesOf(host: string, isNamed: boolean): Promise<string[]> {
    try {
      const resolve = isNamed ? resolveByHosts : this.#resolve;
      return await resolve(host);
    } catch (fault) {
      throw new RequestFault("E_DNS", { cause: fault });
    }
  }
}

function trusting(ca: string) {
  return createSecureContext({ ca: [...getCACertificates("default"), ca] });
}

function isPortIn(range: string, port: number): boolean {
  const [first, last = first] = range.split("-").map(Number);
  return first !== undefined && last !== undefined
    ? port >= first && port <= last
    : false;
}

function late(): RequestFault {
  return new RequestFault("E_TIMEOUT");
}
