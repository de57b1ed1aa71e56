/** Why a request was not made, or had no answer. Outward these are all the same sentence: their detail would tell a client what stands in our network. */

/** The address is one that nothing is sent to. `message` is safe to show to whoever named it. */
export class SinkRefused extends Error {
  constructor(message = "this address is not permitted") {
    super(message);
    this.name = "SinkRefused";
  }
}

export type RequestFaultCode =
  | "E_DNS"
  | "E_ADDRESS"
  | "E_CONNECT"
  | "E_TLS"
  | "E_TIMEOUT"
  | "E_PROTOCOL";

/** There was no answer. The code is for the admin's log alone. */
export class RequestFault extends Error {
  readonly code: RequestFaultCode;
  /** nothing of the request left: another address may be tried */
  readonly isUnsent: boolean;

  constructor(
    code: RequestFaultCode,
    options: { cause?: unknown; isUnsent?: boolean } = {},
  ) {
    super("the request had no answer", { cause: options.cause });
    this.name = "RequestFault";
    this.code = code;
    this.isUnsent = options.isUnsent ?? false;
  }
}
