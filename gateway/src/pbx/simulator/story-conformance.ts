import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { upTransport } from "../asterisk/ami/testing.ts";
import type { AmiMessage, AmiOptions } from "../asterisk/ami/transport.ts";
import { STORIES, type Story } from "./stories.ts";
import { storyOf } from "./story.ts";

/** A PBX with the click contexts, a caller alice (101) and a called bob. */
export type Stage = {
  options: AmiOptions;
  /** Makes the phones do what the story says, until `leave`. */
  enter(story: Story): Promise<{
    endpoint: string;
    destination: string;
    leave(): Promise<void>;
  }>;
  close(): Promise<void>;
};

const STORY_MS = 10_000;
const LATE_MS = 100;

/** The stories as this PBX tells them over AMI. */
export function tellsTheStories(
  name: string,
  open: () => Promise<Stage>,
): void {
  describe(`what ${name} says when`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await open();
    }, 120_000);
    afterAll(() => stage.close());

    test.each(STORIES)("$title", async (story) => {
      const { transport, events } = await upTransport(stage.options);
      const { endpoint, destination, leave } = await stage.enter(story);
      const iden = `story-${Date.now()}`;
      const hangUp = (): void => {
        const headers = { Channel: iden, Cause: story.hangUp?.cause };
        transport.send({ action: "Hangup", headers }).catch(() => undefined);
      };
      const over = new Promise<void>((resolve) => {
        transport.onEvent((event) => {
          if (isMoment(event, iden, endpoint, story)) hangUp();
          if (isOver(events, iden)) setTimeout(resolve, LATE_MS);
        });
      });
      await transport.send(click(story, iden, endpoint, destination));
      const late = setTimeout(hangUp, STORY_MS);
      await over;
      clearTimeout(late);
      await leave();
      const told = storyOf(events, iden, endpoint);
      expect(told).toEqual([...story.expected].sort());
    });
  });
}

/** Whether this event is the one at which the story's gateway hangs up. */
function isMoment(
  event: AmiMessage,
  iden: string,
  endpoint: string,
  { hangUp }: Story,
): boolean {
  if (hangUp === undefined || event.get("Linkedid") !== iden) return false;
  const name = event.get("Event");
  if (hangUp.when === "b talks")
    return name === "BridgeEnter" && event.get("Uniqueid") === iden;
  const isCaller = event.get("DestChannel")?.startsWith(`PJSIP/${endpoint}-`);
  return name === "DialState" && isCaller === (hangUp.when === "a rings");
}

function isOver(events: readonly AmiMessage[], iden: string): boolean {
  const own = events.filter((event) => event.get("Linkedid") === iden);
  const count = (name: string) =>
    own.filter((event) => event.get("Event") === name).length;
  const isAnswered = events.some(
    (event) =>
      event.get("Event") === "OriginateResponse" &&
      event.get("Uniqueid") === iden,
  );
  return isAnswered && count("Hangup") === count("Newchannel");
}

function click(
  story: Story,
  iden: string,
  endpoint: string,
  destination: string,
) {
  return {
    action: "Originate",
    headers: {
      Channel: `Local/${destination}@click2dial-user/n`,
      Context: "click2dial-target",
      Exten: destination,
      Priority: 1,
      CallerID: "101",
      Timeout: story.originateTimeoutMs ?? 9_000,
      Async: true,
      ChannelId: iden,
      OtherChannelId: `${iden}-2`,
    },
    variables: {
      C2DENDPOINT: endpoint,
      ORIGINATE_EXTEN: "101",
      DIAL_TIMEOUT: story.dialTimeoutSeconds ?? 8,
      MAX_DURATION: story.maxDurationMs ?? 60_000,
      __CLICK2DIALIDEN: iden,
    },
  };
}
