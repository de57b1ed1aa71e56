import { browser } from "wxt/browser";
import type { ToPage } from "../messages.ts";
import { FirstStage } from "../page/first-stage.ts";

/** How often an orphan of an updated extension may still show marks: the browser tells nobody. */
const STILL_THERE_EVERY_MS = 5_000;

export default defineContentScript({
  registration: "runtime",
  allFrames: true,
  noScriptStartedPostMessage: true,
  main(ctx) {
    const stage = new FirstStage(ctx);
    globalThis.ringbackPage = stage;
    const receive = (
      message: ToPage,
      _sender: unknown,
      respond: (answer: unknown) => void,
    ) => {
      const answer = stage.receive(message);
      if (answer) respond(answer);
    };
    browser.runtime.onMessage.addListener(receive);
    ctx.onInvalidated(() => browser.runtime?.onMessage.removeListener(receive));
    ctx.setInterval(() => undefined, STILL_THERE_EVERY_MS);
    stage.start();
  },
});
