/** How often somebody may be wrong. */
import {
  type Answer,
  challenge,
  type Opened,
  post,
  sign,
  signIn,
} from "../testing.ts";
import { type Proof, seen, sleep } from "./proof.ts";

const GUESSING = "RINGBACK_GUESSING_";
let people = 0;
/** Nobody was ever wrong about this one. */
const fresh = () => `stranger${people++}@pbx.example`;

async function wrong(origin: string, aor: string): Promise<Answer> {
  const nonce = await challenge(origin, aor);
  return post(origin, "/session", sign(nonce, "session", aor, "a guess"));
}

const wrongTimes =
  (times: number) =>
  async ({ origin }: Opened): Promise<number> => {
    const aor = fresh();
    for (let i = 1; i < times; i++) await wrong(origin, aor);
    return (await wrong(origin, aor)).status;
  };

/** In seconds, of the last of so many wrong ones. */
const retryAfter =
  (times: number) =>
  async ({ origin }: Opened): Promise<number> => {
    const aor = fresh();
    for (let i = 1; i < times; i++) await wrong(origin, aor);
    const { headers } = await wrong(origin, aor);
    return Math.round(Number(headers.get("retry-after")) / 5) * 5;
  };

const BRAKED = {
  [`${GUESSING}FAILURES_PER_ADDRESS`]: "1000",
  [`${GUESSING}FAILURES_PER_TERMINAL`]: "1",
};

export const guessingProofs: readonly Proof[] = [
  seen("guessing.failuresPerAddress", {
    change: { [`${GUESSING}FAILURES_PER_ADDRESS`]: "1" },
    look: wrongTimes(2),
    was: 403,
    is: 429,
  }),
  seen("guessing.windowSeconds", {
    env: { [`${GUESSING}FAILURES_PER_ADDRESS`]: "1" },
    change: { [`${GUESSING}WINDOW_SECONDS`]: "60" },
    look: retryAfter(2),
    was: 900,
    is: 60,
  }),
  seen("guessing.failuresPerTerminal", {
    env: { [`${GUESSING}FAILURES_PER_ADDRESS`]: "1000" },
    change: { [`${GUESSING}FAILURES_PER_TERMINAL`]: "1" },
    // The second takes the turn that strangers share.
    look: wrongTimes(3),
    was: 403,
    is: 429,
  }),
  seen("guessing.terminalWindowSeconds", {
    env: BRAKED,
    change: { [`${GUESSING}TERMINAL_WINDOW_SECONDS`]: "1" },
    look: async ({ origin }) => {
      const aor = fresh();
      await wrong(origin, aor);
      await wrong(origin, aor);
      await sleep(1_100);
      return (await wrong(origin, aor)).status;
    },
    was: 429,
    is: 403,
  }),
  seen("guessing.brakeSeconds", {
    env: BRAKED,
    change: { [`${GUESSING}BRAKE_SECONDS`]: "100" },
    look: retryAfter(3),
    was: 10,
    is: 100,
  }),
  seen("guessing.knownAddressSeconds", {
    change: { [`${GUESSING}KNOWN_ADDRESS_SECONDS`]: "600" },
    look: async ({ origin, db }) => {
      await db.deleteFrom("once").where("key", "like", "guess:%").execute();
      await signIn(origin);
      const { expires_at } = await db
        .selectFrom("once")
        .select("expires_at")
        .where("key", "like", "guess:known:%")
        .executeTakeFirstOrThrow();
      return Math.round((expires_at - Date.now()) / 60_000);
    },
    was: 43_200,
    is: 10,
  }),
  seen("guessing.challengesPerMinutePerAddress", {
    change: { [`${GUESSING}CHALLENGES_PER_MINUTE_PER_ADDRESS`]: "1" },
    look: async ({ origin }) =>
      (await post(origin, "/challenge", { aor: "a@pbx.example" })).status,
    was: 200,
    is: 429,
  }),
];
