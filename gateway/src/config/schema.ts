/** The whole configuration: one section a file, types and defaults from the same objects. */
import Type, { type Static } from "typebox";
import { calls } from "./sections/calls.ts";
import { click2call } from "./sections/click2call.ts";
import { ctd } from "./sections/ctd.ts";
import { database } from "./sections/database.ts";
import { delivery } from "./sections/delivery.ts";
import { dialing } from "./sections/dialing.ts";
import { documents } from "./sections/documents.ts";
import { domains } from "./sections/domains.ts";
import { guessing } from "./sections/guessing.ts";
import { issuers } from "./sections/issuers.ts";
import { kamailio } from "./sections/kamailio.ts";
import { live } from "./sections/live.ts";
import { log } from "./sections/log.ts";
import { metrics } from "./sections/metrics.ts";
import { numbers } from "./sections/numbers.ts";
import { oauth } from "./sections/oauth.ts";
import { pbx } from "./sections/pbx.ts";
import { recording } from "./sections/recording.ts";
import { secrets } from "./sections/secrets.ts";
import { server } from "./sections/server.ts";
import { session } from "./sections/session.ts";
import { terminals } from "./sections/terminals.ts";

export const configSchema = Type.Object(
  {
    server,
    database,
    secrets,
    numbers,
    pbx,
    domains,
    kamailio,
    terminals,
    dialing,
    click2call,
    ctd,
    recording: Type.Optional(recording),
    session,
    oauth,
    issuers,
    delivery,
    documents,
    guessing,
    live,
    calls,
    metrics,
    log,
  },
  { additionalProperties: false, description: "Ringback gateway." },
);

type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/** As the loader leaves it before it is frozen. */
export type MutableConfig = Static<typeof configSchema>;

/** The checked configuration, secrets filled in, deeply frozen. Durations carry their unit in the key's name. */
export type Config = Frozen<MutableConfig>;
export type PbxConfig = Config["pbx"][string];
