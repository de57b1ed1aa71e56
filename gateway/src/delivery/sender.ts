/** One attempt to send one event: credential, signature, request, and what the answer means. */
import { isUnavailable } from "../store/unavailable.ts";
import type { Answer } from "./guard/exchange.ts";
import { RequestFault, SinkRefused } from "./guard/fault.ts";
import type { Guard } from "./guard/guard.ts";
import { Recall } from "./guard/recall.ts";
import type { Handshake } from "./handshake.ts";
import type { SinkClients, SinkCredential, SinkSettings } from "./port.ts";
import type { Delivery, Sink } from "./queue.ts";
import { signatureHeaders } from "./signature.ts";
import { type SinkTokens, TokenRefused, TokenUnavailable } from "./tokens.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

export type SenderParts = {
  guard: Pick<Guard, "request">;
  tokens: SinkTokens;
  handshake: Handshake;
  clients: SinkClients;
  openCredential: (sealed: string) => SinkCredential;
  now: () => number;
  onFault: (what: string, fault: unknown, callId?: string) => void;
};

export type Sent = {
  verdict: Verdict;
  /** of the sink's answer; null: there was none */
  status: number | null;
};

type Posted = {
  headers: Readonly<Record<string, string>>;
  token: string | undefined;
  recall: Recall;
};

export class Sender {
  readonly #p: SenderParts;

  constructor(parts: SenderParts) {
    this.#p = parts;
  }

  /** Once recalled the event is sent no more. Rejects where the database cannot be used, and for nothing else: what cannot be sent is an attempt too, or it would be tried for ever. */
  async send(sink: Sink, delivery: Delivery, recall: Recall): Promise<Sent> {
    const { now } = this.#p;
    if (sink.expires_at !== null && sink.expires_at <= now()) {
      return none({ kind: "stop", reason: "credential_expired" });
    }
    try {
      return await this.#send(sink, delivery, recall);
    } catch (fault) {
      const verdict = verdictOfFault(fault);
      if (verdict !== undefined) return none(verdict);
      if (isUnavailable(fault)) throw fault;
      this.#p.onFault("delivery", fault, sink.call_id);
      return none({ kind: "retry", reason: "internal" });
    }
  }

  async #send(sink: Sink, delivery: Delivery, recall: Recall): Promise<Sent> {
    const { clients, handshake, tokens } = this.#p;
    const clientId = sink.client_id;
    const settings = await clients.of(clientId);
    const credential = this.#credentialOf(sink);
    needGranted(credential, settings);
    let token = await this.#tokenOf(clientId, credential);
    if (settings.handshake) {
      const consent = await handshake.ask(clientId, sink.url, bearer(token));
      if (consent.kind === "refused") {
        return none({ kind: "retry", reason: "no_consent" });
      }
      if (consent.kind === "wait") return none(consent);
    }
    const headers = {
      ...this.#headersOf(sink, delivery, settings.signingSecrets),
      ...(settings.handshake && handshake.headers),
    };
    const post = () => this.#post(sink, delivery, { headers, token, recall });
    let answer = await post();
    // A token may be revoked before its time: one new one, then the sink's word counts.
    if (credential?.kind === "private_key_jwt" && isRefusal(answer)) {
      tokens.drop(clientId, credential, token ?? "");
      token = await this.#tokenOf(clientId, credential);
      answer = await post();
    }
    const { status } = answer;
    const verdict = verdictOf(status, answer.headers, this.#p.now());
    return { status, verdict };
  }

  #credentialOf({ credential }: Sink): SinkCredential | undefined {
    if (credential === null) return undefined;
    try {
      return this.#p.openCredential(credential);
    } catch (cause) {
      throw new CredentialUnreadable("a credential cannot be read", { cause });
    }
  }

  async #tokenOf(
    clientId: string,
    credential: SinkCredential | undefined,
  ): Promise<string | undefined> {
    return credential?.kind === "private_key_jwt"
      ? await this.#p.tokens.get(clientId, credential)
      : credential?.token;
  }

  #headersOf(
    sink: Sink,
    { id, body }: Delivery,
    signingSecrets: readonly string[],
  ): Record<string, string> {
    return {
      "content-type": "application/cloudevents+json",
      "x-correlator": sink.correlator || id,
      "user-agent": "ringback",
      ...signatureHeaders(signingSecrets, { id, body, at: this.#p.now() }),
    };
  }

  async #post(
    { url, expires_at }: Sink,
    { body }: Delivery,
    { headers, token, recall }: Posted,
  ): Promise<Answer> {
    const left = expires_at === null ? undefined : expires_at - this.#p.now();
    return await this.#p.guard.request({
      url,
      method: "POST",
      headers: { ...headers, ...bearer(token) },
      body: Buffer.from(body),
      recall,
      ...(left !== undefined && { timeoutMs: left }),
    });
  }
}

const TOO_LATE = none({ kind: "retry", reason: "E_TIMEOUT" });

/**
 * Ends in its time, whatever the sender waits for: an event that hung would hold up its call's others, and keep its
 * place, for ever. Nothing of it is sent after that.
 */
export async function sendInTime(
  sender: Pick<Sender, "send">,
  { sink, event }: { sink: Sink; event: Delivery },
  ms: number,
): Promise<Sent> {
  const recall = new Recall();
  const { promise, resolve, reject } = Promise.withResolvers<Sent>();
  const timer = setTimeout(() => {
    recall.make();
    // A status that is known by now still counts.
    setImmediate(resolve, TOO_LATE);
  }, ms);
  sender.send(sink, event, recall).then(resolve, reject);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

/** Sealed with a key that the configuration has no more; an admin may bring it back. */
class CredentialUnreadable extends Error {}

/** An admin may have taken it back since the call was placed. Throws TokenRefused. */
function needGranted(
  credential: SinkCredential | undefined,
  { tokenSources }: SinkSettings,
): void {
  if (credential?.kind !== "private_key_jwt") return;
  const { clientId, tokenUri } = credential;
  const isGranted = tokenSources.some(
    (source) => source.clientId === clientId && source.tokenUri === tokenUri,
  );
  if (!isGranted) throw new TokenRefused();
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function isRefusal({ status }: Answer): boolean {
  return status === 401 || status === 403;
}

function none(verdict: Verdict): Sent {
  return { verdict, status: null };
}

/** undefined: not one that is known here. */
function verdictOfFault(fault: unknown): Verdict | undefined {
  if (fault instanceof RequestFault) {
    return { kind: "retry", reason: fault.code };
  }
  if (fault instanceof SinkRefused) {
    return { kind: "stop", reason: "address_refused" };
  }
  if (fault instanceof TokenRefused) {
    return { kind: "stop", reason: "token_refused" };
  }
  if (fault instanceof TokenUnavailable) {
    return { kind: "retry", reason: "token_unavailable" };
  }
  if (fault instanceof CredentialUnreadable) {
    return { kind: "retry", reason: "credential_unreadable" };
  }
  return undefined;
}
