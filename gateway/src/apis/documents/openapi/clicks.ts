/** What a person's browser asks: click2call, `/session` and tickets. More in docs/api-click2call.md. */
import {
  CallRequest,
  CallResponse,
  ChallengeRequest,
  ChallengeResponse,
  ErrorResponse,
} from "@ringback/shared/click2call/schema.ts";
import {
  SessionRequest,
  SessionResponse,
} from "@ringback/shared/session/schema.ts";
import {
  SignalingError,
  TicketResponse,
} from "@ringback/shared/signaling/schema.ts";
import type { TSchema } from "typebox";
import type { JsonObject } from "./json.ts";
import { reference } from "./schemas.ts";

/** These are at the root alone, whatever version of `/calls` is asked. */
const servers = [{ url: "/" }];

const ABOUT: Readonly<Record<string, string>> = {
  "400": "The request is not as it must be.",
  "401": "The nonce is not good, or there is no good token.",
  "403":
    "Unknown address of record, wrong password, or a number that may not be dialled.",
  "413": "The body is longer than `server.bodyLimitBytes`.",
  "429": "Too many calls, or too many attempts.",
  "500": "The gateway has a fault; its log says which.",
  "502":
    "The PBX, or what knows its users, cannot be asked; or dialling is paused.",
};
const HEADER: Readonly<Record<string, string>> = { "429": "Retry-After" };

const AOR = "alice@pbx.example.com";
const PROOF = {
  aor: AOR,
  nonce: "1795262400000:7b1f0c3d9e2a4f58:0f8e6c1d",
  response: "6629fae49393a05397450978507c4ef1",
};

export const CLICK_PATHS: JsonObject = {
  "/challenge": post({
    operationId: "getChallenge",
    summary: "Get a nonce",
    description: "The nonce is good once, for `click2call.nonceTtlSeconds`.",
    ...body(ChallengeRequest, { aor: AOR }),
    responses: {
      "200": answer("A nonce.", ChallengeResponse),
      ...refused(ErrorResponse, "400", "413", "429"),
    },
  }),
  "/call": post({
    operationId: "click",
    summary: "Ring my phone, then dial",
    description:
      "Signed as HTTP Digest has it: `response` is MD5(HA1:nonce:MD5(destination)), and HA1 is MD5(user:domain:password). No password is sent.",
    ...body(CallRequest, { ...PROOF, destination: "020794601280" }),
    responses: {
      "200": answer("The PBX has taken the order.", CallResponse),
      ...refused(
        ErrorResponse,
        ...["400", "401", "403", "413", "429", "500", "502"],
      ),
    },
  }),
  "/session": post({
    operationId: "signIn",
    summary: "Sign in",
    description:
      "The same digest, with the word `session` in place of the destination; a bearer token out.",
    ...body(SessionRequest, { ...PROOF, scope: "live originate" }),
    responses: {
      "200": answer("A token.", SessionResponse),
      ...refused(ErrorResponse, ...["400", "401", "403", "413", "429", "502"]),
    },
  }),
  "/session/renew": post({
    operationId: "renewSession",
    summary: "Go on without signing in again",
    description: "A token that is still good in, a newer one out.",
    security: [{ userSession: [] }],
    responses: {
      "200": answer("A token.", SessionResponse),
      ...refused(ErrorResponse, "401", "502"),
    },
  }),
  "/api/v1/ws-tickets": post({
    operationId: "getTicket",
    summary: "Get a ticket for the live channel",
    description:
      "Opens one WebSocket at `/ws/chat?token=…`, once. What comes through it: docs/api-click2call.md.",
    security: [{ userSession: [] }],
    responses: {
      "201": answer("A ticket.", TicketResponse),
      ...refused(SignalingError, "401", "403", "500"),
    },
  }),
};

function post(told: JsonObject): JsonObject {
  return { servers, post: { tags: ["Clicks"], security: [], ...told } };
}

function body(schema: TSchema, example: JsonObject): JsonObject {
  const media = { schema: reference(schema), example };
  const content = { "application/json": media };
  return { requestBody: { required: true, content } };
}

function answer(description: string, schema: TSchema): JsonObject {
  const content = { "application/json": { schema: reference(schema) } };
  return { description, content };
}

function refused(schema: TSchema, ...statuses: readonly string[]): JsonObject {
  return Object.fromEntries(
    statuses.map((status) => {
      const header = HEADER[status];
      return [
        status,
        {
          ...answer(ABOUT[status] ?? "", schema),
          ...(header !== undefined && {
            headers: { [header]: { $ref: `#/components/headers/${header}` } },
          }),
        },
      ];
    }),
  );
}
