import { inject } from "vitest";
import { keepsMasks } from "./masks.ts";

if (inject("suites").includes("sid")) keepsMasks("sid", false);
