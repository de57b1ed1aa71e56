/** What the demo needs before its call, each part with what stands in where a machine has none. */
import { haveBrowser } from "../../scripts/browsers.ts";
import {
  buildExtension,
  CHROMIUM_EXTENSION,
} from "../../scripts/extension-build.ts";
import type { Lifetime } from "../../scripts/lifetime.ts";
import { step } from "../../scripts/step.ts";
import { AsteriskUnavailable, NoDebianApt } from "../asterisk/packages.ts";
import { openBrowserClicker } from "./browser-clicker.ts";
import type { Clicker, Login } from "./clicker.ts";
import { openHttpClicker } from "./http-clicker.ts";
import { startRealTelephones } from "./real-telephones.ts";
import { startSimulatedTelephones } from "./simulated-telephones.ts";
import type { Telephones } from "./telephones.ts";

function say(text: string): void {
  console.log(`  ! ${text}`);
}

/** A real Asterisk where Debian's apt can bring one, else the simulator. */
export async function openTelephones(): Promise<Telephones> {
  try {
    return await step("Asterisk and two SIP phones", startRealTelephones);
  } catch (error) {
    if (!(error instanceof NoDebianApt || error instanceof AsteriskUnavailable))
      throw error;
    say(error.message.split("\n")[0] ?? "");
    say("No real Asterisk here: the built-in simulator plays the telephones.");
    return await step("Simulator", startSimulatedTelephones);
  }
}

/** Where the browser is, once it and the extension are ready; undefined where this machine has none. */
export async function prepareBrowser(): Promise<string | undefined> {
  const [browser] = await Promise.all([
    haveBrowser("chromium"),
    step("Extension", async (tell) => {
      await buildExtension(tell);
    }),
  ]);
  if (browser.missing === undefined) return browser.path;
  say(browser.missing);
  say("No browser here: the demo makes the click's HTTP calls itself.");
  return undefined;
}

/** A browser signed in and on the demo page, or the bare HTTP calls. */
export async function openClicker(
  executablePath: string | undefined,
  login: Login,
  pageUrl: string,
  lifetime: Lifetime,
): Promise<Clicker> {
  if (executablePath === undefined) return openHttpClicker(login);
  return await step("Browser, signed in as alice", (tell) =>
    openBrowserClicker({
      executablePath,
      extensionDir: CHROMIUM_EXTENSION,
      login,
      pageUrl,
      tell,
      lifetime,
    }),
  );
}
