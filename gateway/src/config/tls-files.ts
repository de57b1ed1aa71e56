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

export const tlsPair: Check = ({ server: { tls } }) => {
  if (tls === undefined) return [];
  const unreadable = [
    ...readable("server.tls.certFile", tls.certFile),
    ...readable("server.tls.keyFile", tls.keyFile),
  ];
  if (unreadable.length > 0) return unreadable;
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(readFileSync(tls.certFile));
  } catch {
    return [
      {
        key: "server.tls.certFile",
        message: "This file holds no PEM certificate.",
      },
    ];
  }
  try {
    const key = createPrivateKey(readFileSync(tls.keyFile));
    if (certificate.checkPrivateKey(key)) return [];
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
      : readable(keyText(["pbx", name, "tls", "caFile"]), tls.caFile),
  );

export const sinkCaFile: Check = ({ delivery: { caFile } }) =>
  caFile === undefined ? [] : readable("delivery.caFile", caFile);
