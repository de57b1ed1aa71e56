import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, startChild } from "../asterisk/child.ts";
import { at, Bidi, listAt, textAt } from "./bidi.ts";
import { FirefoxPage, until } from "./firefox-page.ts";
import { FirefoxWindow } from "./firefox-window.ts";

const EXTENSION_ID = "ringback@example.org";
/** Firefox would draw one by lot for each profile. */
const UUID = "6b1f0f3e-1c1b-4c7e-9d55-52494e474241";
const START_MS = 20_000;

const PREFS: Readonly<Record<string, string | number | boolean>> = {
  "extensions.webextensions.uuids": JSON.stringify({ [EXTENSION_ID]: UUID }),
  // Headless nobody can press the prompt; a request outside a person's click is refused all the same.
  "extensions.webextOptionalPermissionPrompts": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.aboutwelcome.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.normandy.enabled": false,
  "browser.startup.page": 0,
  "browser.newtabpage.enabled": false,
  "extensions.getAddons.cache.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "http://127.0.0.1:9/",
  // Nothing fades in, so that a screenshot is of the whole screen.
  "ui.prefersReducedMotion": 1,
  // 1: light, until a test wants the dark
  "layout.css.prefers-color-scheme.content-override": 1,
};

/** A running Firefox with the extension in it. */
export class Firefox {
  readonly window: FirefoxWindow;
  readonly #bidi: Bidi;
  readonly #end: () => Promise<void>;

  constructor(bidi: Bidi, window: FirefoxWindow, end: () => Promise<void>) {
    this.#bidi = bidi;
    this.window = window;
    this.#end = end;
  }

  /** Address of one of the extension's own pages: `popup.html`. */
  address(page: string): string {
    return `moz-extension://${UUID}/${page}`;
  }

  /** A new tab in front. */
  async open(url: string): Promise<FirefoxPage> {
    const answer = await this.#bidi.send("browsingContext.create", {
      type: "tab",
    });
    const page = new FirefoxPage(this.#bidi, textAt(answer, "context"));
    await page.goto(url);
    return page;
  }

  /** A tab or window somebody else opened, once it is there. */
  async opened(url: string): Promise<FirefoxPage> {
    const context = await until(`${url} was opened`, async () => {
      const tree = await this.#bidi.send("browsingContext.getTree", {
        maxDepth: 0,
      });
      const found = listAt(tree, "contexts").find(
        (each) => at(each, "url") === url,
      );
      return found === undefined ? undefined : textAt(found, "context");
    });
    const page = new FirefoxPage(this.#bidi, context);
    await until(`${url} is complete`, async () =>
      (await page.evaluate("document.readyState")) === "complete"
        ? true
        : undefined,
    );
    return page;
  }

  close(): Promise<void> {
    return this.#end();
  }
}

/** Debian's Firefox, headless, with a fresh profile and the unpacked extension. It ends with us, however we end. */
export async function launchFirefox({
  executablePath = process.env.RINGBACK_FIREFOX ?? "/usr/bin/firefox-esr",
  extensionDir,
}: {
  executablePath?: string;
  extensionDir: string;
}): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), "ringback-firefox-"));
  const prefs = Object.entries(PREFS).map(
    ([name, value]) =>
      `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(profile, "user.js"), prefs.join(""));
  const listening = Promise.withResolvers<string>();
  const child = await startChild(
    executablePath,
    [
      "--remote-debugging-port=0",
      // Without it no page of an extension may be opened.
      "--remote-allow-system-access",
      "--headless",
      "--no-remote",
      ...["--profile", profile, "about:blank"],
    ],
    {
      onLine: (line) => {
        const [, url] = /BiDi listening on (ws:\S+)/.exec(line) ?? [];
        if (url !== undefined) listening.resolve(url);
      },
    },
  );
  const end = async () => {
    await child.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const bidi = await Bidi.connect(await orGone(listening.promise, child));
    await bidi.send("webExtension.install", {
      extensionData: { type: "path", path: extensionDir },
    });
    const window = await FirefoxWindow.find(bidi, EXTENSION_ID);
    return new Firefox(bidi, window, async () => {
      bidi.close();
      await end();
    });
  } catch (error) {
    await end();
    throw error;
  }
}

async function orGone(listening: Promise<string>, child: Child) {
  const failure = (why: string) => new Error(`${why}:\n${child.tail()}`);
  const timer = Promise.withResolvers<never>();
  const timeout = setTimeout(
    () => timer.reject(failure("Firefox does not listen")),
    START_MS,
  );
  const gone = child.exited.then(() => {
    throw failure("Firefox ended");
  });
  try {
    return await Promise.race([listening, timer.promise, gone]);
  } finally {
    clearTimeout(timeout);
    gone.catch(() => {});
  }
}
