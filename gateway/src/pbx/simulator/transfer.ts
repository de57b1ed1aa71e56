import { type Ending, whileRinging } from "./call-parts.ts";
import type { Channel } from "./channel.ts";
import type { Exchange } from "./exchange.ts";
import type { Party } from "./phones.ts";
import { Ringing } from "./ringing.ts";

const RING_MS = 20_000;

/**
 * Takes `phone` out of the call and rings `to` for the half it talked with, as Asterisk does after a REFER. `onAnswer` gets the new phone, in
 * a bridge with that half; where nobody answers, the call ends by `ending`.
 */
export function sendElsewhere(
  exchange: Exchange,
  call: { phone: Channel; two: Channel; to: Party; extension: string },
  ending: Ending,
  onAnswer: (phone: Channel) => void,
): Ringing {
  const { phone, two, to, extension } = call;
  exchange.hold(phone, false);
  exchange.blindTransfer(phone, two, extension);
  exchange.leave(phone);
  exchange.leave(two);
  exchange.close(phone, 16);
  two.context = "from-internal";
  two.exten = extension;
  const ringing = new Ringing(exchange, two, to, two.caller);
  void whileRinging(exchange, ringing.result, ending, { dial: RING_MS }).then(
    (first) => {
      if (first.kind === "answered") {
        const bridge = exchange.createBridge();
        exchange.enter(bridge, first.channel);
        exchange.enter(bridge, two);
        onAnswer(first.channel);
      } else if (first.kind === "failed") ending.begin("a", first.cause);
      else if (first.kind === "limit") ending.begin("a", 16);
    },
  );
  return ringing;
}
