import Router from "@koa/router";
import type {
  CallResponse,
  ChallengeResponse,
} from "@ringback/shared/click2call/schema.ts";
import type { Calls } from "../../calls/calls.ts";
import { DomainError } from "../../calls/errors.ts";
import type { ClientAddress } from "../../http/client-address.ts";
import { cors } from "../../http/cors.ts";
import { readJson } from "../../http/json-body.ts";
import { type Mount, ROUTER_OPTIONS } from "../../http/mount.ts";
import { type Durability, durably } from "../../store/durability.ts";
import {
  type DigestAuthenticator,
  needAor,
  type Proof,
} from "./authenticator.ts";
import { writeError } from "./errors.ts";
import type { Guessing } from "./guessing.ts";
import type { Nonces } from "./nonce.ts";
import {
  AOR_MAX_LENGTH,
  bodyReader,
  CallBody,
  ChallengeBody,
  type DurationLimit,
  needDestination,
  readDuration,
  readIden,
} from "./requests.ts";

/** Read at each request: a reload may change them. */
export type Click2callOptions = {
  calls: Calls;
  nonces: Nonces;
  authenticator: DigestAuthenticator;
  guessing: Guessing;
  clientAddress: ClientAddress;
  allowedOrigins: readonly string[];
  bodyLimitBytes: number;
  /** seconds */
  dialTimeout: DurationLimit;
  /** milliseconds */
  maxDuration: DurationLimit;
};

const readChallenge = bodyReader(ChallengeBody);
const readCall = bodyReader(CallBody);
const PATHS = new Set(["/challenge", "/call"]);

/** `POST /challenge` and `POST /call` (click2call.rst "Endpoints"). */
export function click2callMount(options: Click2callOptions): Mount {
  const router = new Router(ROUTER_OPTIONS);

  const { clientAddress, guessing } = options;

  router.post("/challenge", async (ctx) => {
    guessing.challenge(clientAddress.ofRequest(ctx.req));
    const body = readChallenge(await readJson(ctx.req, options.bodyLimitBytes));
    const text = body.aor ?? "";
    const aor = needAor(text, AOR_MAX_LENGTH);
    ctx.body = {
      nonce: options.nonces.issue(text),
      realm: aor.domain,
    } satisfies ChallengeResponse;
  });

  router.post("/call", async (ctx) => {
    const body = readCall(await readJson(ctx.req, options.bodyLimitBytes));
    const address = clientAddress.ofRequest(ctx.req);
    const { iden } = await durably((durability) =>
      placeCall(body, { address, durability }, options),
    );
    ctx.body = { iden } satisfies CallResponse;
  });

  return {
    name: "click2call",
    owns: (path) => PATHS.has(path),
    router,
    writeError,
    before: cors(() => options.allowedOrigins, "Content-Type"),
  };
}

/** The order of refusals is part of the contract: AoR, destination, iden, nonce, digest. */
async function placeCall(
  body: CallBody,
  from: Pick<Proof, "address"> & { durability: Durability },
  { calls, authenticator, dialTimeout, maxDuration }: Click2callOptions,
): Promise<{ iden: string }> {
  const aorText = body.aor ?? "";
  const aor = needAor(aorText, AOR_MAX_LENGTH);
  const destination = needDestination(body.destination);
  const iden = readIden(body.iden);
  const terminal = await authenticator.authenticate(
    aor,
    {
      aorText,
      nonce: body.nonce ?? "",
      response: body.response ?? "",
      ...from,
    },
    destination,
  );
  return await calls
    .place({
      terminal,
      destination,
      ...(iden !== undefined && { iden }),
      dialTimeoutSeconds: readDuration(body.dialTimeout, dialTimeout),
      maxDurationMs: readDuration(body.maxDuration, maxDuration),
      optimize: body.optimize ?? false,
      via: "click2call",
      durability: from.durability,
    })
    .catch((fault: unknown) => {
      if (fault instanceof DomainError) fault.claimedBy ??= aorText;
      throw fault;
    });
}
