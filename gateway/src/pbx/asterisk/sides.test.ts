import { expect, it } from "vitest";
import type { BelievedCall } from "../port.ts";
import { WireMessage } from "./ami/message.ts";
import { channelsOfA } from "./sides.ts";

const CALL: BelievedCall = {
  ...{ iden: "x", endpoint: "alice", state: "active", answered: true },
  ...{ legs: [], createdAt: 0 },
};

/** "id name bridge" each. */
function channels(...lines: string[]): WireMessage[] {
  return lines.map((line) => {
    const [id = "", name = "", bridge = ""] = line.split(" ");
    return new WireMessage([
      ["Uniqueid", id],
      ["Channel", name],
      ["BridgeId", bridge],
    ]);
  });
}

const OWN = (bridgeA: string, bridgeB: string) => [
  `x Local/s@click-0001;1 ${bridgeB}`,
  `x-2 Local/s@click-0001;2 ${bridgeA}`,
];

it.each([
  {
    title: "two phones of the house talk",
    answered: true,
    lines: [...OWN("one", "two"), "a PJSIP/alice-1 one", "b PJSIP/bob-1 two"],
    expected: ["a"],
  },
  {
    title: "a caller outside talks: its leg is a row of channels",
    answered: true,
    lines: [
      ...OWN("one", "two"),
      "a1 Local/+34900000000@trunk-0002;1 one",
      "a2 Local/+34900000000@trunk-0002;2 three",
      "a3 PJSIP/carrier-1 three",
      "b PJSIP/bob-1 two",
    ],
    expected: ["a1", "a2", "a3"],
  },
  {
    title: "both are outside, over the same trunk, and B rings",
    answered: true,
    lines: [
      ...OWN("one", ""),
      "a1 Local/+34900000000@trunk-0002;1 one",
      "a2 Local/+34900000000@trunk-0002;2 three",
      "a3 PJSIP/carrier-1 three",
      "b1 Local/+34911111111@trunk-0003;1",
      "b2 Local/+34911111111@trunk-0003;2",
      "b3 PJSIP/carrier-2",
    ],
    expected: ["a1", "a2", "a3"],
  },
  {
    title: "a caller outside rings: there is nobody else yet",
    answered: false,
    lines: [
      ...OWN("", ""),
      "a1 Local/+34900000000@trunk-0002;1",
      "a2 Local/+34900000000@trunk-0002;2",
      "a3 PJSIP/carrier-1",
    ],
    expected: ["a1", "a2", "a3"],
  },
  {
    title: "the Local channel was taken out: the endpoint's name tells",
    answered: true,
    lines: ["a PJSIP/alice-1 one", "b PJSIP/bob-1 one"],
    expected: ["a"],
  },
  {
    title: "B is another phone of A's endpoint",
    answered: true,
    lines: [...OWN("one", "two"), "a PJSIP/alice-1 one", "b PJSIP/alice-2 two"],
    expected: ["a"],
  },
])("$title", ({ answered, lines, expected }) => {
  const ofA = channelsOfA(CALL, channels(...lines), answered);
  const others = [...ofA].filter((id) => !id.startsWith("x"));
  expect(others).toEqual(expected);
});
