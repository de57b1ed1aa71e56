import type { CountryCode } from "libphonenumber-js/max";
import { Random } from "./cases/random.ts";

/** A kind of page text: many short texts, one to a DOM node. */
export interface Corpus {
  readonly name: string;
  readonly region: CountryCode;
  readonly texts: readonly string[];
}

const WORDS =
  "the of and a to in is was he for it with as his on be at by had not are but from or have an they which one you were her all she there would their we him been has when who will more no if out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through back years where much your way well down should because each just those people how too little state good very make world still own see men work long get here between both life being under never day same another know while last might us great old year off come since against go came right used take three".split(
    " ",
  );
const LABELS =
  "Save|Cancel|Settings|New contact|Edit|Delete|Next page|Page 3 of 12|Inbox (24)|Reply all|Search|12 items|Help|Sign out|Today|Due 14 Mar|Version 4.2.1|Share|Download CSV|Last 30 days|Export|Filter|Sort by name|€ 1,250.00|98%|Open tasks|Add note|Closed|Attach file|2 days ago".split(
    "|",
  );

function sentence(random: Random): string {
  const words = Array.from({ length: random.between(14, 42) }, () =>
    random.chance(0.01) ? String(random.between(1, 2030)) : random.pick(WORDS),
  );
  return `${words.join(" ")}.`;
}

function numberOf(index: number): string {
  return `(201) 555-${String(1000 + (index % 9000)).slice(-4)}`;
}

function cell(random: Random, distinct: number): string {
  if (random.chance(0.25)) return numberOf(random.between(0, distinct - 1));
  return random.pick([
    `${random.pick(WORDS)} ${random.pick(WORDS)}`,
    `${random.pick(WORDS)}@example.com`,
    "Open",
    `$${random.between(100, 99999)}.00`,
    `2024-0${random.between(1, 9)}-1${random.between(0, 9)}`,
    "Newark, NJ",
  ]);
}

function logLine(random: Random): string {
  const clock = `${random.between(10, 23)}:${random.between(10, 59)}:${random.between(10, 59)}`;
  return `2024-0${random.between(1, 9)}-${random.between(10, 28)} ${clock},${random.digits(3)} INFO [worker-${random.between(1, 64)}] 10.${random.between(0, 255)}.${random.between(0, 255)}.${random.between(1, 254)} - "GET /api/orders/${random.digits(7)} HTTP/1.1" 200 ${random.digits(5)} ${random.hex(16)} took ${random.between(1, 900)}.${random.digits(3)}ms`;
}

function sheetRow(random: Random): string {
  return Array.from({ length: 3 }, () =>
    random.pick([
      `${random.between(0, 9999)}.${random.digits(2)}`,
      random.digits(random.between(3, 9)),
      `${random.between(1, 999)},${random.digits(3)}`,
      `-0.${random.digits(4)}`,
    ]),
  ).join(" ");
}

function repeat(count: number, make: () => string): string[] {
  return Array.from({ length: count }, make);
}

/** The five kinds of text of the reference measurements, drawn from one seed. */
export function makeCorpora(): Corpus[] {
  const random = new Random(5);
  return [
    {
      name: "prose",
      region: "US",
      texts: repeat(20_000, () => sentence(random)),
    },
    {
      name: "interface",
      region: "US",
      texts: repeat(100_000, () => random.pick(LABELS)),
    },
    {
      name: "crm",
      region: "US",
      texts: repeat(60_000, () => cell(random, 442)),
    },
    {
      name: "crm, every number different",
      region: "US",
      texts: repeat(30_000, () => cell(random, 9000)),
    },
    { name: "log", region: "US", texts: repeat(12_000, () => logLine(random)) },
    {
      name: "sheet",
      region: "US",
      texts: repeat(20_000, () => sheetRow(random)),
    },
  ];
}
