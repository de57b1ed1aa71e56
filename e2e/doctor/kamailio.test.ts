/** A real Kamailio that does not say which PBX it is: one line each. */
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTransport } from "../../gateway/src/assembly/pbxs.ts";
import { createSealer } from "../../gateway/src/assembly/sealer.ts";
import { testConfig } from "../../gateway/src/config/testing.ts";
import { examine } from "../../gateway/src/doctor/examine.ts";
import { freeTcpPort } from "../asterisk/loopback.ts";
import {
  ownSuitePackage,
  type Unpacked,
  whyNotFetched,
} from "../debian/own-suite.ts";
import { type Kamailio, startKamailio } from "../kamailio/kamailio.ts";
import { checks, finding } from "./patient.ts";

const unpacked: Unpacked | undefined = await ownSuitePackage("kamailio").catch(
  (fault: unknown) => {
    console.log(`SKIPPED tests on Kamailio: ${whyNotFetched(fault)}`);
    return undefined;
  },
);

describe.skipIf(unpacked === undefined)("the doctor at a Kamailio", () => {
  let kamailio: Kamailio;
  beforeAll(async () => {
    if (unpacked === undefined) return;
    kamailio = await startKamailio(unpacked, {
      here: "sip:127.0.0.1:6060",
      stranger: "sip:10.9.9.9:6060",
    });
  });
  afterAll(() => kamailio.stop());

  async function ask(key: string, rpcUrl = kamailio.rpcUrl) {
    const config = testConfig({
      RINGBACK_DATABASE_FILE: "/nonexistent/ringback.sqlite",
      RINGBACK_PBX_MAIN_PORT: String(await freeTcpPort()),
      RINGBACK_KAMAILIO: JSON.stringify({
        "pbx.example": { key, rpcUrl, timeoutMs: 500 },
      }),
    });
    const findings = await examine(config, {
      transportFor: createTransport,
      sealer: createSealer(config),
      fetchJson: () => Promise.reject(new Error("there are no issuers")),
    });
    const own = findings.filter(({ about }) => about.startsWith("kamailio"));
    return { code: 0, findings: own };
  }

  it("that names a PBX is no matter", async () => {
    const found = await ask("here");
    expect(checks(found, "ok")).toEqual(["look-up", "named"]);
    expect(finding(found, "named").text).toContain("the PBX main");
  });

  it("that names a stranger", async () => {
    const found = await ask("stranger");
    expect(finding(found, "named")).toMatchObject({
      level: "fault",
      mend: expect.stringContaining("Add 10.9.9.9 to sipHosts"),
    });
  });

  it("that does not know the key", async () => {
    const found = await ask("unknown");
    expect(finding(found, "look-up")).toMatchObject({
      level: "fault",
      text: expect.stringContaining("Key name doesn't exist"),
      mend: expect.stringContaining("kamcmd htable.get AsPerCompanyId unknown"),
    });
  });

  it("that is not there", async () => {
    const nobody = `http://127.0.0.1:${await freeTcpPort()}/RPC`;
    const found = await ask("here", nobody);
    expect(finding(found, "look-up").text).toContain("cannot be asked");
  });

  it("that is silent", async () => {
    const server = createServer((socket) => socket.on("error", () => {}));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const found = await ask("here", `http://127.0.0.1:${port}/RPC`);
    expect(finding(found, "look-up").text).toContain("cannot be asked");
    server.close();
  });
});
