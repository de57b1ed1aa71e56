/** Loaded before a gateway under test (`--expose-gc --import`): tells its memory to whoever started it, and ends with them. */
process.on("message", () => {
  globalThis.gc?.();
  // What the first leaves to be finalised, the second takes.
  globalThis.gc?.();
  process.send?.(process.memoryUsage());
});
process.on("disconnect", () => process.exit());
// The channel alone must not keep a gateway running that has been told to stop.
process.channel?.unref();
