import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/main.ts"],
  format: "esm",
  platform: "node",
  target: "node22",
  outDir: "dist",
  clean: true,
  dts: false,
  sourcemap: true,
  // Node strips no types below node_modules, where the shared package lies once installed: it goes into the bundle.
  deps: { alwaysBundle: [/^@ringback\/shared/] },
});
