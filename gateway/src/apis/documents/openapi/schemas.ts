/** The schemas of `shared/` under the names they have in the document. */
import * as click from "@ringback/shared/click2call/schema.ts";
import * as members from "@ringback/shared/ctd/members.ts";
import * as ctd from "@ringback/shared/ctd/schema.ts";
import * as oauth from "@ringback/shared/oauth/schema.ts";
import * as session from "@ringback/shared/session/schema.ts";
import * as signaling from "@ringback/shared/signaling/schema.ts";
import type { TSchema } from "typebox";
import { isObject, type Json, type JsonObject, mapMembers } from "./json.ts";

const NAMED: Readonly<Record<string, TSchema>> = {
  CallId: members.CallId,
  PhoneNumber: members.PhoneNumber,
  DateTime: members.DateTime,
  Caller: ctd.Caller,
  Callee: ctd.Callee,
  Sink: ctd.Sink,
  AccessTokenCredential: ctd.AccessTokenCredential,
  PrivateKeyJWTCredential: ctd.PrivateKeyJWTCredential,
  SinkCredential: ctd.SinkCredential,
  CreateCallRequest: ctd.GoodCreateCallRequest,
  Call: ctd.Call,
  CallStatus: members.CallStatus,
  RecordingResource: ctd.RecordingResource,
  CallStatusChangedEvent: ctd.CallStatusChangedEvent,
  EventType: members.EventType,
  Source: members.Source,
  DisconnectionReason: members.DisconnectionReason,
  RecordingResult: members.RecordingResult,
  CallDuration: members.CallDuration,
  XCorrelator: members.XCorrelator,
  IdempotencyKey: members.IdempotencyKey,
  ErrorInfo: ctd.ErrorInfo,
  TokenRequest: oauth.TokenRequest,
  TokenResponse: oauth.TokenResponse,
  RevocationRequest: oauth.RevocationRequest,
  OauthError: oauth.OauthError,
  KeySet: oauth.KeySet,
  ServerMetadata: oauth.ServerMetadata,
  ChallengeRequest: click.ChallengeRequest,
  ChallengeResponse: click.ChallengeResponse,
  ClickRequest: click.CallRequest,
  ClickResponse: click.CallResponse,
  ClickError: click.ErrorResponse,
  SessionRequest: session.SessionRequest,
  SessionResponse: session.SessionResponse,
  TicketResponse: signaling.TicketResponse,
  SignalingError: signaling.SignalingError,
};

/** A schema is known again by what it says: TypeBox copies those that are optional. */
const nameOf = new Map(
  Object.entries(NAMED).map(([name, schema]) => [JSON.stringify(schema), name]),
);

export function reference(schema: TSchema): JsonObject {
  const name = nameOf.get(JSON.stringify(schema));
  if (name === undefined)
    throw new Error("a schema has no name in the document");
  return { $ref: `#/components/schemas/${name}` };
}

/** Everything below `value` that has a name is told by it. */
function linked(value: Json): Json {
  if (!isObject(value)) return Array.isArray(value) ? value.map(linked) : value;
  const name = nameOf.get(JSON.stringify(value));
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return mapMembers(value, linked);
}

function written(schema: TSchema): JsonObject {
  const plain: JsonObject = JSON.parse(JSON.stringify(schema));
  return mapMembers(plain, linked);
}

/** `components.schemas`. */
export function writtenSchemas(): JsonObject {
  const all = Object.entries(NAMED).map(([name, schema]) => [
    name,
    written(schema),
  ]);
  return { ...Object.fromEntries(all), SinkCredential: sinkCredential() };
}

/** Of its two kinds one alone fits, and `credentialType` says which. */
function sinkCredential(): JsonObject {
  const { anyOf = [], ...rest } = written(ctd.SinkCredential);
  return {
    ...rest,
    oneOf: anyOf,
    discriminator: {
      propertyName: "credentialType",
      mapping: {
        ACCESSTOKEN: "#/components/schemas/AccessTokenCredential",
        PRIVATE_KEY_JWT: "#/components/schemas/PrivateKeyJWTCredential",
      },
    },
  };
}
