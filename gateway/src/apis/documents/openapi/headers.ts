/** `components.headers` and `components.parameters`. */
import {
  CallId,
  IdempotencyKey,
  XCorrelator,
} from "@ringback/shared/ctd/members.ts";
import type { JsonObject } from "./json.ts";
import { reference } from "./schemas.ts";

export const HEADERS: JsonObject = {
  "x-correlator": {
    description: "The request's, or one that was made for it.",
    schema: reference(XCorrelator),
  },
  "Retry-After": {
    description: "Seconds after which to come again.",
    schema: { type: "integer", minimum: 1 },
  },
  "WWW-Authenticate": {
    description: "How to show who asks.",
    schema: { type: "string" },
  },
  Allow: {
    description: "The methods that the path has.",
    schema: { type: "string" },
  },
};

export const PARAMETERS: JsonObject = {
  "x-correlator": {
    name: "x-correlator",
    in: "header",
    description: "Comes back with the answer.",
    schema: reference(XCorrelator),
  },
  "Idempotency-Key": {
    name: "Idempotency-Key",
    in: "header",
    description:
      "So that a request may be sent again without a second call, for `ctd.idempotencyHours`.",
    schema: reference(IdempotencyKey),
  },
  callId: {
    name: "callId",
    in: "path",
    required: true,
    description: "The call.",
    schema: reference(CallId),
  },
};

export const correlated: JsonObject = {
  "x-correlator": { $ref: "#/components/headers/x-correlator" },
};

export const parameters = (...names: readonly string[]) =>
  names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
