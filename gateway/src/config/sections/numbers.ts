/** `numbers`: how a number typed by a person is read. */
import Type from "typebox";
import { givenText, int } from "../keys.ts";

export const numbers = Type.Object(
  {
    region: Type.Optional(
      givenText(
        "Country (ISO 3166, two letters) in which numbers without +… are read. Left out: only +… numbers and extensions are taken.",
        {
          examples: ["ES", "GB"],
          pattern: "^[A-Z]{2}$",
          patternErrorMessage:
            'must be a country code of two capital letters, such as "ES"',
        },
      ),
    ),
    internalMaxDigits: int(
      "A bare digit string up to this length is an extension of the PBX and dialled as it is. 0: none is.",
      6,
      { minimum: 0, maximum: 15 },
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: "How a number typed by a person is read.",
  },
);
