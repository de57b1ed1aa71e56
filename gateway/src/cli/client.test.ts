import { expect, test } from "vitest";
import { hashOf } from "../clients/secret.ts";
import { openClients } from "./testing-clients.ts";

const { cli, add, shown, stored } = openClients();

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

test("a removed program is gone with its secrets", async () => {
  await add("gone");
  const { id } = await shown("gone");
  expect((await cli.ringback(["client", "remove", "gone"])).code).toBe(0);
  const { secrets, clients } = await stored();
  expect(clients.map(({ name }) => name)).not.toContain("gone");
  expect(secrets.map(({ client_id }) => client_id)).not.toContain(id);
});
