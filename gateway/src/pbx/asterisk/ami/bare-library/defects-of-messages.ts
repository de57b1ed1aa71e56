import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, vi } from "vitest";
import type { Row } from "../defects-of-messages.ts";
import { actionIdOf, startRawPeer, startServer, until } from "../testing.ts";
import { A_WHILE_MS, connectedClient } from "./testing-client.ts";

/** Messages the bare library sends or reads wrongly (numbers of gateway-stack.md §2), each as what it does. */
export const BARE_MESSAGES: Record<number, Row> = {
  1: [
    "two actions in one millisecond get one answer",
    async () => {
      stopClock();
      const { port } = await startServer((peer, action) =>
        peer.answer(action, "Success", [["Echo", action.get("Action")]]),
      );
      const { client } = await connectedClient(port);
      const answers = await Promise.all([
        client.action({ Action: "Originate" }, true),
        client.action({ Action: "Hangup" }, true),
      ]);
      expect(answers.map((each) => each.Echo)).toEqual([
        "Originate",
        "Originate",
      ]);
    },
  ],
  2: [
    "a value carries a second action",
    async () => {
      const { port, actions } = await startServer();
      const { client } = await connectedClient(port);
      client.action({
        Action: "Originate",
        CallerID: "x\r\n\r\nAction: Command\r\nCommand: core stop now",
      });
      await until(() => actions.length === 2);
      expect(actions[1]?.get("Command")).toBe("core stop now");
    },
  ],
  3: [
    "a list of variables is one line, nothing is the word undefined",
    async () => {
      const { port, actions } = await startServer();
      const { client } = await connectedClient(port);
      const Variable = ["A=1", "NAME=Doe, John"];
      client.action({ Action: "Originate", Variable, Account: undefined });
      await until(() => actions.length === 1);
      expect(actions[0]?.all("Variable")).toEqual(["A=1,NAME=Doe, John"]);
      expect(actions[0]?.get("Account")).toBe("undefined");
    },
  ],
  4: [
    "of repeated headers the last survives",
    async () => {
      const { port, server } = await startServer();
      const { events } = await connectedClient(port);
      server.event("Newchannel", "call", [
        ["ChanVariable", "A=1"],
        ["ChanVariable", "B=2"],
      ]);
      await until(() => events.length === 1);
      expect(events[0]?.ChanVariable).toBe("B=2");
      expect(JSON.stringify(events)).not.toContain("A=1");
    },
  ],
  6: [
    "half an event behind the login answer is lost, the rest is a response",
    async () => {
      const { port, sockets } = await startRawPeer((socket, text) =>
        socket.write(
          `Response: Success\r\nActionID: ${actionIdOf(text)}\r\n\r\nEvent: Newchannel\r\nChannel: PJSIP/alice`,
        ),
      );
      const { events, responses } = await connectedClient(port);
      sockets[0]?.write("-00000001\r\n\r\n");
      await until(() => responses.length === 1);
      expect(responses).toEqual([{ Response: null, $content: "-00000001" }]);
      expect(events).toEqual([]);
    },
  ],
  15: [
    "an event of the name error is thrown: the client hears nothing more and says it is connected (a process on Node 20 ends)",
    async () => {
      const { port, server, actions } = await startServer();
      const { client, events, responses, faults } = await connectedClient(port);
      server.event("error", "call", []);
      await until(() => faults.length > 0);
      expect(faults[0]).toMatchObject({ code: "ERR_UNHANDLED_ERROR" });
      client.action({ Action: "Ping" });
      await until(() => actions.length === 1);
      await sleep(A_WHILE_MS);
      expect([events.length, responses.length]).toEqual([1, 0]);
      expect(client.isConnected).toBe(true);
    },
  ],
  16: [
    "an endless message is kept whole and copied again with every packet",
    async () => {
      const { port, server } = await startServer();
      const { client } = await connectedClient(port);
      const size = 2 << 20;
      const concat = vi.spyOn(Buffer, "concat");
      onTestFinished(() => concat.mockRestore());
      const sizes = () =>
        concat.mock.results.map(({ value }) => Buffer.from(value).length);
      server.faults.garbage(Buffer.alloc(size, "x"));
      await until(() => sizes().at(-1) === size);
      const copied = sizes().reduce((sum, each) => sum + each, 0);
      expect(copied).toBeGreaterThan(4 * size);
      expect(client.isConnected).toBe(true);
    },
  ],
  17: [
    "Response: Error resolves",
    async () => {
      const { port } = await startServer((peer, action) =>
        peer.error(action, "No such channel"),
      );
      const { client } = await connectedClient(port);
      const answer = await client.action({ Action: "Hangup" }, true);
      expect(answer.Response).toBe("Error");
    },
  ],
  18: [
    "a frozen action throws, one sent again has the same id",
    async () => {
      const { port, actions } = await startServer();
      const { client } = await connectedClient(port);
      const frozen = Object.freeze({ Action: "Ping" });
      expect(() => client.action(frozen)).toThrow(TypeError);
      const action = { Action: "Ping" };
      client.action(action);
      client.action(action);
      await until(() => actions.length === 2);
      expect(new Set(actions.map((each) => each.get("ActionID"))).size).toBe(1);
    },
  ],
  20: [
    "outer spaces of values are lost",
    async () => {
      const { port, server } = await startServer();
      const { events } = await connectedClient(port);
      server.faults.garbage("Event: X\r\nName:  Zoë: 😀 \r\n\r\n");
      await until(() => events.length === 1);
      expect(events[0]?.Name).toBe("Zoë: 😀");
    },
  ],
  21: [
    "a text that holds Action: is lost",
    async () => {
      const { port, server } = await startServer();
      const { responses } = await connectedClient(port);
      for (const words of ["the Ping", "the Action: Ping"])
        server.faults.garbage(
          `Response: Follows\r\nPrivilege: Command\r\n${words} is one\r\n--END COMMAND--\r\n\r\n`,
        );
      const told = () =>
        responses.filter((each) => each.Response === "Follows");
      await until(() => told().length === 2);
      expect(told().map((each) => each.$content)).toEqual([
        "the Ping is one",
        undefined,
      ]);
    },
  ],
  22: [
    "`Response: Follows` without its end mark swallows what is behind it",
    async () => {
      const { port, server } = await startServer();
      const { events } = await connectedClient(port);
      server.faults.garbage("Response: Follows\r\nsome text\r\n\r\n");
      for (let i = 0; i < 5; i++) server.event("Hangup", "call", []);
      server.faults.garbage("--END COMMAND--\r\n\r\nEvent: Later\r\n\r\n");
      await until(() => events.length > 0);
      expect(events.map((event) => event.Event)).toEqual(["Later"]);
    },
  ],
  25: [
    "a list action resolves with the word that a list follows",
    async () => {
      const { port } = await startServer((peer, action) => {
        const names = { message: "follows", item: "Item", complete: "Done" };
        peer.list(action, names, [[["N", 1]]]);
      });
      const { client } = await connectedClient(port);
      const answer = await client.action({ Action: "Status" }, true);
      expect([answer.Message, answer.N]).toEqual(["follows", undefined]);
    },
  ],
};

/** The library's ids are milliseconds: for the rest of the test, one and the same. */
export function stopClock(): void {
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now());
  onTestFinished(() => clock.mockRestore());
}
