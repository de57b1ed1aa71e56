/** The commands about events on their way to programs. */
import {
  type Command,
  config,
  help,
  json,
  limit,
  type Option,
} from "./options.ts";

const client = {
  type: "string",
  value: "ID|NAME",
  about: "Only those of this program.",
} as const satisfies Option;

const call = {
  type: "string",
  value: "ID",
  about: "Only those of this call.",
} as const satisfies Option;

export const deliveryCommands = [
  {
    name: "deliveries list",
    positionals: [],
    summary: "List events on their way to programs, the newest first.",
    options: {
      dead: { type: "boolean", about: "Only those that were given up." },
      client,
      call,
      limit,
      config,
      json,
      help,
    },
  },
  {
    name: "deliveries show",
    positionals: ["ID"],
    summary: "Show one event and every attempt to send it.",
    options: { config, json, help },
  },
  {
    name: "deliveries replay",
    positionals: ["[ID]"],
    summary: "Send events once more that were given up, or one event.",
    about:
      "Say one of an event's ID and --dead. They keep their ids, and the running gateway sends them within moments. Access tokens are wiped with the last event of a call: --token-stdin gives a fresh one, to those sinks alone that were ordered with one; with --dead it needs --client or --call, for a token is one client's.",
    options: {
      dead: { type: "boolean", about: "All that were given up." },
      client,
      call,
      "token-stdin": {
        type: "boolean",
        about:
          "Read an access token for the sink from standard input. Refused for an event whose sink was ordered without.",
      },
      config,
      json,
      help,
    },
  },
] as const satisfies readonly Command[];
