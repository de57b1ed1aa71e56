import { createHmac } from "node:crypto";
import { Keyv } from "keyv";
import { BoundedMap } from "../../store/bounded-map.ts";
import type { Database } from "../../store/database.ts";
import type { Credential, Terminal, TerminalDirectory } from "../port.ts";
import { type AccountSource, type Eligible, isName, judge } from "./account.ts";
import { type FoundRow, FoundRows, madeRow } from "./rows.ts";

export type FoundOptions = {
  db: Database;
  /** of the AoRs it answers for, as it stands in the configuration */
  domain: string;
  /** only endpoints of such names may call */
  endpointPattern?: RegExp;
  /** how long an answer is believed, a negative one too */
  cacheSeconds: number;
  /** makes credential versions of HA1s, so that a token does not show what an HA1 can be guessed by */
  versionKey: string;
  /** one line for the admin: why an endpoint that is there cannot call */
  onRefused: (line: string) => void;
  onFault: (what: string, fault: unknown) => void;
};

type Purpose = "sign-in" | "recheck";
type Cached = { eligible: Eligible | null };

const CACHE_LIMIT = 10_000;
/** Asked about in place of a name that cannot be one, so that it takes the same time. */
const NO_ENDPOINT = "-";
const NOBODY: Eligible = { ha1: "", extension: "" };

/** Terminals that a telephone system knows, for one domain. HA1s are in memory alone. */
export class FoundTerminals implements TerminalDirectory {
  readonly #o: FoundOptions;
  readonly #source: string;
  readonly #accounts: AccountSource;
  readonly #rows: FoundRows;
  readonly #cache: Keyv<Cached>;
  readonly #asking = new Map<string, Promise<Eligible | null>>();
  readonly #keeping = new Map<string, Promise<void>>();
  /** by terminal id: what was last known holds where the telephone system cannot be asked */
  readonly #known = new BoundedMap<string, Terminal>(CACHE_LIMIT);
  readonly #told = new BoundedMap<string, string>(CACHE_LIMIT);

  constructor(source: string, accounts: AccountSource, options: FoundOptions) {
    this.#o = options;
    this.#source = source;
    this.#accounts = accounts;
    this.#rows = new FoundRows(options.db, source);
    this.#cache = new Keyv<Cached>({
      store: new BoundedMap(CACHE_LIMIT),
      ttl: options.cacheSeconds * 1000,
      throwOnErrors: true,
    });
  }

  /** Rejects where neither the cache nor the telephone system can say. */
  async findCredential(
    username: string,
    domain: string,
  ): Promise<Credential | undefined> {
    if (domain !== this.#o.domain) return undefined;
    const eligible = await this.#eligible("sign-in", username);
    const row = await this.#rows.byAor(username, domain);
    // Made for everybody, so that all take the same time.
    const made = madeRow(username, domain, this.#source);
    const terminal = this.#terminal(row ?? made, eligible ?? NOBODY);
    if (eligible === null || !this.#isOurs(row)) return undefined;
    this.#known.set(terminal.id, terminal);
    this.#keep(terminal, row);
    return { terminal, ha1: eligible.ha1 };
  }

  async findById(terminalId: string): Promise<Terminal | undefined> {
    const known = this.#known.get(terminalId);
    // A new terminal's row may still be on its way to the disk.
    await this.#keeping.get(terminalId);
    const row = await this.#rows.byId(terminalId);
    if (row?.domain !== this.#o.domain || !this.#isOurs(row)) return undefined;
    try {
      const eligible = await this.#eligible("recheck", row.username);
      if (eligible === null) return undefined;
      const terminal = this.#terminal(row, eligible);
      this.#known.set(terminal.id, terminal);
      return terminal;
    } catch (fault) {
      // An outage of the telephone system signs nobody out.
      if (known !== undefined) return known;
      throw fault;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#keeping.values());
    await this.#accounts.close();
  }

  /** What the admin made or switched off by hand decides alone. */
  #isOurs(row: FoundRow | undefined): boolean {
    return row === undefined || (row.source !== "local" && row.enabled);
  }

  /** Each purpose has its own answers: the recheck of who is signed in would make theirs known, and a sign-in of theirs quicker. */
  async #eligible(purpose: Purpose, username: string) {
    const key = `${purpose} ${username}`;
    const cached = await this.#cache.get(key);
    if (cached !== undefined) return cached.eligible;
    const asking = this.#asking.get(key) ?? this.#ask(key, username);
    this.#asking.set(key, asking);
    try {
      return await asking;
    } finally {
      this.#asking.delete(key);
    }
  }

  async #ask(key: string, username: string): Promise<Eligible | null> {
    const { domain, endpointPattern } = this.#o;
    const mayCall =
      isName(username) && (endpointPattern?.test(username) ?? true);
    const endpoint = mayCall ? username : NO_ENDPOINT;
    const account = await this.#accounts.read(endpoint);
    const verdict = mayCall ? judge(account, { username, domain }) : undefined;
    if (verdict !== undefined && "refused" in verdict)
      this.#tell(username, verdict.refused);
    const eligible =
      verdict === undefined || "refused" in verdict ? null : verdict;
    await this.#cache.set(key, { eligible });
    return eligible;
  }

  /** Once, until it changes: whoever guesses names shall not fill the log. */
  #tell(username: string, reason: string): void {
    if (this.#told.get(username) === reason) return;
    this.#told.set(username, reason);
    this.#o.onRefused(
      `${username}@${this.#o.domain} cannot call by ${this.#source}: ${reason}`,
    );
  }

  #terminal(row: FoundRow, { ha1, extension }: Eligible): Terminal {
    return {
      id: row.id,
      workspaceId: row.workspaceId,
      userId: row.userId,
      userName: row.userName,
      username: row.username,
      domain: row.domain,
      endpoint: row.username,
      extension,
      number: null,
      credentialVersion: this.#versionOf(ha1),
    };
  }

  #versionOf(ha1: string): number {
    const digest = createHmac("sha256", this.#o.versionKey).update(ha1);
    return digest.digest().readUIntBE(0, 6);
  }

  /** Beside the answer, not before it: the time a first write takes would tell that the AoR is there. */
  #keep(terminal: Terminal, row: FoundRow | undefined): void {
    const isKept =
      row?.source === this.#source &&
      row.endpoint === terminal.endpoint &&
      row.extension === terminal.extension;
    if (isKept || this.#keeping.has(terminal.id)) return;
    const keeping = this.#rows
      .keep(terminal)
      .catch((fault: unknown) => this.#o.onFault("terminal", fault))
      .finally(() => this.#keeping.delete(terminal.id));
    this.#keeping.set(terminal.id, keeping);
  }
}
