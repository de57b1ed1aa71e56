/** Finds the command, reads its arguments, runs it, and turns what went wrong into a sentence and an exit code. */
import manifest from "../../package.json" with { type: "json" };
import { type Arguments, findCommand, parse } from "./arguments.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { type Io, UsageFault } from "./io.ts";
import { type CommandName, commands, EXIT } from "./table.ts";

type Run = (args: Arguments, io: Io) => number | Promise<number>;

/** Loaded when they are called, so that help and version start at once. */
const implementations: Record<CommandName, () => Promise<Run>> = {
  serve: async () => {
    // From the first moment: without a listener this signal ends the process. What it asks for is done below anyway.
    process.on("SIGHUP", () => undefined);
    const { load, needConfig } = await import("./context.ts");
    const { serve } = await import("./serve.ts");
    return (args, io) => serve(needConfig(args, io), () => load(args, io));
  },
  init: async () => (await import("./init.ts")).init,
  check: async () => (await import("./check.ts")).check,
  doctor: async () => (await import("./doctor.ts")).doctor,
  why: async () => (await import("./why.ts")).why,
  pause: async () => (await import("./pause.ts")).pause,
  resume: async () => (await import("./pause.ts")).resume,
  migrate: async () => (await import("./migrate.ts")).migrate,
  "user add": async () => (await import("./user.ts")).userAdd,
  "user list": async () => (await import("./user.ts")).userList,
  "user remove": async () => (await import("./user.ts")).userRemove,
  "terminal add": async () => (await import("./terminal.ts")).terminalAdd,
  "terminal list": async () => (await import("./terminal.ts")).terminalList,
  "terminal password": async () =>
    (await import("./terminal.ts")).terminalPassword,
  "terminal remove": async () => (await import("./terminal.ts")).terminalRemove,
  "deliveries list": async () =>
    (await import("./deliveries.ts")).deliveriesList,
  "deliveries show": async () =>
    (await import("./deliveries.ts")).deliveriesShow,
  "deliveries replay": async () =>
    (await import("./deliveries.ts")).deliveriesReplay,
  "recordings list": async () =>
    (await import("./recordings.ts")).recordingsList,
  "recordings show": async () =>
    (await import("./recordings.ts")).recordingsShow,
  "recordings remove": async () =>
    (await import("./recordings.ts")).recordingsRemove,
  "client add": async () => (await import("./client.ts")).clientAdd,
  "client list": async () => (await import("./client.ts")).clientList,
  "client show": async () => (await import("./client.ts")).clientShow,
  "client change": async () => (await import("./client.ts")).clientChange,
  "client secret": async () => (await import("./client.ts")).clientSecret,
  "client webhook-secret": async () =>
    (await import("./client.ts")).clientWebhookSecret,
  "client remove": async () => (await import("./client.ts")).clientRemove,
  "key list": async () => (await import("./key.ts")).keyList,
  "key rotate": async () => (await import("./key.ts")).keyRotate,
};

const HELP = new Set(["help", "--help", "-h"]);

/** Texts of faults a person is meant to read; of all else only the message, for the stack helps nobody here. */
function faultSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const meant =
    error instanceof Error && ["CliFault", "AdminError"].includes(error.name);
  return meant ? message : `this did not work: ${message}`;
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [first = "--help", second] = argv;
  if (first === "--version" || first === "-V") {
    io.out(`${manifest.version}\n`);
    return EXIT.ok;
  }
  const group = commands.some(({ name }) => name.startsWith(`${first} `));
  if (HELP.has(first) || (group && HELP.has(second ?? ""))) {
    io.out(generalHelp(group ? first : undefined));
    return EXIT.ok;
  }
  const found = findCommand(argv);
  if (found === undefined)
    throw new UsageFault(
      group
        ? `"${first}" needs one of: ${commands
            .filter(({ name }) => name.startsWith(`${first} `))
            .map(({ name }) => name.slice(first.length + 1))
            .join(", ")}`
        : `there is no command "${first}"`,
    );
  const args = parse(found.command, found.rest);
  if (args.flag("help")) {
    io.out(commandHelp(found.command));
    return EXIT.ok;
  }
  const run = await implementations[found.name]();
  return await run(args, io);
}

/** Runs one command line (without node and script) and gives its exit code. Never rejects. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (error instanceof UsageFault) {
      const name = findCommand(argv)?.name;
      io.err(
        `ringback: ${error.message}\nTry \`ringback ${name === undefined ? "" : `${name} `}--help\`.\n`,
      );
      return EXIT.usage;
    }
    io.err(`ringback: ${faultSentence(error)}\n`);
    return EXIT.fault;
  }
}
