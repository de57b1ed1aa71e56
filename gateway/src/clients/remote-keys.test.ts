import {
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  jwtVerify,
  SignJWT,
} from "jose";
import { expect, it } from "vitest";
import { KeysUnknown, RemoteKeys } from "./remote-keys.ts";

async function pair() {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "ES256" })
    .sign(privateKey);
  return { set: { keys: [await exportJWK(publicKey)] }, token };
}

it("a fetch that never ends is given up, holds up no later one, and counts no more", async () => {
  const [old, fresh] = [await pair(), await pair()];
  const hung = Promise.withResolvers<JSONWebKeySet>();
  const answers = [hung.promise, Promise.resolve(fresh.set)];
  const clock = { ms: 0 };
  const faults: unknown[] = [];
  const keys = new RemoteKeys(() => answers.shift() ?? hung.promise, {
    times: { freshMs: 100, staleMs: 200, cooldownMs: 30, loadMs: 40 },
    now: () => clock.ms,
    onFault: (fault) => faults.push(fault),
  });
  const verified = (token: string) => jwtVerify(token, keys.keyFor);
  await expect(
    Promise.all([verified(fresh.token), verified(fresh.token)]),
  ).rejects.toThrow(KeysUnknown);
  expect(String(faults)).toContain("in time");
  clock.ms += 30;
  await verified(fresh.token);
  hung.resolve(old.set);
  await verified(fresh.token);
  await expect(verified(old.token)).rejects.toThrow();
  expect(faults).toHaveLength(1);
});
