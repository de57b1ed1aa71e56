/** Configurations for tests. */

import { configSecrets } from "../ops/log.ts";
import { keepSecret } from "../ops/testing-records.ts";
import type { Environment } from "./env.ts";
import { loadConfig } from "./load.ts";
import type { Config } from "./schema.ts";

/** The least a gateway needs, as environment variables. */
export const leastEnvironment: Environment = Object.freeze({
  RINGBACK_SECRETS_NONCE_KEY: "1f".repeat(32),
  RINGBACK_SECRETS_TOKEN_KEY: "2e".repeat(32),
  RINGBACK_SECRETS_STORAGE_KEY: "3c".repeat(32),
  RINGBACK_PBX_MAIN_SECRET: "ami-secret-of-the-tests",
  RINGBACK_DOMAINS: '{"pbx.example": ["main"]}',
});

/** A checked configuration: defaults, the least that is needed, and these `RINGBACK_…` over them. Throws where that has faults. */
export function testConfig(env: Environment = {}): Config {
  const { config, faults } = loadConfig({
    env: { ...leastEnvironment, ...env },
  });
  if (config === undefined) throw new Error(JSON.stringify(faults, null, 2));
  keepSecret(...configSecrets(config));
  return config;
}
