import { Client } from "../gateway/client.ts";
import type { Clicker, Login } from "./clicker.ts";

/** Does by HTTP what the extension does when a number is clicked: for a machine without a browser. */
export function openHttpClicker(login: Login): Clicker {
  const client = new Client(login.gateway, login.aor, login.password);
  return {
    click: async ({ e164 }) => {
      const at = Date.now();
      const { status, body } = await client.call(e164);
      if (status !== 200)
        throw new Error(`POST /call: ${status} ${JSON.stringify(body)}`);
      return { at, proof: `no browser: POST /challenge and /call, ${e164}` };
    },
    hangUp: async ({ live, iden }) => {
      const { callId } = await live.until(iden, () => true);
      const at = Date.now();
      live.send({ type: "call.end", payload: { callId } });
      return { at, proof: "call.end on the live channel" };
    },
    close: async () => {},
  };
}
