/** Tokens of people and tokens of programs never open each other's doors. */
import { expect, it } from "vitest";
import { Guessing } from "../apis/click2call/guessing.ts";
import { addClient, addSecret } from "../clients/admin.ts";
import { newClient } from "../clients/testing.ts";
import { ClientAddress } from "../http/client-address.ts";
import { SqlOnceStore } from "../store/once/sql.ts";
import { createPrograms } from "./programs.ts";
import { member, openGateway, post, signIn } from "./testing.ts";

it("a session's token and a ticket are none of a program's, nor the other way round", async () => {
  const { origin, config, db } = await openGateway();
  const once = new SqlOnceStore(db);
  const { accessTokens, close } = createPrograms(config, {
    db,
    once,
    guessing: new Guessing(() => config.guessing, once, Date.now),
    clientAddress: new ClientAddress([]),
    onFault: (_, fault) => {
      throw fault;
    },
  });
  const session = member(await signIn(origin), "token");
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const ticket = member(
    await post(origin, "/api/v1/ws-tickets", undefined, bearer(session)),
    "data.ticket",
  );
  for (const token of [session, ticket])
    await expect(accessTokens.verify(token)).rejects.toEqual(
      expect.objectContaining({
        kind: "unauthenticated",
        code: "invalid_token",
      }),
    );
  const id = await addClient(db, newClient("crm"));
  const { secret } = await addSecret(db, id, 0);
  const answer = await fetch(`${origin}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      ...{ grant_type: "client_credentials", client_id: id },
      client_secret: secret,
    }),
  });
  const { access_token: access }: { access_token: string } = JSON.parse(
    await answer.text(),
  );
  expect((await accessTokens.verify(access)).client.id).toBe(id);
  for (const path of ["/session/renew", "/api/v1/ws-tickets"])
    expect((await post(origin, path, undefined, bearer(access))).status).toBe(
      401,
    );
  close();
});
