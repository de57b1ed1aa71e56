import { isScope } from "@ringback/shared/ctd/scopes.ts";
import { sql } from "kysely";
import type { ClientsTable } from "../store/client-tables.ts";
import type { Database } from "../store/database.ts";
import type { Sealer } from "../store/sealer.ts";
import type { Client } from "./port.ts";
import { type KeptSecret, NOBODYS } from "./secret.ts";
import { readTokenSource } from "./token-source.ts";
import { openWebhookSecrets, sealedWebhookSecrets } from "./webhook-secrets.ts";

/** By what a program proves who it is. `keys`: its own, a JSON Web Key Set as text or where to fetch it. */
export type Credentials = {
  clientId: string;
  enabled: boolean;
  /** at least one: `NOBODYS` where it has none */
  secrets: readonly KeptSecret[];
  keys:
    | { version: number; jwks: string }
    | { version: number; uri: string }
    | undefined;
};

/** A program, and the names of all by which it can prove who it is now; tokens say which one they were given for. */
export type ClientRecord = { client: Client; proofs: ReadonlySet<string> };

/** The name of a program's own keys, as a token says it. */
export function keysProof(version: number): string {
  return `keys-${version}`;
}

/** Reads programs from the database, as they are now. */
export class ClientRecords {
  readonly #db: Database;
  readonly #sealer: Sealer;
  readonly #now: () => number;
  readonly #onFault: (fault: unknown) => void;

  constructor(
    db: Database,
    sealer: Sealer,
    options: { now: () => number; onFault: (fault: unknown) => void },
  ) {
    this.#db = db;
    this.#sealer = sealer;
    this.#now = options.now;
    this.#onFault = options.onFault;
  }

  /** One query that gives a row in any case, so that an unknown program costs the same time as a known one. */
  async credentials(id: string): Promise<Credentials | undefined> {
    const now = this.#now();
    const rows = await this.#db
      .selectFrom(sql<{ id: string }>`(select ${id} as id)`.as("asked"))
      .leftJoin("clients", "clients.id", "asked.id")
      .leftJoin("client_secrets", (join) =>
        join
          .onRef("client_secrets.client_id", "=", "asked.id")
          .on(({ eb, or }) =>
            or([
              eb("client_secrets.expires_at", "is", null),
              eb("client_secrets.expires_at", ">", now),
            ]),
          ),
      )
      .select([
        "clients.enabled",
        "clients.jwks",
        "clients.jwks_uri",
        "clients.key_version as version",
        sql<string>`coalesce(client_secrets.id, ${NOBODYS.id})`.as("secretId"),
        sql<string>`coalesce(client_secrets.hash, ${NOBODYS.hash})`.as("hash"),
      ])
      .execute();
    const [first] = rows;
    const credentials = {
      clientId: id,
      enabled: first?.enabled === 1,
      secrets: rows.map(({ secretId, hash }) => ({ id: secretId, hash })),
      keys: keysOf(first),
    };
    const isKnown = first !== undefined && first.version !== null;
    return isKnown ? credentials : undefined;
  }

  async find(id: string): Promise<ClientRecord | undefined> {
    const row = await this.#rows().where("id", "=", id).executeTakeFirst();
    return row === undefined ? undefined : await this.#record(row);
  }

  /** The program that another issuer knows by this id. */
  async findExternal(
    issuer: string,
    externalId: string,
  ): Promise<ClientRecord | undefined> {
    const row = await this.#rows()
      .where("external_issuer", "=", issuer)
      .where("external_id", "=", externalId)
      .executeTakeFirst();
    return row === undefined ? undefined : await this.#record(row);
  }

  #rows() {
    return this.#db.selectFrom("clients").selectAll();
  }

  async #record(row: ClientsTable): Promise<ClientRecord> {
    const credentials = await this.credentials(row.id);
    const keys = credentials?.keys;
    return {
      client: await this.#client(row),
      proofs: new Set([
        ...(credentials?.secrets ?? [])
          .map(({ id }) => id)
          .filter((id) => id !== NOBODYS.id),
        ...(keys === undefined ? [] : [keysProof(keys.version)]),
      ]),
    };
  }

  async #client(row: ClientsTable): Promise<Client> {
    const sealed = await sealedWebhookSecrets(this.#db, row, this.#now());
    return {
      id: row.id,
      workspaceId: row.workspace_id,
      name: row.name,
      enabled: row.enabled === 1,
      scopes: row.scopes.split(" ").filter(isScope),
      trunkCaller: row.trunk_caller === 1,
      policy: {
        callerPrefixes: texts(row.caller_prefixes),
        calleePrefixes: texts(row.callee_prefixes),
        premium: row.premium === 1,
        international: row.international === 1,
        callsPerMinute: row.calls_per_minute,
        callsAtOnce: row.calls_at_once,
      },
      maskNumbers: texts(row.mask_numbers),
      recordingBeep: row.recording_beep === 1,
      webhook: {
        signingSecrets: openWebhookSecrets(this.#sealer, sealed, this.#onFault),
        handshake: row.handshake === 1,
        tokenSources: texts(row.token_uris)
          .map(readTokenSource)
          .filter((source) => source !== undefined),
      },
      domain: row.domain,
    };
  }
}

/** A list of texts as it stands in the database. */
export function texts(json: string): string[] {
  const list: unknown = JSON.parse(json);
  return Array.isArray(list)
    ? list.filter((each) => typeof each === "string")
    : [];
}

function keysOf(
  row:
    | { version: number | null; jwks: string | null; jwks_uri: string | null }
    | undefined,
): Credentials["keys"] {
  if (row === undefined || row.version === null) return undefined;
  const { version, jwks, jwks_uri: uri } = row;
  if (jwks !== null) return { version, jwks };
  return uri === null ? undefined : { version, uri };
}
