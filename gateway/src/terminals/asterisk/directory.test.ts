import { expect, it, onTestFinished } from "vitest";
import { ClientTransport } from "../../pbx/asterisk/ami/client-transport.ts";
import {
  quickOptions,
  TEST_LOGIN,
  until,
} from "../../pbx/asterisk/ami/testing.ts";
import { AmiServer } from "../../pbx/simulator/ami-server.ts";
import { migrateToLatest, openDatabase } from "../../store/database.ts";
import { conformsToFound } from "../found/conformance.ts";
import { AsteriskTerminalDirectory } from "./directory.ts";
import { AccountBook } from "./testing.ts";

const DOMAIN = "pbx.example";

async function openBook(times: { cacheSeconds: number }, pattern?: RegExp) {
  const book = new AccountBook();
  const server = new AmiServer({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    readClasses: ["call"],
    onAction: (peer, action) => {
      book.answer(peer, action);
      return true;
    },
  });
  const transport = new ClientTransport(quickOptions(await server.listen()));
  transport.start();
  await until(() => transport.state === "up");
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  await migrateToLatest(db);
  const refusals: string[] = [];
  const directory = new AsteriskTerminalDirectory([transport], {
    ...times,
    db,
    domain: DOMAIN,
    versionKey: "key of the tests",
    ...(pattern !== undefined && { endpointPattern: pattern }),
    onRefused: (line) => refusals.push(line),
    onFault: (_, fault) => {
      throw fault;
    },
  });
  return {
    book,
    directory,
    db,
    domain: DOMAIN,
    source: "asterisk",
    refusals,
    put: async (...[name, account]: Parameters<typeof book.accounts.set>) => {
      book.accounts.set(name, account);
    },
    remove: async (name: string) => {
      book.accounts.delete(name);
    },
    cut: () => server.stop(),
    close: async () => {
      await directory.close();
      await transport.stop();
      await server.stop();
      await db.destroy();
    },
  };
}

conformsToFound("asterisk on a scripted AMI", (times) => openBook(times));

const PATIENCE_MS = 300;

/** A PBX that says it is up and whose answer to every question is this. */
async function openPbx(
  onAction: (...[peer, action]: Parameters<AccountBook["answer"]>) => void,
) {
  const server = new AmiServer({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    readClasses: ["call"],
    onAction: (peer, action) => {
      onAction(peer, action);
      return true;
    },
  });
  const port = await server.listen();
  const transport = new ClientTransport(
    quickOptions(port, { actionTimeoutMs: PATIENCE_MS }),
  );
  onTestFinished(async () => {
    await transport.stop();
    await server.stop();
  });
  transport.start();
  await until(() => transport.state === "up");
  return transport;
}

it.each<[string, Parameters<typeof openPbx>[0]]>([
  ["refuses", (peer, action) => peer.error(action, "Permission denied")],
  ["is silent", () => {}],
  ["hangs up", (peer) => peer.destroy()],
])("where the first PBX %s, the next is asked", async (_, answer) => {
  const book = new AccountBook();
  book.accounts.set("anna", { callerId: "<101>", password: "p" });
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const pbxs = [await openPbx(answer), await openPbx(book.answer)];
  const directory = new AsteriskTerminalDirectory(pbxs, {
    ...{ db, domain: DOMAIN, cacheSeconds: 60, versionKey: "key of the tests" },
    ...{ onRefused: () => {}, onFault: () => {} },
  });
  const found = await directory.findCredential("anna", DOMAIN);
  expect(found?.terminal.extension).toBe("101");
  expect(await directory.findCredential("nobody", DOMAIN)).toBeUndefined();
});

async function openForTest(pattern?: RegExp, cacheSeconds = 60) {
  const opened = await openBook({ cacheSeconds }, pattern);
  onTestFinished(() => opened.close());
  await opened.put("anna", { callerId: "<101>", password: "p" });
  return opened;
}

it("asks as many questions for a stranger, or a name that cannot be one, as for a terminal", async () => {
  const { book, directory } = await openForTest();
  const counts = [];
  for (const username of ["anna", "nobody", "no,body"]) {
    const before = book.asked.length;
    await directory.findCredential(username, DOMAIN);
    counts.push(book.asked.length - before);
  }
  expect(counts).toEqual([9, 9, 9]);
});

it("believes an answer for a while, yes or no", async () => {
  const { book, directory } = await openForTest();
  for (let round = 0; round < 10; round++)
    for (const username of ["anna", "nobody"])
      await directory.findCredential(username, DOMAIN);
  expect(book.asked).toHaveLength(18);
});

it("asks for names and fields of a fixed list alone", async () => {
  const { book, directory } = await openForTest();
  for (const username of ["anna", "a)(SHELL(id))", "x,auth)\r\nAction: Logoff"])
    await directory.findCredential(username, DOMAIN);
  for (const expression of book.asked)
    expect(expression).toMatch(
      /^(PJSIP_ENDPOINT\((anna|-),(auth|aors|callerid)\)|AST_SORCERY\(res_pjsip,auth,(anna|-),[a-z0-9_]+\))$/,
    );
});

it("an endpoint that the pattern leaves out cannot call", async () => {
  const { directory, put } = await openForTest(/^(?!trunk-).*$/);
  await put("trunk-1", { callerId: "<900>", password: "p" });
  expect(await directory.findCredential("trunk-1", DOMAIN)).toBeUndefined();
  expect(await directory.findCredential("anna", DOMAIN)).toBeDefined();
});

it("a user whom the admin gave the same name stays another", async () => {
  const { directory, db } = await openForTest();
  await db
    .insertInto("workspaces")
    .values({ id: "default", name: "default", created_at: 1 })
    .execute();
  await db
    .insertInto("users")
    .values({
      id: "u1",
      workspace_id: "default",
      name: `anna@${DOMAIN}`,
      created_at: 1,
    })
    .execute();
  const found = await directory.findCredential("anna", DOMAIN);
  const terminal = await directory.findById(found?.terminal.id ?? "");
  expect(terminal).toMatchObject({ userName: `anna@${DOMAIN} (asterisk)` });
  expect(terminal?.userId).not.toBe("u1");
});

it("a terminal that was switched off by hand is off, whatever Asterisk says", async () => {
  const { directory, db } = await openForTest();
  const found = await directory.findCredential("anna", DOMAIN);
  await directory.findById(found?.terminal.id ?? "");
  await db.updateTable("terminals").set({ enabled: 0 }).execute();
  expect(await directory.findCredential("anna", DOMAIN)).toBeUndefined();
  expect(await directory.findById(found?.terminal.id ?? "")).toBeUndefined();
});

it("that somebody is signed in makes no sign-in quicker: it would tell who is", async () => {
  const { directory, book } = await openForTest(undefined, 0.2);
  const asked = async (name: string) => {
    const before = book.asked.length;
    await directory.findCredential(name, DOMAIN);
    return book.asked.length - before;
  };
  const found = await directory.findCredential("anna", DOMAIN);
  const { id = "" } = found?.terminal ?? {};
  await new Promise((resolve) => setTimeout(resolve, 250));
  await directory.findById(id);
  expect(await asked("anna")).toBe(await asked("nobody"));
});
