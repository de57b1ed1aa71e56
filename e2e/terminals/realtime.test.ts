import { describe } from "vitest";
import { conformsOnRealtime } from "../../gateway/src/terminals/realtime/conformance.ts";
import { openRealtime } from "../../gateway/src/terminals/realtime/database.ts";
import { whyNotFetched } from "../debian/own-suite.ts";
import {
  findPostgres,
  type PostgresPrograms,
  startPostgres,
} from "./postgres.ts";

const programs: PostgresPrograms | undefined = await findPostgres().catch(
  (fault: unknown) => {
    console.log(`SKIPPED tests on PostgreSQL: ${whyNotFetched(fault)}`);
    return undefined;
  },
);

describe.skipIf(programs === undefined)("a real PostgreSQL", () => {
  conformsOnRealtime("realtime on PostgreSQL", async () => {
    if (programs === undefined) throw new Error("no PostgreSQL");
    const server = await startPostgres(programs);
    const admin = openRealtime(server.url, () => {});
    return {
      url: server.url,
      admin,
      cut: () => server.cut(),
      close: async () => {
        await admin.destroy();
        await server.stop();
      },
    };
  });
});
