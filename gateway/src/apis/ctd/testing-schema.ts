/** What `/calls` says and sends, held to its definition: the schemas and the rules between members that they cannot say (ctd.md §1.7). */
import {
  Call,
  CallStatusChangedEvent,
  ErrorInfo,
  RecordingResource,
} from "@ringback/shared/ctd/schema.ts";
import { Ajv2020 } from "ajv/dist/2020.js";

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  formats: {
    "date-time": DATE_TIME,
    // Their patterns say the rest.
    ...{ uri: true, "uri-reference": true, byte: true, int32: true },
  },
});

export const isCall = ajv.compile<Call>(Call);
export const isErrorInfo = ajv.compile<ErrorInfo>(ErrorInfo);
export const isRecording = ajv.compile<RecordingResource>(RecordingResource);
const isSchemaEvent = ajv.compile<CallStatusChangedEvent>(
  CallStatusChangedEvent,
);

/** `reason` and `callDuration` exactly with `disconnected`. */
export function isEvent(value: unknown): value is CallStatusChangedEvent {
  if (!isSchemaEvent(value)) return false;
  const { status, callDuration } = value.data;
  const isOver = status.state === "disconnected";
  return (
    (status.reason !== undefined) === isOver &&
    (callDuration !== undefined) === isOver
  );
}
