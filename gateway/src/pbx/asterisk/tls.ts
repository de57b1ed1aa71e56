import { readFileSync } from "node:fs";
import type { AmiOptions } from "./ami/transport.ts";

/** Reads the authority's file, if one is named. Throws where it cannot be read: the gateway must not start without it. */
export function readTls(tls: {
  readonly enabled: boolean;
  readonly caFile?: string | undefined;
  readonly servername?: string | undefined;
}): AmiOptions["tls"] {
  if (!tls.enabled) return undefined;
  return {
    ...(tls.caFile !== undefined && { ca: readFileSync(tls.caFile, "utf8") }),
    ...(tls.servername !== undefined && { servername: tls.servername }),
  };
}
