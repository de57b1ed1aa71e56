import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testConfig } from "../config/testing.ts";
import { configSecrets, createLogger, requestEntry } from "./log.ts";
import { SECRET_FIELDS } from "./redact.ts";

function collect(secrets: string[] = []) {
  const lines: string[] = [];
  const log = createLogger({
    level: "trace",
    secrets: () => secrets,
    destination: { write: (line) => lines.push(line) },
  });
  return { log, lines };
}

const spellings = (name: string) => [
  name,
  name.toUpperCase(),
  `${name.slice(0, 2)}-${name.slice(2)}`,
  `${name.slice(0, 2)}_${name.slice(2)}`,
];

test.each(SECRET_FIELDS.flatMap(spellings))(
  "a field %s never comes through",
  (name) => {
    const { log, lines } = collect();
    log.info({ [name]: "hunter2" }, "flat");
    log.warn({ a: { b: [{ [name]: ["hunter2"] }] } }, "deep");
    log.child({ [name]: "hunter2" }).error("in a child");
    log.error(Object.assign(new Error("in an error"), { [name]: "hunter2" }));
    log.debug("printed %o", { [name]: 1 });
    expect(lines).toHaveLength(5);
    expect(lines.join("")).not.toContain("hunter2");
  },
);

test("secrets in texts never come through", () => {
  const config = testConfig();
  const { log, lines } = collect(configSecrets(config));
  log.info("GET /ws/chat?token=hunter2");
  log.info("printed %s and %j", "Bearer hunter2", { password: "hunter2" });
  log.error(new Error(`refused ${config.pbx.main?.secret}`));
  log.error({ err: new Error("x", { cause: config.secrets.nonceKey }) });
  log
    .child({ url: "/x?token=hunter2" }, { msgPrefix: "token=hunter2 " })
    .info("m");
  const all = lines.join("");
  expect(lines).toHaveLength(5);
  expect(all).not.toContain("hunter2");
  for (const secret of configSecrets(config)) expect(all).not.toContain(secret);
});

test("the address of a realtime database and the password in it are secrets", () => {
  const config = testConfig({
    RINGBACK_TERMINALS: JSON.stringify({
      "pbx.example": {
        realtime: { url: "postgres://ringback:hunter%402@127.0.0.1/asterisk" },
      },
    }),
  });
  const { log, lines } = collect(configSecrets(config));
  log.error(
    new Error("cannot open postgres://ringback:hunter%402@127.0.0.1/asterisk"),
  );
  log.error("hunter@2 is refused, and so is hunter%402");
  expect(lines.join("")).not.toMatch(/hunter/);
});

test("an entry is one line of JSON that says when, how bad and what", () => {
  const { log, lines } = collect();
  log
    .child({ pbx: "main" })
    .error({ err: new TypeError("gone\nfor good"), tries: 3 }, "lost");
  expect(lines[0]?.match(/\n/g)).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "error",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    pbx: "main",
    tries: 3,
    err: {
      type: "TypeError",
      message: "gone\nfor good",
      stack: expect.any(String),
    },
    msg: "lost",
  });
});

test("a request is logged without its query, and not longer than a line should be", () => {
  const entry = requestEntry({
    method: "GET",
    url: `/calls/${"x".repeat(9999)}?token=hunter2`,
    status: 200,
    ms: 12.3456,
    address: "192.0.2.1",
  });
  expect(entry).toMatchObject({
    method: "GET",
    status: 200,
    ms: 12.3,
    address: "192.0.2.1",
  });
  expect(entry.path).toHaveLength(256);
  expect(requestEntry({ ...entry, url: "/call?token=x" }).path).toBe("/call");
});

test("a file is appended to and not readable by everybody; one that cannot be opened is an error", () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-log-"));
  const file = join(folder, "ringback.log");
  createLogger({ level: "info", file }).info("one");
  createLogger({ level: "info", file }).info("two");
  expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(2);
  expect(statSync(file).mode & 0o007).toBe(0);
  expect(() =>
    createLogger({ level: "info", file: join(folder, "no", "x") }),
  ).toThrow("ENOENT");
  rmSync(folder, { recursive: true });
});
