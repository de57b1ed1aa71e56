/** The commands about recordings. */
import { type Command, config, help, json, limit } from "./options.ts";

export const recordingCommands = [
  {
    name: "recordings list",
    positionals: [],
    summary: "List recordings, the newest first.",
    options: {
      call: { type: "string", value: "ID", about: "Only that of this call." },
      client: {
        type: "string",
        value: "NAME",
        about: "Only those of this program's calls (or the program's id).",
      },
      limit,
      config,
      json,
      help,
    },
  },
  {
    name: "recordings show",
    positionals: ["CALLID"],
    summary: "Show one recording, and who fetched it and when.",
    about:
      "Who fetched it is still known when the recording is gone: `recording.readsRetentionDays`.",
    options: { config, json, help },
  },
  {
    name: "recordings remove",
    positionals: ["CALLID"],
    summary: "Erase one recording at once, for good.",
    about:
      "Works beside a running gateway: whoever is fetching it is cut off, and from then on there is no recording of this call (404). When it was removed is kept with who fetched it. A call that is not over has to end first. Exit code 1 also where the store did not have its file.",
    options: { config, json, help },
  },
] as const satisfies readonly Command[];
