import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestPbx } from "../../gateway/src/calls/testing-pbx.ts";
import { DomainChooser } from "../../gateway/src/pbx/choice/by-domain.ts";
import { KamailioChooser } from "../../gateway/src/pbx/choice/kamailio/chooser.ts";
import {
  ownSuitePackage,
  type Unpacked,
  whyNotFetched,
} from "../debian/own-suite.ts";
import { type Kamailio, startKamailio } from "./kamailio.ts";

const DOMAIN = "pbx.example";
const unpacked: Unpacked | undefined = await ownSuitePackage("kamailio").catch(
  (fault: unknown) => {
    console.log(`SKIPPED tests on Kamailio: ${whyNotFetched(fault)}`);
    return undefined;
  },
);

describe.skipIf(unpacked === undefined)("a real Kamailio", () => {
  let kamailio: Kamailio;
  beforeAll(async () => {
    if (unpacked === undefined) return;
    kamailio = await startKamailio(unpacked, {
      "1": "sip:127.0.0.2:6060;transport=udp",
      "2": "sip:as2@[2001:db8::2]:6060",
      "3": "sip:10.9.9.9",
      empty: "",
    });
  });
  afterAll(() => kamailio.stop());

  const choose = async (key: string, table = "AsPerCompanyId") => {
    const names = ["main", "second"];
    const chooser = new KamailioChooser(
      new DomainChooser(
        new Map([[DOMAIN, names]]),
        new Map(names.map((name) => [name, new TestPbx(name)])),
      ),
      {
        lookups: new Map([
          [DOMAIN, { rpcUrl: kamailio.rpcUrl, table, key, timeoutMs: 3_000 }],
        ]),
        hosts: new Map([
          ["main", ["127.0.0.2"]],
          ["second", ["2001:DB8:0::2"]],
        ]),
      },
    );
    return (await chooser.choose(DOMAIN)).map((pbx) => pbx.name);
  };

  it("names the PBX of a key, by address and port or by IPv6", async () => {
    expect(await choose("1")).toEqual(["main"]);
    expect(await choose("2")).toEqual(["second"]);
  });

  it.each([
    ["no such key", "none", undefined, "Key name doesn't exist in htable."],
    ["no such table", "1", "Nowhere", "No such htable"],
    ["an empty value", "empty", undefined, "no value"],
    ["a stranger's address", "3", undefined, "no PBX of"],
  ])("%s is no answer", async (_, key, table, words) => {
    await expect(choose(key, table)).rejects.toMatchObject({
      name: "UnresolvedPbx",
      message: expect.stringContaining(words),
    });
  });

  it("answers fifty who ask at once", async () => {
    const all = await Promise.all(
      Array.from({ length: 50 }, () => choose("1")),
    );
    expect(all).toEqual(Array.from({ length: 50 }, () => ["main"]));
  });
});
