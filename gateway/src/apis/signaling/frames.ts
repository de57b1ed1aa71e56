import {
  type CallErrorFrame,
  type CallErrorType,
  EndFrame,
  type ServerFrame,
  type SnapshotFrame,
  type UpdatedFrame,
} from "@ringback/shared/signaling/schema.ts";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { CallEvent } from "../../calls/bus.ts";

const isEndFrame = new Ajv2020({ strict: true }).compile<EndFrame>(EndFrame);

/** What a client's frame asks for, call-signaling-api.md "Client to Server Messages". */
export type ClientOrder =
  | { kind: "end"; callId: string }
  | { kind: "heartbeat" }
  /** accept and reject belong to incoming calls; a click has none */
  | { kind: "not_incoming"; callId: string }
  /** other parts of the product may share the socket */
  | { kind: "ignored" }
  | { kind: "bad"; callId: string; message: string };

export function readFrame(text: string): ClientOrder {
  const frame = parse(text);
  if (frame === undefined || typeof frame.type !== "string") {
    return {
      kind: "bad",
      callId: "",
      message: "A frame is a JSON object with a type",
    };
  }
  const { type } = frame;
  if (type === "heartbeat") return { kind: "heartbeat" };
  if (!type.startsWith("call.")) return { kind: "ignored" };
  const callId = callIdOf(frame);
  if (type === "call.end") {
    return isEndFrame(frame)
      ? { kind: "end", callId: frame.payload.callId }
      : { kind: "bad", callId, message: "call.end needs a callId" };
  }
  return type === "call.accept" || type === "call.reject"
    ? { kind: "not_incoming", callId }
    : { kind: "bad", callId, message: "Unknown call message" };
}

export function errorFrame(
  callId: string,
  errorType: CallErrorType,
  message: string,
): CallErrorFrame {
  return { type: "call_error", payload: { callId, errorType, message } };
}

export function updatedFrame(event: CallEvent): UpdatedFrame {
  return {
    type: "call_updated",
    data: event.call,
    seq: event.seq,
    timestamp: now(),
  };
}

export function snapshotFrame(
  calls: SnapshotFrame["data"]["calls"],
  seq: number,
): SnapshotFrame {
  return { type: "call_snapshot", data: { calls }, seq, timestamp: now() };
}

export function heartbeatFrame(
  type: "heartbeat" | "heartbeat.ack",
): ServerFrame {
  return { type, data: {}, timestamp: now() };
}

function now(): string {
  return new Date().toISOString();
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function callIdOf(frame: Record<string, unknown>): string {
  const { payload } = frame;
  const callId = isObject(payload) ? payload.callId : undefined;
  return typeof callId === "string" ? callId.slice(0, 64) : "";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
