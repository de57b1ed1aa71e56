/** The listener: addresses, origins, sizes, times, certificates. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { expect, onTestFinished } from "vitest";
import { testConfig } from "../../config/testing.ts";
import { startGateway } from "../../gateway.ts";
import { testLog } from "../../ops/testing-records.ts";
import { type Opened, post } from "../testing.ts";
import { type Proof, seen, sleep } from "./proof.ts";

const SERVER = "RINGBACK_SERVER_";
const ORIGIN = "https://crm.example.com";

/** What becomes of a client that begins a request and says no more. */
const halfSaid =
  (text: string) =>
  async ({ origin }: Opened): Promise<unknown> => {
    const { hostname, port } = new URL(origin);
    const socket = connectPlain(Number(port), hostname);
    socket.resume();
    onTestFinished(() => void socket.destroy());
    const ended = once(socket, "close").then(() => "cut off");
    socket.write(text);
    return Promise.race([ended, sleep(900).then(() => "waited for")]);
  };

/** A pair of files in a folder of its own, as environment. */
function certificate(name: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "ringback-tls-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt"],
      ...["ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"],
      ...["-subj", `/CN=${name}`, "-keyout", key, "-out", cert],
    ],
    { stdio: "ignore" },
  );
  return {
    [`${SERVER}TLS_CERT_FILE`]: cert,
    [`${SERVER}TLS_KEY_FILE`]: key,
  };
}

async function hello(origin: string) {
  const { hostname, port } = new URL(origin);
  const socket = connectTls({
    ...{ host: hostname, port: Number(port) },
    rejectUnauthorized: false,
  });
  onTestFinished(() => void socket.destroy());
  await once(socket, "secureConnect");
  return { socket, name: String(socket.getPeerCertificate().subject.CN) };
}

const otherFiles: Proof = {
  keys: ["server.tls.certFile", "server.tls.keyFile"],
  prove: async () => {
    const least = {
      [`${SERVER}LISTEN`]: "127.0.0.1:0",
      RINGBACK_DATABASE_FILE: ":memory:",
      // Nobody listens there: the PBX has no part in this.
      RINGBACK_PBX_MAIN_PORT: "1",
      RINGBACK_LOG_LEVEL: "silent",
    };
    const gateway = await startGateway(
      testConfig({ ...least, ...certificate("first") }),
      testLog(),
    );
    onTestFinished(async () => {
      for (const step of gateway.steps) await step.run();
    });
    const old = await hello(gateway.origin);
    expect(old.name).toBe("first");
    const { changed, waiting } = gateway.reload(
      testConfig({ ...least, ...certificate("second") }),
    );
    expect([changed.toSorted(), waiting]).toEqual([otherFiles.keys, []]);
    expect((await hello(gateway.origin)).name).toBe("second");
    old.socket.write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
    const [answer] = await once(old.socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200/);
  },
};

export const serverProofs: readonly Proof[] = [
  seen("server.trustedProxies", {
    change: { [`${SERVER}TRUSTED_PROXIES`]: '["127.0.0.1"]' },
    look: async ({ origin, lines }) => {
      await fetch(`${origin}/health`, {
        headers: { "x-forwarded-for": "203.0.113.7" },
      });
      const line: unknown = JSON.parse(lines.at(-1) ?? "{}");
      return Reflect.get(
        Object(Reflect.get(Object(line), "request")),
        "address",
      );
    },
    was: "127.0.0.1",
    is: "203.0.113.7",
  }),
  seen("server.allowedOrigins", {
    change: { [`${SERVER}ALLOWED_ORIGINS`]: JSON.stringify([ORIGIN]) },
    look: ({ origin }) =>
      Promise.all(
        ["/challenge", "/session", "/api/v1/ws-tickets"].map(async (path) => {
          const { headers } = await post(origin, path, {}, { origin: ORIGIN });
          return headers.get("access-control-allow-origin");
        }),
      ),
    was: [null, null, null],
    is: [ORIGIN, ORIGIN, ORIGIN],
  }),
  seen("server.bodyLimitBytes", {
    change: { [`${SERVER}BODY_LIMIT_BYTES`]: "1024" },
    look: ({ origin }) =>
      Promise.all(
        ["/challenge", "/call", "/session"].map(async (path) => {
          const aor = "x".repeat(2_000);
          return (await post(origin, path, { aor })).status;
        }),
      ),
    was: [400, 400, 400],
    is: [413, 413, 413],
  }),
  seen("server.headersTimeoutMs", {
    change: { [`${SERVER}HEADERS_TIMEOUT_MS`]: "300" },
    look: halfSaid("GET /health HTTP/1.1\r\nHost: x\r\n"),
    was: "waited for",
    is: "cut off",
  }),
  seen("server.requestTimeoutMs", {
    env: { [`${SERVER}HEADERS_TIMEOUT_MS`]: "300" },
    change: { [`${SERVER}REQUEST_TIMEOUT_MS`]: "300" },
    look: halfSaid(
      "POST /challenge HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{",
    ),
    was: "waited for",
    is: "cut off",
  }),
  otherFiles,
];
