import { beforeEach, expect, it, vi } from "vitest";
import browser from "webextension-polyfill";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { numbersOnPage } from "./page-numbers.ts";

const ANA = { id: 1, e164: "+34915550123", text: "915 55 01 23", kind: "" };
/** What the page script of each frame answers; a frame without one is silent. */
let answers: unknown[];

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(browser.scripting, "executeScript").mockImplementation(() =>
    Promise.resolve(answers.map((_, frameId) => ({ frameId, documentId: "" }))),
  );
  vi.spyOn(browser.tabs, "sendMessage").mockImplementation(
    (_tab, _message, options) => {
      const answer = answers[options?.frameId ?? 0];
      return answer === undefined
        ? Promise.reject(new Error("Receiving end does not exist."))
        : Promise.resolve(answer);
    },
  );
});

it("lists every frame's numbers, each once", async () => {
  answers = [[ANA], undefined, [ANA, { ...ANA, id: 2, e164: "+34915550144" }]];
  expect(await numbersOnPage(7)).toEqual([
    { ...ANA, frameId: 0 },
    { ...ANA, id: 2, e164: "+34915550144", frameId: 2 },
  ]);
});

it("tells a page without numbers from a page nobody looked at", async () => {
  answers = [[]];
  expect(await numbersOnPage(7)).toEqual([]);
  answers = [undefined];
  expect(await numbersOnPage(7)).toBeNull();
});

it.each([
  "numbers",
  { 0: ANA },
  [null],
  [{ ...ANA, e164: "915550123" }],
  [{ ...ANA, e164: "javascript:alert(1)" }],
  [{ ...ANA, text: null }],
  [{ ...ANA, id: "1" }],
])("shows nothing of what is not as agreed: %j", async (answer) => {
  answers = [answer];
  expect((await numbersOnPage(7)) ?? []).toEqual([]);
});
