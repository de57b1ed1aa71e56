/** A PBX that cannot be reached, or does not let the AMI user do what it must: one line each. */
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { TEST_CERTIFICATE } from "../../gateway/src/pbx/asterisk/ami/testing-tls.ts";
import { connectAmi } from "../asterisk/ami.ts";
import { freeTcpPort } from "../asterisk/loopback.ts";
import { checks, finding, patient } from "./patient.ts";

const WRITE = "write = originate,call,reporting";
const MANAGERS = {
  "no-originate": "read = call,user,reporting\nwrite = call,reporting",
  "no-call": "read = call,user,reporting\nwrite = originate,reporting",
  "no-reporting": "read = call,user\nwrite = originate,call",
  "no-user-events": `read = call,reporting\n${WRITE}`,
  "no-call-events": `read = user,reporting\n${WRITE}`,
  shell: `read = all\n${WRITE},system`,
  elsewhere: `deny = 0.0.0.0/0.0.0.0\npermit = 192.0.2.1/255.255.255.255\n${WRITE}`,
};
type Manager = keyof typeof MANAGERS;

describe.each(inject("suites"))("the doctor at Asterisk of %s", (suite) => {
  const it1 = patient({ suite, amiTls: true }, MANAGERS);
  const as = (username: Manager) =>
    it1.diagnose({ RINGBACK_PBX_MAIN_USERNAME: username });

  it("finds no fault in a healthy PBX, changes nothing and dials nobody", async () => {
    const witness = await connectAmi(it1.pbx.ami);
    const healthy = await it1.diagnose({}, ["--number", "912 345 678"]);
    expect(healthy.code).toBe(0);
    expect(checks(healthy, "fault")).toEqual([]);
    for (const each of healthy.findings)
      expect(each.mend !== undefined).toBe(each.level !== "ok");
    expect(finding(healthy, "version").text).toContain(it1.pbx.version);
    const calls = await witness.send([["Action", "CoreStatus"]]);
    expect(calls.CoreCurrentCalls).toBe("0");
    expect(witness.events.map((event) => event.Event)).not.toContain(
      "Newchannel",
    );
    witness.close();
  });

  it("nobody listens there", async () => {
    const port = String(await freeTcpPort());
    const sick = await it1.diagnose({ RINGBACK_PBX_MAIN_PORT: port });
    expect(sick.code).toBe(1);
    expect(checks(sick, "fault")).toEqual(["reachable"]);
    expect(finding(sick, "reachable").text).toContain("ECONNREFUSED");
  });

  it("something else listens there", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.end("SSH-2.0-x\r\n");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const sick = await it1.diagnose({ RINGBACK_PBX_MAIN_PORT: String(port) });
    expect(checks(sick, "fault")).toEqual(["login"]);
    expect(finding(sick, "login").text).toContain("not an Asterisk manager");
    server.close();
  });

  it("TLS is wanted of a port without", async () => {
    const sick = await it1.diagnose({ RINGBACK_PBX_MAIN_TLS_ENABLED: "true" });
    expect(checks(sick, "fault")).toEqual(["login"]);
    expect(finding(sick, "login").mend).toContain("tlsbindaddr");
  });

  const overTls = async (env: Readonly<Record<string, string>>) => {
    const caFile = join(it1.pbx.dir, "ca.pem");
    await writeFile(caFile, TEST_CERTIFICATE);
    return await it1.diagnose({
      RINGBACK_PBX_MAIN_PORT: String(it1.pbx.amiTlsPort),
      RINGBACK_PBX_MAIN_TLS_ENABLED: "true",
      ...(env.RINGBACK_PBX_MAIN_TLS_SERVERNAME !== undefined && {
        RINGBACK_PBX_MAIN_TLS_CA_FILE: caFile,
      }),
      ...env,
    });
  };

  it("finds no fault in TLS with the right authority and name", async () => {
    const healthy = await overTls({
      RINGBACK_PBX_MAIN_TLS_SERVERNAME: "ami.test",
    });
    expect(checks(healthy, "fault")).toEqual([]);
  });

  it.each([
    ["the certificate is from an unknown authority", {}, /self.signed/],
    [
      "the certificate carries another name",
      { RINGBACK_PBX_MAIN_TLS_SERVERNAME: "other.test" },
      /other\.test/,
    ],
  ])("%s", async (_, env, reason) => {
    const sick = await overTls(env);
    expect(checks(sick, "fault")).toEqual(["login"]);
    expect(finding(sick, "login").text).toMatch(reason);
    expect(finding(sick, "login").mend).toContain("tls.caFile");
  });

  it("the secret is wrong", async () => {
    const sick = await it1.diagnose({ RINGBACK_PBX_MAIN_SECRET: "wrong" });
    expect(sick.code).toBe(1);
    expect(checks(sick, "fault")).toEqual(["login"]);
    expect(finding(sick, "login").mend).toContain("[ringback]");
  });

  it("this machine is not permitted", async () => {
    const sick = await as("elsewhere");
    expect(checks(sick, "fault")).toEqual(["login"]);
    expect(finding(sick, "login").mend).toContain("permit");
  });

  it.each([
    ["no-originate", ["right originate"]],
    ["no-call", ["right call"]],
    ["no-reporting", ["right reporting", "astdb"]],
    ["no-user-events", ["events user"]],
    ["no-call-events", ["events call"]],
  ] as const)("%s: the right is missing", async (username, faults) => {
    const sick = await as(username);
    expect(sick.code).toBe(1);
    expect(checks(sick, "fault")).toEqual(faults);
    expect(finding(sick, faults[0]).mend).toContain(`[${username}]`);
  });

  it("the AMI user may do more than it must", async () => {
    const sick = await as("shell");
    expect(sick.code).toBe(0);
    expect(finding(sick, "rights too many")).toMatchObject({
      level: "warning",
      text: expect.stringContaining("system"),
    });
  });

  it.each([
    ["func_dialplan", "contexts", "fault"],
    ["func_version", "version", "warning"],
    ["func_config", "events user", "warning"],
  ] as const)("%s is not loaded", async (module, check, level) => {
    const sick = await it1.withoutModule(module, () => it1.diagnose());
    expect(finding(sick, check)).toMatchObject({
      level,
      mend: expect.stringContaining(module),
    });
  });
});
