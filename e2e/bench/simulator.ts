/** The simulated PBX as a process of its own, as a real one would be. Takes orders to its phones on standard input. */
import { createInterface } from "node:readline";
import type { PhoneScript } from "../../gateway/src/pbx/simulator/phones.ts";
import { startSimulator } from "../../gateway/src/pbx/simulator/simulator.ts";
import { LOGIN } from "./login.ts";
import { extensionOf, nameOf } from "./people.ts";
import { argument, hasNumbers, tell } from "./program.ts";

const { terminals, rings } = argument(hasNumbers("terminals", "rings"));
const script: PhoneScript =
  rings === 1 ? { does: "noanswer" } : { does: "answer", afterMs: 50 };
const simulator = await startSimulator({
  ...LOGIN,
  phones: Object.fromEntries(
    Array.from({ length: terminals }, (_, i) => [
      nameOf(i),
      { ...script, extension: extensionOf(i) },
    ]),
  ),
  otherNumbers: { does: "answer", afterMs: 50 },
});
tell({ port: simulator.port });

const isHangup = hasNumbers("hangup");
for await (const line of createInterface({ input: process.stdin })) {
  const order: unknown = JSON.parse(line);
  if (isHangup(order))
    for (let i = 0; i < order.hangup; i++) simulator.phones.hangup(nameOf(i));
  tell({ channels: simulator.channels(), events: simulator.eventsSent() });
}
