import { describe, expect, it } from "vitest";
import { openGateway } from "../../assembly/testing.ts";
import { rotateKeys } from "../../clients/signing/rotation.ts";
import type { Database } from "../../store/database.ts";
import { Sealer } from "../../store/sealer.ts";
import { ALL } from "./testing.ts";

describe("metadata", () => {
  it("says where the doors are, and may be kept", async () => {
    const { origin } = await openGateway({
      RINGBACK_OAUTH_ISSUER: "https://ringback.example",
    });
    const documents = await Promise.all(
      ["oauth-authorization-server", "openid-configuration"].map((name) =>
        fetch(`${origin}/.well-known/${name}`),
      ),
    );
    for (const document of documents) {
      expect(document.headers.get("cache-control")).toBe("public, max-age=300");
      expect(await document.json()).toMatchObject({
        issuer: "https://ringback.example",
        token_endpoint: "https://ringback.example/oauth/token",
        revocation_endpoint: "https://ringback.example/oauth/revoke",
        jwks_uri: "https://ringback.example/oauth/jwks",
        grant_types_supported: ["client_credentials"],
        response_types_supported: [],
        scopes_supported: ALL.split(" "),
      });
    }
  });

  it("keys are public ones alone, and the next one is there before it signs", async () => {
    const { origin, db, config } = await openGateway();
    const keys = async () => {
      const answer = await fetch(`${origin}/oauth/jwks`);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
      const { keys: all }: { keys: object[] } = JSON.parse(await answer.text());
      return all;
    };
    const [only, ...none] = await keys();
    expect(none).toEqual([]);
    expect(Object.keys(only ?? {}).sort()).toEqual(
      ["alg", "crv", "kid", "kty", "use", "x", "y"].sort(),
    );
    await rotate(db, config.oauth, config.secrets.storageKey);
    await expect.poll(keys, { timeout: 5000 }).toHaveLength(2);
  });
});

async function rotate(
  db: Database,
  times: { keyLeadSeconds: number; tokenTtlSeconds: number },
  key: string,
) {
  const now = Date.now();
  await rotateKeys(db, new Sealer(key, []), { times, atOnce: false, now });
}
