import { createServer } from "node:net";
import { expect, test } from "vitest";
import { DEFECTS_OF_LIFE } from "./defects-of-life.ts";
import { DEFECTS_OF_MESSAGES } from "./defects-of-messages.ts";
import {
  quickOptions,
  startRawPeer,
  startServer,
  startTransport,
  until,
  upTransport,
} from "./testing.ts";
import type { AmiError } from "./transport.ts";

const DEFECTS = { ...DEFECTS_OF_MESSAGES, ...DEFECTS_OF_LIFE };

test("all 25 are here", () => {
  expect(Object.keys(DEFECTS)).toEqual(
    Array.from({ length: 25 }, (_, i) => String(i + 1)),
  );
});

for (const [number, [title, run]] of Object.entries(DEFECTS))
  test(`#${number} ${title}`, run);

test("at most maxPending actions wait", async () => {
  const { port } = await startServer(() => {});
  const { transport } = await upTransport(
    quickOptions(port, { maxPending: 2 }),
  );
  const waiting = [1, 2].map(() =>
    transport
      .send({ action: "Ping" }, 50)
      .catch((error: AmiError) => error.kind),
  );
  await expect(transport.send({ action: "Ping" })).rejects.toMatchObject({
    kind: "down",
    message: "too many actions wait for an answer",
  });
  expect(await Promise.all(waiting)).toEqual(["timeout", "timeout"]);
});

test("a peer that is no Asterisk is never told the secret", async () => {
  let heard = "";
  const { port } = await startRawPeer((_, text) => {
    heard += text;
  }, "SSH-2.0-OpenSSH_9.2\r\n");
  const { transport } = startTransport(quickOptions(port));
  await until(() => transport.state === "down");
  expect(transport.detail).toBe("the peer is not an Asterisk manager");
  expect(heard).toBe("");
});

test("nobody listening is told as such and retried", async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(
        address !== null && typeof address === "object" ? address.port : 0,
      );
    });
  });
  await new Promise((resolve) => server.close(resolve));
  const { transport, states } = startTransport(quickOptions(port));
  await until(() => states.length > 4);
  expect(transport.detail).toContain("ECONNREFUSED");
});
