import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadConfig } from "./load.ts";
import { leastEnvironment } from "./testing.ts";

const folder = mkdtempSync(join(tmpdir(), "ringback-tls-"));
afterAll(() => rmSync(folder, { recursive: true }));

function pair(name: string): { cert: string; key: string } {
  const cert = join(folder, `${name}.crt`);
  const key = join(folder, `${name}.key`);
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
    ].concat([
      "-nodes",
      "-subj",
      "/CN=test",
      "-days",
      "1",
      "-keyout",
      key,
      "-out",
      cert,
    ]),
    { stdio: "ignore" },
  );
  return { cert, key };
}

const faultsOf = (certFile: string, keyFile: string, extra = {}) =>
  loadConfig({
    env: {
      ...leastEnvironment,
      RINGBACK_SERVER_TLS_CERT_FILE: certFile,
      RINGBACK_SERVER_TLS_KEY_FILE: keyFile,
      RINGBACK_SERVER_LISTEN: "0.0.0.0:8443",
      ...extra,
    },
  }).faults?.map(({ key, message }) => `${key}: ${message}`);

test("a certificate and its key are taken; another key, text and nothing are not", () => {
  const one = pair("one");
  const other = pair("other");
  const text = join(folder, "text");
  writeFileSync(text, "no PEM");
  expect(faultsOf(one.cert, one.key)).toBeUndefined();
  expect(faultsOf(one.cert, other.key)).toEqual([
    expect.stringMatching(/^server\.tls\.keyFile: .*does not belong/),
  ]);
  expect(faultsOf(text, one.key)).toEqual([
    expect.stringMatching(/^server\.tls\.certFile: .*no PEM certificate/),
  ]);
  expect(faultsOf(one.cert, text)).toEqual([
    expect.stringMatching(/^server\.tls\.keyFile: .*no PEM private key/),
  ]);
  expect(faultsOf(join(folder, "none"), join(folder, "none"))).toHaveLength(2);
});

test("a certificate without a key is a fault", () => {
  expect(faultsOf(pair("half").cert, "")).toEqual([
    expect.stringMatching(/^server\.tls\.keyFile: This is missing/),
  ]);
});

test("a missing authority of a PBX is a fault", () => {
  const { faults } = loadConfig({
    env: { ...leastEnvironment, RINGBACK_PBX_MAIN_TLS_CA_FILE: "/none" },
  });
  expect(faults?.map(({ key }) => key)).toEqual(["pbx.main.tls.caFile"]);
});
