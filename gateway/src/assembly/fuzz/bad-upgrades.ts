/** Bad ways to ask for a live channel, each with the statuses that may answer it. */
import fc from "fast-check";

export type BadUpgrade = {
  head: string;
  /** undefined: the client says no more, and goes away before any answer */
  statuses: readonly number[] | undefined;
};

const printable = fc.stringMatching(/^[\x21-\x7e]{0,60}$/);
const word = fc.stringMatching(/^[A-Za-z0-9._-]{0,60}$/);

const GOOD = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
};

function head(
  target: string,
  headers: Readonly<Record<string, string>>,
  method = "GET",
): string {
  const lines = Object.entries({ Host: "ringback", ...headers });
  return `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

const LIVE = "/ws/chat";

const noToken = fc
  .tuple(fc.constantFrom("token", "ticket", "x"), word)
  .map(([name, value]) => ({
    head: head(`${LIVE}?${name}=${value}`, GOOD),
    statuses: [401],
  }));

const junkQuery = printable.map((query) => ({
  head: head(`${LIVE}?${query.replace("#", "")}`, GOOD),
  statuses: [401],
}));

const elsewhere = fc
  .constantFrom("/", "/call", "/challenge", "/ws", "/ws/chat/", "/WS/chat", "*")
  .map((target) => ({ head: head(target, GOOD), statuses: [404] }));

/** With a good token, so that it is the handshake that is judged. */
const badHandshake = (token: string) =>
  fc
    .constantFrom<Partial<typeof GOOD>>(
      { "Sec-WebSocket-Version": "12" },
      { "Sec-WebSocket-Version": "" },
      { "Sec-WebSocket-Key": "" },
      { "Sec-WebSocket-Key": "short" },
    )
    .map((change) => ({
      head: head(`${LIVE}?token=${token}`, { ...GOOD, ...change }),
      statuses: [400],
    }));

/** Asks for no WebSocket, so it is a request like any other: of a path where nothing else is. */
const otherProtocol = (token: string) =>
  fc.constantFrom("h2c", "websocket2", "TLS/1.0, h2c").map((protocol) => ({
    head: head(`${LIVE}?token=${token}`, {
      ...{ ...GOOD, Connection: "Upgrade, close", Upgrade: protocol },
    }),
    statuses: [404],
  }));

const badMethod = (token: string) =>
  fc.constantFrom("POST", "PUT", "DELETE", "OPTIONS").map((method) => ({
    head: head(`${LIVE}?token=${token}`, GOOD, method),
    statuses: [405],
  }));

const brokenHttp = fc
  .oneof(
    // No method begins with this byte.
    fc
      .string({ unit: "binary", maxLength: 100 })
      .map((text) => `\u0001${text}`),
    fc.constantFrom(
      `GET ${LIVE} HTTP/1.1\r\nHost ringback`,
      `GET ${LIVE} HTTP/9.9`,
      `GET ${LIVE} HTTP/1.1\r\nHost: x\r\nContent-Length: -1`,
      `GET ${LIVE} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5`,
      `GET ${LIVE} HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(20_000)}`,
    ),
  )
  .map((text) => ({ head: `${text}\r\n\r\n`, statuses: [400, 431] }));

const halfOpen = fc
  .tuple(fc.nat(GOOD["Sec-WebSocket-Key"].length + 100), noToken)
  .map(([cut, whole]) => ({
    head: whole.head.slice(0, cut + 1),
    statuses: undefined,
  }));

export const badUpgrades = (token: string): fc.Arbitrary<BadUpgrade> =>
  fc.oneof(
    noToken,
    junkQuery,
    elsewhere,
    badHandshake(token),
    otherProtocol(token),
    badMethod(token),
    brokenHttp,
    halfOpen,
  );
