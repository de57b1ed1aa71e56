import { createHash } from "node:crypto";
import type { Order } from "../../clients/orders.ts";
import { invalidArgument } from "./requests.ts";

const KEY = /^[\x21-\x7e]{1,255}$/;

/** undefined without the header. Throws DomainError `invalid_argument`. */
export function orderOf(
  clientId: string,
  header: string,
  body: unknown,
): Order | undefined {
  if (header === "") return undefined;
  if (!KEY.test(header)) {
    throw invalidArgument("Idempotency-Key is 1 to 255 printable characters");
  }
  // A hash: the body holds the sink's token, which is kept nowhere in clear.
  const hash = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  return { clientId, key: header, hash };
}
