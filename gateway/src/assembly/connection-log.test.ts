import { expect, it } from "vitest";
import { connectionLog } from "./connection-log.ts";

function recorded() {
  const lines: string[] = [];
  const note = (level: string) => (entry: object, text: string) => {
    lines.push(`${level} ${text} ${JSON.stringify(entry)}`);
  };
  return { lines, log: { info: note("info"), warn: note("warn") } };
}

it("says why a PBX is down, once per reason, and when it is back", () => {
  const { lines, log } = recorded();
  const told = connectionLog("main", log);
  const refused = { state: "down", since: 1, detail: "login refused" } as const;
  told(refused);
  told({ state: "connecting", since: 2 });
  told(refused);
  told({ state: "up", since: 3 });
  told({ state: "down", since: 4, detail: "connection lost" });
  expect(lines).toEqual([
    'warn PBX not connected {"pbx":"main","detail":"login refused"}',
    'info PBX connected {"pbx":"main"}',
    'warn PBX not connected {"pbx":"main","detail":"connection lost"}',
  ]);
});
