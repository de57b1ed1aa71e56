// Installs the packages, saying that it does. Runs on whatever Node the machine has.
import { spawn } from "node:child_process";
import { watchAncestors } from "./ancestors.mjs";

const PNPM = "pnpm@12.21.0";
const INSTALL = [
  ...["--yes", "--prefer-offline", PNPM, "install", "--frozen-lockfile"],
  ...["--reporter=append-only", "--loglevel=warn"],
  // The tools run on the Node that is being installed, not on this one.
  "--config.node-version=24.21.0",
];

const began = Date.now();
const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
// `npm run --silent` would hand its silence on, and a failed fetch would not say why.
const env = { ...process.env, npm_config_loglevel: "error" };
const child = spawn("npx", INSTALL, { stdio: "inherit", env });
watchAncestors(() => {
  child.kill();
  process.exit(129);
});
const progress = setInterval(
  () => console.log(`  … Packages (${seconds()})`),
  2_000,
);
child.on("error", (error) => {
  console.error(`npx did not start: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code) => {
  clearInterval(progress);
  console.log(`  ${code === 0 ? "✓" : "✗"} Packages (${seconds()})`);
  process.exit(code ?? 1);
});
