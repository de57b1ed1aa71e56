import Router from "@koa/router";
import type { Context } from "koa";
import { DomainError } from "../../calls/errors.ts";
import type { CachedClients } from "../../clients/directory.ts";
import type { OwnTokens } from "../../clients/own-tokens.ts";
import type { KeyRing } from "../../clients/signing/key-ring.ts";
import type { ClientAddress } from "../../http/client-address.ts";
import { readForm } from "../../http/form-body.ts";
import { type Mount, ROUTER_OPTIONS } from "../../http/mount.ts";
import { plainSpelling } from "../../http/spelling.ts";
import type { ClientAuthenticator } from "./authenticator.ts";
import { invalidClient, readProof } from "./client-proof.ts";
import { writeError } from "./errors.ts";
import { metadataOf, PATHS } from "./metadata.ts";
import { grantedScopes } from "./scopes.ts";

export type OauthOptions = {
  tokens: OwnTokens;
  ring: KeyRing;
  clients: CachedClients;
  authenticator: ClientAuthenticator;
  clientAddress: ClientAddress;
  bodyLimitBytes: number;
  /** how long others may keep the keys and the metadata */
  keysMaxAgeSeconds: number;
};

const OWN = new Set<string>(Object.values(PATHS));

/** Tokens for programs: `POST /oauth/token` (RFC 6749 §4.4), `POST /oauth/revoke` (RFC 7009), metadata (RFC 8414) and keys (RFC 7517). */
export function oauthMount(options: OauthOptions): Mount {
  const { tokens, ring, clients } = options;
  const router = new Router(ROUTER_OPTIONS);

  const authenticate = async (ctx: Context) => {
    const form = await readForm(ctx.req, options.bodyLimitBytes);
    const authorization = ctx.req.headers.authorization;
    const authenticated = await options.authenticator.authenticate(
      readProof(authorization, form),
      options.clientAddress.ofRequest(ctx.req),
    );
    ctx.set("Pragma", "no-cache");
    return { form, ...authenticated };
  };

  router.post(PATHS.token, async (ctx) => {
    const { form, clientId, proof } = await authenticate(ctx);
    needGrantType(form.get("grant_type"));
    const record = await clients.fresh(clientId);
    if (record === undefined) throw invalidClient(clientId);
    const scopes = grantedScopes(form.get("scope"), record.client.scopes);
    const { token, expiresIn } = await tokens.issue({
      clientId,
      scopes,
      proof,
    });
    ctx.body = {
      access_token: token,
      token_type: "Bearer",
      expires_in: expiresIn,
      scope: scopes.join(" "),
    };
  });

  router.post(PATHS.revoke, async (ctx) => {
    const { form, clientId } = await authenticate(ctx);
    const token = form.get("token");
    if (token === undefined)
      throw new DomainError(
        "validation",
        "invalid_request",
        "token is missing",
      );
    const owner = await tokens.revoke(token, clientId);
    if (owner !== undefined && owner !== clientId)
      throw new DomainError(
        "validation",
        "unauthorized_client",
        "this is the token of another program",
      );
    // RFC 7009 §2.2: also for a token that is worth nothing.
    ctx.status = 200;
    ctx.body = "";
  });

  const publish = (ctx: Context, body: object) => {
    ctx.set("Cache-Control", `public, max-age=${options.keysMaxAgeSeconds}`);
    ctx.body = body;
  };
  router.get(PATHS.jwks, async (ctx) =>
    publish(ctx, { keys: await ring.published() }),
  );
  const metadata = metadataOf(tokens.issuer);
  router.get(PATHS.server, (ctx) => publish(ctx, metadata));
  router.get(PATHS.openid, (ctx) => publish(ctx, metadata));

  const owns = (path: string) => {
    const plain = plainSpelling(path);
    return OWN.has(plain) || /^\/oauth(\/|$)/.test(plain);
  };
  return { name: "oauth", owns, router, writeError };
}

function needGrantType(type: string | undefined): void {
  if (type === "client_credentials") return;
  if (type === undefined)
    throw new DomainError(
      "validation",
      "invalid_request",
      "grant_type is missing",
    );
  throw new DomainError(
    "validation",
    "unsupported_grant_type",
    "the only grant_type is client_credentials",
  );
}
