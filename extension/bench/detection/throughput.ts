import { findPhoneNumbersInText } from "libphonenumber-js/max";
import {
  findPhoneNumbers,
  forget,
} from "../../src/detection/find-phone-numbers.ts";
import { type Corpus, makeCorpora } from "./corpora.ts";

export interface ThroughputLine {
  readonly bench: "throughput";
  readonly corpus: string;
  readonly texts: number;
  readonly bytes: number;
  /** Ours, with what it remembers of earlier passes. */
  readonly warmMBps: number;
  /** Ours, the first pass with nothing remembered. */
  readonly coldMBps: number;
  readonly matcherMBps: number;
  readonly ratio: number;
  readonly coldRatio: number;
}

const PASSES = 5;
/** The matcher is so slow that a part of the corpus has to do. */
const MATCHER_SHARE = 0.05;

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function secondsOf(work: () => void): number {
  const from = performance.now();
  work();
  return (performance.now() - from) / 1000;
}

function ours({ texts, region }: Corpus): void {
  for (const text of texts) findPhoneNumbers(text, { defaultCountry: region });
}

function measure(corpus: Corpus): ThroughputLine {
  const bytes = bytesOf(corpus.texts);
  const part = corpus.texts.slice(0, corpus.texts.length * MATCHER_SHARE);
  const country = corpus.region;
  const matcher = secondsOf(() => {
    for (const text of part) findPhoneNumbersInText(text, country);
  });
  ours({ ...corpus, texts: part });
  forget();
  const cold = secondsOf(() => ours(corpus));
  const warm = Math.min(
    ...Array.from({ length: PASSES }, () => secondsOf(() => ours(corpus))),
  );
  const rate = (amount: number, seconds: number) =>
    Math.round(amount / 1e5 / seconds) / 10;
  const matcherMBps = bytesOf(part) / 1e6 / matcher;
  const ratio = (seconds: number) =>
    Math.round(bytes / 1e5 / seconds / matcherMBps) / 10;
  return {
    bench: "throughput",
    corpus: corpus.name,
    texts: corpus.texts.length,
    bytes,
    warmMBps: rate(bytes, warm),
    coldMBps: rate(bytes, cold),
    matcherMBps: Math.round(matcherMBps * 100) / 100,
    ratio: ratio(warm),
    coldRatio: ratio(cold),
  };
}

/** Both detectors on each corpus, in one run, so that the ratio means something on a busy machine. */
export function* benchThroughput(): Generator<ThroughputLine> {
  for (const corpus of makeCorpora()) yield measure(corpus);
}
