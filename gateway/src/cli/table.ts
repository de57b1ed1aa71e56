/** The command line as a table: names, arguments, options and their words. Help, parsing and the docs are made from it. */

import { clientCommands } from "./client-commands.ts";
import { deliveryCommands } from "./delivery-commands.ts";
import { type Command, config, DEFAULT_CONFIG, help, json } from "./options.ts";
import { recordingCommands } from "./recording-commands.ts";

const credential = {
  generate: {
    type: "boolean",
    about: "Make a secret for Ringback alone and print it once.",
  },
  "password-stdin": {
    type: "boolean",
    about: "Read the password from standard input.",
  },
  ha1: {
    type: "string",
    value: "HEX",
    about: "HA1 itself, 32 hex digits.",
  },
} as const satisfies Command["options"];

export const commands = [
  {
    name: "serve",
    positionals: [],
    summary: "Run the gateway until it is told to stop.",
    about:
      "SIGINT or SIGTERM ends it in order; a second one ends it at once. SIGHUP has it read its configuration again without ending a call; a faulty one changes nothing. It does not start with a faulty configuration.",
    options: { config, help },
  },
  {
    name: "init",
    positionals: [],
    summary: "Write a configuration with fresh secrets.",
    about:
      "Never overwrites. Prints what to add to Asterisk, with the fresh AMI secret in it.",
    options: {
      out: {
        type: "string",
        short: "o",
        value: "FILE",
        about: `Where to write it, mode 0600; else $RINGBACK_CONFIG, else ${DEFAULT_CONFIG}.`,
      },
      domain: {
        type: "string",
        value: "DOMAIN",
        about:
          "SIP domain of the users: the part behind the @. Else this machine's name.",
      },
      region: {
        type: "string",
        value: "CC",
        about: "Country in which numbers without +… are read, such as ES.",
      },
      listen: {
        type: "string",
        value: "ADDRESS:PORT",
        about: "Where the gateway listens. Else 127.0.0.1:8089.",
      },
      database: {
        type: "string",
        value: "FILE",
        about: "The SQLite file. Else /var/lib/ringback/ringback.sqlite.",
      },
      "ami-host": {
        type: "string",
        value: "HOST",
        about:
          "Host of Asterisk's manager interface; another than this machine is reached by TLS. Else 127.0.0.1.",
      },
      "ami-port": {
        type: "string",
        value: "PORT",
        about: "Its port. Else 5038, and 5039 with TLS.",
      },
      "ami-user": {
        type: "string",
        value: "NAME",
        about: "Name of the AMI user. Else ringback.",
      },
      context: {
        type: "string",
        value: "NAME",
        about:
          "Dialplan context for the other party. Else each endpoint's own.",
      },
      "gateway-asterisk-dir": {
        type: "string",
        value: "DIR",
        about:
          "Folder with the files to include in Asterisk. Else the one that came with the gateway.",
      },
      help,
    },
  },
  {
    name: "check",
    positionals: [],
    summary: "Name every fault of the configuration.",
    about:
      "Recordings that are kept while `recording` is not in the configuration are a warning on standard error, and no fault.",
    options: { config, json, help },
  },
  {
    name: "doctor",
    positionals: [],
    summary: "Look at everything a click needs, and say how to mend it.",
    about:
      "Configuration, database, disk, recordings and their files, certificates, issuers and signing keys of programs, Kamailio, realtime databases, every PBX with the AMI user's rights and the dialplan, every phone. Changes nothing and dials nobody. Exit code 1 where there is a fault; warnings alone are 0.",
    options: {
      number: {
        type: "string",
        short: "n",
        value: "NUMBER",
        about:
          "Take this number through dial rules, policy and dialplan as well.",
      },
      aor: {
        type: "string",
        value: "AOR",
        about:
          "Look at this user as well, whom the PBX or its database knows and the gateway has not seen yet.",
      },
      config,
      json,
      help,
    },
  },
  {
    name: "why",
    positionals: ["IDEN|ID"],
    summary: "Tell one call's whole story in words.",
    options: { config, json, help },
  },
  {
    name: "pause",
    positionals: [],
    summary: "Stop all dialling at once.",
    about:
      "The running gateway obeys at once, and after a restart too. Calls that are up go on and can be hung up; clicks are refused. `/ready` and the log say so.",
    options: {
      reason: {
        type: "string",
        short: "r",
        value: "TEXT",
        about: "Told to whoever tries to call.",
      },
      config,
      help,
    },
  },
  {
    name: "resume",
    positionals: [],
    summary: "Let calls be placed again after a pause.",
    options: { config, help },
  },
  {
    name: "migrate",
    positionals: [],
    summary: "Bring the database up to date.",
    about: "`serve` and the commands below do so themselves.",
    options: { config, help },
  },
  {
    name: "user add",
    positionals: ["NAME"],
    summary: "Add a user.",
    options: { config, json, help },
  },
  {
    name: "user list",
    positionals: [],
    summary: "List the users.",
    options: { config, json, help },
  },
  {
    name: "user remove",
    positionals: ["ID|NAME"],
    summary: "Remove a user and their terminals.",
    options: { config, help },
  },
  {
    name: "terminal add",
    positionals: [],
    summary: "Add a user's phone.",
    about:
      "Only HA1 = MD5(username:domain:password) is kept. Say exactly one of --generate, --password-stdin and --ha1.",
    options: {
      user: {
        type: "string",
        value: "NAME",
        about: "Whose phone it is (or the user's id).",
      },
      aor: {
        type: "string",
        value: "AOR",
        about: "The address to sign in with, such as alice@pbx.example.",
      },
      endpoint: {
        type: "string",
        value: "NAME",
        about: "The PBX's endpoint that rings.",
      },
      extension: {
        type: "string",
        value: "DIGITS",
        about: "The phone's own extension: caller id towards the other party.",
      },
      number: {
        type: "string",
        value: "NUMBER",
        about: "Its number from outside, E.164.",
      },
      ...credential,
      config,
      json,
      help,
    },
  },
  {
    name: "terminal list",
    positionals: [],
    summary: "List the phones.",
    options: { config, json, help },
  },
  {
    name: "terminal password",
    positionals: ["AOR"],
    summary: "Give a phone another password.",
    about:
      "Whoever is signed in with the old one is signed out within seconds. Say exactly one of --generate, --password-stdin and --ha1.",
    options: { ...credential, config, json, help },
  },
  {
    name: "terminal remove",
    positionals: ["AOR"],
    summary: "Remove a phone.",
    options: { config, help },
  },
  ...clientCommands,
  ...deliveryCommands,
  ...recordingCommands,
] as const satisfies readonly Command[];

export type CommandName = (typeof commands)[number]["name"];

export const EXIT = { ok: 0, fault: 1, usage: 2 } as const;
