/** `dialing`: what may be dialled, and in which form the PBX is given it. */
import Type from "typebox";
import { flag, int, text, texts } from "../keys.ts";

const e164Prefix = {
  pattern: "^\\+[1-9][0-9]{0,14}$",
  patternErrorMessage:
    'must be the beginning of an E.164 number, such as "+34"',
};

/** Numbers that are dialled to be found at once by a dispatcher: a callback from somewhere else is no way to call them. */
const EMERGENCY_NUMBERS = [
  // All of Europe and every mobile network; North America; United Kingdom and many others
  ...["112", "911", "999"],
  // Australia; New Zealand; Germany, China, Japan; Norway; Italy; Switzerland; Japan, Korea; China
  ...["000", "111", "110", "113", "115", "117", "118", "119", "120"],
  // Austria; France; Spain (health, Guardia Civil, police); Spain (fire); Brazil
  ...["122", "133", "144", "15", "17", "18", "061", "062", "091", "092"],
  ...["080", "085", "190", "192", "193"],
];

export const dialing = Type.Object(
  {
    form: Type.Enum(["e164", "digits", "national", "international"], {
      description:
        "What the PBX is sent. e164: +34900…; digits: 34900…; national: the trunk-prefixed national number for numbers.region, else as international; international: internationalPrefix and digits.",
      default: "e164",
      examples: ["e164", "digits", "national", "international"],
    }),
    internationalPrefix: text(
      "Dialled before a country code in the forms national and international.",
      "00",
      {
        examples: ["00", "011"],
        pattern: "^[0-9+]{1,8}$",
        patternErrorMessage: 'must be 1 to 8 digits, such as "00" or "011"',
      },
    ),
    prefix: text(
      "Dialled before every outside number, to get an outside line. Empty: none.",
      "",
      {
        examples: ["0", "9"],
        pattern: "^[0-9*#]{0,8}$",
        patternErrorMessage: "must be up to 8 digits, * or #",
      },
    ),
    allowPrefixes: texts(
      "E.164 beginnings that may be dialled. Empty: all but denyPrefixes. Where both name a beginning of the number, the longer one wins.",
      [],
      ["+34", "+44"],
      e164Prefix,
    ),
    denyPrefixes: texts(
      "E.164 beginnings that may not be dialled.",
      [],
      ["+882", "+883"],
      e164Prefix,
    ),
    allowPremium: flag(
      "Allow numbers that cost more: premium-rate, shared-cost, personal, pager and satellite numbers, and those of no known kind, such as 118xx.",
      false,
    ),
    allowInternational: flag("Allow numbers outside numbers.region.", true),
    ordinaryPrefixes: texts(
      "E.164 beginnings of numbers that you know to be ordinary ones, though they are of no known kind or pass for costly ones. The other rules hold for them as for any number.",
      [],
      ["+49115", "+49116"],
      e164Prefix,
    ),
    featureCodes: texts(
      "Feature codes of the PBX that may be dialled, each exactly. All others that begin with * are refused.",
      [],
      ["*97", "*43"],
      {
        pattern: "^\\*[0-9*]{1,16}$",
        patternErrorMessage: 'must begin with *, such as "*97"',
      },
    ),
    emergencyNumbers: texts(
      "Never placed as a callback: emergency calls belong on the phone itself. Take out those that are extensions of yours.",
      EMERGENCY_NUMBERS,
      ["112", "911"],
      {
        pattern: "^[0-9]{2,8}$",
        patternErrorMessage: "must be 2 to 8 digits",
      },
    ),
    originatesPerMinutePerUser: int(
      "Most calls one user may place a minute, through all doors together.",
      20,
      { minimum: 1, maximum: 10000 },
    ),
    originatesPerMinutePerWorkspace: int(
      "Most calls one workspace may place a minute.",
      300,
      { minimum: 1, maximum: 100000 },
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: "What may be dialled, and in which form the PBX is given it.",
  },
);
