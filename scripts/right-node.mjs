// The tool Node is an optional dependency, so a failed fetch goes unnoticed and the machine's own Node would run:
// better-sqlite3 13 then crashes at its first open instead of saying why.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Ringback's tools need Node 22.18 or newer, and this is ${process.version}: run \`npm run setup\`; where no packaged Node fits, put such a Node first on PATH.`,
  );
  process.exit(1);
}
