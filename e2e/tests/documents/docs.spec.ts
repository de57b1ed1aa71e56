/** `/docs` in a browser: readable for everybody, in both schemes and on a telephone, and it runs and fetches nothing. */
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, expect, test } from "@playwright/test";
import { documentsMount } from "../../../gateway/src/apis/documents/mount.ts";
import { createApp } from "../../../gateway/src/http/app.ts";
import { ClientAddress } from "../../../gateway/src/http/client-address.ts";
import { listen } from "../../../gateway/src/http/listener.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Colours differ by scheme, the order of things by size: each is seen once. */
const VIEWS = [
  ["light", "a desk", { width: 1280, height: 900 }],
  ["dark", "a telephone", { width: 360, height: 740 }],
] as const;

async function serve() {
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => void faults.push(fault);
  const mount = documentsMount({
    issuer: "https://ringback.example.com",
    isOn: () => true,
  });
  const app = createApp({
    mounts: [mount],
    clientAddress: new ClientAddress([]),
    onRequest: () => undefined,
    onFault,
  });
  return await listen(
    {
      listen: "127.0.0.1:0",
      headersTimeoutMs: 5_000,
      requestTimeoutMs: 5_000,
    },
    app,
    { upgrades: new Map(), onFault, onRefused: onFault },
  );
}

let browser: Browser;
let door: Awaited<ReturnType<typeof serve>>;
test.beforeAll(async () => {
  door = await serve();
  browser = await chromium.launch({
    executablePath: process.env.RINGBACK_CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: process.getuid?.() !== 0,
  });
});
test.afterAll(async () => {
  await browser.close();
  await door.close();
});

for (const [colorScheme, name, viewport] of VIEWS)
  test(`${colorScheme}, on ${name}`, async () => {
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${door.origin}/docs`);
    expect(asked).toEqual([`${door.origin}/docs`]);
    // All of it is looked at, also what is folded at first.
    await page.evaluate(
      "document.querySelectorAll('details').forEach((each) => { each.open = true; })",
    );
    const width: number = await page.evaluate(
      "document.documentElement.scrollWidth",
    );
    expect(width).toBeLessThanOrEqual(viewport.width);
    const { violations } = await new AxeBuilder({ page })
      .withTags(RULES)
      .analyze();
    const faults = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html}`),
    );
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

test("a link of the contents leads to its operation, by keyboard too", async () => {
  const page = await browser.newPage();
  await page.goto(`${door.origin}/docs`);
  await page.keyboard.press("Tab");
  await expect(page.getByText("Skip to the content")).toBeFocused();
  await page.getByRole("link", { name: /End a call/ }).press("Enter");
  await expect(page.locator("#terminateCall h3")).toBeInViewport();
  const answer = page.locator("#terminateCall summary").first();
  await answer.focus();
  await answer.press("Enter");
  await expect(page.locator("#terminateCall details").first()).toHaveAttribute(
    "open",
    "",
  );
  await page.close();
});
