import { inject } from "vitest";
import { conformsToPrograms } from "../../gateway/src/pbx/conformance/program-suite.ts";
import { programStage } from "./program-stage.ts";

/** One of each kind; `npm run soak` plays them all. */
const SMOKE = new Set([
  "A inside busy",
  "A outside unavailable",
  "A outside never answers",
  "A inside, B outside busy",
  "A outside, B inside nosuch",
  "A outside, B outside rings when A hangs up",
  "A outside, B outside: B hangs up, recorded",
  "A inside, B inside: A hangs up",
  "A outside, B outside: the gateway hangs up",
  "both phones of A ring, the second answers",
  "both phones of B ring, the second answers",
]);

const suites = inject("suites");

if (suites.includes("sid"))
  conformsToPrograms("Asterisk 22", () => programStage("sid"));

if (suites.includes("bullseye"))
  conformsToPrograms(
    "Asterisk 16",
    () => programStage("bullseye"),
    ({ title }) => SMOKE.has(title),
  );
