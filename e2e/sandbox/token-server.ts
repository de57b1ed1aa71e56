/** Where the gateway fetches tokens for the sandbox's sink (PRIVATE_KEY_JWT): whoever shows what the gateway has signed gets the sink's token. */
import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:https";
import { text } from "node:stream/consumers";

const EXPIRES_SECONDS = 300;

export type TokenServer = {
  /** `tokenUri` of an order, and who the gateway is there */
  uri: string;
  clientId: string;
  port: number;
  stop: () => Promise<void>;
};

export type TokenServerParts = {
  identity: { key: Buffer; cert: Buffer };
  /** what the sink wants */
  token: string;
  /** the gateway's address, once it has one */
  gateway: () => string;
};

/** Listens on 127.0.0.1. */
export async function startTokenServer({
  identity,
  token,
  gateway,
}: TokenServerParts): Promise<TokenServer> {
  const clientId = "ringback";
  let uri = "";
  const isGood = async (request: IncomingMessage) => {
    const form = new URLSearchParams(await text(request));
    const claims = await signedClaims(
      form.get("client_assertion") ?? "",
      `${gateway()}/oauth/jwks`,
    );
    return (
      claims?.iss === clientId &&
      claims.sub === clientId &&
      claims.aud === uri &&
      Number(claims.exp) > Date.now() / 1000
    );
  };
  const server = createServer(identity, async (request, response) => {
    const may = await isGood(request).catch(() => false);
    const body = may
      ? { access_token: token, token_type: "Bearer" }
      : { error: "invalid_client" };
    response
      .writeHead(may ? 200 : 401, { "content-type": "application/json" })
      .end(
        JSON.stringify({
          ...body,
          ...(may && { expires_in: EXPIRES_SECONDS }),
        }),
      );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null)
    throw new Error("the token server has no port");
  const { port } = address;
  uri = `https://127.0.0.1:${port}/token`;
  return {
    ...{ uri, clientId, port },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Of a compact JWS by one of the keys at this address; undefined for any other. */
async function signedClaims(
  jws: string,
  keysAt: string,
): Promise<Record<string, unknown> | undefined> {
  const [header = "", payload = "", signature = ""] = jws.split(".");
  const { alg, kid } = JSON.parse(decoded(header));
  const { keys }: { keys: (JsonWebKey & { kid?: string })[] } = await (
    await fetch(keysAt)
  ).json();
  const jwk = keys.find((each) => each.kid === kid);
  if (jwk === undefined || alg !== "ES256") return undefined;
  const isSigned = verify(
    "sha256",
    Buffer.from(`${header}.${payload}`),
    {
      key: createPublicKey({ key: jwk, format: "jwk" }),
      dsaEncoding: "ieee-p1363",
    },
    Buffer.from(signature, "base64url"),
  );
  return isSigned ? JSON.parse(decoded(payload)) : undefined;
}

function decoded(part: string): string {
  return Buffer.from(part, "base64url").toString("utf8");
}
