/** What the person sets in the options holds at once, and signing out leaves nothing behind. */
import { servePages } from "../../browsers/serve-pages.ts";
import { ALICE } from "../../proof/world.ts";
import { connect, expect, test } from "./fixture.ts";
import { chooseMode, kept, openOptions } from "./options.ts";

const MARKED = "CSS.highlights.get('ringback-number')?.size ?? 0";

test("where to look for numbers, a site turned off, and signing out", async ({
  newFirefox,
  gateway,
  records,
  phone,
  keep,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const calls = records.count();
  const password = gateway.passwords.get(ALICE) ?? "";
  const welcome = await newFirefox.opened(newFirefox.address("welcome.html"));
  await connect(welcome, { gateway: gateway.origin, password });
  await welcome.node("button", "Ring my phone");
  const pages = await servePages();
  const page = await newFirefox.open(pages.url("plain.html"));
  const marked = () => page.evaluate(MARKED);
  try {
    const options = await openOptions(newFirefox);
    expect(await kept(options)).toMatchObject({ scripts: 0, secrets: 1 });
    expect(await marked()).toBe(0);
    await keep(options, "options", newFirefox);

    await chooseMode(options, "On every site", 1);
    // Numbers of a tab nobody looks at are not marked.
    await page.show();
    await page.goto(pages.url("plain.html"));
    await expect.poll(marked).toBe(6);

    await options.show();
    await options.fill(
      await options.node("textbox", "Never look on"),
      "127.0.0.1",
    );
    await options.click("button", "Add a site: Never look on");
    await options.node("button", "Remove 127.0.0.1");
    await expect.poll(marked).toBe(0);
    await keep(options, "options-site-off", newFirefox);
    await options.click("button", "Remove 127.0.0.1");
    await page.show();
    await expect.poll(marked).toBe(6);

    await options.show();
    await options.fill(
      await options.node("textbox", "Do less on"),
      "127.0.0.1",
    );
    await options.click("button", "Add a site: Do less on");
    await options.click("switch", "Mark the numbers");
    await keep(options, "options-do-less", newFirefox);
    await page.show();
    await expect.poll(marked).toBe(0);
    await options.show();
    await options.click("switch", "Mark the numbers");
    await page.show();
    await expect.poll(marked).toBe(6);

    await options.show();
    await chooseMode(options, "Only when I ask", 0);

    await options.show();
    await options.click("button", "Sign out");
    await keep(options, "options-sign-out", newFirefox);
    await options.click("button", "Sign out and remove everything");
    await expect
      .poll(() => options.evaluate("document.body.innerText"))
      .toContain("No phone is connected.");
    await expect
      .poll(() => kept(options))
      .toMatchObject({ account: null, secrets: 0, origins: [], scripts: 0 });
    const { storage } = await kept(options);
    expect(storage).toMatchObject({ local: {} });
    expect(JSON.stringify(storage)).not.toMatch(/alice|token|127\.0\.0\.1/i);
    await keep(options, "options-signed-out", newFirefox);

    const popup = await newFirefox.open(newFirefox.address("popup.html"));
    await popup.size(380, 560);
    await popup.node("button", "Connect my phone");
    await keep(popup, "popup-signed-out", newFirefox);
    expect(records.count()).toBe(calls);
    expect(alice.messages()).toHaveLength(0);
  } finally {
    await pages.close();
  }
});
