import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { CreateCallRequest } from "@ringback/shared/ctd/schema.ts";
import type { Order } from "../../clients/orders.ts";
import { invalidArgument } from "./requests.ts";

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The `Idempotency-Key`, undefined where there is no such header: an empty one is no key. Throws DomainError `invalid_argument`. */
export function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const header = headers["idempotency-key"];
  if (header === undefined) return undefined;
  if (typeof header === "string" && KEY.test(header)) return header;
  throw invalidArgument(
    "Idempotency-Key is 1 to 255 printable characters, none of them a blank",
  );
}

/** The request under its key: the same whichever order its members come in. */
export function orderOf(
  clientId: string,
  key: string,
  request: CreateCallRequest,
): Order {
  // A hash: the request holds the sink's token, which is kept nowhere in clear.
  const hash = createHash("sha256")
    .update(JSON.stringify(sorted(request)))
    .digest("hex");
  return { clientId, key, hash };
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
}
