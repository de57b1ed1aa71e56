/** A sink behind a token server. */
import type { DeliveryRules } from "./delivery.ts";
import type { AssertionClaims } from "./port.ts";
import { makeAuthority, startSink } from "./testing.ts";
import { NO_WISHES, openBench } from "./testing-bench.ts";

export const authority = makeAuthority();

export type TokenAnswer = { status?: number; body: unknown };

/** A token server and a sink that takes only the newest of its tokens. */
export async function guarded(
  answers: readonly TokenAnswer[] = [],
  rules: Partial<DeliveryRules> = {},
) {
  const left = [...answers];
  let issued = 0;
  let good = "";
  const server = await startSink(authority, (_, response) => {
    issued += 1;
    good = `fetched-${issued}`;
    const body = { access_token: good, token_type: "Bearer", expires_in: 300 };
    const answer: TokenAnswer = left.shift() ?? { body };
    response.writeHead(answer.status ?? 200, {
      "content-type": "application/json",
    });
    response.end(
      typeof answer.body === "string"
        ? answer.body
        : JSON.stringify(answer.body),
    );
  });
  const sink = await startSink(authority, ({ headers }, response) => {
    const isGood = headers.authorization === `Bearer ${good}`;
    response.writeHead(isGood ? 204 : 401).end();
  });
  const claims: AssertionClaims[] = [];
  const sign = async (claim: AssertionClaims) => {
    claims.push(claim);
    return `assertion-${claims.length}`;
  };
  const credential = {
    kind: "private_key_jwt",
    clientId: "ringback-at-crm",
    tokenUri: `${server.origin}/token`,
  } as const;
  const granted: { clientId: string; tokenUri: string }[] = [credential];
  const clients = {
    of: async () => ({ ...NO_WISHES, tokenSources: granted }),
  };
  const bench = await openBench(authority, { rules, parts: { sign, clients } });
  const newSink = (callId: string, clientId = "crm") => ({
    ...{ callId, clientId, url: sink.origin, credential },
  });
  return {
    server,
    sink,
    claims,
    bench,
    clients,
    granted,
    newSink,
    revoke: () => (good = "none"),
  };
}
