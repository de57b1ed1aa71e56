/** The sample listener of the docs with a certificate of its own, for the events of the sandbox. */
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChild } from "../asterisk/child.ts";
import { runCommand } from "../asterisk/command.ts";
import { freeTcpPort } from "../asterisk/loopback.ts";

const SAMPLE = fileURLToPath(
  new URL("../../docs/sample-sink.mjs", import.meta.url),
);
const START_MS = 5_000;

export type Sink = {
  url: string;
  /** what it wants as `accessToken` */
  token: string;
  port: number;
  /** the authority that its certificate is of, a PEM file */
  caFile: string;
  /** of its certificate */
  identity: { key: Buffer; cert: Buffer };
  stop: () => Promise<void>;
};

/** Resolves when it listens on 127.0.0.1. Rejects where this machine has no openssl. */
export async function startSink(onLine: (line: string) => void): Promise<Sink> {
  const folder = await mkdtemp(join(tmpdir(), "ringback-sink-"));
  const gone = () => rm(folder, { recursive: true, force: true });
  try {
    const { key, cert } = await certify(folder);
    const port = await freeTcpPort();
    const token = randomBytes(12).toString("hex");
    const listening = Promise.withResolvers<void>();
    const child = await startChild(process.execPath, [SAMPLE], {
      env: {
        ...process.env,
        ...{ CERT: cert, KEY: key, TOKEN: token },
        ...{ PORT: String(port), HOST: "127.0.0.1" },
      },
      onLine: (line) => {
        if (line.startsWith("listening")) listening.resolve();
        else onLine(line);
      },
    });
    const stop = async () => {
      await child.stop();
      await gone();
    };
    const late = setTimeout(
      () => listening.reject(new Error(`the sink is silent:\n${child.tail()}`)),
      START_MS,
    );
    try {
      await listening.promise;
    } catch (error) {
      await stop();
      throw error;
    } finally {
      clearTimeout(late);
    }
    return {
      url: `https://127.0.0.1:${port}/events`,
      ...{ token, port, caFile: cert, stop },
      identity: { key: await readFile(key), cert: await readFile(cert) },
    };
  } catch (error) {
    await gone();
    throw error;
  }
}

async function certify(folder: string): Promise<{ key: string; cert: string }> {
  const key = join(folder, "key.pem");
  const cert = join(folder, "cert.pem");
  await writeFile(key, "", { mode: 0o600 });
  await runCommand("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-nodes", "-days", "30"],
    ...["-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=sandbox"],
    ...["-addext", "subjectAltName=IP:127.0.0.1"],
    ...["-keyout", key, "-out", cert],
  ]);
  return { key, cert };
}
