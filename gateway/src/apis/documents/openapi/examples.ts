/** What stands in the document for people to read; each is held to its schema by a test. Numbers are of a range set aside for films, and are phones of the sandbox. */
import type {
  Call,
  CallStatusChangedEvent,
  RecordingResource,
} from "@ringback/shared/ctd/schema.ts";
import { EVENT_TYPE } from "@ringback/shared/ctd/schema.ts";
import type { JsonObject } from "./json.ts";

const CALLER = "+442079460101";
const CALLEE = "+442079460111";
const CALL_ID = "01kaf3v5m4c7w2x8r9t0q1z6yd";
const CREATED_AT = "2026-11-21T12:00:00.000Z";
const ENDED_AT = "2026-11-21T12:26:52.000Z";

export const EXAMPLE_CALL = {
  callId: CALL_ID,
  caller: { number: CALLER },
  callee: { number: CALLEE },
  status: "initiating",
  createdAt: CREATED_AT,
  recordingEnabled: false,
} as const satisfies Call;

const pair = { caller: { number: CALLER }, callee: { number: CALLEE } };
const sink = "https://crm.example.com/events";

export const EXAMPLE_ORDERS: JsonObject = {
  BARE: { summary: "Two numbers, and nobody is told", value: pair },
  WITH_SINK: {
    summary: "With events to a sink that wants a token",
    value: {
      ...pair,
      sink,
      sinkCredential: {
        credentialType: "ACCESSTOKEN",
        accessToken: "token-of-the-sink",
        accessTokenExpiresUtc: "2100-01-01T00:00:00Z",
        accessTokenType: "bearer",
      },
    },
  },
  WITH_KEYS: {
    summary: "With events, for which the gateway fetches tokens itself",
    value: {
      ...pair,
      sink,
      sinkCredential: {
        credentialType: "PRIVATE_KEY_JWT",
        clientId: "ringback",
        tokenUri: "https://login.example.com/token",
      },
    },
  },
};

export const EXAMPLE_RECORDING = {
  callId: CALL_ID,
  content: "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=",
  contentType: "audio/wav",
  generatedAt: ENDED_AT,
} as const satisfies RecordingResource;

function event(
  version: number,
  at: string,
  data: Pick<CallStatusChangedEvent["data"], "status"> &
    Partial<CallStatusChangedEvent["data"]>,
): CallStatusChangedEvent {
  return {
    id: `${CALL_ID}.${version}`,
    source: "https://ringback.example.com/click-to-dial",
    specversion: "1.0",
    type: EVENT_TYPE,
    time: at,
    datacontenttype: "application/json",
    subject: `/calls/${CALL_ID}`,
    data: {
      callId: CALL_ID,
      ...{ caller: CALLER, callee: CALLEE, timestamp: at },
      ...data,
    },
  };
}

export const EXAMPLE_EVENTS = {
  CALLING_CALLER: {
    summary: "The caller's phones ring",
    value: event(2, CREATED_AT, { status: { state: "callingCaller" } }),
  },
  DISCONNECTED: {
    summary: "They have talked, and one of them hung up",
    value: event(7, ENDED_AT, {
      status: { state: "disconnected", reason: "hangUp" },
      callDuration: "1600",
    }),
  },
};
