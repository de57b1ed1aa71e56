/** The members that Click to Dial's messages are made of. Each has a description and an example: the OpenAPI document is made from them. */
import Type from "typebox";

/** Pattern of `callId` in paths and bodies. */
export const CALL_ID_PATTERN = "^[A-Za-z0-9._~:-]{1,256}$";
/** E.164 with its plus sign; a text that breaks it is 422, anything but a text is 400. */
export const PHONE_NUMBER_PATTERN = "^\\+[1-9][0-9]{4,14}$";
/** Pattern of the header `x-correlator`. */
export const CORRELATOR_PATTERN = "^[a-zA-Z0-9_:;./<>{}-]{0,256}$";
export const CORRELATOR_MAX = 256;
/** Pattern of the header `Idempotency-Key`. */
export const IDEMPOTENCY_KEY_PATTERN = "^[\\x21-\\x7e]{1,255}$";
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

export const CallId = Type.String({
  description: "The call's id.",
  minLength: 1,
  maxLength: 256,
  pattern: CALL_ID_PATTERN,
  examples: ["01kaf3v5m4c7w2x8r9t0q1z6yd"],
});

export const PhoneNumber = Type.String({
  description: "A telephone number in E.164, with its plus sign.",
  pattern: PHONE_NUMBER_PATTERN,
  maxLength: 16,
  examples: ["+442079460101"],
});

export const DateTime = Type.String({
  description: "A time by RFC 3339, with its zone.",
  format: "date-time",
  maxLength: 64,
  examples: ["2026-11-21T12:00:00.000Z"],
});

export const CallStatus = Type.Enum(CALL_STATUSES, {
  type: "string",
  description:
    "Where the call is. `initiating`: it exists, nothing rings yet. `callingCaller`: the caller's phones ring. `callingCallee`: the caller has answered, the callee's phones ring. `connected`: they talk. `disconnected`: it is over, with a reason. `failed`: it is over and never reached a phone.",
  examples: ["callingCaller"],
});

export const DisconnectionReason = Type.Enum(DISCONNECTION_REASONS, {
  type: "string",
  description:
    "Why the call is over. Always with `disconnected`, and with nothing else.",
  examples: ["hangUp"],
});

export const RecordingResult = Type.Enum(RECORDING_RESULTS, {
  type: "string",
  description:
    "What became of the recording: in the last event of every call for which one was asked.",
  examples: ["success"],
});

export const CallDuration = Type.String({
  description:
    "Seconds from the moment both talk to the end, `0` for a call that never connected. Always with `disconnected`, and with nothing else.",
  pattern: "^[0-9]+$",
  maxLength: 256,
  examples: ["1600"],
});

export const EventType = Type.Enum([EVENT_TYPE], {
  type: "string",
  description: "The only type of event there is.",
  maxLength: 512,
});

export const XCorrelator = Type.String({
  description:
    "A text of the client's own that comes back with the answer, and with every event of the call. A UUID is a good one.",
  pattern: CORRELATOR_PATTERN,
  maxLength: CORRELATOR_MAX,
  examples: ["b4333c46-49c0-4f62-80d7-f0ef930f1c46"],
});

export const IdempotencyKey = Type.String({
  description:
    "A text of the client's own, another one for each call. The same request with the same key gets the same call again.",
  pattern: IDEMPOTENCY_KEY_PATTERN,
  minLength: 1,
  maxLength: 255,
  examples: ["order-4711"],
});

export const Source = Type.String({
  description: "The gateway that tells: the same in all its events.",
  format: "uri-reference",
  minLength: 1,
  maxLength: 2048,
  examples: ["https://ringback.example.com/click-to-dial"],
});
