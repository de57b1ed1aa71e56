#!/usr/bin/env node
/** The command line. */
import { text } from "node:stream/consumers";
import { run } from "./cli/run.ts";

process.exitCode = await run(process.argv.slice(2), {
  out: (words) => process.stdout.write(words),
  err: (words) => process.stderr.write(words),
  stdin: () => text(process.stdin),
  env: process.env,
});
