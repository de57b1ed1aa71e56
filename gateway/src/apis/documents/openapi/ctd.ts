/** `/calls` in the document. */
import {
  Call,
  CallStatusChangedEvent,
  GoodCreateCallRequest,
  RecordingResource,
} from "@ringback/shared/ctd/schema.ts";
import type { Scope } from "@ringback/shared/ctd/scopes.ts";
import type { TSchema } from "typebox";
import {
  EXAMPLE_CALL,
  EXAMPLE_EVENTS,
  EXAMPLE_ORDERS,
  EXAMPLE_RECORDING,
} from "./examples.ts";
import { correlated, parameters } from "./headers.ts";
import type { Json, JsonObject } from "./json.ts";
import { refusals } from "./refusals.ts";
import { reference } from "./schemas.ts";

export const CTD_PATHS: JsonObject = {
  "/calls": {
    post: {
      operationId: "createCall",
      tags: ["Calls"],
      summary: "Make a call",
      description:
        "Rings the caller, then the callee, and connects them. The answer comes before anything rings. Refused in this order: 401, 403, 400, 422, 409, 429, 503.",
      ...needs("click-to-dial:calls:create"),
      parameters: parameters("x-correlator", "Idempotency-Key"),
      requestBody: {
        required: true,
        description: "Whom to connect, and whom to tell.",
        content: json(GoodCreateCallRequest, EXAMPLE_ORDERS),
      },
      responses: {
        "201": answer("The call exists.", Call, {
          INITIATING: { value: EXAMPLE_CALL },
        }),
        ...refusals(400, 401, 403, 409, 413, 422, 429, 500, 503),
      },
      callbacks: { callStatusChanged: statusChanged() },
    },
  },
  "/calls/{callId}": {
    get: {
      operationId: "getCall",
      tags: ["Calls"],
      summary: "See a call",
      description: "Where the call is now. Another client's call is none.",
      ...needs("click-to-dial:calls:read"),
      parameters: parameters("callId", "x-correlator"),
      responses: {
        "200": answer("The call.", Call, {
          CONNECTED: { value: { ...EXAMPLE_CALL, status: "connected" } },
        }),
        ...refusals(400, 401, 403, 404, 500),
      },
    },
    delete: {
      operationId: "terminateCall",
      tags: ["Calls"],
      summary: "End a call",
      description:
        "Hangs up both parties. Answers when they are, at the latest after `ctd.endWaitMs`; the call can still be read, and its last event is sent.",
      ...needs("click-to-dial:calls:delete"),
      parameters: parameters("callId", "x-correlator"),
      responses: {
        "204": { description: "The call is ended.", headers: correlated },
        ...refusals(400, 401, 403, 404, 409, 500, 503),
      },
    },
  },
  "/calls/{callId}/recording": {
    get: {
      operationId: "getRecording",
      tags: ["Recording"],
      summary: "Get a call's recording",
      description:
        "What was said, once the call is over, where `recordingEnabled` asked for it and it was made. Else 404.",
      ...needs("click-to-dial:recordings:read"),
      parameters: parameters("callId", "x-correlator"),
      responses: {
        "200": answer("The recording.", RecordingResource, {
          RECORDING: { value: EXAMPLE_RECORDING },
        }),
        ...refusals(400, 401, 403, 404, 500, 503),
      },
    },
  },
};

/** Tokens of the gateway's own issuer, or of another one it knows. */
function needs(scope: Scope): { security: Json } {
  return { security: [{ openId: [scope] }, { clientCredentials: [scope] }] };
}

function json(schema: TSchema, examples: JsonObject): JsonObject {
  return { "application/json": { schema: reference(schema), examples } };
}

function answer(
  description: string,
  schema: TSchema,
  examples: JsonObject,
): JsonObject {
  return { description, headers: correlated, content: json(schema, examples) };
}

function statusChanged(): JsonObject {
  const text = (name: string, description: string, required = false) => ({
    ...{ name, in: "header", required, description },
    schema: { type: "string" },
  });
  return {
    "{$request.body#/sink}": {
      post: {
        summary: "The call has come into another state",
        description:
          "Sent to the sink for each state, in order, and again until it is taken. A 2xx says that it was. 410 ends the call's events at once.",
        security: [{ notificationsBearerAuth: [] }],
        parameters: [
          text(
            "x-correlator",
            "That of `POST /calls`: of the request, or made for it.",
            true,
          ),
          text(
            "webhook-id",
            "The event's id. For clients with a signing secret.",
          ),
          text(
            "webhook-timestamp",
            "When it was signed, in seconds since 1970.",
          ),
          text("webhook-signature", "Its signature (Standard Webhooks)."),
        ],
        requestBody: {
          required: true,
          content: {
            "application/cloudevents+json": {
              schema: reference(CallStatusChangedEvent),
              examples: EXAMPLE_EVENTS,
            },
          },
        },
        responses: {
          "2XX": { description: "Taken." },
          "400": { description: "Not understood: it is not sent again." },
          "401": { description: "The token is not good: no more is sent." },
          "403": { description: "As 401." },
          "410": {
            description: "There is nobody here any more: no more is sent.",
          },
          "429": { description: "Too many: sent again after `Retry-After`." },
          "5XX": { description: "Sent again later." },
        },
      },
    },
  };
}
