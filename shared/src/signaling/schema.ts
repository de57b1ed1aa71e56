/**
 * `POST /api/v1/ws-tickets` and the frames of `/ws/chat`: call-signaling-api.md "WebSocket Call Signaling".
 * Client frames are `{type,payload}`, server frames `{type,data,timestamp}`, but `call_error` is `{type,payload}`: so the
 * document has it. `call_snapshot`, `call_updated`, `heartbeat` and the member `seq` are ours and additive.
 */
import Type, { type Static } from "typebox";
import { CallView } from "../call/view.ts";

export const TicketResponse = Type.Object({
  success: Type.Literal(true),
  message: Type.String(),
  data: Type.Object({
    ticket: Type.String({ minLength: 1 }),
    expiresAt: Type.String(),
  }),
});
export type TicketResponse = Static<typeof TicketResponse>;

export const SignalingError = Type.Object({
  success: Type.Literal(false),
  message: Type.String(),
  data: Type.Null(),
});
export type SignalingError = Static<typeof SignalingError>;

export const EndFrame = Type.Object({
  type: Type.Literal("call.end"),
  payload: Type.Object({
    callId: Type.String({ minLength: 1, maxLength: 64 }),
    durationSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
});
export type EndFrame = Static<typeof EndFrame>;

export const CALL_ERROR_TYPES = [
  "call_not_found",
  "unauthorized",
  "invalid_status",
  "parse_error",
  "service_error",
] as const;
export type CallErrorType = (typeof CALL_ERROR_TYPES)[number];

export const CallErrorFrame = Type.Object({
  type: Type.Literal("call_error"),
  payload: Type.Object({
    callId: Type.String(),
    errorType: Type.Enum([...CALL_ERROR_TYPES]),
    message: Type.String(),
  }),
});
export type CallErrorFrame = Static<typeof CallErrorFrame>;

const stamped = { timestamp: Type.String() };

/** The user's live calls, sent once after opening. `seq` is the newest event it includes. */
export const SnapshotFrame = Type.Object({
  type: Type.Literal("call_snapshot"),
  data: Type.Object({ calls: Type.Array(CallView) }),
  seq: Type.Integer({ minimum: 0 }),
  ...stamped,
});

/** `seq` only ever grows, also over restarts of the gateway, and is never used twice. */
export const UpdatedFrame = Type.Object({
  type: Type.Literal("call_updated"),
  data: CallView,
  seq: Type.Integer({ minimum: 1 }),
  ...stamped,
});

export const HeartbeatFrame = Type.Object({
  type: Type.Literal("heartbeat"),
  data: Type.Object({}),
  ...stamped,
});

export const HeartbeatAckFrame = Type.Object({
  type: Type.Literal("heartbeat.ack"),
  data: Type.Object({}),
  ...stamped,
});

export const ServerFrame = Type.Union([
  SnapshotFrame,
  UpdatedFrame,
  HeartbeatFrame,
  HeartbeatAckFrame,
  CallErrorFrame,
]);
export type ServerFrame = Static<typeof ServerFrame>;
export type UpdatedFrame = Static<typeof UpdatedFrame>;
export type SnapshotFrame = Static<typeof SnapshotFrame>;
