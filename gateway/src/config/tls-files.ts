/** Looks into the files of TLS that keys name. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Check, CheckFault } from "./check.ts";
import { errorCode } from "./secret-files.ts";
import { keyText } from "./tree.ts";

function readable(key: string, file: string): CheckFault[] {
  try {
    readFileSync(file);
    return [];
  } catch (error) {
    return [{ key, message: `${file} cannot be read (${errorCode(error)}).` }];
  }
}

/** The certificates of a PEM file, the first one first. Throws where one of them is broken. */
function certificatesIn(file: string): X509Certificate[] {
  return readFileSync(file, "latin1")
    .split(/^(?=-----BEGIN )/m)
    .filter((block) => /^-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/.test(block))
    .map((block) => new X509Certificate(block));
}

/** TLS takes a file without a certificate silently, and of a broken one what stands before the break. */
function holdsCertificates(key: string, file: string): CheckFault[] {
  const unreadable = readable(key, file);
  if (unreadable.length > 0) return unreadable;
  try {
    if (certificatesIn(file).length > 0) return [];
    return [{ key, message: `${file} holds no PEM certificate.` }];
  } catch {
    return [
      { key, message: `${file} holds a PEM certificate that is broken.` },
    ];
  }
}

export const tlsPair: Check = ({ server: { tls } }) => {
  if (tls === undefined) return [];
  const wrong = [
    ...holdsCertificates("server.tls.certFile", tls.certFile),
    ...readable("server.tls.keyFile", tls.keyFile),
  ];
  if (wrong.length > 0) return wrong;
  const [certificate] = certificatesIn(tls.certFile);
  try {
    const key = createPrivateKey(readFileSync(tls.keyFile));
    if (certificate?.checkPrivateKey(key) === true) return [];
  } catch {
    return [
      {
        key: "server.tls.keyFile",
        message: "This file holds no PEM private key without a passphrase.",
      },
    ];
  }
  return [
    {
      key: "server.tls.keyFile",
      with: ["server.tls.certFile"],
      message:
        "This key does not belong to the certificate in server.tls.certFile.",
    },
  ];
};

export const pbxCaFile: Check = ({ pbx }) =>
  Object.entries(pbx).flatMap(([name, { tls }]) =>
    tls.caFile === undefined
      ? []
      : holdsCertificates(keyText(["pbx", name, "tls", "caFile"]), tls.caFile),
  );

export const sinkCaFile: Check = ({ delivery: { caFile } }) =>
  caFile === undefined ? [] : holdsCertificates("delivery.caFile", caFile);
