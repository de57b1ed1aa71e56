import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { expect, test } from "vitest";
import { leastEnvironment } from "../config/testing.ts";
import { Sealer } from "../store/sealer.ts";
import { openClients } from "./testing-clients.ts";

const { cli, add, shown, stored } = openClients();

test("with keys of its own, or of another issuer, it has no secret", async () => {
  const file = join(cli.folder, "jwks.json");
  const { publicKey, privateKey } = await generateKeyPair("ES256", {
    extractable: true,
  });
  const keys = (jwk: object) =>
    writeFileSync(file, JSON.stringify({ keys: [jwk] }));
  keys(await exportJWK(privateKey));
  expect((await add("keyed", "--jwks", file)).err).toContain(
    "public keys alone",
  );
  keys({ kty: "oct", k: "c2VjcmV0" });
  expect((await add("keyed", "--jwks", file)).err).toContain(
    "public keys alone",
  );
  keys(await exportJWK(publicKey));
  const { code, out } = await add("keyed", "--jwks", file);
  expect([code, out]).toEqual([0, expect.not.stringContaining("Secret")]);
  expect(await shown("keyed")).toMatchObject({ keys: "given", secrets: 0 });
  await cli.ringback([
    "client",
    "change",
    "keyed",
    "--jwks-uri",
    "https://a.example/k",
  ]);
  expect(await shown("keyed")).toMatchObject({ keys: "https://a.example/k" });
  await cli.ringback(["client", "change", "keyed", "--no-keys"]);
  expect(await shown("keyed")).toMatchObject({ keys: "none" });
});

test("an external id belongs to one issuer and one program", async () => {
  const issuer = "https://login.example";
  const env = {
    ...leastEnvironment,
    RINGBACK_DATABASE_FILE: join(cli.folder, "ringback.sqlite"),
    RINGBACK_ISSUERS_OFFICE_ISSUER: issuer,
    RINGBACK_ISSUERS_OFFICE_AUDIENCE: "ringback",
  };
  const run = (name: string, extra = {}) =>
    cli.ringback(
      [
        "client",
        "add",
        "--name",
        name,
        "--scopes",
        "all",
        "--external-id",
        "app-1",
      ],
      { env: { ...env, ...extra } },
    );
  expect((await run("there")).code).toBe(0);
  expect(await shown("there")).toMatchObject({
    external: { issuer, id: "app-1" },
    secrets: 0,
  });
  expect((await run("there too")).err).toContain("another program already");
  const two = {
    RINGBACK_ISSUERS_OTHER_ISSUER: "https://other.example",
    RINGBACK_ISSUERS_OTHER_AUDIENCE: "ringback",
  };
  expect(await run("there too", two)).toMatchObject({
    code: 2,
    err: expect.stringContaining("--issuer is missing: one of office, other"),
  });
});

test("another secret: both are good for a while, or the former ends at once", async () => {
  await add("rotated");
  const secret = async (...words: string[]) =>
    await cli.ringback(["client", "secret", "rotated", ...words]);
  expect((await secret()).out).toContain("ends in 86400 seconds");
  expect(await shown("rotated")).toMatchObject({ secrets: 2 });
  expect((await secret("--overlap", "0")).out).toContain("has ended");
  expect(await shown("rotated")).toMatchObject({ secrets: 1 });
});

test("a webhook secret is shown once and sealed", async () => {
  await add("signed");
  const { out } = await cli.ringback(["client", "webhook-secret", "signed"]);
  const [, secret = ""] = /(whsec_[A-Za-z0-9+/]{43}=)\n/.exec(out) ?? [];
  const sealer = new Sealer(
    leastEnvironment.RINGBACK_SECRETS_STORAGE_KEY ?? "",
    [],
  );
  const sealed = (await stored()).clients.find(({ name }) => name === "signed");
  expect(
    sealer.open("webhook signing secret", sealed?.webhook_secret_sealed ?? ""),
  ).toBe(secret);
  expect(await shown("signed")).toMatchObject({ webhookSecrets: 1 });
  await cli.ringback(["client", "webhook-secret", "signed", "--remove"]);
  expect(await shown("signed")).toMatchObject({ webhookSecrets: 0 });
});

test("another webhook secret: both sign for a while, or the former ends at once", async () => {
  await add("resigned");
  const next = async (...words: string[]) =>
    await cli.ringback(["client", "webhook-secret", "resigned", ...words]);
  expect((await next()).out).toContain("beside it for 86400 seconds");
  expect((await next()).out).toContain("beside it for 86400 seconds");
  expect(await shown("resigned")).toMatchObject({ webhookSecrets: 2 });
  expect((await next("--overlap", "0")).out).toContain("has ended");
  expect(await shown("resigned")).toMatchObject({ webhookSecrets: 1 });
  for (const wrong of [["-1"], ["x"], ["9", "--remove"], ["31536001"]])
    expect((await next("--overlap", ...wrong)).code).toBe(2);
});
