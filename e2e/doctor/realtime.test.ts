/** A real PostgreSQL that cannot be asked who may call: one line, without its password. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testConfig } from "../../gateway/src/config/testing.ts";
import { examineRealtime } from "../../gateway/src/doctor/realtime.ts";
import { whyNotFetched } from "../debian/own-suite.ts";
import {
  findPostgres,
  type Postgres,
  type PostgresPrograms,
  startPostgres,
} from "../terminals/postgres.ts";

const programs: PostgresPrograms | undefined = await findPostgres().catch(
  (fault: unknown) => {
    console.log(`SKIPPED tests on PostgreSQL: ${whyNotFetched(fault)}`);
    return undefined;
  },
);

describe.skipIf(programs === undefined)("the doctor at a PostgreSQL", () => {
  let server: Postgres;
  beforeAll(async () => {
    if (programs !== undefined) server = await startPostgres(programs);
  });
  afterAll(() => server.stop());

  const look = (url: string) =>
    examineRealtime(
      testConfig({
        RINGBACK_TERMINALS: JSON.stringify({
          "pbx.example": { realtime: { url } },
        }),
      }),
      [],
    );
  const WRONG = "not-the-password";

  it("without Asterisk's tables", async () => {
    expect(await look(server.url)).toMatchObject([
      {
        level: "fault",
        text: expect.stringContaining('"ps_endpoints" does not exist'),
      },
    ]);
  });

  it("with another password", async () => {
    const url = server.url.replace(/(?<=:)[^:@]+(?=@)/, WRONG);
    const found = await look(url);
    expect(found).toMatchObject([
      {
        level: "fault",
        text: expect.stringContaining("password authentication failed"),
        mend: expect.stringContaining("terminals.pbx.example.realtime.url"),
      },
    ]);
    expect(JSON.stringify(found)).not.toContain(WRONG);
  });

  it("that is gone", async () => {
    await server.cut();
    expect(await look(server.url)).toMatchObject([
      { level: "fault", text: expect.stringContaining("ECONNREFUSED") },
    ]);
  });
});
