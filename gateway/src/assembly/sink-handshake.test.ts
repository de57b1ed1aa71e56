/** What an admin says of a program's web hooks counts in the gateway that runs: whether its sinks are asked first, and who asks. */
import { hostname } from "node:os";
import { expect, it } from "vitest";
import { makeAuthority, quiet, startSink } from "../delivery/testing.ts";
import { post } from "./testing.ts";
import { commandLineOf } from "./testing-command-line.ts";
import { addProgram, ORDER, openForProgram } from "./testing-programs.ts";

const authority = makeAuthority();
const NAME = "ringback.example.com";

/** A program whose sinks are asked, one whose are not, and a sink that says yes when it is told to. */
async function opened(env: Record<string, string> = {}) {
  const gateway = await openForProgram(
    authority,
    {
      RINGBACK_DELIVERY_RETRY_DELAYS_SECONDS: Array(20).fill(1).join(),
      ...env,
    },
    {
      phones: {
        alice: { extension: "101", does: "answer", afterMs: 10 },
        bob: {
          ...{ extension: "102", does: "answer", afterMs: 10 },
          hangupAfterMs: 20,
        },
      },
    },
  );
  const ringback = commandLineOf(gateway);
  await ringback("client", "change", "CRM", "--handshake", "yes");
  let consent: Record<string, string> = {};
  const sink = await startSink(authority, ({ method }, response) => {
    if (method === "OPTIONS") response.writeHead(200, consent).end();
    else response.writeHead(204).end();
  });
  const methods = () => sink.taken.map(({ method }) => method);
  return {
    ...{ ...gateway, sink, methods },
    consents: (allowed: string) => {
      consent = { "webhook-allowed-origin": allowed };
    },
    place: async (headers: Record<string, string>) => {
      const order = { ...ORDER, sink: `${sink.origin}/events` };
      const created = await post(gateway.origin, "/calls", order, headers);
      expect(created.status).toBe(201);
    },
    asked: () =>
      sink.taken.map(({ headers }) => headers["webhook-request-origin"]),
  };
}

const ALL = ["POST", "POST", "POST", "POST", "POST"];

it("a sink that must be asked gets no event before it has said yes to delivery.origin, then all of them", async () => {
  const { headers, place, methods, asked, consents } = await opened({
    RINGBACK_DELIVERY_ORIGIN: NAME,
  });
  const count = (method: string) =>
    methods().filter((each) => each === method).length;
  await place(headers);
  await expect
    .poll(() => count("OPTIONS"), { timeout: 8_000 })
    .toBeGreaterThan(1);
  consents("elsewhere.example.com");
  const before = count("OPTIONS");
  await expect
    .poll(() => count("OPTIONS"), { timeout: 5_000 })
    .toBeGreaterThan(before);
  await quiet();
  expect(count("POST")).toBe(0);
  consents(NAME);
  await expect.poll(() => count("POST"), { timeout: 5_000 }).toBe(5);
  const questions = Array(count("OPTIONS")).fill("OPTIONS");
  expect(methods()).toEqual([...questions, ...ALL]);
  expect(new Set(asked())).toEqual(new Set([NAME]));
}, 20_000);

it("without delivery.origin the gateway says the name of its machine", async () => {
  const { headers, place, methods, asked, consents } = await opened();
  consents(hostname());
  await place(headers);
  await expect.poll(methods, { timeout: 5_000 }).toEqual(["OPTIONS", ...ALL]);
  expect(asked()).toEqual(Array(6).fill(hostname()));
});

it("the sink of a program without the handshake is not asked", async () => {
  const { place, methods, asked, ...gateway } = await opened();
  await place(await addProgram(gateway, "Shop"));
  await expect.poll(methods, { timeout: 5_000 }).toEqual(ALL);
  expect(asked()).toEqual(Array(5).fill(undefined));
});
