import { describe, expect, it } from "vitest";
import { isPageMessage, isUiMessage } from "./messages.ts";

describe("a page script", () => {
  it.each([
    { type: "page.settings" },
    { type: "page.needs-numbers" },
    { type: "number.clicked", e164: "+34915550123" },
  ])("may send %j", (message) => {
    expect(isPageMessage(message)).toBe(true);
  });

  it.each([
    undefined,
    null,
    "number.clicked",
    [],
    {},
    { type: "constructor" },
    { type: "number.clicked" },
    { type: "number.clicked", e164: "915550123" },
    { type: "number.clicked", e164: "+0915550123" },
    { type: "number.clicked", e164: "+34915550123\n" },
    { type: "number.clicked", e164: "+3491555012345678" },
    { type: "number.clicked", e164: ["+34915550123"] },
    { type: "number.clicked", e164: "+34915550123", iden: "x" },
    { type: "call.place", number: "101" },
    { type: "call.end" },
    { type: "account.sign-out" },
    { type: "page.scan", tabId: 1 },
  ])("may not send %j", (message) => {
    expect(isPageMessage(message)).toBe(false);
  });
});

describe("the extension's own pages", () => {
  it.each([
    { type: "call.place", number: "*43" },
    { type: "call.end" },
    { type: "page.scan", tabId: 7 },
    {
      type: "account.sign-in",
      gateway: "https://pbx.example.org",
      aor: "alice@example.org",
      password: "x",
    },
  ])("may send %j", (message) => {
    expect(isUiMessage(message)).toBe(true);
  });

  it.each([
    { type: "call.place", number: "" },
    { type: "call.place", number: "1 2" },
    { type: "call.place", number: "1".repeat(65) },
    { type: "page.scan", tabId: "7" },
    { type: "account.sign-in", gateway: "x", aor: "y" },
    { type: "number.clicked", e164: "+34915550123" },
  ])("may not send %j", (message) => {
    expect(isUiMessage(message)).toBe(false);
  });
});
