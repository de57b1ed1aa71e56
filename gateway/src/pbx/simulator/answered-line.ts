import type { Channel } from "./channel.ts";
import type { Exchange } from "./exchange.ts";
import type { Line, Party } from "./phones.ts";

/**
 * Lets an answered phone be played further: by its script, by hand, and by AMI. `onEnd` gets the cause of the first end,
 * `onTransfer` the extension the phone sends the other side to.
 */
export function playAnswered(
  exchange: Exchange,
  party: Party,
  channel: Channel,
  onEnd: (cause: number) => void,
  onTransfer: (extension: string) => void = () => {},
): void {
  let isLive = true;
  let stopTimer: () => void = () => {};
  const end = (cause: number) => {
    if (!isLive) return;
    isLive = false;
    stopTimer();
    party.lines.delete(line);
    onEnd(cause);
  };
  const line: Line = {
    answer: () => {},
    hangup: () => {
      exchange.hangupRequest(channel, 16);
      end(16);
    },
    hold: (on) => exchange.hold(channel, on),
    transfer: onTransfer,
  };
  party.lines.add(line);
  channel.onHangupOrder = (cause) => end(cause ?? 16);
  channel.onClosed = () => {
    isLive = false;
    stopTimer();
    party.lines.delete(line);
  };
  const { hangupAfterMs } = party.script;
  if (hangupAfterMs !== undefined)
    stopTimer = exchange.after(hangupAfterMs, line.hangup);
}
