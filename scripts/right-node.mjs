// The tool Node is an optional dependency, so a failed fetch goes unnoticed and the machine's own Node would run:
// better-sqlite3 13 then crashes at its first open instead of saying why, and a Node that is only a little too old
// refuses whoever offers HTTP/2 over plain http (docs/decisions.md).
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const fits =
  (major === 22 && minor >= 21) || (major === 24 && minor >= 9) || major > 24;
if (!fits) {
  console.error(
    `Ringback's tools need Node 22.21 or newer, or 24.9 or newer, and this is ${process.version}: run \`npm run setup\`; where no packaged Node fits, put such a Node first on PATH.`,
  );
  process.exit(1);
}
