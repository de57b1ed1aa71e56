import type { ChallengeResponse } from "@ringback/shared/click2call/schema.ts";
import { digestResponse, ha1, parseAor } from "@ringback/shared/digest.ts";
import { isChallengeResponse } from "@ringback/shared/generated/validators.js";
import md5 from "blueimp-md5";
import { GatewayFault } from "./fault.ts";
import { postJson, QUICK_TIMEOUT_MS } from "./http.ts";

/** Who signs: the AoR and MD5(username:realm:password). The password itself is never kept. */
export type Credentials = { gateway: string; aor: string; ha1: string };

/** `md5` of blueimp also takes keys and a raw flag; the digest wants text → hex and nothing else. */
const hex = (text: string) => md5(text);

export function requestChallenge(
  gateway: string,
  aor: string,
): Promise<ChallengeResponse> {
  return postJson({
    gateway,
    path: "/challenge",
    body: { aor },
    timeoutMs: QUICK_TIMEOUT_MS,
    accepts: isChallengeResponse,
  });
}

/** HA1 over the realm the gateway names. */
export function deriveHa1(
  aor: string,
  realm: string,
  password: string,
): string {
  const parts = parseAor(aor);
  if (parts === undefined) throw new GatewayFault("refused", "aor");
  return ha1(hex, parts.username, realm, password);
}

export function signNonce(
  ha1Hex: string,
  nonce: string,
  subject: string,
): string {
  return digestResponse(hex, ha1Hex, nonce, subject);
}
