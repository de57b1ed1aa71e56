/** Programs for tests. */
import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { onTestFinished } from "vitest";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../store/database.ts";
import type { NewClient } from "./admin.ts";

/** May do all there is, and calls whom it likes at home. */
export function newClient(name: string): NewClient {
  return {
    name,
    domain: "pbx.example",
    scopes: SCOPES,
    trunkCaller: false,
    callerPrefixes: [],
    calleePrefixes: [],
    premium: false,
    international: false,
    callsPerMinute: 60,
    callsAtOnce: 10,
    maskNumbers: [],
    recordingBeep: false,
    handshake: false,
    keys: null,
    external: null,
  };
}

export async function emptyDatabase(): Promise<Database> {
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  return db;
}
