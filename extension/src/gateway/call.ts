import type {
  CallRequest,
  CallResponse,
  ChallengeResponse,
} from "@ringback/shared/click2call/schema.ts";
import { isCallResponse } from "@ringback/shared/generated/validators.js";
import { type Credentials, requestChallenge, signNonce } from "./challenge.ts";
import { GatewayFault } from "./fault.ts";
import { CALL_TIMEOUT_MS, postJson } from "./http.ts";

/** `iden` is ours, so that the live channel's first words about the call are recognised before `/call` has answered. */
export type WantedCall = { destination: string; iden: string };

function postCall(
  { gateway, aor, ha1 }: Credentials,
  { nonce }: ChallengeResponse,
  { destination, iden }: WantedCall,
): Promise<CallResponse> {
  const body: CallRequest = {
    aor,
    nonce,
    response: signNonce(ha1, nonce, destination),
    destination,
    iden,
  };
  return postJson({
    gateway,
    path: "/call",
    body,
    timeoutMs: CALL_TIMEOUT_MS,
    accepts: isCallResponse,
  });
}

/** Places the call with a nonce at hand; one that ran out meanwhile is renewed once. */
export async function placeCall(
  credentials: Credentials,
  challenge: ChallengeResponse,
  wanted: WantedCall,
): Promise<CallResponse> {
  try {
    return await postCall(credentials, challenge, wanted);
  } catch (error) {
    if (!(error instanceof GatewayFault) || error.kind !== "unauthorized")
      throw error;
    const fresh = await requestChallenge(credentials.gateway, credentials.aor);
    return await postCall(credentials, fresh, wanted);
  }
}
