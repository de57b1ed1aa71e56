import { describe, expect, test } from "vitest";
import { needAor } from "./authenticator.ts";
import {
  bodyReader,
  CallBody,
  ChallengeBody,
  needDestination,
  readDuration,
  readIden,
} from "./requests.ts";

const readCall = bodyReader(CallBody);
const readChallenge = bodyReader(ChallengeBody);

const outcome = (work: () => unknown) => {
  try {
    return { value: work() };
  } catch (fault) {
    return fault instanceof Error ? fault.message : fault;
  }
};

describe("rows 2 and 4: the AoR", () => {
  test.each([
    "",
    "alice",
    "@dom",
    "alice@",
    "a b@dom",
    "alice@dom\n",
    "a\r@dom",
    "\u0000a@dom",
    `${"a".repeat(252)}@dom`,
  ])("%j is invalid", (text) => {
    expect(outcome(() => needAor(text, 255))).toBe("invalid aor");
  });
  test.each([
    ["alice@dom", "alice", "dom"],
    ["a@b@dom", "a@b", "dom"],
    ["a/b|c@dom", "a/b|c", "dom"],
  ])("%s", (text, username, domain) => {
    expect(needAor(text, 255)).toEqual({ username, domain });
  });
});

describe("row 3: bodies of another shape", () => {
  test.each([
    { aor: 5 },
    { aor: {} },
    [],
    "x",
    5,
    true,
    null,
    { aor: "a@b", more: 1 },
    { Aor: "a@b" },
  ])("%j", (body) => {
    expect(outcome(() => readChallenge(body))).toBe("invalid json body");
  });
  test.each([{}, { aor: null }])("%j is a body without an AoR", (body) => {
    expect(readChallenge(body)).toEqual(body);
  });
});

const LIMIT = { default: 30, max: 120 };

describe("rows 13 and 14: durations", () => {
  test.each([
    [undefined, 30],
    [null, 30],
    [0, 30],
    [-1, 30],
    [1, 1],
    [120, 120],
    [121, 120],
    [Number.MAX_SAFE_INTEGER, 120],
  ])("%s is %i", (value, expected) => {
    expect(readDuration(value, LIMIT)).toBe(expected);
  });
  for (const name of ["dialTimeout", "maxDuration"])
    test.each([
      "1.5",
      '"30"',
      "true",
      "[]",
      "{}",
      "18446744073709551616",
      "-18446744073709551616",
      "1e400",
    ])(`${name}: %s is no integer`, (text) => {
      const body = JSON.parse(`{"${name}":${text}}`);
      expect(outcome(() => readCall(body))).toBe("invalid json body");
    });
});

describe("row 15: optimize", () => {
  test.each(["yes", 1, "true", {}])("%j", (optimize) => {
    expect(outcome(() => readCall({ optimize }))).toBe("invalid json body");
  });
  test.each([true, false, null])("%j is taken", (optimize) => {
    expect(readCall({ optimize })).toEqual({ optimize });
  });
});

describe("rows 16 and 17: iden", () => {
  test.each(["a".repeat(33), "a b", "a.b", "ü", "a\n", "\n", "a/b"])(
    "%j",
    (text) => {
      expect(outcome(() => readIden(text))).toBe("invalid iden");
    },
  );
  test.each(["a".repeat(32), "A-z_0"])("%s is taken", (text) => {
    expect(readIden(text)).toBe(text);
  });
  test.each(["", null, undefined])("%j: one is made", (text) => {
    expect(readIden(text)).toBeUndefined();
  });
});

describe("rows 18 and 19: destination", () => {
  test.each([
    "",
    null,
    undefined,
    "#21",
    "1 2",
    "(1)",
    "1;2",
    "٣٤",
    "1\n",
    "1,2",
    "a",
    "1".repeat(65),
  ])("%j", (text) => {
    expect(outcome(() => needDestination(text))).toBe("invalid destination");
  });
  test.each(["+", "*", "+*0", "1".repeat(64)])("%s has the form", (text) => {
    expect(needDestination(text)).toBe(text);
  });
});

test("a member that names the prototype is one too many", () => {
  const body = JSON.parse('{"__proto__":{"aor":"alice@dom"}}');
  expect(outcome(() => readChallenge(body))).toBe("invalid json body");
});
