import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import Koa from "koa";
import { expect, it, onTestFinished } from "vitest";
import { listen } from "./listener.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "ringback-tls-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function makePair(files: { certFile: string; keyFile: string }, name: string) {
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt"],
      ...["ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"],
      ...["-subj", `/CN=${name}`],
      ...["-keyout", files.keyFile, "-out", files.certFile],
    ],
    { stdio: "ignore" },
  );
}

async function hello(origin: string) {
  const { hostname, port } = new URL(origin);
  const socket = connect({
    host: hostname,
    port: Number(port),
    rejectUnauthorized: false,
  });
  onTestFinished(() => void socket.destroy());
  await once(socket, "secureConnect");
  return { socket, name: String(socket.getPeerCertificate().subject.CN) };
}

it("a new certificate is shown without dropping anybody; a bad one is refused, told once, and the old one stays", async () => {
  const path = folder();
  const files = {
    certFile: join(path, "cert.pem"),
    keyFile: join(path, "key.pem"),
  };
  makePair(files, "first");
  const faults: unknown[] = [];
  const app = new Koa();
  app.use((ctx) => {
    ctx.body = "here";
  });
  const listener = await listen(
    {
      listen: "127.0.0.1:0",
      tls: files,
      tlsCheckMs: 20,
      headersTimeoutMs: 10_000,
      requestTimeoutMs: 15_000,
    },
    app,
    { upgrades: new Map(), onFault: (fault) => faults.push(fault) },
  );
  onTestFinished(() => listener.close());
  const old = await hello(listener.origin);
  expect(old.name).toBe("first");

  makePair(files, "second");
  await expect
    .poll(async () => (await hello(listener.origin)).name, { timeout: 5_000 })
    .toBe("second");
  // Where a check fell between the two files, it said so.
  const before = faults.length;

  writeFileSync(files.certFile, "no certificate");
  await expect.poll(() => faults.length, { timeout: 5_000 }).toBe(before + 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(faults).toHaveLength(before + 1);
  expect(String(faults.at(-1))).toContain("the old one stays");
  expect((await hello(listener.origin)).name).toBe("second");

  // What else a client offers is passed over on this listener too.
  old.socket.write(
    "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n",
  );
  expect(String((await once(old.socket, "data"))[0])).toMatch(
    /^HTTP\/1\.1 200/,
  );
}, 20_000);

it("who never says hello is cut off when headers would be, and another client is answered meanwhile", async () => {
  const path = folder();
  const files = {
    certFile: join(path, "cert.pem"),
    keyFile: join(path, "key.pem"),
  };
  makePair(files, "door");
  const listener = await listen(
    {
      ...{ listen: "127.0.0.1:0", tls: files },
      ...{ headersTimeoutMs: 300, requestTimeoutMs: 600 },
    },
    new Koa(),
    { upgrades: new Map(), onFault: () => undefined },
  );
  onTestFinished(() => listener.close());
  const { hostname: host, port } = new URL(listener.origin);
  const silent = Array.from({ length: 50 }, () => {
    const socket = connectTcp({ host, port: Number(port) });
    socket.on("error", () => undefined);
    onTestFinished(() => void socket.destroy());
    return once(socket.resume(), "close");
  });
  expect((await hello(listener.origin)).name).toBe("door");
  await Promise.all(silent);
});
