import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashOf } from "../clients/secret.ts";
import { leastEnvironment } from "../config/testing.ts";
import { openDatabase } from "../store/database.ts";
import { Sealer } from "../store/sealer.ts";
import { type Bench, bench } from "./testing.ts";

let cli: Bench;
beforeAll(() => {
  cli = bench();
});
afterAll(() => cli.remove());

const add = (name: string, ...more: string[]) =>
  cli.ringback(["client", "add", "--name", name, "--scopes", "all", ...more]);

async function shown(name: string) {
  const { out } = await cli.ringback(["client", "show", name, "--json"]);
  return JSON.parse(out);
}

async function stored() {
  const db = openDatabase({
    file: join(cli.folder, "ringback.sqlite"),
    busyTimeoutMs: 1000,
  });
  const secrets = await db.selectFrom("client_secrets").selectAll().execute();
  const clients = await db.selectFrom("clients").selectAll().execute();
  await db.destroy();
  return { secrets, clients };
}

test("a program is added with its secret shown once, kept as a hash", async () => {
  const { code, out } = await add("crm");
  expect(code).toBe(0);
  const [, id] = /\nId: ([0-9a-z]{26})\n/.exec(out) ?? [];
  const [, secret = ""] =
    /\nSecret, shown only now: (rbs_[\w-]{43})\n/.exec(out) ?? [];
  const { secrets } = await stored();
  expect(secrets).toMatchObject([{ client_id: id, hash: hashOf(secret) }]);
  for (const words of [
    ["list"],
    ["list", "--json"],
    ["show", "crm"],
    ["show", "crm", "--json"],
  ]) {
    const { out: told } = await cli.ringback(["client", ...words]);
    expect(told).toContain("crm");
    expect(told).not.toContain(secret);
    expect(told).not.toContain(hashOf(secret));
  }
  expect(await shown("crm")).toMatchObject({
    ...{ id, domain: "pbx.example", enabled: true, secrets: 1, keys: "none" },
    ...{ callsPerMinute: 60, callsAtOnce: 10, premium: false },
    ...{ international: false, trunkCaller: false, external: null },
  });
});

test("every setting is kept, and changed alone", async () => {
  await add(
    "all",
    ...["--caller-prefix", "+34, +44", "--callee-prefix", "+1"],
    ...["--premium", "--international", "--trunk-caller", "--beep"],
    ...["--handshake", "--calls-per-minute", "5", "--calls-at-once", "2"],
    ...["--mask", "+34 900 123 456,+34900123456"],
    ...["--token-uri", "a@b@https://id.example/t,crm@https://id.example/t"],
  );
  const before = await shown("all");
  expect(before).toMatchObject({
    ...{ callerPrefixes: ["+34", "+44"], calleePrefixes: ["+1"] },
    ...{ premium: true, international: true, trunkCaller: true },
    ...{ recordingBeep: true, handshake: true, callsPerMinute: 5 },
    ...{ callsAtOnce: 2, maskNumbers: ["+34900123456"] },
    tokenUris: ["a@b@https://id.example/t", "crm@https://id.example/t"],
  });
  const changed = await cli.ringback([
    ...["client", "change", "all", "--premium", "no", "--mask", ""],
    ...["--scopes", "click-to-dial:calls:read", "--enabled", "no"],
  ]);
  expect(changed).toMatchObject({ code: 0, err: "" });
  expect(await shown("all")).toEqual({
    ...before,
    ...{ premium: false, maskNumbers: [], enabled: false },
    scopes: ["click-to-dial:calls:read"],
  });
});

test.each([
  ...["https://id.example/t", "@https://id.example/t", "crm@id.example/t"],
  ...["crm@http://id.example/t", "crm@https://u:p@id.example/t"],
  ...["crm@https://", "crm@https://id.example/t#x", "c m@https://id.example/t"],
  `${"x".repeat(129)}@https://id.example/t`,
])("%s is no place to fetch tokens from", async (text) => {
  const { code, err } = await add("nowhere", "--token-uri", text);
  expect([code, err]).toEqual([
    1,
    expect.stringContaining("is not a client id and a token address"),
  ]);
});

test.each<[number, string[], string]>([
  [2, ["add", "--scopes", "all"], "--name is missing"],
  [2, ["add", "--name", "x"], "--scopes is missing"],
  [1, ["add", "--name", "x", "--scopes", "live"], "there is no scope live"],
  [1, ["add", "--name", " x", "--scopes", "all"], "a program's name"],
  [1, ["add", "--name", "crm", "--scopes", "all"], "named crm already"],
  [
    1,
    ["add", "--name", "x", "--scopes", "all", "--domain", "other"],
    "known are pbx.example",
  ],
  [
    1,
    ["add", "--name", "x", "--scopes", "all", "--caller-prefix", "34"],
    "beginning of an E.164",
  ],
  [
    1,
    ["add", "--name", "x", "--scopes", "all", "--mask", "12"],
    "not an E.164 number",
  ],
  [
    1,
    ["add", "--name", "x", "--scopes", "all", "--calls-at-once", "0"],
    "from 1 to",
  ],
  [
    2,
    ["add", "--name", "x", "--scopes", "all", "--calls-at-once", "-1"],
    "calls-at-once",
  ],
  [
    1,
    ["add", "--name", "x", "--scopes", "all", "--jwks", "/none"],
    "cannot be read (ENOENT)",
  ],
  [
    1,
    [
      "add",
      "--name",
      "x",
      "--scopes",
      "all",
      "--jwks-uri",
      "http://a.example/",
    ],
    "https://",
  ],
  [
    1,
    [
      "add",
      "--name",
      "x",
      "--scopes",
      "all",
      "--jwks-uri",
      "https://u:p@a.example/",
    ],
    "https://",
  ],
  [
    1,
    ["add", "--name", "x", "--scopes", "all", "--external-id", "y"],
    "no such issuer",
  ],
  [
    2,
    ["add", "--name", "x", "--scopes", "all", "--issuer", "y"],
    "--external-id is missing",
  ],
  [2, ["change", "crm"], "say what is to be changed"],
  [2, ["change", "crm", "--premium", "maybe"], "yes or no"],
  [
    2,
    ["change", "crm", "--no-keys", "--jwks-uri", "https://a.example/"],
    "in one way alone",
  ],
  [1, ["change", "nobody", "--premium", "no"], "there is no program nobody"],
  [1, ["show", "nobody"], "there is no program nobody"],
  [1, ["secret", "nobody"], "there is no program nobody"],
  [2, ["secret", "crm", "--overlap", "soon"], "--overlap"],
  [1, ["webhook-secret", "nobody"], "there is no program nobody"],
  [1, ["remove", "nobody"], "there is no program nobody"],
])("%i: client %j is refused", async (code, words, said) => {
  const ran = await cli.ringback(["client", ...words]);
  expect(ran).toMatchObject({ code, out: "" });
  expect(ran.err).toContain(said);
});

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
  expect(await shown("signed")).toMatchObject({ webhookSecret: true });
  await cli.ringback(["client", "webhook-secret", "signed", "--remove"]);
  expect(await shown("signed")).toMatchObject({ webhookSecret: false });
});

test("a removed program is gone with its secrets", async () => {
  await add("gone");
  const { id } = await shown("gone");
  expect((await cli.ringback(["client", "remove", "gone"])).code).toBe(0);
  const { secrets, clients } = await stored();
  expect(clients.map(({ name }) => name)).not.toContain("gone");
  expect(secrets.map(({ client_id }) => client_id)).not.toContain(id);
});

test("keys are listed and rotated", async () => {
  const key = async (...words: string[]) => {
    const { out } = await cli.ringback(["key", ...words, "--json"]);
    return JSON.parse(out).map(({ state }: { state: string }) => state);
  };
  expect(await key("list")).toEqual([]);
  expect(await key("rotate", "--now")).toEqual(["signing"]);
  expect(await key("rotate")).toEqual(["next", "signing"]);
  expect((await cli.ringback(["key", "rotate"])).err).toContain(
    "published already",
  );
  expect((await cli.ringback(["key", "list"])).out).toMatch(
    /^STATE +SIGNSFROM/,
  );
  expect(await key("rotate", "--now")).toEqual(["signing"]);
});
