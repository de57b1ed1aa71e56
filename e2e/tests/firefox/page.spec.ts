/** Numbers of a page: marked and clicked, a tel: link, and a selection in Firefox's own context menu. */

import { until } from "../../browsers/firefox-page.ts";
import { type PageServer, servePages } from "../../browsers/serve-pages.ts";
import { inviteOf, placedIden } from "../../proof/agree.ts";
import { expectEnding } from "./agree.ts";
import { offer, pressControl, readControl } from "./control.ts";
import { expect, test as firefoxTest } from "./fixture.ts";
import { lookEverywhere } from "./options.ts";

const ON_PAGE = "912 345 670";
const DIALLED = "+34912345670";
const SHOWN = "+34 912 34 56 70";
const MARKED = "CSS.highlights.get('ringback-number')?.size ?? 0";
const HTML = "document.documentElement.outerHTML";
const ESCAPE = "\uE00C";
const HUNG_UP = {
  outcome: "completed",
  reason: "hangup",
  by: "user",
  cause: 16,
} as const;

const test = firefoxTest.extend<{ pages: PageServer }>({
  pages: async ({ firefox }, use) => {
    await lookEverywhere(firefox);
    const pages = await servePages();
    await use(pages);
    await pages.close();
  },
});

test("numbers are marked without touching the page, and a click on the control calls", async ({
  firefox,
  phone,
  dialer,
  live,
  records,
  pages,
  keep,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const outside = await phone("trunk", { kind: "answers" });
  const source = await (await fetch(pages.url("plain.html"))).text();
  const page = await firefox.open(pages.url("plain.html"));
  await expect.poll(() => page.evaluate(MARKED)).toBe(6);
  const untouched = await page.evaluate(
    `new DOMParser().parseFromString(${JSON.stringify(source)}, "text/html").documentElement.outerHTML`,
  );
  expect(await page.evaluate(HTML)).toBe(untouched);

  await page.evaluate("void document.body.classList.add('dark')");
  await offer(firefox, page, "934 567 890", "Call +34 934 56 78 90");
  await keep(page, "control-on-dark-page");
  await page.evaluate("void document.body.removeAttribute('class')");
  await page.press(ESCAPE);
  await expect.poll(() => readControl(firefox)).toBeUndefined();
  expect(await page.evaluate(HTML)).toBe(untouched);

  await offer(firefox, page, ON_PAGE, `Call ${SHOWN}`);
  await keep(page, "control-on-light-page");
  const before = live.frames.length;
  await pressControl(firefox, page);
  const iden = await placedIden(live, before);
  expect((await inviteOf(outside)).startLine).toContain(DIALLED);
  await live.until(iden, (call) => call.state === "active");
  await expect
    .poll(async () => (await readControl(firefox))?.said)
    .toContain("In call");
  await keep(page, "control-in-call");
  expect(
    await page.evaluate(
      `(() => { const copy = document.documentElement.cloneNode(true); copy.lastElementChild.remove(); return copy.outerHTML; })()`,
    ),
  ).toBe(untouched);
  await expect.poll(() => alice.heard(outside)).toBeGreaterThan(5);

  await dialer.hangUp();
  await page.show();
  await expectEnding(iden, HUNG_UP, {
    live,
    records,
    told: async () => (await readControl(firefox))?.said ?? "",
  });
  await page.close();
});

test("a tel: link offers its number beside it, and the browser does not follow it", async ({
  firefox,
  phone,
  live,
  records,
  pages,
  keep,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const outside = await phone("trunk", { kind: "busy" });
  const page = await firefox.open(pages.url("links.html"));
  const before = live.frames.length;
  const calls = records.count();
  await until("the link offers its number", async () => {
    await page.clickAt(await page.middleOf("Call us"));
    return await readControl(firefox);
  });
  expect((await readControl(firefox))?.name).toBe("Call +34 911 23 45 67");
  expect(await page.evaluate("clicks.at(-1)")).toEqual({
    id: "tel",
    taken: true,
  });
  expect(records.count()).toBe(calls);
  await keep(page, "tel-link");

  await pressControl(firefox, page);
  const iden = await placedIden(live, before);
  expect((await inviteOf(outside)).startLine).toContain("+34911234567");
  await expectEnding(
    iden,
    { outcome: "busy", reason: "b_busy", by: "callee", cause: 17 },
    {
      live,
      records,
      told: async () => (await readControl(firefox))?.said ?? "",
    },
  );
  await alice.waitFor(({ method }) => method === "BYE");
  expect(await page.evaluate("location.pathname")).toBe("/links.html");
  await page.close();
});

test("a selection chosen in the context menu is shown in the toolbar popup as it would be dialled, and dialled after a yes", async ({
  firefox,
  phone,
  live,
  records,
  pages,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const outside = await phone("trunk", { kind: "answers", talkMs: 600 });
  const page = await firefox.open(pages.url("plain.html"));
  const before = live.frames.length;
  const calls = records.count();
  await page.evaluate(
    `getSelection().selectAllChildren(document.querySelector("#cell"))`,
  );
  await page.clickAt(await page.middleOf(ON_PAGE), 2);
  await firefox.window.choose(`Call “${ON_PAGE}”`);

  const { window } = firefox;
  const told = async () =>
    (await window.accessible("popup")).map(({ name }) => name).join("\n");
  await expect.poll(told).toContain("Call this number?");
  expect(await told()).toContain(`${SHOWN}\n`);
  expect(records.count()).toBe(calls);
  expect(alice.messages()).toHaveLength(0);

  await window.press("popup", "Call");
  const iden = await placedIden(live, before);
  expect((await inviteOf(outside)).startLine).toContain(DIALLED);
  await expect.poll(told).toContain("In call");
  await expectEnding(
    iden,
    { outcome: "completed", reason: "hangup", by: "callee", cause: 16 },
    { live, records, told },
  );
  await window.closePopup();
  await page.close();
});
