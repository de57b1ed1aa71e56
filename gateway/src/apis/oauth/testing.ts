/** Programs that ask a whole gateway for tokens. */
import { type Answer, openGateway } from "../../assembly/testing.ts";
import { addClient, addSecret } from "../../clients/admin.ts";
import { newClient } from "../../clients/testing.ts";

/** The scopes of `newClient`. */
export const ALL =
  "click-to-dial:calls:create click-to-dial:calls:read click-to-dial:calls:delete click-to-dial:recordings:read";

export async function form(
  origin: string,
  path: string,
  members: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(origin + path, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...headers,
    },
    body:
      typeof members === "string"
        ? members
        : new URLSearchParams(members).toString(),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

export const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

export const GRANT = { grant_type: "client_credentials" };

/** A gateway with one program, and its way to a token. */
export async function open(env: Record<string, string> = {}) {
  const gateway = await openGateway(env);
  const id = await addClient(gateway.db, newClient("crm"));
  const { secret } = await addSecret(gateway.db, id, 0);
  const token = (
    members: Record<string, string> = {},
    headers = basic(id, secret),
  ) => form(gateway.origin, "/oauth/token", { ...GRANT, ...members }, headers);
  return { ...gateway, id, secret, token };
}
