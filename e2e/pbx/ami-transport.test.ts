import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { conformsToAmi } from "../../gateway/src/pbx/asterisk/ami/conformance.ts";
import {
  startTransport,
  until,
} from "../../gateway/src/pbx/asterisk/ami/testing.ts";
import { TEST_CERTIFICATE } from "../../gateway/src/pbx/asterisk/ami/testing-tls.ts";
import { tellsTheStories } from "../../gateway/src/pbx/simulator/story-conformance.ts";
import { startAsterisk } from "../asterisk/asterisk.ts";
import type { Suite } from "../asterisk/packages.ts";
import { startPhone } from "../asterisk/phones.ts";
import { amiOptions, labStage } from "./lab-subject.ts";

const LOGINS = 50;

const TLS = { ca: TEST_CERTIFICATE, servername: "ami.test" };

async function openSubject(suite: Suite, amiTls: boolean) {
  const pbx = await startAsterisk({ suite, amiTls });
  const port = pbx.contacts.alice[0] ?? 0;
  const phone = await startPhone({ kind: "rings", port, sipp: pbx.sipp });
  return {
    options: {
      ...amiOptions(pbx),
      ...(amiTls && { port: pbx.amiTlsPort, tls: TLS }),
    },
    ringingEndpoint: "alice",
    destination: "102",
    close: async () => {
      await phone.stop();
      await pbx.stop();
    },
  };
}

describe.each(inject("suites"))("Asterisk of Debian %s", (suite) => {
  conformsToAmi(`Asterisk of Debian ${suite}`, () => openSubject(suite, false));
  conformsToAmi(`Asterisk of Debian ${suite} over TLS`, () =>
    openSubject(suite, true),
  );

  it(`#5 loses no event behind the answer of ${LOGINS} logins`, async () => {
    const pbx = await startAsterisk({ suite });
    // FullyBooted comes right behind the login answer, to those who may read `system`.
    const login = { user: "watcher", secret: "of-this-test" };
    await appendFile(
      join(pbx.dir, "etc", "manager.conf"),
      `\n[${login.user}]\nsecret = ${login.secret}\nread = system\n`,
    );
    await pbx.cli("manager reload");
    for (let i = 0; i < LOGINS; i++) {
      const { transport, events } = startTransport(amiOptions(pbx, login));
      await until(() => events.length > 0);
      expect(events[0]?.get("Event")).toBe("FullyBooted");
      await transport.stop();
    }
    await pbx.stop();
  }, 60_000);
});

// The simulator plays Asterisk 22; other versions tell causes and some events differently.
if (inject("suites").includes("sid"))
  tellsTheStories("Asterisk 22", async () =>
    labStage(await startAsterisk({ suite: "sid" })),
  );
