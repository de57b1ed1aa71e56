/** Clients that offer HTTP/2 over plain http, as Java's and `curl --http2` do each time: a gateway that has none answers as ever. */
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import type { Socket } from "node:net";
import { expect, it, test } from "vitest";
import { member, openGateway, signIn } from "../assembly/testing.ts";
import { openDoor, rawExchange, testMount } from "./testing.ts";

const OFFER = {
  connection: "Upgrade, HTTP2-Settings",
  upgrade: "h2c",
  "http2-settings": "AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
};

type Said = { status: number; correlator: unknown; body: unknown };

function ask(
  origin: string,
  [method, path]: readonly [string, string],
  headers: Record<string, string>,
  body = "",
): Promise<Said> {
  const { promise, resolve, reject } = Promise.withResolvers<Said>();
  const asked = request(origin + path, {
    ...{ method, headers: { ...OFFER, ...headers } },
  });
  asked.on("error", reject);
  asked.on("response", (answer) => {
    let text = "";
    answer.on("data", (chunk) => {
      text += String(chunk);
    });
    answer.on("end", () =>
      resolve({
        status: answer.statusCode ?? 0,
        correlator: answer.headers["x-correlator"],
        body: text === "" ? undefined : JSON.parse(text),
      }),
    );
  });
  asked.end(body);
  return promise;
}

test("every door answers such a client in its own words", async () => {
  const { origin } = await openGateway();
  const json = { "content-type": "application/json" };
  const correlator = randomUUID();
  expect([
    await ask(origin, ["GET", "/health"], {}),
    await ask(
      origin,
      ["POST", "/calls"],
      { ...json, "x-correlator": correlator },
      "{}",
    ),
    await ask(
      origin,
      ["POST", "/oauth/token"],
      { "content-type": "application/x-www-form-urlencoded" },
      "grant_type=client_credentials",
    ),
    await ask(
      origin,
      ["POST", "/challenge"],
      json,
      '{"aor":"alice@pbx.example"}',
    ),
  ]).toMatchObject([
    { status: 200, body: { status: "ok" } },
    { status: 401, correlator, body: { code: "UNAUTHENTICATED" } },
    { status: 401, body: { error: "invalid_client" } },
    { status: 200, body: { realm: "pbx.example" } },
  ]);
});

/** A POST of 200 kB of which the first part comes with the headers, as one would be that is cut off with them. */
const LONG = "x".repeat(200_000);
const head = (path: string, more: string) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\n${more}Content-Length: ${LONG.length}\r\n\r\n`;

async function readAll(source: AsyncIterable<unknown>): Promise<string> {
  let text = "";
  for await (const chunk of source) text += String(chunk);
  return text;
}

test.each(["h2c", "TLS/1.0", "websocket2, h2c", "not-websocket"])(
  "with Upgrade: %s a body arrives whole, and the connection stays",
  async (offered) => {
    const { origin, lines } = await openDoor([
      testMount("x", async (ctx) => (await readAll(ctx.req)).length),
    ]);
    const offer = `Connection: Upgrade\r\nUpgrade: ${offered}\r\n`;
    const send = (socket: Socket, more: string) => {
      socket.write(head("/x/do", more) + LONG.slice(0, 100));
      socket.write(LONG.slice(100));
    };
    const answers = await rawExchange(origin, (socket) => {
      send(socket, offer);
      socket.once("data", () => {
        send(socket, offer);
        socket.once("data", () => send(socket, "Connection: close\r\n"));
      });
    });
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
    expect(answers.match(/\{"did":200000\}/g)).toHaveLength(3);
    expect(lines).toHaveLength(3);
  },
);

const handshake = (path: string, offered: string) =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${offered}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;

it.each(["websocket", "WebSocket", "websocket, h2c", "h2c ,\twebsocket"])(
  "Upgrade: %s asks for a WebSocket: taken on its path, refused on any other",
  async (offered) => {
    const taken: unknown[] = [];
    const { origin, lines } = await openDoor([testMount("x", () => "")], {
      upgrades: new Map([
        [
          "/ws",
          async ({ headers }, stream) => {
            taken.push(headers.upgrade);
            stream.end("HTTP/1.1 101 Switching Protocols\r\n\r\n");
          },
        ],
      ]),
    });
    const say = (path: string) =>
      rawExchange(origin, (socket) => socket.write(handshake(path, offered)));
    expect(await say("/ws")).toMatch(/^HTTP\/1\.1 101 /);
    expect(taken).toEqual(["websocket"]);
    expect(await say("/x/see")).toBe(
      "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    );
    expect(lines).toEqual([]);
  },
);

it("a live channel opens also for who offers something else beside it", async () => {
  const { origin } = await openGateway();
  const path = `/ws/chat?token=${member(await signIn(origin), "token")}`;
  const said = await rawExchange(origin, (socket) => {
    socket.once("data", () => socket.destroy());
    socket.write(handshake(path, "websocket, h2c"));
  });
  expect(said).toMatch(
    /^HTTP\/1\.1 101 Switching Protocols\r\nUpgrade: websocket\r\n/,
  );
});
