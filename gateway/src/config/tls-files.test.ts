import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadConfig } from "./load.ts";
import { leastEnvironment } from "./testing.ts";

const folder = mkdtempSync(join(tmpdir(), "ringback-tls-"));
afterAll(() => rmSync(folder, { recursive: true }));

// Made for these tests with openssl, valid for a hundred years, used nowhere else.
const PAIRS = {
  one: {
    cert: `-----BEGIN CERTIFICATE-----
MIIBjzCCATWgAwIBAgIUSRrSZ0PDvVk2gcnhnPkRxABLkDgwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRcmluZ2JhY2stdGVzdC1vbmUwIBcNMjYxMTIxMTAxMTI4WhgP
MjEyNjEwMjgxMDExMjhaMBwxGjAYBgNVBAMMEXJpbmdiYWNrLXRlc3Qtb25lMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEcIRLxF6HsglreeKgdEoGo5F0MV0Kn29F
ABbkBaekI4LST9YoRQ+hqUSWieWQAH/eXvi8MiiX8k7cYv1DwUwLjaNTMFEwHQYD
VR0OBBYEFMgrxB1zv/0Lm8V7jCOibVd/2+RYMB8GA1UdIwQYMBaAFMgrxB1zv/0L
m8V7jCOibVd/2+RYMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIh
AIDkej3EjVRwWU7jdOme5LSs7EqJYCVwF7Stnd/nusOKAiASOIhies5+BdI8Y+2a
uZiuRdkgCbigxdgkEkQhaaxvAw==
-----END CERTIFICATE-----`,
    key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/9W9DyKrbguiWFJg
YVd9Y6puqphXHTJDCFlx5H9nijehRANCAARwhEvEXoeyCWt54qB0SgajkXQxXQqf
b0UAFuQFp6QjgtJP1ihFD6GpRJaJ5ZAAf95e+LwyKJfyTtxi/UPBTAuN
-----END PRIVATE KEY-----`,
  },
  other: {
    cert: `-----BEGIN CERTIFICATE-----
MIIBkjCCATmgAwIBAgIUMTOwZfmJJoPmkYr5OGSC64vhleUwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTcmluZ2JhY2stdGVzdC1vdGhlcjAgFw0yNjExMjExMDExMjha
GA8yMTI2MTAyODEwMTEyOFowHjEcMBoGA1UEAwwTcmluZ2JhY2stdGVzdC1vdGhl
cjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPeSixs0PPGtCXvvApcu7o+MHjow
19CEt+ghht1hYXQU5dNEAHpWtT54EzlV2qggqLTwzCG+R0lCW+bR16LKCeqjUzBR
MB0GA1UdDgQWBBR2u0QdWBFxdxyop/9GD70gNLiPgzAfBgNVHSMEGDAWgBR2u0Qd
WBFxdxyop/9GD70gNLiPgzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cA
MEQCIGJp0LOg/USay48zY9GfofbkaGzKXGdF+rAh1p95pPdlAiBcBgaOe2N5Ko6J
RtA/MDk1RgXXD4ZGauNaFp/dSwndrg==
-----END CERTIFICATE-----`,
    key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjiPx8JbAWidh6sMM
sDdyagmrw0yCHW19U3o8NSdiOpKhRANCAAT3kosbNDzxrQl77wKXLu6PjB46MNfQ
hLfoIYbdYWF0FOXTRAB6VrU+eBM5VdqoIKi08MwhvkdJQlvm0deiygnq
-----END PRIVATE KEY-----`,
  },
};

function pair(name: keyof typeof PAIRS): { cert: string; key: string } {
  const files = {
    cert: join(folder, `${name}.crt`),
    key: join(folder, `${name}.key`),
  };
  writeFileSync(files.cert, PAIRS[name].cert);
  writeFileSync(files.key, PAIRS[name].key);
  return files;
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
  expect(faultsOf(pair("one").cert, "")).toEqual([
    expect.stringMatching(/^server\.tls\.keyFile: This is missing/),
  ]);
});

test("a certificate as DER, which TLS would refuse at the start, and a chain that is broken are faults", () => {
  const { cert, key } = pair("one");
  const der = join(folder, "der");
  writeFileSync(der, new X509Certificate(PAIRS.one.cert).raw);
  expect(faultsOf(der, key)).toEqual([
    expect.stringMatching(/^server\.tls\.certFile: .*no PEM certificate/),
  ]);
  const chain = join(folder, "chain");
  writeFileSync(chain, `${PAIRS.one.cert}\n${PAIRS.other.cert}\n`);
  expect(faultsOf(chain, key)).toBeUndefined();
  writeFileSync(chain, `${PAIRS.one.cert}\n${PAIRS.other.cert.slice(0, -40)}`);
  expect(faultsOf(chain, key)).toEqual([
    expect.stringMatching(/^server\.tls\.certFile: .*broken/),
  ]);
  expect(faultsOf(cert, key)).toBeUndefined();
});

describe.each([
  ["pbx.main.tls.caFile", "RINGBACK_PBX_MAIN_TLS_CA_FILE"],
  ["delivery.caFile", "RINGBACK_DELIVERY_CA_FILE"],
])("the authority in %s", (key, name) => {
  const file = join(folder, key);
  const said = (text: string) => {
    writeFileSync(file, text);
    const env = { ...leastEnvironment, [name]: file };
    return loadConfig({ env }).faults?.map(
      (fault) => `${fault.key}: ${fault.message}`,
    );
  };

  test("is one certificate or several, with words between them", () => {
    const { one, other } = PAIRS;
    expect(said(`# of the office\n${one.cert}`)).toBeUndefined();
    expect(said(`${one.cert}\n\nthe former\n${other.cert}`)).toBeUndefined();
    expect(said(one.cert.replaceAll("\n", "\r\n"))).toBeUndefined();
  });

  test.each([
    ["the machine's name", "office-pbx-1\n"],
    ["nothing", ""],
    ["a private key", PAIRS.one.key],
  ])("is a fault where the file holds %s", (_, text) => {
    expect(said(text)).toEqual([`${key}: ${file} holds no PEM certificate.`]);
  });

  test.each([
    ["is cut off", PAIRS.one.cert.slice(0, 300)],
    ["is damaged", PAIRS.one.cert.replace("MIIB", "AAAA")],
    [
      "is damaged behind a good one",
      `${PAIRS.other.cert}\n${PAIRS.one.cert.replace("MIIB", "AAAA")}`,
    ],
  ])("is a fault where a certificate %s", (_, text) => {
    expect(said(text)).toEqual([
      `${key}: ${file} holds a PEM certificate that is broken.`,
    ]);
  });

  test("is a fault where there is no such file, or it is a folder", () => {
    for (const [path, code] of [
      ["/none", "ENOENT"],
      [folder, "EISDIR"],
    ] as const) {
      const env = { ...leastEnvironment, [name]: path };
      expect(loadConfig({ env }).faults).toMatchObject([
        { key, message: `${path} cannot be read (${code}).` },
      ]);
    }
  });
});
