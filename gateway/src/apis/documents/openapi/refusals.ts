/** Every error of `/calls` as the document tells it. That no other is ever answered is a test's work (`answers.test.ts`). */
import { ErrorInfo } from "@ringback/shared/ctd/schema.ts";
import type { JsonObject } from "./json.ts";
import { reference } from "./schemas.ts";

type Refusal = {
  code: string;
  /** an answer as it is given */
  message: string;
  when: string;
};

type Status = { name: string; about: string; refusals: readonly Refusal[] };

const STATUSES = {
  400: {
    name: "BadRequest",
    about: "The request is not as it must be.",
    refusals: [
      {
        code: "INVALID_ARGUMENT",
        message: "caller must have required property 'number'",
        when: "A member is missing, unknown or of another type; the sink may not be asked; a header or the call's id is malformed.",
      },
    ],
  },
  401: {
    name: "Unauthenticated",
    about: "There is no token, or none that is good.",
    refusals: [
      {
        code: "UNAUTHENTICATED",
        message: "invalid token",
        when: "The token is missing, has expired, was revoked, or is not this gateway's.",
      },
    ],
  },
  403: {
    name: "Forbidden",
    about: "The token is not good for this.",
    refusals: [
      {
        code: "PERMISSION_DENIED",
        message: "the token has not the scope click-to-dial:calls:create",
        when: "The operation's scope is not among the token's.",
      },
    ],
  },
  404: {
    name: "NotFound",
    about: "There is no such thing, or it is another client's.",
    refusals: [
      {
        code: "NOT_FOUND",
        message: "there is no such call",
        when: "No call of this client has the id; nothing was recorded; no such path.",
      },
    ],
  },
  405: {
    name: "MethodNotAllowed",
    about:
      "The path has no such method; the header `Allow` names those it has.",
    refusals: [
      {
        code: "METHOD_NOT_ALLOWED",
        message: "method not allowed",
        when: "Any method that this document does not name.",
      },
    ],
  },
  409: {
    name: "Conflict",
    about: "It does not go with what is.",
    refusals: [
      {
        code: "ALREADY_EXISTS",
        message: "there is a call between these numbers already",
        when: "The same pair has a live call; the Idempotency-Key was used for another request; the call to be ended has ended.",
      },
    ],
  },
  413: {
    name: "TooLarge",
    about: "The body is longer than `server.bodyLimitBytes`.",
    refusals: [
      {
        code: "CLICK_TO_DIAL.BODY_TOO_LARGE",
        message: "body too large",
        when: "The connection is closed behind it.",
      },
    ],
  },
  422: {
    name: "Unprocessable",
    about: "The request is understood, and such a call cannot be made.",
    refusals: [
      {
        code: "INVALID_PHONE_NUMBER",
        message: "a number is written in E.164, such as +447700900000",
        when: "A number is not E.164, or belongs to no numbering plan.",
      },
      {
        code: "SAME_CALLER_CALLEE",
        message: "caller and callee cannot be the same number",
        when: "Both are one number.",
      },
      {
        code: "RECORDING_NOT_SUPPORTED",
        message: "calls are not recorded here",
        when: "A recording was asked for where none is made.",
      },
      {
        code: "CALLER_NOT_AVAILABLE",
        message: "the caller cannot be rung now",
        when: "The caller is registered nowhere, or this client may not ring it.",
      },
      {
        code: "CALLEE_NOT_AVAILABLE",
        message: "the callee cannot be rung now",
        when: "The callee is registered nowhere, or this client may not ring it.",
      },
      {
        code: "SERVICE_NOT_APPLICABLE",
        message: "there is no number to show in place of these",
        when: "The client's numbers are masked, and none is left that would be a mask for this pair.",
      },
    ],
  },
  429: {
    name: "TooMany",
    about: "The client asks more than it may.",
    refusals: [
      {
        code: "TOO_MANY_REQUESTS",
        message: "too many calls",
        when: "Too many calls in a minute; `Retry-After` says when to come again.",
      },
      {
        code: "QUOTA_EXCEEDED",
        message: "too many calls at once",
        when: "As many calls of this client are live as may be.",
      },
    ],
  },
  500: {
    name: "Internal",
    about: "The gateway has a fault; its log says which.",
    refusals: [
      {
        code: "INTERNAL",
        message: "internal error",
        when: "Never on purpose.",
      },
    ],
  },
  503: {
    name: "Unavailable",
    about:
      "The PBX cannot be reached, or dialling is paused: nothing was placed; an order to end a call is kept. Or it cannot be written down who fetches a recording.",
    refusals: [
      {
        code: "UNAVAILABLE",
        message: "could not originate call",
        when: "Nothing was placed; come again later. To `DELETE`: the call goes on, and is ended as soon as the PBX is back. To `GET` of a recording: nothing of it was sent, because who fetches it could not be written down.",
      },
    ],
  },
} as const satisfies Record<number, Status>;

export type RefusalStatus = keyof typeof STATUSES;

const all: readonly [RefusalStatus, Status][] = Object.entries(STATUSES).map(
  ([status, told]) => [asStatus(status), told],
);

function asStatus(text: string): RefusalStatus {
  const status = Number(text);
  if (isStatus(status)) return status;
  throw new Error(`no status: ${text}`);
}

function isStatus(status: number): status is RefusalStatus {
  return Object.hasOwn(STATUSES, status);
}

const componentOf = (status: RefusalStatus) =>
  `${STATUSES[status].name}${status}`;

/** The members `responses` of an operation that may refuse so. */
export function refusals(...statuses: readonly RefusalStatus[]): JsonObject {
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      { $ref: `#/components/responses/${componentOf(status)}` },
    ]),
  );
}

/** `components.responses`. */
export function writtenRefusals(): JsonObject {
  return Object.fromEntries(
    all.map(([status, told]) => [
      componentOf(status),
      {
        description: describe(told),
        headers: headersOf(status),
        content: { "application/json": mediaOf(status, told.refusals) },
      },
    ]),
  );
}

function describe({ about, refusals: codes }: Status): string {
  const lines = codes.map(({ code, when }) => `- \`${code}\`: ${when}`);
  return [about, "", ...lines].join("\n");
}

const EXTRA_HEADER: Readonly<Partial<Record<RefusalStatus, string>>> = {
  401: "WWW-Authenticate",
  405: "Allow",
  429: "Retry-After",
};

function headersOf(status: RefusalStatus): JsonObject {
  const extra = EXTRA_HEADER[status];
  const names = ["x-correlator", ...(extra === undefined ? [] : [extra])];
  return Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
}

function mediaOf(status: RefusalStatus, codes: readonly Refusal[]): JsonObject {
  return {
    schema: {
      allOf: [
        reference(ErrorInfo),
        {
          type: "object",
          properties: {
            status: { type: "integer", enum: [status] },
            code: { type: "string", enum: codes.map(({ code }) => code) },
          },
        },
      ],
    },
    examples: Object.fromEntries(
      codes.map(({ code, message }) => [
        code.replace(".", "_"),
        { summary: code, value: { status, code, message } },
      ]),
    ),
  };
}
