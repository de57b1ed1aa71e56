/** `live`: limits of the live channel (WebSocket). */
import Type from "typebox";
import { int } from "../keys.ts";

export const live = Type.Object(
  {
    heartbeatMs: int(
      "How often each side is asked for a sign of life.",
      20000,
      {
        minimum: 100,
        maximum: 300000,
      },
    ),
    recheckMs: int(
      "How often an open socket's session is looked at again: this long after a terminal is removed or its password changed, at most, the socket ends; where the terminal is Asterisk's, up to `terminals.<domain>.cacheSeconds` later.",
      2000,
      { minimum: 100, maximum: 5000 },
    ),
    missedHeartbeats: int(
      "Missing signs of life after which a socket is closed.",
      2,
      { minimum: 1, maximum: 10 },
    ),
    maxFrameBytes: int("Longest frame taken from a client.", 16384, {
      minimum: 1024,
      maximum: 1048576,
    }),
    framesPerSecond: int("Most frames a second taken from one client.", 30, {
      minimum: 1,
      maximum: 1000,
    }),
    socketsPerUser: int(
      "Most sockets one user may have open; one more is refused with 429, and those that are open stay.",
      20,
      { minimum: 1, maximum: 10000 },
    ),
    maxBufferedBytes: int(
      "Unsent bytes after which a client that does not read is cut off.",
      1048576,
      { minimum: 65536, maximum: 67108864 },
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: "Limits of the live channel.",
  },
);
