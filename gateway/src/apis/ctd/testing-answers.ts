/** Answers of `/calls`, held to their definition. */
import { expect } from "vitest";
import { ORDER, type openCtd } from "./testing.ts";
import { isCall, isErrorInfo } from "./testing-schema.ts";

type Door = Awaited<ReturnType<typeof openCtd>>;

/** An order, taken. */
export async function created(door: Door, body: unknown = ORDER) {
  const response = await door.ask("POST", "/calls", { body });
  expect(response.status).toBe(201);
  const call: unknown = await response.json();
  if (!isCall(call)) throw new Error("no Call");
  return call;
}

/** Status and code. */
export async function refusal(response: Response) {
  const body: unknown = await response.json();
  if (!isErrorInfo(body)) throw new Error("no ErrorInfo");
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("x-correlator")).toBeTruthy();
  expect(body.status).toBe(response.status);
  return [response.status, body.code];
}
