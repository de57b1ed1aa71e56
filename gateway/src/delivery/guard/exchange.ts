/** One https request to one address that was vetted before. */
import type {
  ClientRequest,
  IncomingHttpHeaders,
  IncomingMessage,
} from "node:http";
import { type Agent, type RequestOptions, request } from "node:https";
import { RequestFault, type RequestFaultCode } from "./fault.ts";
import type { Recall } from "./recall.ts";
import type { Target } from "./target.ts";

export type Limits = {
  /** until the connection stands, TLS included */
  connectTimeoutMs: number;
  /** until the answer is there */
  totalTimeoutMs: number;
  /** of the answer's body; what is longer is cut off */
  answerBytes: number;
  /** kept connections that the other side had closed before it could read the request: after so many it counts */
  staleConnections: number;
};

export type Exchange = {
  method: "GET" | "POST" | "OPTIONS";
  headers: Readonly<Record<string, string>>;
  body: Buffer | undefined;
  /** ends it as if it were too late */
  recall: Recall | undefined;
  limits: Limits;
};

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  /** as it came: nothing is decompressed */
  body: Buffer;
  /** the body was too long or too late; what had come of it is there */
  isCut: boolean;
};

export type Line = {
  target: Target;
  address: string;
  agent: Agent;
};

/** What becomes of a request on a kept connection that the other side had closed. */
const GONE = new Set(["ECONNRESET", "EPIPE"]);

/** Rejects with RequestFault, in `totalTimeoutMs` at the latest. A redirect is an answer like any other. */
export async function exchange(line: Line, wanted: Exchange): Promise<Answer> {
  const { totalTimeoutMs, staleConnections } = wanted.limits;
  const until = performance.now() + totalTimeoutMs;
  for (let stale = 0; ; stale++) {
    const call = request(optionsOf(line, wanted));
    try {
      return await answerTo(call, wanted, until);
    } catch (fault) {
      const isLast = stale === staleConnections || performance.now() >= until;
      if (isLast || !call.reusedSocket || !isGone(fault)) throw fault;
    }
  }
}

function isGone(fault: unknown): boolean {
  if (!(fault instanceof RequestFault)) return false;
  const { code, cause } = fault;
  const isCut = cause instanceof Error && "code" in cause;
  return code === "E_PROTOCOL" && isCut && GONE.has(String(cause.code));
}

/** `until`: as `performance.now` counts. */
async function answerTo(
  call: ClientRequest,
  { limits, body, recall }: Exchange,
  until: number,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  let phase: RequestFaultCode = "E_CONNECT";
  let cut: (() => void) | undefined;
  const fail = (code: RequestFaultCode, cause?: unknown) => {
    const isUnsent = phase === "E_CONNECT";
    // Where a status is known, what became of the body changes nothing: `read` ends.
    if (cut === undefined) reject(new RequestFault(code, { cause, isUnsent }));
  };
  const expire = () => {
    // Not left to the request: whatever becomes of it, nobody waits for longer.
    fail("E_TIMEOUT");
    cut?.();
    call.destroy();
  };
  const total = setTimeout(expire, until - performance.now());
  recall?.watch(expire);
  let connecting: NodeJS.Timeout | undefined;
  const up = () => {
    clearTimeout(connecting);
    phase = "E_PROTOCOL";
  };
  call.on("socket", (socket) => {
    if (call.reusedSocket) up();
    else {
      connecting = setTimeout(expire, limits.connectTimeoutMs);
      socket.once("connect", () => {
        phase = "E_TLS";
      });
      socket.once("secureConnect", up);
    }
  });
  call.on("response", (response) => {
    cut = read(response, limits.answerBytes, resolve);
  });
  call.on("error", (cause) => fail(phase, cause));
  // An upgrade that nobody asked for (101) is neither a response nor an error to Node.
  call.on("close", () => fail(phase));
  call.end(body);
  try {
    return await promise;
  } finally {
    recall?.watch(undefined);
    clearTimeout(total);
    clearTimeout(connecting);
  }
}

function optionsOf(
  { target, address, agent }: Line,
  { method, headers, body }: Exchange,
): RequestOptions {
  const { url, host, isLiteral, port } = target;
  return {
    method,
    agent,
    // The vetted address itself, so that nothing is resolved again; the certificate is checked by the name.
    host: address,
    port,
    servername: isLiteral ? "" : host,
    // Said here so that NODE_TLS_REJECT_UNAUTHORIZED of the environment changes nothing.
    rejectUnauthorized: true,
    path: `${url.pathname}${url.search}`,
    headers: {
      ...headers,
      host: url.host,
      ...(body !== undefined && { "content-length": String(body.length) }),
    },
  };
}

/** Gives what ends the reading with what has come so far. */
function read(
  response: IncomingMessage,
  limit: number,
  done: (answer: Answer) => void,
): () => void {
  const { statusCode: status = 0, headers } = response;
  const chunks: Buffer[] = [];
  let length = 0;
  let isDone = false;
  const finish = (isCut: boolean) => {
    if (isDone) return;
    isDone = true;
    done({ status, headers, body: Buffer.concat(chunks), isCut });
  };
  const cut = () => finish(true);
  response.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit) response.destroy();
    else chunks.push(chunk);
  });
  response.on("end", () => finish(false));
  response.on("error", cut);
  response.on("close", cut);
  return cut;
}
