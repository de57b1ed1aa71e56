/** Bad frames, each with what the document says of it (docs/api-click2call.md, "Live channel"). */
import fc from "fast-check";
import { encodeFrame, OPCODE, textFrame } from "./raw-live.ts";

export type BadFrame = {
  bytes: Buffer;
  /** `errorType` of the `call_error` that answers it; undefined: nothing does; numbers: the socket is closed with one of them */
  answer: string | readonly number[] | undefined;
};

type Said = Omit<BadFrame, "bytes"> & { text: string };

/** `live.maxFrameBytes` of a gateway that says nothing of it. */
const LONGEST = 16_384;
/** `live.framesPerSecond` of the gateway under attack. */
const FLOOD = 1_001;

const junk = fc.string({ unit: "binary", maxLength: 200 });
const members = fc.dictionary(
  fc.constantFrom("type", "payload", "callId", "durationSeconds", "reason"),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A text and what it asks for, told apart by JSON.parse alone. */
function said(text: string): Said {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { text, answer: "parse_error" };
  }
  const type =
    typeof value === "object" && value !== null && "type" in value
      ? value.type
      : undefined;
  if (typeof type !== "string" || type === "heartbeat")
    return { text: text.replace("heartbeat", ""), answer: "parse_error" };
  const isOurs = type.startsWith("call.");
  return { text, answer: isOurs ? "parse_error" : undefined };
}

const anyText = fc
  .oneof(
    junk,
    fc.json({ maxDepth: 4 }),
    members.map((it) => JSON.stringify(it)),
  )
  // Ends of calls and heartbeats have cases of their own.
  .filter((text) => !/call\.(end|accept|reject)|heartbeat/.test(text))
  .map(said);

const callFrame = (type: string, payload: unknown): string =>
  JSON.stringify({ type, payload });

const callIds = fc.stringMatching(/^[0-9a-z-]{1,64}$/);
const noCallIds = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(""),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.string({ minLength: 65, maxLength: 300 }),
);

const orders = fc.oneof(
  callIds.map((callId) => ({
    text: callFrame("call.end", { callId }),
    answer: "call_not_found",
  })),
  noCallIds.map((callId) => ({
    text: callFrame("call.end", { callId }),
    answer: "parse_error",
  })),
  fc
    .tuple(callIds, fc.oneof(fc.string(), fc.constant(-1)))
    .map(([callId, durationSeconds]) => ({
      text: callFrame("call.end", { callId, durationSeconds }),
      answer: "parse_error",
    })),
  fc
    .tuple(fc.constantFrom("accept", "reject"), callIds)
    .map(([verb, callId]) => ({
      text: callFrame(`call.${verb}`, { callId }),
      answer: "invalid_status",
    })),
  fc.stringMatching(/^[a-zA-Z_.]{0,20}$/).map((verb) => ({
    text: callFrame(`call.x${verb}`, {}),
    answer: "parse_error",
  })),
);

const nested = fc
  .tuple(
    fc.constantFrom("[", '{"a":', '{"type":[', '{"payload":{'),
    fc.nat(3_000),
  )
  .map(([opening, depth]) => ({
    text: opening.repeat(depth + 1).slice(0, LONGEST),
    answer: "parse_error",
  }));

const texts: fc.Arbitrary<Said> = fc.oneof(anyText, orders, nested);

const whole = texts.map(({ text, answer }) => ({
  bytes: textFrame(text),
  answer,
}));

/** Cut anywhere, also within a letter of several bytes. */
const fragmented = fc
  .tuple(texts, fc.array(fc.nat(200), { minLength: 1, maxLength: 5 }))
  .map(([{ text, answer }, cuts]) => {
    const rest = Buffer.from(text);
    const ends = [...cuts.toSorted((a, b) => a - b), rest.length];
    const parts = ends.map((end, at) => rest.subarray(ends[at - 1] ?? 0, end));
    const frames = parts.map((payload, at) =>
      encodeFrame({
        opcode: at === 0 ? OPCODE.text : OPCODE.continuation,
        fin: at === parts.length - 1,
        payload,
      }),
    );
    return { bytes: Buffer.concat(frames), answer };
  });

const bytes = (maxLength: number, minLength = 0) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array));

const binary = bytes(500).map((payload) => ({
  bytes: encodeFrame({ opcode: OPCODE.binary, payload }),
  answer: "parse_error",
}));

const closing = (
  code: number,
  frame: fc.Arbitrary<Parameters<typeof encodeFrame>[0]>,
): fc.Arbitrary<BadFrame> =>
  frame.map((each) => ({ bytes: encodeFrame(each), answer: [code] }));

const PROTOCOL_ERROR = 1002;
const payload = bytes(100);
const opcode = fc.constantFrom(OPCODE.text, OPCODE.binary);

const broken = fc.oneof(
  closing(
    PROTOCOL_ERROR,
    fc.record({
      opcode: fc.constantFrom(3, 4, 5, 6, 7, 11, 12, 13, 14, 15),
      payload,
    }),
  ),
  closing(
    PROTOCOL_ERROR,
    fc.record({ opcode, payload, reserved: fc.integer({ min: 1, max: 7 }) }),
  ),
  closing(
    PROTOCOL_ERROR,
    fc.record({ opcode, payload, masked: fc.constant(false) }),
  ),
  closing(
    PROTOCOL_ERROR,
    fc.record({ opcode: fc.constant(OPCODE.continuation), payload }),
  ),
  // Control frames may be neither long nor split.
  closing(
    PROTOCOL_ERROR,
    fc.record({ opcode: fc.constantFrom(8, 9, 10), payload: bytes(200, 126) }),
  ),
  closing(
    PROTOCOL_ERROR,
    fc.record({
      opcode: fc.constantFrom(8, 9, 10),
      payload,
      fin: fc.constant(false),
    }),
  ),
  closing(
    PROTOCOL_ERROR,
    fc
      .constantFrom(0, 999, 1004, 1005, 1006, 1016, 2_999, 5_000, 65_535)
      .map((code) => {
        const payload = Buffer.alloc(2);
        payload.writeUInt16BE(code);
        return { opcode: OPCODE.close, payload };
      }),
  ),
  closing(
    1007,
    fc
      .constantFrom("ff", "c080", "eda080", "f4908080", "e28228", "80")
      .map((hex) => ({
        opcode: OPCODE.text,
        payload: Buffer.from(`7b${hex}`, "hex"),
      })),
  ),
  closing(
    1009,
    fc.record({
      opcode,
      payload,
      declaredLength: fc
        .integer({ min: LONGEST + 1, max: 2 ** 47 })
        .map(BigInt),
    }),
  ),
  closing(
    1009,
    fc.record({
      opcode,
      payload,
      declaredLength: fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
    }),
  ),
);

/** A burst of pings is cut off by ws itself, without a goodbye, before we count them. */
const flood = fc
  .constantFrom(
    { frame: textFrame("{}"), codes: [1008] },
    {
      frame: encodeFrame({ opcode: OPCODE.ping, payload: Buffer.alloc(0) }),
      codes: [1006, 1008],
    },
  )
  .map(({ frame, codes }) => ({
    bytes: Buffer.concat(Array.from({ length: FLOOD }, () => frame)),
    answer: codes,
  }));

export const badFrames: fc.Arbitrary<BadFrame> = fc.oneof(
  { arbitrary: whole, weight: 500 },
  { arbitrary: fragmented, weight: 150 },
  { arbitrary: binary, weight: 100 },
  { arbitrary: broken, weight: 250 },
  { arbitrary: flood, weight: 1 },
);
