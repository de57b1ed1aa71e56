/** What can go wrong between the extension and the gateway, and one sentence for each that a person understands. */
export type FaultKind =
  | "signed_out"
  | "sign_in_refused"
  | "address"
  | "network"
  | "timeout"
  | "refused"
  | "unauthorized"
  | "forbidden"
  | "not_a_gateway"
  | "too_large"
  | "too_many"
  | "pbx"
  | "unexpected";

export class GatewayFault extends Error {
  readonly kind: FaultKind;
  /** The gateway's own text. */
  readonly detail: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: FaultKind, detail = "", retryAfterSeconds?: number) {
    super(detail === "" ? kind : `${kind}: ${detail}`);
    this.name = "GatewayFault";
    this.kind = kind;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const KIND_OF_STATUS: Readonly<Record<number, FaultKind>> = {
  400: "refused",
  401: "unauthorized",
  403: "forbidden",
  404: "not_a_gateway",
  405: "not_a_gateway",
  413: "too_large",
  415: "refused",
  429: "too_many",
  502: "pbx",
  503: "pbx",
  504: "pbx",
};

/** Seconds to wait; `Retry-After` is a number or a date (RFC 9110 §10.2.3). */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at)
    ? undefined
    : Math.max(0, Math.ceil((at - now) / 1000));
}

export function faultOfStatus(
  status: number,
  detail: string,
  retryAfterHeader: string | null,
): GatewayFault {
  return new GatewayFault(
    KIND_OF_STATUS[status] ?? "unexpected",
    detail,
    retryAfter(retryAfterHeader, Date.now()),
  );
}

const SENTENCES: Record<FaultKind, string> = {
  signed_out: "You are not signed in. Open the options to connect your phone.",
  sign_in_refused:
    "The gateway does not accept this address with this password.",
  address: "This is not the address of a gateway.",
  network:
    "The gateway cannot be reached. Check your network, its address and its certificate.",
  timeout: "The gateway did not answer in time. Try again in a moment.",
  refused: "The gateway did not understand this number.",
  unauthorized: "The gateway did not accept the request. Try again.",
  forbidden:
    "The gateway no longer accepts your sign-in. Sign out in the options and connect again.",
  not_a_gateway: "There is no Ringback gateway at this address.",
  too_large: "The gateway found the request too large.",
  too_many: "Too many calls in a short time.",
  pbx: "The telephone system is not available right now, or your phone is not connected to it.",
  unexpected: "The gateway answered in an unexpected way.",
};

/** A request the gateway understood and does not carry out now. */
const REFUSED: Readonly<Record<string, string>> = {
  "phone is ringing already":
    "Your phone is ringing for another call already. Answer it, or hang that call up first.",
};

/** The gateway's dial policy, by the end of its text. */
const NOT_ALLOWED = "destination not allowed: ";
const POLICY: Readonly<Record<string, string>> = {
  emergency:
    "Emergency numbers are never called back. Dial this number on your phone itself.",
  premium: "The gateway does not allow calls to numbers at extra cost.",
  international: "The gateway does not allow calls abroad.",
  "feature code": "The gateway does not allow this feature code.",
  "unknown number range":
    "The gateway does not know what kind of number this is, so it does not allow calls to it.",
};

function forbiddenSentence(detail: string): string {
  if (!detail.startsWith(NOT_ALLOWED)) return SENTENCES.forbidden;
  return (
    POLICY[detail.slice(NOT_ALLOWED.length)] ??
    "The gateway does not allow calls to this number."
  );
}

function waitSentence(seconds: number): string {
  if (seconds < 90) return `Try again in ${Math.max(1, seconds)} s.`;
  return `Try again in ${Math.ceil(seconds / 60)} minutes.`;
}

export function faultSentence(error: unknown): string {
  if (!(error instanceof GatewayFault)) return SENTENCES.unexpected;
  if (error.kind === "refused")
    return REFUSED[error.detail] ?? SENTENCES.refused;
  if (error.kind === "forbidden") return forbiddenSentence(error.detail);
  const sentence = SENTENCES[error.kind];
  if (error.kind !== "too_many") return sentence;
  return `${sentence} ${waitSentence(error.retryAfterSeconds ?? 60)}`;
}
