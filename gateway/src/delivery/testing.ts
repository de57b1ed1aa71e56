/** Real https listeners on loopback, with certificates of an authority of their own. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type {
  IncomingHttpHeaders,
  IncomingMessage,
  ServerResponse,
} from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";

type Identity = { cert: string; key: string };

/** Certificates for the names and addresses the tests use; made once for a file of tests. */
export type Authority = { ca: string; caFile: string; identity: Identity };

const NAMES = [
  ...["DNS:localhost", "DNS:sink.example", "DNS:sink.test", "DNS:*.sink.test"],
  ...["IP:127.0.0.1", "IP:::1"],
];

/** The folder lasts as long as the process. */
export function makeAuthority(names: readonly string[] = NAMES): Authority {
  const folder = mkdtempSync(join(tmpdir(), "ringback-authority-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const openssl = (...words: string[]) =>
    execFileSync("openssl", words, { stdio: "ignore" });
  const fresh = [
    ...["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
  ];
  openssl(
    ...["req", "-x509", ...fresh, "-days", "2", "-subj", "/CN=authority"],
    ...["-keyout", at("ca.key"), "-out", at("ca.pem")],
  );
  openssl(
    ...["req", ...fresh, "-subj", "/CN=sink"],
    ...["-keyout", at("key.pem"), "-out", at("csr.pem")],
  );
  writeFileSync(at("ext"), `subjectAltName=${names.join(",")}\n`);
  openssl(
    ...["x509", "-req", "-in", at("csr.pem"), "-CA", at("ca.pem")],
    ...["-CAkey", at("ca.key"), "-days", "2", "-extfile", at("ext")],
    ...["-out", at("cert.pem")],
  );
  const read = (name: string) => readFileSync(at(name), "utf8");
  return {
    ca: read("ca.pem"),
    caFile: at("ca.pem"),
    identity: { cert: read("cert.pem"), key: read("key.pem") },
  };
}

export type Taken = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
};

export type Handler = (
  taken: Taken,
  response: ServerResponse,
  request: IncomingMessage,
) => void;

export type TestSink = {
  origin: string;
  port: number;
  taken: Taken[];
  /** connections made to it so far */
  connections: () => number;
  stop: () => Promise<void>;
};

/** As `openSink`, until the test is over. */
export async function startSink(
  authority: Authority,
  handle?: Handler,
  port?: number,
): Promise<TestSink> {
  const sink = await openSink(authority, handle, port);
  onTestFinished(sink.stop);
  return sink;
}

/** Answers 204 to everything, or what `handle` says. */
export async function openSink(
  { identity }: Authority,
  handle: Handler = (_, response) => void response.writeHead(204).end(),
  port = 0,
): Promise<TestSink> {
  const taken: Taken[] = [];
  let connections = 0;
  const server = createServer(identity, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", () => undefined);
    request.on("end", () => {
      const one: Taken = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
        at: Date.now(),
      };
      taken.push(one);
      handle(one, response, request);
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  server.on("tlsClientError", () => undefined);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const bound =
    typeof address === "object" && address !== null ? address.port : 0;
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    origin: `https://127.0.0.1:${bound}`,
    port: bound,
    taken,
    connections: () => connections,
    stop,
  };
}

/** Answers with these statuses, then with 204. */
export function scripted(
  authority: Authority,
  statuses: readonly number[],
  headers = {},
): Promise<TestSink> {
  const left = [...statuses];
  return startSink(authority, (_, response) => {
    response.writeHead(left.shift() ?? 204, headers).end();
  });
}

/** 101 to whoever asked for no upgrade. */
export function switchProtocols({ socket }: ServerResponse): void {
  socket?.write(
    "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
  );
}

export const idsOf = (taken: readonly Taken[]): string[] =>
  taken.map(({ body }) => String(JSON.parse(body).id));

/** Until so many came. */
export const reached = (
  count: number,
  taken: readonly unknown[],
): Promise<boolean> =>
  vi.waitUntil(() => taken.length >= count, { timeout: 5_000, interval: 2 });

/** Long enough for what must not come. */
export const quiet = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 60));
