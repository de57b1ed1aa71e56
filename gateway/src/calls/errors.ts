/** The one typed error of the domain. Each API has one writer that turns it into its own envelope. */

export type DomainErrorKind =
  | "validation"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "too_large"
  | "conflict"
  | "rate"
  | "paused"
  | "unavailable"
  | "pbx"
  | "internal";

export class DomainError extends Error {
  readonly kind: DomainErrorKind;
  /** stable within a kind, e.g. `iden_in_use`; `message` is safe to show */
  readonly code: string;
  /** seconds, only with `rate` */
  readonly retryAfterSeconds: number | undefined;
  /** whose name the client gave, as it came: for the log alone. The door that knows it may add it. */
  claimedBy: string | undefined;

  constructor(
    kind: DomainErrorKind,
    code: string,
    message: string,
    options: {
      cause?: unknown;
      retryAfterSeconds?: number;
      claimedBy?: string;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "DomainError";
    this.kind = kind;
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.claimedBy = options.claimedBy;
  }
}
