import { createHash, timingSafeEqual } from "node:crypto";
import { type Aor, digestResponse, parseAor } from "@ringback/shared/digest.ts";
import { DomainError } from "../../calls/errors.ts";
import type { Terminal, TerminalDirectory } from "../../terminals/port.ts";
import type { Nonces } from "./nonce.ts";

export type Proof = { nonce: string; response: string };

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
  readonly #domains: ReadonlySet<string>;

  /** `domains`: those that are served, in lower case. */
  constructor(
    nonces: Nonces,
    directory: TerminalDirectory,
    domains: ReadonlySet<string>,
  ) {
    this.#nonces = nonces;
    this.#directory = directory;
    this.#domains = domains;
  }

  /** Throws DomainError `invalid_nonce` (401) or `forbidden` (403: unknown AoR, unknown domain and wrong digest alike). */
  async authenticate(
    aorText: string,
    aor: Aor,
    proof: Proof,
    subject: string,
  ): Promise<Terminal> {
    if (!(await backend(this.#nonces.consume(proof.nonce, aorText)))) {
      throw new DomainError(
        "unauthenticated",
        "invalid_nonce",
        "invalid nonce",
      );
    }
    const credential = await backend(
      this.#directory.findCredential(aor.username, aor.domain),
    );
    // An unknown AoR takes the same path with a key nobody has, so that it costs the same time.
    const key = credential?.ha1 ?? md5(`${aorText}:${proof.nonce}`);
    const expected = digestResponse(md5, key, proof.nonce, subject);
    const matches = equalDigests(expected, proof.response.toLowerCase());
    if (
      credential === undefined ||
      !matches ||
      !this.#domains.has(aor.domain.toLowerCase())
    ) {
      throw new DomainError("forbidden", "forbidden", "forbidden");
    }
    return credential.terminal;
  }
}

/** 502 `backend error`, as the reference answers while its database is away. */
async function backend<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
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
