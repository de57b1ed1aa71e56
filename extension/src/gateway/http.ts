import { isErrorResponse } from "@ringback/shared/generated/validators.js";
import { parseGatewayAddress } from "./address.ts";
import { faultOfStatus, GatewayFault } from "./fault.ts";

/** Requests the gateway answers from its own memory or database. */
export const QUICK_TIMEOUT_MS = 8_000;
/** `/call` waits for the PBX to take the Originate. */
export const CALL_TIMEOUT_MS = 20_000;

type JsonRequest<Value> = {
  gateway: string;
  path: string;
  body: object;
  bearer?: string;
  timeoutMs: number;
  accepts: (value: unknown) => value is Value;
};

async function send<Value>(request: JsonRequest<Value>): Promise<Response> {
  const { gateway, path, body, bearer, timeoutMs } = request;
  // Settings are data: an address that was not checked when it was written must not be used either.
  if (parseGatewayAddress(gateway) !== gateway)
    throw new GatewayFault("address");
  try {
    return await fetch(`${gateway}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    throw readFault(error);
  }
}

function readFault(error: unknown): GatewayFault {
  const timedOut =
    error instanceof DOMException && error.name === "TimeoutError";
  return new GatewayFault(timedOut ? "timeout" : "network");
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw readFault(error);
  }
}

/** Posts JSON and gives the checked answer; every other end is a {@link GatewayFault}. */
export async function postJson<Value>(
  request: JsonRequest<Value>,
): Promise<Value> {
  const response = await send(request);
  const body = await readJson(response);
  if (!response.ok) {
    throw faultOfStatus(
      response.status,
      isErrorResponse(body) ? body.error.slice(0, 200) : "",
      response.headers.get("retry-after"),
    );
  }
  // Any web server answers 200 to something; only the right shape makes it a gateway.
  if (!request.accepts(body)) throw new GatewayFault("not_a_gateway");
  return body;
}
