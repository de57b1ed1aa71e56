/** The rows of programs. Times are epoch milliseconds, booleans 0/1, lists JSON. */

export type ClientsTable = {
  id: string;
  workspace_id: string;
  name: string;
  enabled: number;
  scopes: string;
  trunk_caller: number;
  caller_prefixes: string;
  callee_prefixes: string;
  premium: number;
  international: number;
  calls_per_minute: number;
  calls_at_once: number;
  mask_numbers: string;
  recording_beep: number;
  handshake: number;
  /** `ID@URI`s at which a sink's token may be fetched, and as whom */
  token_uris: string;
  /** the newest of the keys that sign what is sent to its sinks */
  webhook_secret_sealed: string | null;
  domain: string;
  /** a JSON Web Key Set of public keys, or where it stands: for `private_key_jwt` */
  jwks: string | null;
  jwks_uri: string | null;
  /** another set of keys, another number: tokens got with the former ones end */
  key_version: number;
  /** who else may issue its tokens, and what it is called there */
  external_issuer: string | null;
  external_id: string | null;
  created_at: number;
};

/** `hash`: SHA-256, hex. `expires_at`: null until another secret follows. */
export type ClientSecretsTable = {
  id: string;
  client_id: string;
  hash: string;
  created_at: number;
  expires_at: number | null;
};

/** `sealed`: as `clients.webhook_secret_sealed`, which it was. */
export type FormerWebhookSecretsTable = {
  id: string;
  client_id: string;
  sealed: string;
  expires_at: number;
};

/** `signs_from` is later than `created_at`, so that everybody has the key before it is used. `expires_at`: its last token is dead. */
export type SigningKeysTable = {
  id: string;
  public_jwk: string;
  private_sealed: string;
  created_at: number;
  signs_from: number;
  expires_at: number | null;
};
