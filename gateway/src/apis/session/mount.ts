import Router from "@koa/router";
import {
  SESSION_DIGEST_SUBJECT,
  type SessionResponse,
} from "@ringback/shared/session/schema.ts";
import type { ClientAddress } from "../../http/client-address.ts";
import { cors } from "../../http/cors.ts";
import { readJson } from "../../http/json-body.ts";
import { type Mount, ROUTER_OPTIONS } from "../../http/mount.ts";
import type { Terminal } from "../../terminals/port.ts";
import {
  type DigestAuthenticator,
  needAor,
} from "../click2call/authenticator.ts";
import { writeError } from "../click2call/errors.ts";
import {
  AOR_MAX_LENGTH,
  bodyReader,
  SessionBody,
} from "../click2call/requests.ts";
import { needBearer } from "./bearer.ts";
import { askedScopes, scopeText } from "./scope.ts";
import type { IssuedToken, Tokens } from "./tokens.ts";

/** Read at each request: a reload may change them. */
export type SessionOptions = {
  tokens: Tokens;
  authenticator: DigestAuthenticator;
  clientAddress: ClientAddress;
  allowedOrigins: readonly string[];
  bodyLimitBytes: number;
  region: string | undefined;
};

const readSession = bodyReader(SessionBody);
const PATHS = new Set(["/session", "/session/renew"]);

/** `POST /session`: digest in, bearer token out; `POST /session/renew`: a good token in, a new one out (design §4). */
export function sessionMount(options: SessionOptions): Mount {
  const { tokens, authenticator } = options;
  const router = new Router(ROUTER_OPTIONS);

  router.post("/session", async (ctx) => {
    const body = readSession(await readJson(ctx.req, options.bodyLimitBytes));
    const aorText = body.aor ?? "";
    const aor = needAor(aorText, AOR_MAX_LENGTH);
    const scopes = askedScopes(body.scope);
    const terminal = await authenticator.authenticate(
      aor,
      {
        aorText,
        nonce: body.nonce ?? "",
        response: body.response ?? "",
        address: options.clientAddress.ofRequest(ctx.req),
      },
      SESSION_DIGEST_SUBJECT,
    );
    ctx.body = answer(
      await tokens.issue(terminal, scopes),
      terminal,
      options.region,
    );
  });

  router.post("/session/renew", async (ctx) => {
    const principal = await needBearer(ctx, tokens);
    ctx.body = answer(
      await tokens.renew(principal),
      principal.terminal,
      options.region,
    );
  });

  return {
    name: "session",
    owns: (path) => PATHS.has(path),
    router,
    writeError,
    before: cors(() => options.allowedOrigins, "Authorization, Content-Type"),
  };
}

function answer(
  issued: IssuedToken,
  terminal: Terminal,
  region: string | undefined,
): SessionResponse {
  return {
    token: issued.token,
    expiresAt: new Date(issued.expiresAt).toISOString(),
    renewableUntil: new Date(issued.renewableUntil).toISOString(),
    scope: scopeText(issued.scopes),
    user: { id: terminal.userId, name: terminal.userName },
    terminal: {
      aor: `${terminal.username}@${terminal.domain}`,
      extension: terminal.extension,
      number: terminal.number,
    },
    region: region ?? null,
  };
}
