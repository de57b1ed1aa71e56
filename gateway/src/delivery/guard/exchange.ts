/** One https request to one address that was vetted before. */
import type {
  ClientRequest,
  IncomingHttpHeaders,
  IncomingMessage,
} from "node:http";
import { type Agent, type RequestOptions, request } from "node:https";
import { RequestFault, type RequestFaultCode } from "./fault.ts";
import type { Target } from "./target.ts";

export type Limits = {
  /** until the connection stands, TLS included */
  connectTimeoutMs: number;
  /** until the answer is there */
  totalTimeoutMs: number;
  /** of the answer's body; what is longer is cut off */
  answerBytes: number;
};

export type Exchange = {
  method: "GET" | "POST" | "OPTIONS";
  headers: Readonly<Record<string, string>>;
  body: Buffer | undefined;
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

/** Kept connections that the other side had closed before it could read the request: the next one is tried. */
const MOST_STALE = 3;

/** Rejects with RequestFault. A redirect is an answer like any other. */
export async function exchange(line: Line, wanted: Exchange): Promise<Answer> {
  for (let stale = 0; ; stale++) {
    const call = request(optionsOf(line, wanted));
    try {
      return await answerTo(call, wanted);
    } catch (fault) {
      const isStale =
        call.reusedSocket &&
        fault instanceof RequestFault &&
        fault.code === "E_PROTOCOL";
      if (!isStale || stale === MOST_STALE) throw fault;
    }
  }
}

async function answerTo(
  call: ClientRequest,
  { limits, body }: Exchange,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  let phase: RequestFaultCode = "E_CONNECT";
  let answer: Answer | undefined;
  let isLate = false;
  const expire = () => {
    isLate = true;
    call.destroy(new Error("too late"));
  };
  const total = setTimeout(expire, limits.totalTimeoutMs);
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
    answer = {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: Buffer.alloc(0),
      isCut: true,
    };
    read(response, limits.answerBytes, answer, resolve);
  });
  call.on("error", (cause) => {
    const code = isLate ? "E_TIMEOUT" : phase;
    const isUnsent = phase === "E_CONNECT";
    // Where a status is known, what became of the body changes nothing: `read` ends.
    if (answer === undefined) {
      reject(new RequestFault(code, { cause, isUnsent }));
    }
  });
  call.end(body);
  try {
    return await promise;
  } finally {
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
    path: `${url.pathname}${url.search}`,
    headers: {
      ...headers,
      host: url.host,
      ...(body !== undefined && { "content-length": String(body.length) }),
    },
  };
}

function read(
  response: IncomingMessage,
  limit: number,
  into: Answer,
  done: (answer: Answer) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const finish = (isCut: boolean) => {
    response.off("close", close);
    done({ ...into, body: Buffer.concat(chunks), isCut });
  };
  const close = () => finish(true);
  response.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit) response.destroy();
    else chunks.push(chunk);
  });
  response.on("end", () => finish(false));
  response.on("error", close);
  response.on("close", close);
}
