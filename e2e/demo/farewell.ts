import {
  CHROMIUM_EXTENSION,
  FIREFOX_EXTENSION,
} from "../../scripts/extension-build.ts";
import type { Login } from "./clicker.ts";

/** What a person needs to do the same in a browser of their own. */
export function farewell(pageUrl: string, login: Login): string {
  return `
Everything stays up until you press Ctrl-C. Try it in your own browser on this machine:

  Demo page         ${pageUrl}

  Gateway           ${login.gateway}
  Address of record ${login.aor}
  Password          ${login.password}

  Chrome, Chromium, Edge: open chrome://extensions, turn on "Developer mode", press "Load unpacked" and choose
                    ${CHROMIUM_EXTENSION}
  Firefox:          open about:debugging#/runtime/this-firefox, press "Load Temporary Add-on…" and choose
                    ${FIREFOX_EXTENSION}/manifest.json

  Its welcome page asks for the three lines above. Then open the demo page, press the toolbar button and
  "Find numbers on this page", and point at a number. Both phones answer by themselves.
`;
}
