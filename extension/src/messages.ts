/**
 * THE message map: every message between page script, background and the extension's own pages, nothing else is spoken.
 * A page script is treated as hostile: it may send only what `FromPage` has, and the background looks at the sender, never
 * at what a message says about itself. State is not sent to the extension's pages; they read it (see `live/state.ts`).
 */

import type { PagePart } from "./page/switches.ts";

/** A page script hands over nothing but a full international number. */
export const E164_PATTERN = /^\+[1-9]\d{4,14}$/;
/** click2call.rst "destination": what the extension's own dial field may send, internal numbers included. */
export const DIALABLE_PATTERN = /^[+*0-9]{1,64}$/;

/** Every answer to a message; `message` is one sentence for the person. */
export type Answer<Value> =
  | { ok: true; value: Value }
  | { ok: false; message: string };

/** What the page script must know to work; the background answers for the tab's site. */
export type PageSettings = {
  /** false: signed out, or the person turned this site off. Show nothing. */
  enabled: boolean;
  /** ISO 3166 of national numbers without a prefix; null: only numbers with `+` are sure. */
  defaultCountry: string | null;
  /** What the page script must leave alone on this site; nothing if absent. */
  off?: readonly PagePart[];
};

/** `placed`: on its way. `asked`: the background asks the person first, in its own window. */
export type ClickOutcome = "placed" | "asked";

/** Page script → background. */
export type FromPage = {
  "page.settings": { request: object; value: PageSettings };
  /** The frame holds a candidate: put the second script (validator, highlights, control) into the sender's frame. */
  "page.needs-numbers": { request: object; value: null };
  "number.clicked": { request: { e164: string }; value: ClickOutcome };
};

/** One row of "Numbers on this page". `text` is as the page has it, `id` holds as long as the number stays there. */
export type PageNumber = {
  id: number;
  e164: string;
  text: string;
  kind: string;
};

/** The call the page's own click began, in words for its floating control. */
export type CallProgress = {
  e164: string;
  sentence: string;
  phase: "live" | "ended" | "failed";
};

/** Background or popup → page script (`tabs.sendMessage`). Only `page.numbers` is answered (with `PageNumber[]`). */
export type ToPage =
  | { type: "page.numbers" }
  /** Scroll to a row of the list and open its control with the keyboard on it. */
  | { type: "page.show"; id: number }
  | { type: "page.settings.changed"; settings: PageSettings }
  | { type: "call.progress"; progress: CallProgress };

/** The extension's own pages → background. */
export type FromUi = {
  "account.sign-in": {
    request: { gateway: string; aor: string; password: string };
    value: null;
  };
  "account.sign-out": { request: object; value: null };
  /** Place a call to a dial string the person has seen. */
  "call.place": { request: { number: string }; value: null };
  /** Ring the person's own phone, to see that it works. */
  "call.test": { request: object; value: null };
  /** Hang up the current call. */
  "call.end": { request: object; value: null };
  /** The person's yes or no to the call that waits for it. */
  "call.confirm": { request: { number: string }; value: null };
  "call.dismiss": { request: object; value: null };
  /** Start the page script in a tab the person pointed at (`activeTab`). */
  "page.scan": { request: { tabId: number }; value: null };
};

type Of<Map extends Record<string, { request: object }>> = {
  [Type in keyof Map]: { type: Type } & Map[Type]["request"];
}[keyof Map];

export type PageMessage = Of<FromPage>;
export type UiMessage = Of<FromUi>;

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

function text(maxLength: number): Check {
  return (value) =>
    typeof value === "string" && value !== "" && value.length <= maxLength;
}
function matching(pattern: RegExp): Check {
  return (value) => typeof value === "string" && pattern.test(value);
}

const PAGE_SHAPES: Readonly<Record<keyof FromPage, Shape>> = {
  "page.settings": {},
  "page.needs-numbers": {},
  "number.clicked": { e164: matching(E164_PATTERN) },
};

const UI_SHAPES: Readonly<Record<keyof FromUi, Shape>> = {
  "account.sign-in": {
    gateway: text(2048),
    aor: text(255),
    password: text(1024),
  },
  "account.sign-out": {},
  "call.place": { number: matching(DIALABLE_PATTERN) },
  "call.test": {},
  "call.end": {},
  "call.confirm": { number: matching(DIALABLE_PATTERN) },
  "call.dismiss": {},
  "page.scan": { tabId: (value) => Number.isInteger(value) },
};

/** Exactly the members of the shape and each of them well formed; anything more or less is refused. */
function fits(shapes: Readonly<Record<string, Shape>>, message: unknown) {
  if (typeof message !== "object" || message === null) return false;
  const { type, ...members }: { type?: unknown } & Record<string, unknown> = {
    ...message,
  };
  if (typeof type !== "string" || !Object.hasOwn(shapes, type)) return false;
  const checks = Object.entries(shapes[type] ?? {});
  return (
    Object.keys(members).length === checks.length &&
    checks.every(([name, check]) => check(members[name]))
  );
}

export function isPageMessage(message: unknown): message is PageMessage {
  return fits(PAGE_SHAPES, message);
}

export function isUiMessage(message: unknown): message is UiMessage {
  return fits(UI_SHAPES, message);
}
