// npm install by habit would lay a second lockfile and a second tree over pnpm's.
if (!process.env.npm_config_user_agent?.startsWith("pnpm")) {
  console.error(
    "This workspace installs with pnpm: run `npm start` or `npm test`, which fetch it.",
  );
  process.exit(1);
}
