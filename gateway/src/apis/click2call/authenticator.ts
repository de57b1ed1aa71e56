import { createHash, timingSafeEqual } from "node:crypto";
import { type Aor, digestResponse, parseAor } from "@ringback/shared/digest.ts";
import { DomainError } from "../../calls/errors.ts";
import type { Durability } from "../../store/durability.ts";
import type { Terminal, TerminalDirectory } from "../../terminals/port.ts";
import type { Guessing } from "./guessing.ts";
import type { Nonces } from "./nonce.ts";

export type Proof = {
  aorText: string;
  nonce: string;
  response: string;
  /** where it came from */
  address: string;
  /** of what the proof writes; left out: it is on disk when the proof is accepted */
  durability?: Durability;
};

/** Lower-case hex MD5 of UTF-8 text. */
export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

/** Throws DomainError `invalid_aor`. */
export function needAor(text: string, maxLength: number): Aor {
  const aor = text.length <= maxLength ? parseAor(text) : undefined;
  if (aor === undefined) {
    throw new DomainError("validation", "invalid_aor", "invalid aor");
  }
  return aor;
}

/** Proves by digest who asks. The same for `/call` and `/session`; only the signed subject differs. */
export class DigestAuthenticator {
  readonly #nonces: Nonces;
  readonly #directory: TerminalDirectory;
  readonly #guessing: Guessing;
  readonly #domains: () => ReadonlySet<string>;

  /** `domains`: those that are served now, in lower case. */
  constructor(
    nonces: Nonces,
    directory: TerminalDirectory,
    guessing: Guessing,
    domains: () => ReadonlySet<string>,
  ) {
    this.#nonces = nonces;
    this.#directory = directory;
    this.#guessing = guessing;
    this.#domains = domains;
  }

  /**
   * Throws DomainError `invalid_nonce` (401), `forbidden` (403: unknown AoR, unknown domain and wrong digest alike),
   * `too_many_guesses` (429, for those alike too) or `backend_error` (502).
   */
  async authenticate(
    aor: Aor,
    proof: Proof,
    subject: string,
  ): Promise<Terminal> {
    const { aorText, nonce, durability } = proof;
    const claimedBy = aorText;
    if (!(await backend(this.#nonces.consume(nonce, aorText, durability)))) {
      throw new DomainError(
        "unauthenticated",
        "invalid_nonce",
        "invalid nonce",
        { claimedBy },
      );
    }
    const credential = await backend(
      this.#directory.findCredential(aor.username, aor.domain),
    );
    const served = this.#domains().has(aor.domain.toLowerCase());
    // An unknown AoR takes the same path with a key nobody has, so that it costs the same time.
    const key = credential?.ha1 ?? md5(`${aorText}:${nonce}`);
    const isRight = () => {
      const expected = digestResponse(md5, key, nonce, subject);
      const matches = equalDigests(expected, proof.response.toLowerCase());
      return matches && credential !== undefined && served;
    };
    const whose = credential?.terminal.id ?? `unknown ${aorText}`;
    const right = await backend(
      this.#guessing.judge(
        { whose, claimedBy },
        proof.address,
        isRight,
        durability,
      ),
    );
    if (credential === undefined || !right) {
      throw new DomainError("forbidden", "forbidden", "forbidden", {
        claimedBy,
      });
    }
    return credential.terminal;
  }
}

/** 502 `backend error`, as the reference answers while its database is away. */
async function backend<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError("pbx", "backend_error", "backend error", { cause });
  }
}

function equalDigests(expected: string, given: string): boolean {
  // Hashed first: any length compares in the same time.
  return timingSafeEqual(
    createHash("sha256").update(expected).digest(),
    createHash("sha256").update(given).digest(),
  );
}
