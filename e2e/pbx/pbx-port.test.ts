import { inject } from "vitest";
import { conformsToPbx } from "../../gateway/src/pbx/conformance/suite.ts";
import { pbxStage } from "./pbx-stage.ts";

/** One of each kind; `npm run soak` plays them all. */
const SMOKE = new Set([
  "A declines",
  "A never answers, the Originate's time is the shorter",
  "B unavailable",
  "A hangs up while B rings",
  "B hangs up",
  "A hangs up, optimised",
  "one of a ring group answers",
]);

const suites = inject("suites");

if (suites.includes("sid")) conformsToPbx("Asterisk 22", () => pbxStage("sid"));

if (suites.includes("bullseye"))
  conformsToPbx(
    "Asterisk 16",
    () => pbxStage("bullseye"),
    ({ title }) => SMOKE.has(title),
  );
