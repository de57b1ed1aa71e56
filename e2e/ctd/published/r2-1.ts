/** Release r2.1: what is refused, with which code. */
import { NOWHERE } from "../accounts.ts";
import {
  callPath,
  DELETE,
  MALFORMED,
  numbered,
  READ,
  type Refused,
  recordingPath,
  UNKNOWN,
} from "./refused.ts";

const CREATE: readonly Refused[] = [
  {
    name: "createcall_failure_missing_caller",
    body: ({ order }) => ({ callee: order.callee }),
    status: 400,
    code: "INVALID_ARGUMENT",
  },
  {
    name: "createcall_failure_missing_callee",
    body: ({ order }) => ({ caller: order.caller }),
    status: 400,
    code: "INVALID_ARGUMENT",
  },
  {
    name: "createcall_failure_authentication (no token)",
    token: () => "",
    status: 401,
    code: "UNAUTHENTICATED",
  },
  {
    name: "createcall_failure_authentication (invalid token)",
    token: () => "not.a.token",
    status: 401,
    code: "UNAUTHENTICATED",
  },
  {
    name: "createcall_failure_invalid_caller",
    body: ({ order }) => numbered(order, "caller", "911004701"),
    status: 422,
    code: "INVALID_PHONE_NUMBER",
  },
  {
    name: "createcall_failure_invalid_callee",
    body: ({ order }) => numbered(order, "callee", "+0123456789"),
    status: 422,
    code: "INVALID_PHONE_NUMBER",
  },
  {
    name: "createcall_failure_same_caller_callee",
    body: () => ({
      caller: { number: "+447700900000" },
      callee: { number: "+447700900000" },
    }),
    status: 422,
    code: "SAME_CALLER_CALLEE",
  },
  {
    name: "createcall_failure_unknown_property",
    body: ({ order }) => ({ ...order, unknownProperty: "x" }),
    status: 400,
    code: "INVALID_ARGUMENT",
  },
  {
    name: "createcall_failure_recording_not_supported",
    body: ({ order }) => ({ ...order, recordingEnabled: true }),
    status: 422,
    code: "RECORDING_NOT_SUPPORTED",
  },
  {
    name: "createcall_failure_caller_not_available (nobody's phone)",
    body: ({ order, stage }) => numbered(order, "caller", stage.absent.number),
    status: 422,
    code: "CALLER_NOT_AVAILABLE",
  },
  {
    name: "createcall_failure_caller_not_available (not of the house)",
    body: ({ order }) => numbered(order, "caller", NOWHERE),
    status: 422,
    code: "CALLER_NOT_AVAILABLE",
  },
  {
    name: "createcall_failure_callee_not_available (nobody's phone)",
    body: ({ order, stage }) => numbered(order, "callee", stage.absent.number),
    status: 422,
    code: "CALLEE_NOT_AVAILABLE",
  },
  {
    name: "createcall_failure_callee_not_available (the trunk does not lead there)",
    body: ({ order }) => numbered(order, "callee", NOWHERE),
    status: 422,
    code: "CALLEE_NOT_AVAILABLE",
  },
  {
    name: "createcall_failure_callee_not_available (not allowed: abroad)",
    body: ({ order }) => numbered(order, "callee", "+442079460128"),
    status: 422,
    code: "CALLEE_NOT_AVAILABLE",
  },
  {
    name: "createcall_failure_invalid_sink",
    body: ({ order }) => ({ ...order, sink: "not a uri" }),
    status: 400,
    code: "INVALID_ARGUMENT",
  },
];

/** The five ways in which an operation on a call is refused. */
function refusedOn(
  operation: string,
  method: "GET" | "DELETE",
  path: typeof callPath,
  lacking: string,
): Refused[] {
  const ways: Omit<Refused, "method">[] = [
    {
      name: `${operation}_failure_malformed_callid`,
      path: path(() => MALFORMED),
      status: 400,
      code: "INVALID_ARGUMENT",
    },
    {
      name: `${operation}_failure_authentication`,
      path: path(({ live }) => live),
      token: () => "not.a.token",
      status: 401,
      code: "UNAUTHENTICATED",
    },
    {
      name: `${operation}_failure_authorization`,
      path: path(({ live }) => live),
      token: ({ token }) => token(lacking),
      status: 403,
      code: "PERMISSION_DENIED",
    },
    {
      name: `${operation}_failure_unknown_callid`,
      path: path(() => UNKNOWN),
      status: 404,
      code: "NOT_FOUND",
    },
  ];
  return ways.map((each) => ({ ...each, method }));
}

export const R2_1: readonly Refused[] = [
  ...CREATE,
  ...refusedOn("getcall", "GET", callPath, DELETE),
  ...refusedOn("getrecording", "GET", recordingPath, READ),
  {
    name: "getrecording_failure_no_recording",
    method: "GET",
    path: recordingPath(({ ended }) => ended),
    status: 404,
    code: "NOT_FOUND",
  },
  ...refusedOn("terminatecall", "DELETE", callPath, READ),
  {
    name: "terminatecall_failure_conflict",
    method: "DELETE",
    path: callPath(({ ended }) => ended),
    status: 409,
  },
];
