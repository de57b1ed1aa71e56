/**
 * Every scenario of the published tests (ctd.md §2), by its own name: r2.1, r1.4, and the templates of Commonalities. Those in
 * which something is recorded (`getrecording_success`) stand in recording.test.ts.
 */
import { randomUUID } from "node:crypto";
import type { Call } from "@ringback/shared/ctd/schema.ts";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import {
  isCall,
  isErrorInfo,
} from "../../gateway/src/apis/ctd/testing-schema.ts";
import { NOWHERE } from "./accounts.ts";
import {
  type Answer,
  memberOf,
  type NewCall,
  type Program,
} from "./program.ts";
import type { Sink } from "./sink.ts";
import { openStage, type Party, type Stage } from "./stage.ts";

const TOKEN_OF_SINK = "a-token-of-the-sink_1.2~3";
const UNKNOWN = "call_550e8400-e29b-41d4-a716-446655440000";
const MALFORMED = "no%20call%21";
const READ = "click-to-dial:calls:read";
const DELETE = "click-to-dial:calls:delete";

/** What the table cannot know before the stage is open. */
type Known = {
  stage: Stage;
  /** Two who could talk, and do not. */
  order: NewCall;
  /** A call of this program that is up. */
  live: string;
  /** One that has ended, without a recording. */
  ended: string;
  /** Token with this one scope. */
  token(scope: string): string;
};

type Refused = {
  name: string;
  method?: "POST" | "GET" | "DELETE";
  path?: (known: Known) => string;
  body?: (known: Known) => unknown;
  token?: (known: Known) => string;
  status: number;
  /** Left out where the scenario asserts none. */
  code?: string;
};

const credential = (changes: object) => ({
  credentialType: "ACCESSTOKEN",
  accessToken: TOKEN_OF_SINK,
  accessTokenExpiresUtc: "2100-01-01T00:00:00Z",
  accessTokenType: "bearer",
  ...changes,
});
const withSink = (order: NewCall, changes: object) => ({
  ...order,
  sink: "https://127.0.0.1:8443/events",
  sinkCredential: credential(changes),
});
const numbered = (
  order: NewCall,
  who: "caller" | "callee",
  number: unknown,
) => ({
  ...order,
  [who]: { number },
});

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

const callPath = (id: (known: Known) => string) => (known: Known) =>
  `/calls/${id(known)}`;
const recordingPath = (id: (known: Known) => string) => (known: Known) =>
  `/calls/${id(known)}/recording`;

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

const R2_1: readonly Refused[] = [
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

/** No codes are asserted there. */
const R1_4: readonly Refused[] = [
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

/** `syntax-errors-template.feature`, and what the template of subscriptions says of sinks. */
const COMMONALITIES: readonly Refused[] = (
  [
    ["400.1 schema violation", ({ order }) => numbered(order, "caller", 34)],
    ["400.2 no body", () => undefined],
    ["400.3 empty object", () => ({})],
    ["400.4 property set to {}", ({ order }) => ({ ...order, caller: {} })],
    ["400.5 missing property", ({ order }) => ({ callee: order.callee })],
    [
      "400.6 credentialType PLAIN",
      ({ order }) => withSink(order, { credentialType: "PLAIN" }),
    ],
    [
      "400.6 credentialType REFRESHTOKEN",
      ({ order }) => withSink(order, { credentialType: "REFRESHTOKEN" }),
    ],
    [
      "400.7 wrong accessTokenType",
      ({ order }) => withSink(order, { accessTokenType: "mac" }),
    ],
    [
      "invalid protocol",
      ({ order }) => ({ ...order, sink: "http://sink.example/events" }),
    ],
    [
      "token without its members",
      ({ order }) => withSink(order, { accessToken: undefined }),
    ],
    [
      "token that is over",
      ({ order }) =>
        withSink(order, { accessTokenExpiresUtc: "2020-01-01T00:00:00Z" }),
    ],
  ] satisfies [string, (known: Known) => unknown][]
).map(([name, body]) => ({
  name,
  body,
  status: 400,
  code: "INVALID_ARGUMENT",
}));

const RELEASES = [
  { release: "r2.1", base: "/click-to-dial/v0.2rc1", refused: R2_1 },
  { release: "r1.4", base: "/click-to-dial/v0.1", refused: R1_4 },
  { release: "Commonalities", base: "", refused: COMMONALITIES },
];

const skipped = !inject("suites").includes("sid");
describe.skipIf(skipped)("the published scenarios", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ accounts: 24 });
  }, 60_000);
  afterAll(() => stage.close());

  describe.each(RELEASES)("$release", ({ base, refused }) => {
    let program: Program;
    let known: Known;
    let sink: Sink;

    /** As the background of every scenario says. */
    async function ask(
      method: string,
      path: string,
      asking: { body?: unknown; token?: string } = {},
    ): Promise<Answer> {
      const correlator = randomUUID();
      const answer = await program.ask(method, path, {
        ...asking,
        headers: { "x-correlator": correlator },
      });
      expect(answer.headers.get("x-correlator")).toBe(correlator);
      return answer;
    }

    function expectCall(answer: Answer, of: NewCall): Call {
      const { body } = answer;
      expect(answer.headers.get("content-type")).toBe("application/json");
      if (!isCall(body)) throw new Error(`no Call: ${JSON.stringify(body)}`);
      expect(body).toMatchObject({ caller: of.caller, callee: of.callee });
      expect(Object.keys(body)).not.toContain("sink");
      return body;
    }

    const orderFor = (caller: Party, callee: Party): NewCall => ({
      caller: { number: caller.number },
      callee: { number: callee.number },
    });
    const newOrder = async () =>
      orderFor(await stage.inside(), await stage.outside());

    beforeAll(async () => {
      program = await (await stage.program()).at(base);
      sink = await stage.sink();
      const order = { ...(await newOrder()), sink: sink.url };
      const [live, ended] = [
        await program.call(order),
        await program.call({ ...(await newOrder()), sink: sink.url }),
      ];
      const scopes = [READ, DELETE];
      const tokens = await Promise.all(
        scopes.map((scope) => program.tokenFor(scope)),
      );
      await sink.reached(live, "connected");
      expect(await program.end(ended)).toBe(204);
      await sink.ended(ended);
      known = {
        ...{ stage, live, ended },
        order: await newOrder(),
        token: (scope) => tokens[scopes.indexOf(scope)] ?? "",
      };
    }, 30_000);

    it.each(refused)("$name", async (scenario) => {
      const { method = "POST", path, body, token, status, code } = scenario;
      const answer = await ask(method, path?.(known) ?? "/calls", {
        ...(method === "POST" && { body: body ? body(known) : known.order }),
        ...(token !== undefined && { token: token(known) }),
      });
      expect([answer.status, answer.body]).toEqual([
        status,
        expect.objectContaining({
          status,
          ...(code !== undefined && { code }),
        }),
      ]);
      expect(isErrorInfo(answer.body)).toBe(true);
      expect(answer.headers.get("content-type")).toBe("application/json");
      // Nothing rang for it, and the call that was up is up.
      expect(await program.statusOf(known.live)).toBe("connected");
    });

    it("createcall_success", async () => {
      const order = await newOrder();
      const answer = await ask("POST", "/calls", { body: order });
      expect(answer.status).toBe(201);
      expect(expectCall(answer, order).status).toBe("initiating");
      await program.end(memberOf(answer.body, "callId"));
    });

    it("createcall_event_notification", async () => {
      const order = {
        ...(await newOrder()),
        sink: `${sink.url}/with-a-token`,
        sinkCredential: credential({}),
      };
      const answer = await ask("POST", "/calls", { body: order });
      expect(answer.status).toBe(201);
      const callId = memberOf(answer.body, "callId");
      await sink.reached(callId, "initiating");
      const [first] = sink.taken.filter(({ path }) =>
        path.endsWith("/with-a-token"),
      );
      expect(first?.method).toBe("POST");
      expect(first?.headers.authorization).toBe(`Bearer ${TOKEN_OF_SINK}`);
      expect(first?.headers["content-type"]).toBe(
        "application/cloudevents+json",
      );
      expect(JSON.stringify(answer.body)).not.toContain(TOKEN_OF_SINK);
      await program.end(callId);
      await sink.ended(callId);
    });

    it("createcall_event_notification: the members of each event", async () => {
      const order = { ...(await newOrder()), sink: sink.url };
      const callId = await program.call(order);
      await sink.reached(callId, "connected");
      await program.end(callId);
      await sink.ended(callId);
      // The sink takes nothing that is not an event of the definition, reason and callDuration with `disconnected` alone.
      const events = sink.events(callId);
      expect(new Set(events.map(({ id }) => id)).size).toBe(5);
      for (const { type, data } of events) {
        expect(type).toBe("org.camaraproject.click-to-dial.v0.status-changed");
        expect(data).toMatchObject({
          callId,
          caller: order.caller.number,
          callee: order.callee.number,
        });
      }
    });

    it("getcall_success", async () => {
      const answer = await ask("GET", `/calls/${known.live}`);
      expect(answer.status).toBe(200);
      if (!isCall(answer.body)) throw new Error("no Call");
      expect(answer.body).toMatchObject({
        callId: known.live,
        status: "connected",
      });
    });

    it("terminatecall_success", async () => {
      const order = { ...(await newOrder()), sink: sink.url };
      const callId = await program.call(order);
      await sink.reached(callId, "connected");
      const answer = await ask("DELETE", `/calls/${callId}`);
      expect([answer.status, answer.body]).toEqual([204, undefined]);
      const after = await ask("GET", `/calls/${callId}`);
      expect(expectCall(after, order).status).toBe("disconnected");
      expect((await sink.ended(callId)).at(-1)).toBe("disconnected hangUp");
    });
  });
});
