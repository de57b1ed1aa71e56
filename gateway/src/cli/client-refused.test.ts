import { beforeAll, expect, test } from "vitest";
import { openClients } from "./testing-clients.ts";

const { cli, add } = openClients();
beforeAll(async () => {
  await add("crm");
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
