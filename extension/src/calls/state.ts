import type { CallView } from "@ringback/shared/call/view.ts";

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
    lastNumber: call.purpose === "dial" ? call.number : state.lastNumber,
    call: {
      ...call,
      accepted: false,
      endRequested: false,
      view: null,
      failure: null,
      closed: null,
      notice: null,
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

const HEARD = { failure: null, closed: null, accepted: true } as const;

/** A call's change, unless older than what is known. */
export function updated(
  state: LiveState,
  view: CallView,
  seq: number,
): LiveState {
  if (seq <= state.seq) return state;
  const heard = { ...state, seq };
  return ofCurrent(state, view.iden)
    ? change(heard, { view, ...HEARD })
    : heard;
}

/**
 * The live calls as the gateway has them. `settled`: the call that had been asked for, one way or the other, before this
 * connection was begun; if it is not among them it ended, or never began, while nobody listened.
 */
export function snapshotTaken(
  state: LiveState,
  calls: readonly CallView[],
  seq: number,
  settled: string | null,
): LiveState {
  const heard = { ...state, seq };
  const view = calls.find((each) => ofCurrent(state, each.iden));
  if (view !== undefined) return change(heard, { view, ...HEARD });
  if (!isLive(state) || settled === null || !ofCurrent(state, settled))
    return heard;
  const closed = state.call?.accepted ? "lost" : "interrupted";
  return change(heard, { closed });
}
