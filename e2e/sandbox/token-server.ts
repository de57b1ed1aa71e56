/** Where the gateway fetches tokens for the sandbox's sink (PRIVATE_KEY_JWT): whoever shows what the gateway has signed gets the sink's token. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:https";
import { text } from "node:stream/consumers";
import { createRemoteJWKSet, jwtVerify } from "jose";

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
    const keys = createRemoteJWKSet(new URL(`${gateway()}/oauth/jwks`));
    await jwtVerify(form.get("client_assertion") ?? "", keys, {
      ...{ issuer: clientId, subject: clientId, audience: uri },
      requiredClaims: ["exp"],
      algorithms: ["ES256"],
    });
    return true;
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
