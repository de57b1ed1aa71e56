import { digestResponse } from "@ringback/shared/digest.ts";
import type { HttpConnection, Reply } from "./http-connection.ts";
import { aorOf, destinationOf, ha1Of, md5 } from "./people.ts";

/** Any server answers with one of these; the ceiling is measured with a constant one. */
const NONCE = /"nonce":"([^"]+)"/;

export interface Signed {
  readonly aor: string;
  readonly nonce: string;
  readonly response: string;
  readonly destination: string;
}

/** `/challenge`, and what `/call` is then to be asked. Throws where there is no nonce. */
export async function sign(
  http: HttpConnection,
  terminal: number,
  call: number,
): Promise<Signed> {
  const aor = aorOf(terminal);
  const answer = await http.post("/challenge", { aor });
  const nonce = NONCE.exec(answer.body)?.[1];
  if (answer.status !== 200 || nonce === undefined)
    throw new Error(`/challenge: ${answer.status} ${answer.body}`);
  const destination = destinationOf(call);
  const response = digestResponse(md5, ha1Of(terminal), nonce, destination);
  return { aor, nonce, response, destination };
}

/** A whole click: `/challenge`, then `/call`. Gives the answer to `/call`. */
export async function click(
  http: HttpConnection,
  terminal: number,
  call: number,
): Promise<Reply> {
  return await http.post("/call", await sign(http, terminal, call));
}
