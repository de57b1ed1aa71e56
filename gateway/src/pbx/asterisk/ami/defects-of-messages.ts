import { expect } from "vitest";
import {
  actionIdOf,
  quickOptions,
  startRawPeer,
  startServer,
  until,
  upTransport,
} from "./testing.ts";
import type { AmiError } from "./transport.ts";

/** A wanted behaviour and its proof. */
export type Row = readonly [title: string, run: () => Promise<void>];

/** Processor time for 20 MB; the bare library took 12 s. */
const ENDLESS_MAX_MS = 3_000;

/** Defects of asterisk-ami-client 1.1.5 in what is sent and read (numbers of gateway-stack.md §2), each as the behaviour wanted instead. */
export const DEFECTS_OF_MESSAGES: Record<number, Row> = {
  1: [
    "two actions in one millisecond get their own answers",
    async () => {
      const waiting: (() => void)[] = [];
      const { port } = await startServer((peer, action) => {
        waiting.unshift(() =>
          peer.answer(action, "Success", [["Echo", action.get("Mark")]]),
        );
        if (waiting.length === 50) for (const go of waiting) go();
      });
      const { transport } = await upTransport(quickOptions(port));
      const marks = Array.from({ length: 50 }, (_, i) => `m${i}`);
      const answers = await Promise.all(
        marks.map((Mark) =>
          transport.send({ action: "Ping", headers: { Mark } }),
        ),
      );
      expect(answers.map((answer) => answer.get("echo"))).toEqual(marks);
    },
  ],
  2: [
    "a value that holds an action is refused and nothing is sent",
    async () => {
      const { port, actions } = await startServer();
      const { transport } = await upTransport(quickOptions(port));
      const sent = transport.send({
        action: "Originate",
        headers: { CallerID: "x\n\nAction: Command\nCommand: core stop now" },
      });
      await expect(sent).rejects.toMatchObject({ kind: "unsafe" });
      await transport.send({ action: "Ping" });
      expect(actions.map((action) => action.get("Action"))).toEqual(["Ping"]);
    },
  ],
  3: [
    "variables are one line each and escaped, undefined is left out",
    async () => {
      const { port, actions } = await startServer();
      const { transport } = await upTransport(quickOptions(port));
      await transport.send({
        action: "Originate",
        headers: { Account: undefined },
        variables: { A: 1, NAME: "Doe, John" },
      });
      expect(actions[0]?.get("Account")).toBeUndefined();
      expect(actions[0]?.all("Variable")).toEqual(["A=1", "NAME=Doe\\, John"]);
    },
  ],
  4: [
    "repeated headers are all kept",
    async () => {
      const { port, server } = await startServer();
      const { events } = await upTransport(quickOptions(port));
      server.event("Newchannel", "call", [
        ["ChanVariable", "A=1"],
        ["ChanVariable", "B=2"],
      ]);
      await until(() => events.length === 1);
      expect(events[0]?.all("chanvariable")).toEqual(["A=1", "B=2"]);
      expect(events[0]?.get("ChanVariable")).toBe("A=1");
    },
  ],
  6: [
    "half an event behind the login answer is completed by the next packet",
    async () => {
      const { port, sockets } = await startRawPeer((socket, text) =>
        socket.write(
          `Response: Success\r\nActionID: ${actionIdOf(text)}\r\n\r\nEvent: Newchannel\r\nChannel: PJSIP/alice`,
        ),
      );
      const { events } = await upTransport(quickOptions(port));
      sockets[0]?.write("-00000001\r\n\r\n");
      await until(() => events.length === 1);
      expect(events[0]?.get("Channel")).toBe("PJSIP/alice-00000001");
    },
  ],
  15: [
    "an event may bear any name",
    async () => {
      const { port, server } = await startServer();
      const { events } = await upTransport(quickOptions(port));
      const names = [
        "error",
        "disconnect",
        "close",
        "internalError",
        "newListener",
        "__proto__",
      ];
      for (const name of names) server.event(name, "call", []);
      await until(() => events.length === names.length);
      expect(events.map((event) => event.get("Event"))).toEqual(names);
    },
  ],
  16: [
    "an endless message is dropped, counted and costs no more than its bytes",
    async () => {
      const { port, server } = await startServer();
      const { transport, events } = await upTransport(quickOptions(port));
      const before = process.cpuUsage();
      server.faults.garbage(Buffer.alloc(20 << 20, "x"));
      server.faults.garbage("\r\n\r\nEvent: Next\r\n\r\n");
      await until(() => events.length === 1);
      const { user } = process.cpuUsage(before);
      expect(user / 1_000).toBeLessThan(ENDLESS_MAX_MS);
      expect(transport.stats().parseDrops).toBe(1);
      await transport.send({ action: "Ping" });
    },
  ],
  17: [
    "Response: Error rejects",
    async () => {
      const { port } = await startServer((peer, action) =>
        peer.error(action, "No such channel"),
      );
      const { transport } = await upTransport(quickOptions(port));
      await expect(transport.send({ action: "Hangup" })).rejects.toMatchObject({
        kind: "rejected",
        message: "No such channel",
      } satisfies Partial<AmiError>);
    },
  ],
  18: [
    "a frozen action may be sent again and again",
    async () => {
      const { port, actions } = await startServer();
      const { transport } = await upTransport(quickOptions(port));
      const action = Object.freeze({
        action: "Ping",
        headers: Object.freeze({ A: 1 }),
      });
      await Promise.all([transport.send(action), transport.send(action)]);
      expect(new Set(actions.map((sent) => sent.get("ActionID"))).size).toBe(2);
    },
  ],
  20: [
    "UTF-8 cut anywhere and outer spaces survive",
    async () => {
      const { port, server } = await startServer();
      const { events } = await upTransport(quickOptions(port));
      const bytes = Buffer.from(
        "Event: X\r\nName:  Zoë: 😀 \r\nNone: \r\n\r\n",
      );
      for (const byte of bytes) {
        server.faults.garbage(Buffer.from([byte]));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await until(() => events.length === 1);
      expect(events[0]?.get("Name")).toBe(" Zoë: 😀 ");
      expect(events[0]?.get("None")).toBe("");
    },
  ],
  21: [
    "an answer whose text holds `Action:` is whole",
    async () => {
      const { port } = await startServer((peer, action) =>
        peer.answer(action, "Success", [
          ["Output", "Action: Ping"],
          ["Output", "Event: x"],
        ]),
      );
      const { transport } = await upTransport(quickOptions(port));
      const answer = await transport.send({ action: "ListCommands" });
      expect(answer.all("Output")).toEqual(["Action: Ping", "Event: x"]);
    },
  ],
  22: [
    "`Response: Follows` without its end mark swallows nothing behind it",
    async () => {
      const { port, server } = await startServer();
      const { events } = await upTransport(quickOptions(port));
      server.faults.garbage(
        "Response: Follows\r\nsome text\nmore\r\n\r\nEvent: Hangup\r\n\r\n",
      );
      await until(() => events.length === 1);
    },
  ],
  25: [
    "a list action gives its events, and other events are not taken for them",
    async () => {
      const { port, server } = await startServer((peer, action) => {
        server.event("Newchannel", "call", []);
        const names = {
          message: "follow",
          item: "Item",
          complete: "ListComplete",
        };
        peer.list(action, names, [[["N", 1]], [["N", 2]]]);
      });
      const { transport, events } = await upTransport(quickOptions(port));
      const items = await transport.list({ action: "Status" });
      expect(items.map((item) => item.get("N"))).toEqual(["1", "2"]);
      expect(events.map((event) => event.get("Event"))).toEqual(["Newchannel"]);
    },
  ],
};
