import type { Config } from "../config/schema.ts";
import { formerKeys } from "../config/sections/secrets.ts";
import { Sealer } from "../store/sealer.ts";

/** Of what the database must keep secret, with the keys of the configuration. */
export function createSealer({ secrets }: Pick<Config, "secrets">): Sealer {
  return new Sealer(
    secrets.storageKey,
    formerKeys(secrets.previousStorageKeys),
  );
}
