/** Secrets that a client sends where a name or a path belongs, and what the log says of it. */
import { expect, it } from "vitest";
import { basic, form, GRANT, open } from "../apis/oauth/testing.ts";
import { member } from "../assembly/testing.ts";
import { newSigningSecret } from "../clients/secret.ts";
import { keepSecret } from "./testing-records.ts";

it("a program's id and secret, the wrong way round", async () => {
  const { origin, id, secret, lines } = await open();
  keepSecret(secret);
  const swapped = { ...GRANT, client_id: secret, client_secret: id };
  for (const [members, headers] of [
    [swapped, {}],
    [{ ...swapped, client_id: encodeURIComponent(`${secret}%5f`) }, {}],
    [{ ...swapped, client_id: secret.replace("_", "%5F") }, {}],
    [GRANT, basic(secret, id)],
  ] as const) {
    const answer = await form(origin, "/oauth/token", members, headers);
    expect(answer.status).toBe(401);
  }
  const log = lines.join("");
  expect(log.match(/"aor":"\[secret\]"/g)).toHaveLength(4);
  expect(log).not.toContain(secret.slice(4, 16));
});

it("in a path, also percent-encoded", async () => {
  const { origin, secret, token, lines } = await open();
  const bearer = member(await token(), "access_token");
  const signing = newSigningSecret();
  keepSecret(secret, bearer, signing);
  const secrets = [secret, bearer, signing];
  for (const each of secrets)
    for (const spelling of [
      each,
      encodeURIComponent(each),
      each.replace(/[_.]/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
    ])
      for (const path of ["/", "/calls/", "/api/v1/"])
        await fetch(`${origin}${path}${spelling}`);
  const paths = lines.flatMap(
    (line) =>
      JSON.parse(line)
        .request?.path?.split(/^(.*\/)/)
        .at(-1) ?? [],
  );
  expect(paths.filter((last) => last === "[secret]")).toHaveLength(27);
  for (const each of secrets)
    expect(lines.join("")).not.toContain(each.slice(6, 18));
});
