/** `guessing`: how often somebody may be wrong. */
import Type from "typebox";
import { int } from "../keys.ts";

export const guessing = Type.Object(
  {
    failuresPerAddress: int(
      "Wrong digests for one terminal from one address (of IPv6: one /64) in windowSeconds, after which that address is answered 429 for that terminal. A right one sets the count back.",
      10,
      { minimum: 1, maximum: 1000000 },
    ),
    windowSeconds: int(
      "How long wrong digests of an address are counted, from the first.",
      900,
      { minimum: 1, maximum: 86400 },
    ),
    failuresPerTerminal: int(
      "Wrong digests for one terminal from all addresses in terminalWindowSeconds, after which addresses that never signed in there share one try in brakeSeconds. Others notice nothing.",
      100,
      { minimum: 1, maximum: 1000000 },
    ),
    terminalWindowSeconds: int(
      "How long wrong digests for a terminal are counted, from the first.",
      3600,
      { minimum: 1, maximum: 86400 },
    ),
    brakeSeconds: int(
      "The one try that strangers share while a terminal is being guessed at comes this often.",
      10,
      { minimum: 1, maximum: 3600 },
    ),
    knownAddressSeconds: int(
      "How long an address is known to a terminal after a right digest: the brake is not for it.",
      2592000,
      { minimum: 60, maximum: 31536000 },
    ),
    challengesPerMinutePerAddress: int(
      "Most requests for a nonce from one address (of IPv6: one /64) in a minute.",
      600,
      { minimum: 1, maximum: 100000000 },
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description:
      "How often somebody may be wrong. Behind a proxy these count the proxy's address unless `server.trustedProxies` names it.",
  },
);
