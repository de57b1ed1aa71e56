import { inject } from "vitest";
import { conformsToPbx } from "../../gateway/src/pbx/conformance/suite.ts";
import { pbxStage } from "../pbx/pbx-stage.ts";

if (inject("suites").includes("bullseye"))
  conformsToPbx("Asterisk 16", () => pbxStage("bullseye"));
