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
import {
  type Answer,
  memberOf,
  type NewCall,
  type Program,
} from "./program.ts";
import { COMMONALITIES } from "./published/commonalities.ts";
import { R1_4 } from "./published/r1-4.ts";
import { R2_1 } from "./published/r2-1.ts";
import {
  credential,
  DELETE,
  type Known,
  READ,
  TOKEN_OF_SINK,
} from "./published/refused.ts";
import type { Sink } from "./sink.ts";
import { openStage, type Party, type Stage } from "./stage.ts";

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
