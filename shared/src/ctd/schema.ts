/** Click to Dial, `/calls` (ctd-user-story.md; CAMARA ClickToDial r1.4 and r2.1, which are the same on the wire). */
import Type, { type Static } from "typebox";

/** Pattern of `callId` in paths and bodies. */
export const CALL_ID_PATTERN = "^[A-Za-z0-9._~:-]{1,256}$";
/** E.164 with its plus sign; a text that breaks it is 422, anything but a text is 400. */
export const PHONE_NUMBER_PATTERN = "^\\+[1-9][0-9]{4,14}$";
/** Pattern of the header `x-correlator`. */
export const CORRELATOR_PATTERN = "^[a-zA-Z0-9_:;./<>{}-]{0,256}$";
export const EVENT_TYPE = "org.camaraproject.click-to-dial.v0.status-changed";

export const CALL_STATUSES = [
  "initiating",
  "callingCaller",
  "callingCallee",
  "connected",
  "disconnected",
  "failed",
] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

export const DISCONNECTION_REASONS = [
  "hangUp",
  "callerBusy",
  "callerNoAnswer",
  "callerFailure",
  "callerAbandon",
  "calleeBusy",
  "calleeNoAnswer",
  "calleeFailure",
  "other",
] as const;
export type DisconnectionReason = (typeof DISCONNECTION_REASONS)[number];

export const RECORDING_RESULTS = ["success", "noRecord", "fail"] as const;
export type RecordingResult = (typeof RECORDING_RESULTS)[number];

export const RECORDING_TYPES = [
  "audio/wav",
  "audio/mp3",
  "audio/mpeg",
  "audio/ogg",
] as const;
/** Base64 characters of a recording: 15,728,640 bytes of audio. */
export const RECORDING_CONTENT_MAX = 20_971_520;

const strict = { additionalProperties: false };
const CallId = Type.String({ pattern: CALL_ID_PATTERN });
const PhoneNumber = Type.String({
  pattern: PHONE_NUMBER_PATTERN,
  maxLength: 16,
});
const DateTime = Type.String({ format: "date-time", maxLength: 64 });
const Party = Type.Object({ number: PhoneNumber }, strict);
/** What a request may say of a party; the number's form has an error of its own. */
const AskedParty = Type.Object({ number: Type.String() }, strict);

export const AccessTokenCredential = Type.Object(
  {
    credentialType: Type.Literal("ACCESSTOKEN"),
    accessToken: Type.String({ minLength: 1, maxLength: 4096 }),
    accessTokenExpiresUtc: DateTime,
    accessTokenType: Type.Literal("bearer"),
  },
  strict,
);

export const PrivateKeyJwtCredential = Type.Object(
  {
    credentialType: Type.Literal("PRIVATE_KEY_JWT"),
    clientId: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    tokenUri: Type.Optional(
      Type.String({ maxLength: 2048, pattern: "^https:\\/\\/.+$" }),
    ),
  },
  strict,
);

export const SinkCredential = Type.Union([
  AccessTokenCredential,
  PrivateKeyJwtCredential,
]);
export type SinkCredential = Static<typeof SinkCredential>;

export const CreateCallRequest = Type.Object(
  {
    caller: AskedParty,
    callee: AskedParty,
    sink: Type.Optional(Type.String({ maxLength: 2048 })),
    sinkCredential: Type.Optional(SinkCredential),
    recordingEnabled: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type CreateCallRequest = Static<typeof CreateCallRequest>;

export const Call = Type.Object({
  callId: CallId,
  caller: Party,
  callee: Party,
  status: Type.Enum(CALL_STATUSES),
  createdAt: DateTime,
  recordingEnabled: Type.Optional(Type.Boolean()),
});
export type Call = Static<typeof Call>;

export const RecordingResource = Type.Object({
  callId: CallId,
  content: Type.String({ maxLength: RECORDING_CONTENT_MAX }),
  contentType: Type.Enum(RECORDING_TYPES),
  generatedAt: Type.Optional(DateTime),
});
export type RecordingResource = Static<typeof RecordingResource>;

/** The only event; `reason` and `callDuration` exactly with `disconnected`. */
export const CallStatusChangedEvent = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 256 }),
  source: Type.String({ minLength: 1, maxLength: 2048 }),
  specversion: Type.Literal("1.0"),
  type: Type.Literal(EVENT_TYPE),
  time: DateTime,
  datacontenttype: Type.Literal("application/json"),
  subject: Type.String(),
  data: Type.Object({
    callId: CallId,
    caller: PhoneNumber,
    callee: PhoneNumber,
    status: Type.Object({
      state: Type.Enum(CALL_STATUSES),
      reason: Type.Optional(Type.Enum(DISCONNECTION_REASONS)),
    }),
    timestamp: DateTime,
    recordingResult: Type.Optional(Type.Enum(RECORDING_RESULTS)),
    callDuration: Type.Optional(
      Type.String({ pattern: "^[0-9]+$", maxLength: 256 }),
    ),
  }),
});
export type CallStatusChangedEvent = Static<typeof CallStatusChangedEvent>;

/** Every error body of `/calls`. */
export const ErrorInfo = Type.Object({
  status: Type.Integer({ minimum: 100, maximum: 599 }),
  code: Type.String({ maxLength: 96 }),
  message: Type.String({ maxLength: 512 }),
});
export type ErrorInfo = Static<typeof ErrorInfo>;
