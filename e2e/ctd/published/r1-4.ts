/** Release r1.4: what is refused. */
import {
  callPath,
  DELETE,
  MALFORMED,
  numbered,
  type Refused,
  recordingPath,
  UNKNOWN,
} from "./refused.ts";

/** No codes are asserted there. */
export const R1_4: readonly Refused[] = [
  {
    name: "createcall_failure_missing_fields",
    body: () => ({ recordingEnabled: false }),
    status: 400,
  },
  {
    name: "createcall_failure_authentication",
    token: () => "",
    status: 401,
  },
  {
    name: "createcall_failure_invalid_caller",
    body: ({ order }) => numbered(order, "caller", "not-a-number"),
    status: 422,
  },
  {
    name: "getcall_failure_invalid_request",
    method: "GET",
    path: callPath(() => MALFORMED),
    status: 400,
  },
  {
    name: "getcall_failure_authentication",
    method: "GET",
    path: callPath(({ live }) => live),
    token: () => "",
    status: 401,
  },
  {
    name: "getcall_failure_authorization",
    method: "GET",
    path: callPath(({ live }) => live),
    token: ({ token }) => token(DELETE),
    status: 403,
  },
  {
    name: "getcall_failure_invalid_callidentifier",
    method: "GET",
    path: callPath(() => UNKNOWN),
    status: 404,
  },
  {
    name: "getrecording_failure_missing_callid",
    method: "GET",
    path: recordingPath(() => ""),
    status: 400,
  },
  {
    name: "getrecording_failure_authentication",
    method: "GET",
    path: recordingPath(({ ended }) => ended),
    token: () => "",
    status: 401,
  },
  {
    name: "getrecording_failure_invalid_callidentifier",
    method: "GET",
    path: recordingPath(() => UNKNOWN),
    status: 404,
  },
  {
    name: "getrecording_failure_not_found",
    method: "GET",
    path: recordingPath(({ ended }) => ended),
    status: 404,
  },
  {
    name: "terminatecall_failure_missing_callid",
    method: "DELETE",
    path: callPath(() => ""),
    status: 400,
  },
  {
    name: "terminatecall_failure_authentication",
    method: "DELETE",
    path: callPath(({ live }) => live),
    token: () => "",
    status: 401,
  },
  {
    name: "terminatecall_failure_invalid_callidentifier",
    method: "DELETE",
    path: callPath(() => UNKNOWN),
    status: 404,
  },
  {
    name: "terminatecall_failure_conflict",
    method: "DELETE",
    path: callPath(({ ended }) => ended),
    status: 409,
  },
];
