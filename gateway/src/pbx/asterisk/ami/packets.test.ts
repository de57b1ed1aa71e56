import { expect, test } from "vitest";
import { quickOptions, startRawPeer, until, upTransport } from "./testing.ts";

test("what is asked in one go leaves in one packet, and the last word before leaving is Logoff", async () => {
  const packets: string[] = [];
  const { port } = await startRawPeer((socket, text) => {
    packets.push(text);
    for (const [, id] of text.matchAll(/ActionID: (.*)\r\n/g))
      socket.write(`Response: Success\r\nActionID: ${id}\r\n\r\n`);
  });
  const { transport } = await upTransport(quickOptions(port));
  const before = packets.length;
  await Promise.all([1, 2, 3].map(() => transport.send({ action: "Ping" })));
  const asked = packets.slice(before).join("");
  expect(asked.match(/Action: Ping/g)).toHaveLength(3);
  expect(packets.slice(before)).toHaveLength(1);
  await transport.stop();
  await until(() => packets.join("").includes("Action: Logoff"));
});
