import {
  nextLines,
  type StoryEvent,
  type StoryLine,
} from "@ringback/shared/call/story.ts";
import type { CallView } from "@ringback/shared/call/view.ts";

/** A gateway unheard for so long may be gone for good: what it said last is no longer shown as what is. */
export const UNKNOWN_AFTER_MS = 60_000;
/** A call put on hold and back all day must not fill the browser's storage; the newest lines are kept. */
const STORY_LINES = 100;

/** Which frame of which tab the click came from, to tell it how the call goes on. */
export type ClickOrigin = { tabId: number; frameId: number };

/** The newest call this browser asked for, live or over. */
export type CurrentCall = {
  iden: string;
  number: string;
  purpose: "dial" | "test";
  origin: ClickOrigin | null;
  /** The gateway answered 200. */
  accepted: boolean;
  endRequested: boolean;
  /** What the gateway says of it; null until its first word. */
  view: CallView | null;
  /** Why it could not be placed, one sentence. */
  failure: string | null;
  /**
   * Over without a last word from the gateway: cancelled before it was placed, cut off before it was placed, or its end
   * was never heard.
   */
  closed: "cancelled" | "interrupted" | "lost" | null;
  /** Something the person asked for and did not get. */
  notice: string | null;
  /** What the live channel has told so far, line by line. */
  story: readonly StoryLine[];
  /** Epoch milliseconds: since then nobody knows how the call stands. Null while that is known, or too early to say. */
  unknownSince: number | null;
};

/** A call that waits for the person's yes. */
export type PendingCall = {
  number: string;
  /** Host of the page that asked, null for the extension's own menu. */
  site: string | null;
  origin: ClickOrigin | null;
};

/** All that must outlive the service worker; kept in `storage.session`, where the extension's pages read it. */
export type LiveState = {
  call: CurrentCall | null;
  pending: PendingCall | null;
  channel: "closed" | "connecting" | "open";
  /** Epoch milliseconds: when the live channel of a live call was lost; null while it is there. */
  unheardSince: number | null;
  /** The newest event seen on the live channel. */
  seq: number;
  /** How far this machine's clock is ahead of the gateway's. */
  skewMs: number;
  /** For "redial", until the browser closes. */
  lastNumber: string | null;
};

export const NO_CALL: LiveState = {
  call: null,
  pending: null,
  channel: "closed",
  unheardSince: null,
  seq: 0,
  skewMs: 0,
  lastNumber: null,
};

export function isOver(call: CurrentCall): boolean {
  return (
    call.closed !== null ||
    call.failure !== null ||
    call.view?.state === "ended"
  );
}

export function isLive(state: LiveState): boolean {
  return state.call !== null && !isOver(state.call);
}

/** What a person may take off the screen: a call that is over, or one nobody knows of any more. */
export function isDismissible(state: LiveState): boolean {
  return !isLive(state) || state.call?.unknownSince !== null;
}

/** The live channel came or went, or was tried again at `now` in vain. */
export function channelTurned(
  state: LiveState,
  channel: LiveState["channel"],
  now: number,
  unknownAfterMs: number,
): LiveState {
  const lost = channel === "connecting" && isLive(state);
  const unheardSince = lost ? (state.unheardSince ?? now) : null;
  const isUnknown =
    unheardSince !== null && now - unheardSince >= unknownAfterMs;
  const unknownSince = isUnknown ? unheardSince : null;
  const turned =
    state.channel === channel && state.unheardSince === unheardSince
      ? state
      : { ...state, channel, unheardSince };
  return state.call === null || state.call.unknownSince === unknownSince
    ? turned
    : change(turned, { unknownSince });
}

/** Times of a call are the gateway's; what counts up on the screen must not depend on both clocks agreeing. */
export function clockCompared(
  state: LiveState,
  gatewayTime: string,
  now: number,
): LiveState {
  const skewMs = now - Date.parse(gatewayTime);
  return Number.isNaN(skewMs) ? state : { ...state, skewMs };
}

function change(state: LiveState, part: Partial<CurrentCall>): LiveState {
  return state.call === null
    ? state
    : { ...state, call: { ...state.call, ...part } };
}

/** A word about a call that is not the current one changes nothing. */
function ofCurrent(state: LiveState, iden: string): boolean {
  return state.call?.iden === iden;
}

export function begun(
  state: LiveState,
  call: Pick<CurrentCall, "iden" | "number" | "purpose" | "origin">,
): LiveState {
  return {
    ...state,
    pending: null,
    unheardSince: null,
    lastNumber: call.purpose === "dial" ? call.number : state.lastNumber,
    call: {
      ...call,
      accepted: false,
      endRequested: false,
      view: null,
      failure: null,
      closed: null,
      notice: null,
      story: [],
      unknownSince: null,
    },
  };
}

export function accepted(state: LiveState, iden: string): LiveState {
  return ofCurrent(state, iden) ? change(state, { accepted: true }) : state;
}

/** Not placed. A call the channel already speaks of was placed, whatever became of the answer. */
export function failed(
  state: LiveState,
  iden: string,
  failure: string,
): LiveState {
  if (!ofCurrent(state, iden) || state.call?.view) return state;
  return change(state, { failure });
}

/** The gateway will tell nothing more: a call it never spoke of failed, another is lost from sight. */
export function unfollowed(state: LiveState, failure: string): LiveState {
  if (!isLive(state)) return state;
  return state.call?.view
    ? change(state, { closed: "lost" })
    : change(state, { failure });
}

export function endRequested(state: LiveState): LiveState {
  return isLive(state)
    ? change(state, { endRequested: true, notice: null })
    : state;
}

/** Hung up before anything was dialled. */
export function cancelled(state: LiveState, iden: string): LiveState {
  return ofCurrent(state, iden)
    ? change(state, { closed: "cancelled" })
    : state;
}

/** The gateway did not do what was asked with the call, or does not know it. */
export function endRefused(
  state: LiveState,
  callId: string,
  unknown: boolean,
): LiveState {
  if (state.call?.view?.callId !== callId || !isLive(state)) return state;
  return unknown
    ? change(state, { closed: "lost" })
    : change(state, {
        endRequested: false,
        notice: "The call could not be ended from here. Hang up on your phone.",
      });
}

/** The gateway spoke of the current call: what went before in this browser counts no more. */
function heard(state: LiveState, event: StoryEvent): LiveState {
  const { view, story } = state.call ?? { view: null, story: [] };
  const lines = nextLines(view ?? undefined, event);
  return change(state, {
    view: event.call,
    story: [...story, ...lines].slice(-STORY_LINES),
    failure: null,
    closed: null,
    accepted: true,
    unknownSince: null,
  });
}

/** A call's change at `at` (ISO 8601), unless older than what is known. */
export function updated(
  state: LiveState,
  view: CallView,
  seq: number,
  at: string,
): LiveState {
  if (seq <= state.seq) return state;
  const counted = { ...state, seq };
  return ofCurrent(state, view.iden)
    ? heard(counted, { at, call: view })
    : counted;
}

export type TakenSnapshot = {
  calls: readonly CallView[];
  seq: number;
  /** ISO 8601 */
  at: string;
};

/**
 * The live calls as the gateway has them. `settled`: the call that had been asked for, one way or the other, before this
 * connection was begun; if it is not among them it ended, or never began, while nobody listened.
 */
export function snapshotTaken(
  state: LiveState,
  { calls, seq, at }: TakenSnapshot,
  settled: string | null,
): LiveState {
  const counted = { ...state, seq };
  const call = calls.find((each) => ofCurrent(state, each.iden));
  if (call !== undefined) return heard(counted, { at, learntAt: at, call });
  if (!isLive(state) || settled === null || !ofCurrent(state, settled))
    return counted;
  const closed = state.call?.accepted ? "lost" : "interrupted";
  return change(counted, { closed });
}
