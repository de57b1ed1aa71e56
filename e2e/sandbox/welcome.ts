/** What a person needs for a first call, in lines to be copied. */
import { CALLEES, CALLERS } from "./people.ts";
import type { Sandbox } from "./sandbox.ts";

/** Begins the lines to be copied; they end at an empty line. */
export const SETTINGS = "Settings for your shell:";
export const FIRST_CALL = "A first call:";

const whom = (people: Iterable<{ number: string; about: string }>) =>
  Array.from(people, ({ number, about }) => `  ${number}  ${about}`).join("\n");

export function welcome({
  origin,
  id,
  secret,
  sink,
  signer,
  tokens,
}: Sandbox): string {
  return `
The sandbox stays up until you press Ctrl-C. Everything in it is on this machine, and gone with it.

  Base URL   ${origin}
  Documents  ${origin}/docs
  Events     at ${sink.url}: each is a line below

Callers:
${whom(Object.values(CALLERS))}

Callees (every other British number answers):
${whom(CALLEES)}

${SETTINGS}
  export BASE=${origin} ID=${id} SECRET=${secret}
  export SINK=${sink.url} SINK_TOKEN=${sink.token}
  export TOKEN_URI=${tokens.uri} TOKEN_CLIENT=${tokens.clientId} KEY_ID=${signer.id} KEY_FILE=${signer.keyFile}

${FIRST_CALL}
${FIRST_CALL_LINES.map((line) => `  ${line}`).join("\n")}
`;
}

/** They need nothing but a shell with curl and sed. */
const FIRST_CALL_LINES = [
  `TOKEN=$(curl -s -u "$ID:$SECRET" -d grant_type=client_credentials "$BASE/oauth/token" | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
  `CALL=$(curl -s "$BASE/calls" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"caller":{"number":"+442079460101"},"callee":{"number":"+442079460111"},"sink":"'$SINK'","sinkCredential":{"credentialType":"ACCESSTOKEN","accessToken":"'$SINK_TOKEN'","accessTokenExpiresUtc":"2100-01-01T00:00:00Z","accessTokenType":"bearer"}}' | sed 's/.*"callId":"\\([^"]*\\)".*/\\1/')`,
  `sleep 3; curl -s "$BASE/calls/$CALL" -H "Authorization: Bearer $TOKEN"; echo`,
  `curl -s -X DELETE "$BASE/calls/$CALL" -H "Authorization: Bearer $TOKEN"`,
  `curl -s "$BASE/calls/$CALL" -H "Authorization: Bearer $TOKEN"; echo`,
];
