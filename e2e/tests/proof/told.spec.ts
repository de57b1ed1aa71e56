/** What the popup tells beyond the moment: how a call went, and that nobody knows how it stands. */
import type { Page, TestInfo } from "@playwright/test";
import { placedIden } from "../../proof/agree.ts";
import { expect, test } from "../../proof/world.ts";

const DESTINATION = "+34911234567";
/** The popup waits a minute before it says so, and tries again every 20 s at the latest. */
const UNKNOWN_MS = 100_000;

/** Puts the popup, light and dark, beside the test's results. */
async function keep(page: Page, info: TestInfo, name: string): Promise<void> {
  await page.setViewportSize({ width: 384, height: 480 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const path = info.outputPath(`${name}-${colorScheme}.png`);
    await page.screenshot({ path });
  }
}

test("what happened is told in the words of `ringback why`", async ({
  gateway,
  live,
  phone,
  popup,
}, info) => {
  await phone("alice", { kind: "answers" });
  await phone("trunk", { kind: "busy" });
  const before = live.frames.length;
  await popup.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await live.until(iden, (call) => call.state === "ended");
  await popup.call.getByText("What happened").click();
  const lines = popup.call.getByRole("listitem").locator("time + span");
  const why: { story: { text: string }[] } = JSON.parse(
    await gateway.ringback(["why", iden, "--json"]),
  );
  expect(why.story.length).toBeGreaterThan(3);
  await expect(lines).toHaveText(why.story.map(({ text }) => text));
  await keep(popup.page, info, "story");
});

test("a call whose gateway stays away is unknown after a minute, and can be closed", async ({
  gateway,
  live,
  phone,
  popup,
}, info) => {
  test.setTimeout(UNKNOWN_MS + 60_000);
  await phone("alice", { kind: "answers" });
  await phone("trunk", { kind: "answers" });
  const before = live.frames.length;
  await popup.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await live.until(iden, (call) => call.state === "active");
  await expect(popup.status).toHaveText("In call");
  await gateway.kill9();
  try {
    await expect(popup.call).toContainText("Reconnecting");
    await expect(popup.status).toHaveText(
      /^Connection to the gateway lost. State unknown since \d\d:\d\d.$/,
      { timeout: UNKNOWN_MS },
    );
    await keep(popup.page, info, "unknown");
    await popup.call.getByRole("button", { name: "Close" }).click();
    await expect(popup.call).toBeHidden();
    await expect(popup.page.getByLabel("Number to call")).toBeVisible();
  } finally {
    await gateway.start();
  }
});
