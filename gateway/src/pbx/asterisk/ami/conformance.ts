import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ClientTransport } from "./client-transport.ts";
import { until, upTransport } from "./testing.ts";
import {
  type AmiAction,
  AmiError,
  type AmiMessage,
  type AmiOptions,
} from "./transport.ts";

/** An AMI server to prove the transport on, with an endpoint whose phone rings long enough to be looked at. */
export type AmiSubject = {
  options: AmiOptions;
  /** An endpoint that rings without answering. */
  ringingEndpoint: string;
  /** A destination of the click contexts. */
  destination: string;
  close(): Promise<void>;
};

/** What every AMI server must give the transport; numbers are the defects of gateway-stack.md §2. */
export function conformsToAmi(
  name: string,
  open: () => Promise<AmiSubject>,
): void {
  describe(`AMI transport on ${name}`, () => {
    let subject: AmiSubject;
    beforeAll(async () => {
      subject = await open();
    }, 120_000);
    afterAll(() => subject.close());

    test.each(["plain", "md5"] as const)("logs in by %s", async (auth) => {
      const { transport } = await upTransport({ ...subject.options, auth });
      const pong = await transport.send({ action: "Ping" });
      expect(pong.get("response")).toBe("Success");
      expect(pong.get("ping")).toBe("Pong");
    });

    test.each(["plain", "md5"] as const)(
      "a wrong secret is refused by %s, told without the secret, and tried slowly",
      async (auth) => {
        const transport = new ClientTransport({
          ...subject.options,
          auth,
          secret: "wrong-hush",
        });
        const states: string[] = [];
        transport.onState((state) => states.push(state));
        transport.start();
        await until(() => transport.state === "down");
        expect(transport.detail).toBe("login refused: Authentication failed");
        expect(states).toEqual(["connecting", "down"]);
        await transport.stop();
      },
    );

    test("#1 actions of one moment get their own answers", async () => {
      const { transport } = await upTransport(subject.options);
      const names = Array.from({ length: 100 }, (_, i) => `RB_NOTHING_${i}`);
      const answers = await Promise.all(
        names.map((Variable) =>
          transport.send({ action: "Getvar", headers: { Variable } }),
        ),
      );
      expect(answers.map((answer) => answer.get("Variable"))).toEqual(names);
    });

    test("an action of several kilobytes is answered, and what is asked behind it", async () => {
      const { transport } = await upTransport(subject.options);
      const headers = Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [`X-Pad${i}`, "y".repeat(110)]),
      );
      const answers = await Promise.all([
        transport.send({ action: "Ping", headers }),
        transport.send({ action: "Ping" }),
      ]);
      expect(answers.map((it) => it.get("ping"))).toEqual(["Pong", "Pong"]);
    });

    test("#2 a value cannot carry a second action", async () => {
      const { transport } = await upTransport(subject.options);
      for (const end of ["\n", "\r\n", "\r", "\0"]) {
        const sent = transport.send({
          action: "Getvar",
          headers: { Variable: `A${end}${end}Action: Logoff${end}${end}` },
        });
        await expect(sent).rejects.toMatchObject({ kind: "unsafe" });
      }
      await transport.send({ action: "Ping" });
    });

    test("#3 a channel variable arrives as it was given", async () => {
      const { transport, events } = await upTransport(subject.options);
      const values = {
        RB_COMMAS: "Doe, John,, x=1",
        RB_QUOTES: `a "b" 'c' "`,
        RB_BACKSLASH: "\\ \\\\ \\, \\n",
        RB_BRACKETS: "((a, [b, )",
        RB_DOLLAR: `${"$"}{EPOCH} $[1+1]`,
        RB_UNICODE: "Zoë 😀",
        RB_SPACES: "  x  ",
        RB_SEMICOLON: "a;b",
      };
      const iden = `rb-conf-${Date.now()}`;
      await transport.send(click(subject, iden, values));
      await until(() => isTold(events, "Newchannel", iden));
      for (const [name, value] of Object.entries(values)) {
        const answer = await transport.send({
          action: "Getvar",
          headers: { Channel: iden, Variable: name },
        });
        expect([name, answer.get("Value")]).toEqual([name, value]);
      }
      await transport.send({
        action: "Hangup",
        headers: { Channel: iden, Cause: 16 },
      });
      await until(() => isTold(events, "Hangup", iden));
    });

    test("#17 Response: Error is a typed rejection with Asterisk's words", async () => {
      const { transport } = await upTransport(subject.options);
      const hangup = transport.send({
        action: "Hangup",
        headers: { Channel: "rb-no-such-channel" },
      });
      await expect(hangup).rejects.toBeInstanceOf(AmiError);
      await expect(hangup).rejects.toMatchObject({
        kind: "rejected",
        message: "No such channel",
      });
    });

    test("#18 a frozen action is sent twice under two ids", async () => {
      const { transport } = await upTransport(subject.options);
      const action = Object.freeze({ action: "Ping" });
      const [one, two] = await Promise.all([
        transport.send(action),
        transport.send(action),
      ]);
      expect(one.get("ActionID")).not.toBe(two.get("ActionID"));
      expect(action).toEqual({ action: "Ping" });
    });

    test("#25 a list is gathered to its end, and a refused one rejects", async () => {
      const { transport, events } = await upTransport(subject.options);
      const channels = await transport.list({ action: "CoreShowChannels" });
      for (const channel of channels)
        expect(channel.get("Event")).toBe("CoreShowChannel");
      expect(events.some((event) => event.get("EventList") !== undefined)).toBe(
        false,
      );
      const missing = transport.list({
        action: "DBGet",
        headers: { Family: "ringback/none", Key: "none" },
      });
      await expect(missing).rejects.toMatchObject({
        kind: "rejected",
        message: "Database entry not found",
      });
    });

    test("the dialplan's line of a leg is read from AstDB", async () => {
      const { transport, events } = await upTransport(subject.options);
      const iden = `rb-db-${Date.now()}`;
      await transport.send(click(subject, iden, {}));
      await until(() => isTold(events, "DialState", iden));
      const headers = { Channel: iden, Cause: 16 };
      await transport.send({ action: "Hangup", headers });
      await until(() => isTold(events, "UserEvent", `${iden}-2`));
      const bucket = Math.floor(Date.now() / 86_400_000) % 3;
      const items = await transport.list({
        action: "DBGet",
        headers: { Family: `ringback/${bucket}`, Key: `${iden}-a` },
      });
      expect(items.map((item) => item.get("Val"))).toEqual([
        expect.stringMatching(/^CANCEL:16:0:\d{10}$/),
      ]);
      await until(() => isTold(events, "Hangup", iden));
    });

    test("an unknown context is refused at once, in Asterisk's words", async () => {
      const { transport } = await upTransport(subject.options);
      const order = click(subject, `rb-ctx-${Date.now()}`, {});
      const sent = transport.send({
        ...order,
        headers: { ...order.headers, Context: "rb-no-such-context" },
      });
      await expect(sent).rejects.toMatchObject({
        kind: "rejected",
        message: "Extension does not exist.",
      });
    });
  });
}

function isTold(
  events: readonly AmiMessage[],
  name: string,
  uniqueId: string,
): boolean {
  return events.some(
    (event) =>
      event.get("Event") === name &&
      [event.get("Uniqueid"), event.get("DestUniqueid")].includes(uniqueId),
  );
}

function click(
  subject: AmiSubject,
  iden: string,
  variables: Record<string, string>,
): AmiAction {
  return {
    action: "Originate",
    headers: {
      Channel: `Local/${subject.destination}@click2dial-user/n`,
      Context: "click2dial-target",
      Exten: subject.destination,
      Priority: 1,
      CallerID: "101",
      Timeout: 10_000,
      Async: true,
      ChannelId: iden,
      OtherChannelId: `${iden}-2`,
    },
    variables: {
      C2DENDPOINT: subject.ringingEndpoint,
      ORIGINATE_EXTEN: "101",
      DIAL_TIMEOUT: 9,
      MAX_DURATION: 60_000,
      __CLICK2DIALIDEN: iden,
      ...variables,
    },
  };
}
