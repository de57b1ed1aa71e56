import type { CountryCode } from "libphonenumber-js/max";
import { ID_SHAPES } from "./id-shapes.ts";
import { LOOK_ALIKES } from "./look-alikes.ts";
import { drawDigits, drawWriting, type Label } from "./numbers.ts";
import { Random } from "./random.ts";
import { REGIONS } from "./regions.ts";
import type { Templates } from "./templates.ts";

/** One line of a case file. */
export interface Case {
  readonly id: string;
  readonly text: string;
  readonly region: CountryCode;
  readonly expected: readonly ({ readonly raw: string } & Label)[];
  readonly tags: readonly string[];
}

type Draft = Omit<Case, "id">;

const PAIRS: readonly (readonly [string, CountryCode])[] = Object.entries(
  REGIONS,
).flatMap(([language, regions]) =>
  regions.map((region) => [language, region] as const),
);

function fill(
  template: string,
  language: string,
  region: CountryCode,
  random: Random,
  labelled = false,
): Draft | undefined {
  const expected: ({ raw: string } & Label)[] = [];
  const tags = new Set<string>();
  let text = "";
  for (const part of template.split(/(\{\w+\})/)) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === "n") {
      const writing = drawWriting(region, language, random, labelled);
      if (!writing) return undefined;
      expected.push({ raw: writing.raw, ...writing.label });
      tags.add(writing.style);
      text += writing.raw;
    } else if (name === "d") {
      const digits = drawDigits(region, random);
      if (digits === undefined) return undefined;
      tags.add("stop");
      text += digits;
    } else if (name !== undefined) {
      tags.add(name);
      text += (LOOK_ALIKES[name] ?? ID_SHAPES[name])?.(random) ?? part;
    } else text += part;
  }
  return { text, region, expected, tags: [...tags] };
}

function drawDraft(
  templates: Templates,
  language: string,
  region: CountryCode,
  random: Random,
): Draft | undefined {
  const roll = random.next();
  const english = templates.positive.en ?? [];
  if (roll < 0.5) {
    const phrases = templates.positive[language] ?? english;
    const phrase = random.pick(phrases);
    return fill(phrase, language, region, random, phrase !== "{n}");
  }
  if (roll < 0.57)
    return fill(random.pick(templates.several), language, region, random);
  if (roll < 0.64)
    return fill(random.pick(templates.mixed), language, region, random);
  if (roll < 0.8) {
    const phrases = templates.stop[language] ?? templates.stop.en ?? [];
    return fill(random.pick(phrases), language, region, random);
  }
  return fill(random.pick(templates.negative), language, region, random);
}

/** `count` different cases, every region in turn. */
export function makeCases(
  templates: Templates,
  prefix: string,
  count: number,
): Case[] {
  const random = new Random(templates.seed);
  const seen = new Set<string>();
  const cases: Case[] = [];
  for (let turn = 0; cases.length < count; turn += 1) {
    const pair = PAIRS[turn % PAIRS.length];
    if (!pair) break;
    const [language, region] = pair;
    const draft = drawDraft(templates, language, region, random);
    if (!draft || seen.has(draft.text)) continue;
    seen.add(draft.text);
    cases.push({
      id: `${prefix}${String(cases.length + 1).padStart(4, "0")}`,
      ...draft,
    });
  }
  return cases;
}
