import type { Runtime } from "webextension-polyfill";
import { faultSentence } from "../gateway/fault.ts";
import {
  type Answer,
  isPageMessage,
  isUiMessage,
  type PageMessage,
  type UiMessage,
} from "../messages.ts";
import { readSettings } from "../settings/store.ts";
import { signIn } from "./account.ts";
import type { CallDesk } from "./calls.ts";
import { addNumbers, scanTab } from "./page-script.ts";
import { readSender, type Sender } from "./sender.ts";
import { pageSettings } from "./tell-page.ts";

const REFUSED: Answer<never> = {
  ok: false,
  message: "This message is not understood.",
};
const done: Answer<null> = { ok: true, value: null };

type Work = { desk: CallDesk; signOut: () => Promise<void> };

async function inject(work: () => Promise<void>): Promise<Answer<null>> {
  try {
    await work();
    return done;
  } catch {
    return {
      ok: false,
      message: "The browser does not let extensions work on this page.",
    };
  }
}

async function answerPage(
  { desk }: Work,
  { origin, host }: Extract<Sender, { kind: "page" }>,
  message: PageMessage,
): Promise<Answer<unknown>> {
  switch (message.type) {
    case "page.settings":
      return { ok: true, value: pageSettings(await readSettings(), host) };
    case "page.needs-numbers":
      return await inject(() => addNumbers(origin));
    case "number.clicked":
      return await desk.clicked(message.e164, origin, host);
  }
}

async function answerUi(
  { desk, signOut }: Work,
  message: UiMessage,
): Promise<Answer<unknown>> {
  switch (message.type) {
    case "account.sign-in":
      await signIn(message);
      return done;
    case "account.sign-out":
      await signOut();
      return done;
    case "call.place":
      return await desk.dial(message.number);
    case "call.test":
      return await desk.test();
    case "call.end":
      return await desk.end();
    case "call.confirm":
      return await desk.confirm(message.number);
    case "call.dismiss":
      return await desk.dismiss();
    case "page.scan":
      return await inject(() => scanTab(message.tabId));
  }
}

async function answer(
  work: Work,
  message: unknown,
  from: Sender | undefined,
): Promise<Answer<unknown>> {
  if (from?.kind === "ui" && isUiMessage(message))
    return await answerUi(work, message);
  if (from?.kind === "page" && isPageMessage(message))
    return await answerPage(work, from, message);
  return REFUSED;
}

/** Every message gets an answer; a page script gets none of what only the extension's own pages may ask. */
export function createRouter(work: Work) {
  return async (
    message: unknown,
    sender: Runtime.MessageSender,
  ): Promise<Answer<unknown>> => {
    try {
      return await answer(work, message, readSender(sender));
    } catch (error) {
      return { ok: false, message: faultSentence(error) };
    }
  };
}
