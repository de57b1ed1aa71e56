import type { CallResponse, ChallengeResponse, ErrorResponse } from "../click2call/schema.ts";
import type { SessionResponse } from "../session/schema.ts";
import type { ServerFrame, SignalingError, TicketResponse } from "../signaling/schema.ts";

export function isChallengeResponse(value: unknown): value is ChallengeResponse;
export function isCallResponse(value: unknown): value is CallResponse;
export function isErrorResponse(value: unknown): value is ErrorResponse;
export function isSessionResponse(value: unknown): value is SessionResponse;
export function isTicketResponse(value: unknown): value is TicketResponse;
export function isSignalingError(value: unknown): value is SignalingError;
export function isServerFrame(value: unknown): value is ServerFrame;
