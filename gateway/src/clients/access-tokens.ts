import { decodeJwt } from "jose";
import type { CachedClients } from "./directory.ts";
import type { ExternalIssuer } from "./issuers/external-issuer.ts";
import type { OwnTokens } from "./own-tokens.ts";
import type { AccessTokens, ProgramPrincipal } from "./port.ts";
import { invalidToken } from "./token-errors.ts";

/** No token we or a common issuer makes comes near. */
const LONGEST = 8192;

/** Access tokens of all issuers: the gateway's own, and those of config section `issuers`. */
export class AllAccessTokens implements AccessTokens {
  readonly #own: OwnTokens;
  readonly #clients: CachedClients;
  readonly #issuers: ReadonlyMap<string, ExternalIssuer>;

  constructor(
    own: OwnTokens,
    clients: CachedClients,
    issuers: readonly ExternalIssuer[],
  ) {
    this.#own = own;
    this.#clients = clients;
    this.#issuers = new Map(issuers.map((each) => [each.issuer, each]));
  }

  async verify(bearer: string): Promise<ProgramPrincipal> {
    if (bearer.length > LONGEST) throw invalidToken();
    const claimed = issuerIn(bearer);
    // Whose keys to take is all that is believed before the signature is checked.
    if (claimed === this.#own.issuer) return await this.#own.verify(bearer);
    const issuer = this.#issuers.get(claimed);
    if (issuer === undefined) throw invalidToken();
    const { externalId, scopes } = await issuer.verify(bearer);
    const record = await this.#clients.external(claimed, externalId);
    if (record === undefined || !record.client.enabled) throw invalidToken();
    const { client } = record;
    return {
      client,
      scopes: new Set(scopes.filter((each) => client.scopes.includes(each))),
    };
  }
}

function issuerIn(bearer: string): string {
  try {
    return decodeJwt(bearer).iss ?? "";
  } catch (fault) {
    throw invalidToken(fault);
  }
}
