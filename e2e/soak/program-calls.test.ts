import { inject } from "vitest";
import { conformsToPrograms } from "../../gateway/src/pbx/conformance/program-suite.ts";
import { programStage } from "../pbx/program-stage.ts";

if (inject("suites").includes("bullseye"))
  conformsToPrograms("Asterisk 16", () => programStage("bullseye"));
