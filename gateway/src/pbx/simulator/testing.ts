/** A simulator that plays the calls by itself. */
import { onTestFinished } from "vitest";
import {
  quickOptions,
  TEST_LOGIN,
  upTransport,
} from "../asterisk/ami/testing.ts";
import type { AmiMessage } from "../asterisk/ami/transport.ts";
import { startSimulator } from "./simulator.ts";

/** Three phones that answer, one that is away, a busy outside number, and a client. */
export async function open() {
  const simulator = await startSimulator({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    phones: {
      alice: { extension: "101", does: "answer", password: "of-alice" },
      bob: { extension: "102", does: "answer", callerName: "Bob" },
      carol: { extension: "103", does: "answer", contacts: 2 },
      dave: { extension: "104", does: "unregistered" },
    },
    numbers: { "+34911222333": { does: "busy" } },
  });
  onTestFinished(() => simulator.stop());
  const client = await upTransport(quickOptions(simulator.port));
  return { simulator, ...client };
}

type Open = Awaited<ReturnType<typeof open>>;

export async function click(
  { transport }: Open,
  destination: string,
  { iden = "call-1", endpoint = "alice", suffix = "/n", context = "user" } = {},
) {
  await transport.send({
    action: "Originate",
    headers: {
      Channel: `Local/${destination}@click2dial-${context}${suffix}`,
      Context: "click2dial-target",
      Exten: destination,
      Priority: 1,
      CallerID: "101",
      Timeout: 5_000,
      Async: true,
      ChannelId: iden,
      OtherChannelId: `${iden}-2`,
    },
    variables: {
      C2DENDPOINT: endpoint,
      ORIGINATE_EXTEN: "101",
      __CLICK2DIALIDEN: iden,
    },
  });
  return iden;
}

export function eventsNamed(events: readonly AmiMessage[], name: string) {
  return events.filter((event) => event.get("Event") === name);
}
