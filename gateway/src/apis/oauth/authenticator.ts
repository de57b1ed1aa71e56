import type { Assertions } from "../../clients/assertions.ts";
import {
  type ClientRecords,
  type Credentials,
  keysProof,
} from "../../clients/records.ts";
import { fittingSecret, NOBODYS } from "../../clients/secret.ts";
import type { Guessing } from "../click2call/guessing.ts";
import { type ClientProof, invalidClient } from "./client-proof.ts";

/** A program that has shown who it is; `proof` names what it showed. */
export type Authenticated = { clientId: string; proof: string };

/** Proves which program asks at the token endpoint; guesses are counted as those at a terminal's password. */
export class ClientAuthenticator {
  readonly #records: ClientRecords;
  readonly #assertions: Assertions;
  readonly #guessing: Guessing;

  constructor(
    records: ClientRecords,
    assertions: Assertions,
    guessing: Guessing,
  ) {
    this.#records = records;
    this.#assertions = assertions;
    this.#guessing = guessing;
  }

  /** Throws DomainError `invalid_client` (unknown programs and wrong proofs alike) or `too_many_guesses`. */
  async authenticate(
    proof: ClientProof,
    address: string,
  ): Promise<Authenticated> {
    const claimedBy = proof.clientId;
    const credentials = await this.#records.credentials(proof.clientId);
    const shown = await this.#shown(proof, credentials);
    const whose = `client ${proof.clientId}`;
    let name: string | undefined;
    const isRight = () => {
      name = shown();
      return name !== undefined && credentials?.enabled === true;
    };
    const right = await this.#guessing.judge(
      { whose, claimedBy },
      address,
      isRight,
    );
    if (!right || name === undefined) throw invalidClient(claimedBy);
    return { clientId: proof.clientId, proof: name };
  }

  /** Says by its call what was shown, so that a secret is compared with nothing once there were too many guesses. */
  async #shown(
    proof: ClientProof,
    credentials: Credentials | undefined,
  ): Promise<() => string | undefined> {
    if (proof.kind === "secret")
      return () =>
        fittingSecret(proof.secret, credentials?.secrets ?? [NOBODYS])?.id;
    const isGood =
      credentials !== undefined &&
      (await this.#assertions.isGood(proof.assertion, credentials));
    const name =
      isGood && credentials.keys !== undefined
        ? keysProof(credentials.keys.version)
        : undefined;
    return () => name;
  }
}
