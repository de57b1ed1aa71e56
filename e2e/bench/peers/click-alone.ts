/** A click's way to the PBX without a connection that stays: asterisk-ami-client as it is, from connecting to logging off. */
import { createRequire } from "node:module";
import type { AmiAction } from "../../../gateway/src/pbx/asterisk/ami/transport.ts";
import type { AmiAddress } from "../../asterisk/ami.ts";

/** The package ships no types; the gateway's are of the few parts that it uses. */
interface BareClient {
  connect(user: string, secret: string, at: object): Promise<unknown>;
  action(message: object, promised: true): Promise<{ Response?: string }>;
  action(message: object): unknown;
  disconnect(): unknown;
}

const require = createRequire(
  new URL("../../../gateway/package.json", import.meta.url),
);
const Client: new (
  options: object,
) => BareClient = require("asterisk-ami-client");

/** Throws where Asterisk refuses. */
export async function originateAlone(
  { host, port, user, secret }: AmiAddress,
  { action, headers, variables = {} }: AmiAction,
): Promise<void> {
  const client = new Client({ reconnect: false, keepAlive: false });
  await client.connect(user, secret, { host, port });
  // The client knows no header twice.
  const Variable = Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
  const order = { Action: action, ...headers, Variable };
  const { Response } = await client.action(order, true);
  client.action({ Action: "Logoff" });
  client.disconnect();
  if (Response !== "Success") throw new Error(`Originate: ${Response}`);
}
