/** Click to Dial, `/calls` (ctd-user-story.md; CAMARA ClickToDial r1.4 and r2.1, which are the same on the wire). */
import Type, { type Static } from "typebox";
import {
  CallDuration,
  CallId,
  CallStatus,
  DateTime,
  DisconnectionReason,
  EventType,
  PhoneNumber,
  RECORDING_CONTENT_MAX,
  RECORDING_TYPES,
  RecordingResult,
  Source,
} from "./members.ts";

export {
  CALL_ID_PATTERN,
  CALL_STATUSES,
  type CallStatus,
  CORRELATOR_MAX,
  CORRELATOR_PATTERN,
  DISCONNECTION_REASONS,
  type DisconnectionReason,
  EVENT_TYPE,
  PHONE_NUMBER_PATTERN,
  RECORDING_CONTENT_MAX,
  RECORDING_RESULTS,
  RECORDING_TYPES,
  type RecordingResult,
} from "./members.ts";

const strict = { additionalProperties: false };

export const Caller = Type.Object(
  { number: PhoneNumber },
  { ...strict, description: "Who is rung first." },
);
export const Callee = Type.Object(
  { number: PhoneNumber },
  { ...strict, description: "Who is rung when the caller has answered." },
);
/** What a request may say of a party; the number's form has an error of its own. */
const AskedParty = Type.Object({ number: Type.String() }, strict);

export const Sink = Type.String({
  description:
    "Where the call's events are sent to: https, and an address that the gateway's admin allows.",
  format: "uri",
  maxLength: 2048,
  examples: ["https://crm.example.com/events"],
});

/** Visible ASCII: nothing else can stand in a header (RFC 9110 §5.5, RFC 6750 §2.1). */
export const ACCESS_TOKEN_PATTERN = "^[!-~]+$";
export const ACCESS_TOKEN_MAX = 4096;

export const AccessTokenCredential = Type.Object(
  {
    credentialType: Type.Literal("ACCESSTOKEN"),
    accessToken: Type.String({
      description: "Sent with every event, as `Authorization: Bearer …`.",
      minLength: 1,
      maxLength: ACCESS_TOKEN_MAX,
      pattern: ACCESS_TOKEN_PATTERN,
      writeOnly: true,
    }),
    accessTokenExpiresUtc: DateTime,
    accessTokenType: Type.Literal("bearer", { writeOnly: true }),
  },
  {
    ...strict,
    description:
      "A token for the sink. Events end when it expires: give one that outlives the call.",
  },
);

export const PrivateKeyJWTCredential = Type.Object(
  {
    credentialType: Type.Literal("PRIVATE_KEY_JWT"),
    clientId: Type.Optional(
      Type.String({
        description: "Who the gateway is at that server.",
        minLength: 1,
        maxLength: 128,
        writeOnly: true,
      }),
    ),
    tokenUri: Type.Optional(
      Type.String({
        description: "Where the gateway fetches a token for the sink.",
        format: "uri",
        maxLength: 2048,
        pattern: "^https:\\/\\/.+$",
        writeOnly: true,
      }),
    ),
  },
  {
    ...strict,
    description:
      "The gateway fetches tokens for the sink with an assertion that it signs (RFC 7523); its keys are at `/oauth/jwks`.",
  },
);

export const SinkCredential = Type.Union(
  [AccessTokenCredential, PrivateKeyJWTCredential],
  { description: "With what the gateway shows itself to the sink." },
);
export type SinkCredential = Static<typeof SinkCredential>;

const OrderedBesides = {
  sink: Type.Optional(Sink),
  sinkCredential: Type.Optional(SinkCredential),
  recordingEnabled: Type.Optional(
    Type.Boolean({ description: "Record the conversation." }),
  ),
};

/** As the gateway reads it, before it looks at the form of the numbers. */
export const CreateCallRequest = Type.Object(
  { caller: AskedParty, callee: AskedParty, ...OrderedBesides },
  strict,
);
export type CreateCallRequest = Static<typeof CreateCallRequest>;

/** As a client has to write it. */
export const GoodCreateCallRequest = Type.Object(
  { caller: Caller, callee: Callee, ...OrderedBesides },
  {
    ...strict,
    description:
      "A call to be made. An unknown member anywhere is 400; a number that is not E.164 is 422.",
  },
);

export const Call = Type.Object(
  {
    callId: CallId,
    caller: Caller,
    callee: Callee,
    status: CallStatus,
    createdAt: DateTime,
    recordingEnabled: Type.Optional(
      Type.Boolean({ description: "Whether a recording was asked for." }),
    ),
  },
  { description: "A call as the client that made it sees it." },
);
export type Call = Static<typeof Call>;

export const RecordingResource = Type.Object(
  {
    callId: CallId,
    content: Type.String({
      description: "The audio, in base64.",
      contentEncoding: "base64",
      maxLength: RECORDING_CONTENT_MAX,
    }),
    contentType: Type.Enum(RECORDING_TYPES, {
      type: "string",
      description: "What the audio is.",
    }),
    generatedAt: Type.Optional(DateTime),
  },
  { description: "What was said on a call." },
);
export type RecordingResource = Static<typeof RecordingResource>;

/** The only event; `reason` and `callDuration` exactly with `disconnected`. */
export const CallStatusChangedEvent = Type.Object(
  {
    id: Type.String({
      description:
        "The event's own; the same at every attempt to send it. Who sees one twice forgets the second.",
      minLength: 1,
      maxLength: 256,
    }),
    source: Source,
    specversion: Type.Enum(["1.0"], { type: "string" }),
    type: EventType,
    time: DateTime,
    datacontenttype: Type.Enum(["application/json"], { type: "string" }),
    subject: Type.String({
      description: "`/calls/` and the call's id.",
      maxLength: 512,
    }),
    data: Type.Object({
      callId: CallId,
      caller: PhoneNumber,
      callee: PhoneNumber,
      status: Type.Object({
        state: CallStatus,
        reason: Type.Optional(DisconnectionReason),
      }),
      timestamp: DateTime,
      recordingResult: Type.Optional(RecordingResult),
      callDuration: Type.Optional(CallDuration),
    }),
  },
  {
    description:
      "A call has come into another state: a CloudEvent in structured mode.",
  },
);
export type CallStatusChangedEvent = Static<typeof CallStatusChangedEvent>;

/** Every error body of `/calls`. */
export const ErrorInfo = Type.Object(
  {
    status: Type.Integer({
      description: "The answer's status once more.",
      format: "int32",
      minimum: 100,
      maximum: 599,
    }),
    code: Type.String({ description: "For programs.", maxLength: 96 }),
    message: Type.String({ description: "For people.", maxLength: 512 }),
  },
  { description: "What is wrong, and with what." },
);
export type ErrorInfo = Static<typeof ErrorInfo>;
