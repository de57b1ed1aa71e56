/** The commands about programs and their tokens. */
import { type Command, config, help, json } from "./options.ts";

/** Whom a program may call, and what is shown of it: said when it is added, and when it is changed. */
const settings = {
  domain: {
    type: "string",
    value: "DOMAIN",
    about: "SIP domain whose PBX places its calls. Else the only one there is.",
  },
  "caller-prefix": {
    type: "string",
    value: "PREFIXES",
    about:
      "Callers begin with one of these, such as +34,+44. Else, or empty, with anything.",
  },
  "callee-prefix": {
    type: "string",
    value: "PREFIXES",
    about: "Callees likewise.",
  },
  "calls-per-minute": {
    type: "string",
    value: "N",
    about: "Most calls it may place a minute. Else 60.",
  },
  "calls-at-once": {
    type: "string",
    value: "N",
    about: "Most calls of it that may be up at once. Else 10.",
  },
  mask: {
    type: "string",
    value: "NUMBERS",
    about:
      "E.164 numbers, of which each party is shown one instead of the other's. Else, or empty, none.",
  },
  "token-uri": {
    type: "string",
    value: "ID@URL",
    about:
      "Where tokens for its sinks may be fetched, and as whom (PRIVATE_KEY_JWT), such as crm@https://login.example.com/token; several divided by commas. Else, or empty, nowhere.",
  },
  jwks: {
    type: "string",
    value: "FILE",
    about:
      "Its public keys, a JSON Web Key Set: it signs in with them (private_key_jwt) instead of a secret.",
  },
  "jwks-uri": {
    type: "string",
    value: "URL",
    about: "Where its public keys stand, https.",
  },
  "external-id": {
    type: "string",
    value: "ID",
    about:
      "What another issuer calls it: tokens come from there, instead of a secret.",
  },
  issuer: {
    type: "string",
    value: "NAME",
    about:
      "That issuer, by its name under `issuers`. Else the only one there is.",
  },
} as const satisfies Command["options"];

export const MAY = {
  premium:
    "It may call numbers that cost more, and those of no known kind (as `dialing.allowPremium`).",
  international: "It may call numbers outside numbers.region.",
  "trunk-caller": "It may ring an outside number as the caller.",
  beep: "A beep tells both parties that they are recorded.",
  handshake: "Its sinks are asked by OPTIONS before their first event.",
} as const;

const flag = <const About extends string>(about: About) =>
  ({ type: "boolean", about }) as const;
const choice = <const About extends string>(about: About) =>
  ({ type: "string", value: "yes|no", about }) as const;

export const clientCommands = [
  {
    name: "client add",
    positionals: [],
    summary: "Add a program that may place calls.",
    about: "Prints its id, and its secret once: only a hash of it is kept.",
    options: {
      name: {
        type: "string",
        value: "NAME",
        about: "What you call it.",
      },
      scopes: {
        type: "string",
        value: "SCOPES",
        about:
          "What its tokens are good for, divided by commas; all for every scope.",
      },
      ...settings,
      premium: flag(MAY.premium),
      international: flag(MAY.international),
      "trunk-caller": flag(MAY["trunk-caller"]),
      beep: flag(MAY.beep),
      handshake: flag(MAY.handshake),
      config,
      json,
      help,
    },
  },
  {
    name: "client list",
    positionals: [],
    summary: "List the programs.",
    options: { config, json, help },
  },
  {
    name: "client show",
    positionals: ["ID|NAME"],
    summary: "Show what a program may do.",
    options: { config, json, help },
  },
  {
    name: "client change",
    positionals: ["ID|NAME"],
    summary: "Change what a program may do.",
    about:
      "What is not said stays as it is. It counts within seconds, for tokens that are out too.",
    options: {
      name: {
        type: "string",
        value: "NAME",
        about: "What you call it from now on.",
      },
      scopes: {
        type: "string",
        value: "SCOPES",
        about:
          "What its tokens are good for, divided by commas; all for every scope.",
      },
      ...settings,
      "no-keys": flag("It has no keys of its own any more."),
      "no-external-id": flag("No other issuer speaks for it any more."),
      enabled: choice("Whether it is let in at all."),
      premium: choice(MAY.premium),
      international: choice(MAY.international),
      "trunk-caller": choice(MAY["trunk-caller"]),
      beep: choice(MAY.beep),
      handshake: choice(MAY.handshake),
      config,
      help,
    },
  },
  {
    name: "client secret",
    positionals: ["ID|NAME"],
    summary: "Give a program another secret.",
    about:
      "Prints it once. The former one, and tokens got with it, are good for a while longer, so that nothing stops meanwhile.",
    options: {
      overlap: {
        type: "string",
        value: "SECONDS",
        about:
          "How long the former secret stays good. Else 86400; 0 ends it, and its tokens, within seconds.",
      },
      config,
      json,
      help,
    },
  },
  {
    name: "client webhook-secret",
    positionals: ["ID|NAME"],
    summary: "Have what is sent to a program's sinks signed.",
    about:
      "Prints the signing secret once, as Standard Webhooks writes it. The former one signs beside it for a while longer, so that the program can take the new one meanwhile.",
    options: {
      overlap: {
        type: "string",
        value: "SECONDS",
        about:
          "How long the former secret signs too. Else 86400; 0 ends it within seconds.",
      },
      remove: { type: "boolean", about: "Sign nothing any more." },
      config,
      json,
      help,
    },
  },
  {
    name: "client remove",
    positionals: ["ID|NAME"],
    summary: "Remove a program; its tokens end within seconds.",
    options: { config, help },
  },
  {
    name: "key list",
    positionals: [],
    summary: "List the keys that sign the tokens of programs.",
    options: { config, json, help },
  },
  {
    name: "key rotate",
    positionals: [],
    summary: "Sign the tokens of programs with a new key.",
    about:
      "The new key is published at once and signs after oauth.keyLeadSeconds; the former one stays until its last token has ended. Nothing stops meanwhile.",
    options: {
      now: {
        type: "boolean",
        about:
          "A key was stolen: sign with the new one at once, and refuse all tokens of the former ones.",
      },
      config,
      json,
      help,
    },
  },
] as const satisfies readonly Command[];
