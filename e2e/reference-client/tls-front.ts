import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { makeAuthority } from "../../gateway/src/delivery/testing.ts";

type Seen = {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** A proxy on loopback that ends TLS before a gateway, with a certificate nobody knows, and writes down what is asked. */
export interface TlsFront {
  readonly origin: string;
  readonly seen: Seen[];
  stop(): Promise<void>;
}

export async function startTlsFront(gateway: string): Promise<TlsFront> {
  const seen: Seen[] = [];
  const server = createServer(makeAuthority().identity, (asked, answer) => {
    void (async () => {
      const body = await buffer(asked);
      const { method, url: path, headers } = asked;
      seen.push({ method, path, headers, body: body.toString("utf8") });
      const onward = request(
        gateway + path,
        { method: method ?? "", headers },
        (from) => {
          answer.writeHead(from.statusCode ?? 502, from.headers);
          from.pipe(answer);
        },
      );
      onward.on("error", () => answer.destroy());
      onward.end(body);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://127.0.0.1:${port}`,
    seen,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
