/** What may be dialled, in which form, where and for how long. */
import { createServer } from "node:http";
import { ha1 } from "@ringback/shared/digest.ts";
import { onTestFinished } from "vitest";
import { md5 } from "../../apis/click2call/authenticator.ts";
import { addTerminal } from "../../terminals/local/admin.ts";
import {
  challenge,
  member,
  type Opened,
  post,
  sign,
  signIn,
} from "../testing.ts";
import { type Proof, placed, seen } from "./proof.ts";

const GOOD = "+34900123456";
const DIALING = "RINGBACK_DIALING_";
const refused = (why: string) => `destination not allowed: ${why}`;

const dialled =
  (destination: string) =>
  async (gateway: Opened): Promise<unknown> => {
    const answer = await placed(gateway, destination);
    return "dial_string" in answer ? answer.dial_string : answer.error;
  };

const policy: readonly [string, string, string, string, string, string][] = [
  ["form", "FORM", "digits", GOOD, GOOD, GOOD.slice(1)],
  [
    "allowPrefixes",
    "ALLOW_PREFIXES",
    '["+44"]',
    GOOD,
    GOOD,
    refused("denied prefix"),
  ],
  [
    "denyPrefixes",
    "DENY_PREFIXES",
    '["+349"]',
    GOOD,
    GOOD,
    refused("denied prefix"),
  ],
  [
    "allowPremium",
    "ALLOW_PREMIUM",
    "true",
    "+34803123456",
    refused("premium"),
    "+34803123456",
  ],
  [
    "allowInternational",
    "ALLOW_INTERNATIONAL",
    "false",
    "+442079460128",
    "+442079460128",
    refused("international"),
  ],
  [
    "ordinaryPrefixes",
    "ORDINARY_PREFIXES",
    '["+34905"]',
    "+34905123456",
    refused("unknown number range"),
    "+34905123456",
  ],
  [
    "featureCodes",
    "FEATURE_CODES",
    '["*97"]',
    "*97",
    refused("feature code"),
    "*97",
  ],
  [
    "emergencyNumbers",
    "EMERGENCY_NUMBERS",
    '["105"]',
    "105",
    "105",
    refused("emergency"),
  ],
];

const limits = ["User", "Workspace"].map((whose) =>
  seen(`dialing.originatesPerMinutePer${whose}`, {
    change: {
      [`${DIALING}ORIGINATES_PER_MINUTE_PER_${whose.toUpperCase()}`]: "1",
    },
    look: async (gateway) => (await placed(gateway, GOOD)).status,
    was: 200,
    is: 429,
  }),
);

/** A Kamailio that says for each table and key where the calls are, after so long. */
async function openKamailio(
  answers: Readonly<Record<string, string>>,
  afterMs = 0,
): Promise<string> {
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += String(chunk);
    });
    request.on("end", () => {
      const asked = Object.keys(answers).find((each) =>
        each.split(" ").every((word) => text.includes(`"${word}"`)),
      );
      const value = answers[asked ?? ""] ?? "";
      setTimeout(
        () => response.end(JSON.stringify({ result: { item: { value } } })),
        afterMs,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/RPC`;
}

type Lookup = {
  rpcUrl?: string;
  table?: string;
  key: string;
  timeoutMs?: number;
};
const kamailio = (lookup: Lookup) => ({
  RINGBACK_KAMAILIO: JSON.stringify({ "pbx.example": lookup }),
});

/** Before: the PBX is named; after: it is not, or the other way round. */
function lookedUp(
  keys: string,
  lookups: () => Promise<[Lookup, Lookup]>,
  more: { env?: Record<string, string>; change?: Record<string, string> },
  [was, is]: [number, number],
): Proof {
  return {
    keys: [keys],
    prove: async () => {
      const [before, after] = await lookups();
      await seen(keys, {
        env: { ...kamailio(before), ...more.env },
        change: { ...kamailio(after), ...more.change },
        look: async (gateway) => (await placed(gateway, GOOD)).status,
        was,
        is,
      }).prove();
    },
  };
}

const MAIN = "sip:127.0.0.1:5060";
const STRANGER = "sip:203.0.113.9:5060";

export const dialingProofs: readonly Proof[] = [
  ...policy.map(([key, name, value, destination, was, is]) =>
    seen(`dialing.${key}`, {
      change: { [DIALING + name]: value },
      look: dialled(destination),
      was,
      is,
    }),
  ),
  ...limits,
  seen("dialing.internationalPrefix", {
    env: { [`${DIALING}FORM`]: "international" },
    change: { [`${DIALING}INTERNATIONAL_PREFIX`]: "011" },
    look: dialled(GOOD),
    was: "0034900123456",
    is: "01134900123456",
  }),
  seen("dialing.prefix", {
    env: { [`${DIALING}FORM`]: "digits" },
    change: { [`${DIALING}PREFIX`]: "9" },
    look: dialled(GOOD),
    was: "34900123456",
    is: "934900123456",
  }),
  seen("numbers.region", {
    change: { RINGBACK_NUMBERS_REGION: "GB" },
    look: async (gateway) => [
      member(await signIn(gateway.origin), "region"),
      await dialled("02079460128")(gateway),
    ],
    was: ["ES", "invalid destination"],
    is: ["GB", "+442079460128"],
  }),
  seen("numbers.internalMaxDigits", {
    change: { RINGBACK_NUMBERS_INTERNAL_MAX_DIGITS: "7" },
    look: dialled("1234567"),
    was: "invalid destination",
    is: "1234567",
  }),
  seen("domains.<domain>", {
    change: {
      RINGBACK_DOMAINS: '{"pbx.example": ["main"], "else.example": ["main"]}',
    },
    look: async ({ origin, db }) => {
      const aor = "alice@else.example";
      const secret = "what nobody guesses";
      await addTerminal(db, {
        ...{ user: "alice", aor, endpoint: "alice", extension: "101" },
        ha1: ha1(md5, "alice", "else.example", secret),
      }).catch(() => "there already");
      const signed = sign(await challenge(origin, aor), "102", aor, secret);
      const answer = await post(origin, "/call", {
        ...signed,
        destination: "102",
      });
      return answer.status;
    },
    was: 403,
    is: 200,
  }),
  lookedUp(
    "kamailio.<domain>.rpcUrl",
    async () => [
      { rpcUrl: await openKamailio({ one: MAIN }), key: "one" },
      { rpcUrl: await openKamailio({ one: STRANGER }), key: "one" },
    ],
    {},
    [200, 502],
  ),
  lookedUp(
    "kamailio.<domain>.table",
    async () => {
      const rpcUrl = await openKamailio({ "t1 one": MAIN, "t2 one": STRANGER });
      return [
        { rpcUrl, key: "one", table: "t1" },
        { rpcUrl, key: "one", table: "t2" },
      ];
    },
    {},
    [200, 502],
  ),
  lookedUp(
    "kamailio.<domain>.key",
    async () => {
      const rpcUrl = await openKamailio({ one: MAIN, two: STRANGER });
      return [
        { rpcUrl, key: "one" },
        { rpcUrl, key: "two" },
      ];
    },
    {},
    [200, 502],
  ),
  lookedUp(
    "kamailio.<domain>.timeoutMs",
    async () => {
      const rpcUrl = await openKamailio({ one: MAIN }, 400);
      return [
        { rpcUrl, key: "one" },
        { rpcUrl, key: "one", timeoutMs: 100 },
      ];
    },
    {},
    [200, 502],
  ),
  lookedUp(
    "pbx.<name>.sipHosts",
    async () => {
      const lookup = {
        rpcUrl: await openKamailio({ one: STRANGER }),
        key: "one",
      };
      return [lookup, lookup];
    },
    { change: { RINGBACK_PBX_MAIN_SIP_HOSTS: '["203.0.113.9"]' } },
    [502, 200],
  ),
];
