import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { createServer } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { quickOptions, startServer, startTransport, until } from "./testing.ts";
import { TEST_CERTIFICATE, TEST_KEY } from "./testing-tls.ts";

/** TLS in front of an AMI server; keeps the names it was asked for. */
async function startTlsServer() {
  const { port } = await startServer();
  const names: unknown[] = [];
  const front = createServer(
    { cert: TEST_CERTIFICATE, key: TEST_KEY },
    (socket) => {
      names.push(socket.servername);
      const inner = connect(port, "127.0.0.1");
      inner.on("error", () => {});
      socket.on("error", () => {});
      socket.pipe(inner).pipe(socket);
    },
  );
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void front.close());
  const address = front.address();
  return { port: portOf(address), names };
}

function portOf(address: AddressInfo | string | null): number {
  return address !== null && typeof address === "object" ? address.port : 0;
}

test.each([
  ["by address", undefined, false],
  ["by name", "ami.test", "ami.test"],
] as const)(
  "logs in over TLS, certificate checked %s",
  async (_, servername, asked) => {
    const { port, names } = await startTlsServer();
    const tls = {
      ca: TEST_CERTIFICATE,
      ...(servername === undefined ? {} : { servername }),
    };
    const { transport } = startTransport(
      quickOptions(port, { tls, auth: "md5" }),
    );
    await until(() => transport.state === "up");
    expect(names).toEqual([asked]);
  },
);

test.each([
  ["unknown authority", {}, /self-signed|self signed/],
  [
    "another name",
    { ca: TEST_CERTIFICATE, servername: "other.test" },
    /altnames/,
  ],
])("is refused by %s", async (_, tls, reason) => {
  const { port } = await startTlsServer();
  const { transport } = startTransport(quickOptions(port, { tls }));
  await until(() => transport.state === "down");
  expect(transport.detail).toMatch(reason);
});
