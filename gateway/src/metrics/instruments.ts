/** prom-client's counters, gauges and histograms, made from the catalogue. */
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import {
  type CounterName,
  FIGURES,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
} from "./catalogue.ts";

/** From a millisecond to the time-outs of clients. */
const SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

function described<Name extends keyof typeof FIGURES>(
  name: Name,
  registry: Registry,
) {
  const labelNames: readonly LabelsOf<Name>[] = FIGURES[name].labels;
  return {
    name,
    help: FIGURES[name].help,
    labelNames: [...labelNames],
    registers: [registry],
  };
}

export function counter<Name extends CounterName>(
  name: Name,
  registry: Registry,
): Counter<LabelsOf<Name>> {
  return new Counter(described(name, registry));
}

export function gauge<Name extends GaugeName>(
  name: Name,
  registry: Registry,
): Gauge<LabelsOf<Name>> {
  return new Gauge(described(name, registry));
}

export function histogram<Name extends HistogramName>(
  name: Name,
  registry: Registry,
): Histogram<LabelsOf<Name>> {
  return new Histogram({ ...described(name, registry), buckets: SECONDS });
}
