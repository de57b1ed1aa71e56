/** Every figure of our own: name, kind, labels and words. Made from it: the figures themselves, docs/metrics.md. */

type Figure = {
  readonly kind: "counter" | "gauge" | "histogram";
  readonly labels: readonly string[];
  readonly help: string;
};

/** No label holds a user, a number, an address or anything else a client chooses: every set of values is written in the sources or in the configuration. */
export const FIGURES = {
  ringback_calls_placed_total: {
    kind: "counter",
    labels: ["door"],
    help: "Calls that were written down, by the door they came through.",
  },
  ringback_calls_ended_total: {
    kind: "counter",
    labels: ["outcome", "reason", "door"],
    help: "Calls that are over, by outcome, end reason and door.",
  },
  ringback_calls_live: {
    kind: "gauge",
    labels: ["state"],
    help: "Calls that are not over, by state.",
  },
  ringback_originate_seconds: {
    kind: "histogram",
    labels: [],
    help: "From a call being written down until the PBX has accepted it.",
  },
  ringback_http_requests_total: {
    kind: "counter",
    labels: ["mount", "status"],
    help: "Requests answered, by mount and class of status (2xx, 4xx, ...).",
  },
  ringback_http_request_seconds: {
    kind: "histogram",
    labels: ["mount"],
    help: "How long answering a request took.",
  },
  ringback_refusals_total: {
    kind: "counter",
    labels: ["mount", "kind", "code"],
    help: "Requests answered with an error, by the error's kind and code.",
  },
  ringback_faults_total: {
    kind: "counter",
    labels: ["where"],
    help: "Faults written to the log that no client caused, by where they came up.",
  },
  ringback_live_sockets: {
    kind: "gauge",
    labels: [],
    help: "WebSockets of the live channel that are open.",
  },
  ringback_queue_depth: {
    kind: "gauge",
    labels: ["queue"],
    help: "Calls with work waiting: moves from the PBX, and writes to the database.",
  },
  ringback_database_up: {
    kind: "gauge",
    labels: [],
    help: "1 where the database could be read for this very answer.",
  },
  ringback_pbx_up: {
    kind: "gauge",
    labels: ["pbx"],
    help: "1 while logged in at this PBX.",
  },
  ringback_pbx_logins_total: {
    kind: "counter",
    labels: ["pbx"],
    help: "Logins at the PBX; each behind the first is a reconnect.",
  },
  ringback_pbx_actions_total: {
    kind: "counter",
    labels: ["pbx"],
    help: "AMI actions sent.",
  },
  ringback_pbx_timeouts_total: {
    kind: "counter",
    labels: ["pbx"],
    help: "AMI actions that were not answered in time.",
  },
  ringback_pbx_events_total: {
    kind: "counter",
    labels: ["pbx"],
    help: "AMI events received.",
  },
  ringback_pbx_parse_drops_total: {
    kind: "counter",
    labels: ["pbx"],
    help: "Lines or messages of the AMI that were dropped, because they were too long or no AMI.",
  },
  ringback_deliveries_total: {
    kind: "counter",
    labels: ["result"],
    help: "Attempts to send an event to a program, by what came of it: delivered, retried, dead (given up), stopped (with all behind it).",
  },
  ringback_delivery_seconds: {
    kind: "histogram",
    labels: [],
    help: "How long an attempt to send an event took.",
  },
  ringback_delivery_lag_seconds: {
    kind: "histogram",
    labels: [],
    help: "From an event being written until its first attempt.",
  },
  ringback_deliveries_queued: {
    kind: "gauge",
    labels: [],
    help: "Events that wait to be sent.",
  },
  ringback_deliveries_dead: {
    kind: "gauge",
    labels: [],
    help: "Events that were given up and are kept.",
  },
  ringback_delivery_oldest_seconds: {
    kind: "gauge",
    labels: [],
    help: "Age of the oldest event that waits; 0 where none does.",
  },
  ringback_recordings_total: {
    kind: "counter",
    labels: ["result", "reason"],
    help: "Recordings that were settled: success, noRecord (the two never talked), fail; and why they failed (missing, incomplete, empty, not_a_file, bad_format, too_long, disk_full, io, off).",
  },
  ringback_build_info: {
    kind: "gauge",
    labels: ["version"],
    help: "Always 1; its label is the gateway's version.",
  },
} as const satisfies Record<string, Figure>;

type Named<Kind extends Figure["kind"]> = {
  [Name in FigureName]: (typeof FIGURES)[Name]["kind"] extends Kind
    ? Name
    : never;
}[FigureName];

type FigureName = keyof typeof FIGURES;
export type CounterName = Named<"counter">;
export type GaugeName = Named<"gauge">;
export type HistogramName = Named<"histogram">;
export type LabelsOf<Name extends FigureName> =
  (typeof FIGURES)[Name]["labels"][number];
